"""The conductor: content, pages, engine, proof, output, in their order, for each chapter in each edition.

The engine's processes are started first and load while the content is read; the next page is made while one is being set. Each edition
is laid out for itself: the press edition stands on the printer's trim, in other inks, with other pictures, and the engine's layout
holds all three. What can be kept from an earlier build is told by the ledger.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom import errors
from pressroom.errors import Fault, PressError
from pressroom.ledger import Ledger
from pressroom.output import open_shelf
from pressroom.pdf import engine
from pressroom.pdf.worker import Crew, Limits
from pressroom.telling import Teller

if TYPE_CHECKING:
    from pressroom.content import Keep
    from pressroom.html import Page
    from pressroom.model import Report
    from pressroom.project import Edition, Project

LIMITS = Limits(seconds=300, megabytes=2048)
MOST_WORKERS = 4


def build(root: Path, stems: Sequence[str], teller: Teller, *, printer: str | None = None, proof: bool = False, wait: float = 60) -> int:
    """Builds the chapters `stems` (none: all that the report lists) of the project in `root`; returns the exit code.

    Only what has changed since it was made is made again. The press edition is made for `printer`, the stem of a file in
    content/printers, else for the report's; where neither is, there is none. With `proof`, only pages that show their baseline grid are
    made. A chapter of which one edition fails keeps its old files.
    """
    with open_shelf(root / "dist", wait, teller.say) as shelf:
        ledger = Ledger(root, shelf)
        if printer is None and not proof and (keys := ledger.nothing_to_do(stems)):
            teller.kept(ledger.record.outputs(keys))
            return errors.DONE
        size = min((len(stems) or _count(root)) * (1 if proof else 2), os.cpu_count() or 1, MOST_WORKERS)
        with Crew(engine.loader(shelf.scratch), size, LIMITS, shelf.scratch) as crew:
            run = _Run(_read(root, stems, printer, _keep(ledger, proof)), ledger, teller, proof)
            run.begin()
            for (stem, edition), result in crew.run(run.jobs()):
                run.finish(stem, edition, result)
        run.end(whole=not stems and not proof and printer is None)
    teller.faults(run.faults)
    return run.exit_code


def _count(root: Path) -> int:
    """About how many chapters there are, without reading one."""
    try:
        return max(1, len(list((root / "content" / "chapters").glob("*.yaml"))))
    except OSError:
        return 1


def _keep(ledger: Ledger, proof: bool) -> Keep:
    """Whether a chapter can be kept as it is in all its editions."""
    from pressroom.project import facts

    def keep(stem: str, report: Report, printer: str | None) -> bool:
        ledger.known(facts(report, printer))
        editions = ["proof"] if proof else ["screen", "press"] if printer else ["screen"]
        return all(ledger.keeps(f"{stem}/{edition}") for edition in editions)

    return keep


def _read(root: Path, stems: Sequence[str], printer: str | None, keep: Keep) -> Project:
    """The project, read while the engine loads. Raises `PressError` where nothing can be built."""
    from pressroom import project

    return project.read(root, stems, printer, keep)


@dataclass
class _Chapter:
    """A chapter under way: the editions that are made of it, each one's page, the PDFs that are finished, and whether one has failed."""

    editions: tuple[Edition, ...]
    pages: dict[Edition, Page] = field(default_factory=dict)
    finished: dict[Edition, bytes] = field(default_factory=dict)
    failed: bool = False


