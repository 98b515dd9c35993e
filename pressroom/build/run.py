"""One build's course: each chapter's pages are made, proved and put in their place, edition by edition."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

from pressroom import errors
from pressroom.build.chapter import ChapterRun, key, keys
from pressroom.build.ledger import Ledger
from pressroom.cache.fast_path import guarded
from pressroom.console import Console
from pressroom.content import Keep, Read
from pressroom.errors import PressroomError, Problem
from pressroom.pdf import render
from pressroom.project import Edition, Project, facts

if TYPE_CHECKING:
    from pressroom.model import Report

Seen = Callable[[str, Edition, bytes], None]


def keep(ledger: Ledger, proof: bool) -> Keep:
    """Whether a chapter can be kept as it is, in all that is made of it."""

    def kept(stem: str, report: Read[Report], printer: str | None) -> bool:
        ledger.known(facts(report, printer))
        editions: tuple[Edition, ...] = ("screen", "press") if printer and not proof else ("screen",)
        return not guarded(str(ledger.root)) and all(map(ledger.keeps, keys(stem, editions, proof)))

    return kept


@dataclass
class Run:
    """The course of a build of `project`. With `proof`, only pages that show their grid are made.

    `seen` is called with each PDF whose words have been found: chapter, edition, bytes; the edition `first` is made before the other.
    `failures` are what went wrong so far, `notes` what could be set better.
    """

    project: Project
    ledger: Ledger
    console: Console
    proof: bool = False
    seen: Seen = lambda *_: None
    first: Edition = "screen"
    chapters: dict[str, ChapterRun] = field(default_factory=dict)
    failures: list[PressroomError] = field(default_factory=list)
    notes: tuple[Problem, ...] = ()
    done: int = 0

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions that each chapter is made in."""
        return ("screen",) if self.proof else self.project.editions

    def begin(self) -> None:
        """Tells what the content's reading has found, and what of it need not be made."""
        library = self.project.library
        self.ledger.known(self.project.facts)
        if library.problems:
            self.failures.append(errors.ContentRefused(*library.problems))
        for problem in self.project.protected:  # the desk may have them; `check` and whatever leaves the house may not
            self.console.say(str(problem))
        for stem in library.unlisted:
            self.console.say(f"content/chapters/{stem}.yaml is not listed in content/report.yaml; it is built all the same")
        for stem in self.project.manuscripts:
            self.chapters[stem] = ChapterRun(self.project, self.ledger, stem, self.editions, self.proof)
        made = {each for chapter in self.chapters.values() for each in chapter.keys_to_make}
        known = [each for stem in (*library.kept, *self.chapters) for each in keys(stem, self.editions, self.proof)]
        self.console.kept(self.ledger.record.outputs([each for each in known if self.ledger.keeps(each) and each not in made]))

    def jobs(self) -> Iterator[tuple[tuple[str, Edition], render.Job]]:
        """A page of each chapter in each edition, for the engine; made when it is asked for."""
        for stem, chapter in self.chapters.items():
            self.console.progress(self.done, len(self.chapters), stem)
            if not chapter.to_make:
                self._complete(chapter)
            for edition in sorted(chapter.to_make, key=lambda edition: edition != self.first):
                try:
                    page = chapter.pages[edition] = self.project.page(stem, edition, proof=self.proof)
                except PressroomError as error:
                    self._fail(chapter, error)
                    continue
                _load_meanwhile("pressroom.proof")
                specification = self.project.specification if edition == "press" else None
                yield (stem, edition), render.Job(page.html, page.style_places, specification, self.project.asked_pages(stem, edition))

    def finish(self, stem: str, edition: Edition, result: render.Made | PressroomError) -> None:
        """Takes a finished edition and proves it; once a chapter has all of them, puts its files in their place."""
        chapter = self.chapters[stem]
        if isinstance(result, PressroomError):
            self._fail(chapter, errors.named(type(result)(*map(self.project.placed, result.problems)), stem))
            return
        if chapter.failed:
            return
        try:
            chapter.prove(edition, result.pdf)
            self.seen(stem, edition, result.pdf)
            if edition == "screen":
                chapter.prove_page()
            self.notes = tuple(dict.fromkeys((*self.notes, *chapter.measure(edition, result))))
        except PressroomError as error:
            self._fail(chapter, error)
            return
        if chapter.complete:
            self._complete(chapter)

    def end(self, *, whole: bool) -> None:
        """Removes what is no longer made, and writes the record; `whole` where all that the report lists was to be built."""
        library = self.project.library
        listed = library.report.value.chapters
        sound = [*library.kept, *(stem for stem, chapter in self.chapters.items() if not chapter.failed)]
        try:
            if "press" not in self.project.editions:
                self.ledger.drop(key(stem, "press") for stem in sound)
            if whole:
                self.ledger.drop_others(listed)
        except PressroomError as error:
            self.failures.append(error)
        if whole and not self.failures:
            own = {cause: value for cause, value in library.causes.items() if not cause.startswith("file content/chapters/")}
            self.ledger.complete(own, [each for stem in listed for each in keys(stem, self.editions, self.proof)])
        self.ledger.close()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that went wrong, by place."""
        return errors.PressroomError(*dict.fromkeys(problem for failure in self.failures for problem in failure.problems)).problems

    @property
    def exit_code(self) -> int:
        """What the run ends with: the editor's problems before the designer's, those before the machine's."""
        return min((failure.exit_code for failure in self.failures), default=errors.DONE)

    def _complete(self, chapter: ChapterRun) -> None:
        self.done += 1
        try:
            chapter.finish(self.console)
        except PressroomError as error:
            self._fail(chapter, error)
        chapter.clear()

    def _fail(self, chapter: ChapterRun, error: PressroomError) -> None:
        """Notes why a chapter can't be put in its place."""
        self.failures.append(error)
        chapter.fail()


def _load_meanwhile(module: str) -> None:
    """Imports a module in the background, while the engine's process sets a page."""
    threading.Thread(target=import_module, args=(module,), daemon=True).start()