@dataclass
class _Run:
    """One build's course: what was read, what is under way, what failed."""

    project: Project
    ledger: Ledger
    teller: Teller
    proof: bool
    chapters: dict[str, _Chapter] = field(default_factory=dict)
    failures: list[PressError] = field(default_factory=list)
    done: int = 0

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions that each chapter is made in."""
        return ("screen",) if self.proof else self.project.editions

    def key(self, stem: str, edition: Edition) -> str:
        """What an edition is called in the record."""
        return f"{stem}/{'proof' if self.proof else edition}"

    def begin(self) -> None:
        """Tells what the content's reading has found, and what of it need not be made."""
        library = self.project.library
        self.ledger.known(self.project.facts)
        if library.faults:
            self.failures.append(errors.ContentRefused(*library.faults))
        for stem in library.unlisted:
            self.teller.say(f"content/chapters/{stem}.yaml is not listed in content/report.yaml; it is built all the same")
        for stem in self.project.manuscripts:
            self.chapters[stem] = _Chapter(tuple(edition for edition in self.editions if not self.ledger.keeps(self.key(stem, edition))))
        keys = [self.key(stem, edition) for stem in (*library.kept, *self.chapters) for edition in self.editions]
        self.teller.kept(self.ledger.record.outputs([key for key in keys if self.ledger.keeps(key)]))

    def jobs(self) -> Iterator[tuple[tuple[str, Edition], engine.Job]]:
        """A page of each chapter in each edition, for the engine; made when it is asked for."""
        for stem, chapter in self.chapters.items():
            self.teller.progress(self.done, len(self.chapters), stem)
            for edition in chapter.editions:
                try:
                    page = chapter.pages[edition] = self.project.page(stem, edition, proof=self.proof)
                except PressError as error:
                    self.fail(stem, error)
                    continue
                _load_meanwhile("pressroom.proof")
                yield (stem, edition), engine.Job(page.html, page.origins, self.project.specification if edition == "press" else None)

    def finish(self, stem: str, edition: Edition, result: bytes | PressError) -> None:
        """Takes a finished edition; once a chapter has all of them, proves it and puts its files in their place."""
        if isinstance(result, PressError):
            self.fail(stem, _named(result, stem))
            return
        chapter = self.chapters[stem]
        chapter.finished[edition] = result
        if chapter.failed or len(chapter.finished) < len(chapter.editions):
            return
        self.done += 1
        try:
            self.put(stem, chapter, self.prove(stem, chapter))
        except PressError as error:
            self.fail(stem, error)
        chapter.pages.clear()
        chapter.finished.clear()

    def fail(self, stem: str, error: PressError) -> None:
        """Notes why a chapter can't be put in its place; what is finished of it is dropped."""
        self.failures.append(error)
        self.chapters[stem].failed = True
        self.chapters[stem].finished.clear()

    def prove(self, stem: str, chapter: _Chapter) -> dict[Edition, int]:
        """Finds every word of a chapter in what was made of it; returns how many pages each edition has. Raises `PressError`."""
        from pressroom import proof

        manuscript, locate = self.project.manuscripts[stem], self.project.locate(stem)
        pages = {edition: proof.prove(pdf, manuscript, locate) for edition, pdf in chapter.finished.items()}
        if "screen" in chapter.pages:
            proof.prove_page(chapter.pages["screen"].html, manuscript, locate)
        return pages

    def put(self, stem: str, chapter: _Chapter, extents: dict[Edition, int]) -> None:
        """Puts a chapter's files in their place, on record, and tells of them. Raises `OutputFailed`."""
        files = {edition: self.files(stem, edition, chapter, pages) for edition, pages in extents.items()}
        written = self.ledger.shelf.put({name: data for named in files.values() for name, (data, _) in named.items()}).written
        for edition, named in files.items():
            key = self.key(stem, edition)
            for name, (data, pages) in named.items():
                self.teller.output(f"dist/{name}", len(data), pages, self.ledger.shelf.root / name in written, self.ledger.why(key))
            self.ledger.enter(key, self.project.causes(stem, edition, chapter.pages[edition]), named)

    def files(self, stem: str, edition: Edition, chapter: _Chapter, pages: int) -> dict[str, tuple[bytes, int]]:
        """The files of an edition by their name, each with its number of pages; the screen edition has the HTML file, too."""
        name = f"{stem}/{self.project.file(stem, edition)}{'-proof' if self.proof else ''}.pdf"
        html = {f"{stem}/{stem}.html": (chapter.pages[edition].html.encode(), 0)} if edition == "screen" and not self.proof else {}
        return html | {name: (chapter.finished[edition], pages)}

    def end(self, *, whole: bool) -> None:
        """Removes what is no longer made, and writes the record; `whole` where all that the report lists was to be built."""
        library = self.project.library
        listed = library.report.value.chapters
        sound = [*library.kept, *(stem for stem, chapter in self.chapters.items() if not chapter.failed)]
        try:
            if "press" not in self.project.editions:
                self.ledger.drop(f"{stem}/press" for stem in sound)
            if whole:
                self.ledger.drop_others(listed)
        except PressError as error:
            self.failures.append(error)
        if whole and not self.failures:
            own = {cause: value for cause, value in library.causes.items() if not cause.startswith("file content/chapters/")}
            self.ledger.complete(own, [self.key(stem, edition) for stem in listed for edition in self.editions])
        self.ledger.close()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All that went wrong, by place."""
        return errors.PressError(*dict.fromkeys(fault for failure in self.failures for fault in failure.faults)).faults

    @property
    def exit_code(self) -> int:
        """What the run ends with: the editor's faults before the designer's, those before the machine's."""
        return min((failure.exit_code for failure in self.failures), default=errors.DONE)


def _named(error: PressError, stem: str) -> PressError:
    """The error, each of whose faults without a place names the chapter."""
    faults = [fault if fault.place else Fault(fault.code, f"{stem}: {fault.message}", None, fault.hint) for fault in error.faults]
    return type(error)(*faults)


def _load_meanwhile(module: str) -> None:
    """Imports a module in the background, while the engine's process sets a page."""
    threading.Thread(target=import_module, args=(module,), daemon=True).start()
