"""The conductor of `changes`: two versions of a chapter are set, proved and compared, and the change sheet is made of them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pressroom import errors, project, proof, prose
from pressroom.console import Console
from pressroom.editions import Edition
from pressroom.errors import ContentRefused, PressroomError, Problem, WrongUsage
from pressroom.files import Shelf, open_shelf
from pressroom.files.git import History
from pressroom.html import Page
from pressroom.pdf import render
from pressroom.project import Project
from pressroom.redline import diff
from pressroom.redline.comparison import NOW, Comparison, Side, compare
from pressroom.redline.earlier_version import EarlierVersion, from_file, from_history
from pressroom.workers import Limits, WorkerPool

LIMITS = Limits(seconds=300, megabytes=2048)
MOST_WORKERS = 4
SHEET = "change sheet"  # in messages

Key = tuple[str, Edition, bool]  # a chapter, an edition of it, whether it is the old one
EarlierOf = Callable[[Project, str], EarlierVersion]


def changes(
    root: Path,
    stems: Sequence[str],
    console: Console,
    *,
    since: str | None = None,
    against: Path | None = None,
    now: datetime | None = None,
    wait: float = 60,
) -> int:
    """Makes dist/STEM/STEM-changes.pdf of the chapters `stems` (none: all that the report lists); returns the exit code.

    The old version is that of the revision `since`, or the file `against`, else that of the last revision in which the chapter was
    final, else of the last one there is; embargoes of both are judged by `now`, else by the clock. Raises `PressroomError` where nothing
    can    be compared; a chapter that can't be keeps its sheet.
    """
    history = None if against else History(root)
    size = min(os.cpu_count() or 1, MOST_WORKERS)
    with (
        open_shelf(root / "dist", wait, console.say) as shelf,
        WorkerPool(render.loader(shelf.scratch), size, LIMITS, shelf.scratch) as pool,
    ):
        run = _Run(project.read(root, stems, now=now), shelf, console)
        if against and len(run.project.manuscripts) > 1:
            raise WrongUsage(
                Problem("which-chapter", "--against compares one chapter", hint="name it: build.py changes STEM --against FILE")
            )

        def earlier(ours: Project, stem: str) -> EarlierVersion:
            if history:
                return from_history(ours, stem, since, history, shelf.scratch)
            return from_file(ours, stem, against or Path(), shelf.scratch)

        for (stem, edition, is_old), result in pool.run(run.jobs(earlier)):
            run.finish(stem, edition, is_old, result)
        for stem, result in pool.run(run.sheets()):
            run.put(stem, result)
    console.problems(run.problems)
    return run.exit_code


@dataclass
class _Chapter:
    """A chapter under way. `same` are the editions whose old page is the new one, word for word: one PDF is both."""

    earlier: EarlierVersion
    new: Side
    old: Side | None
    same: set[Edition] = field(default_factory=set)
    failed: bool = False


@dataclass
class _Run:
    """One run's course."""

    project: Project
    shelf: Shelf
    console: Console
    chapters: dict[str, _Chapter] = field(default_factory=dict)
    compared: dict[str, Comparison] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    failures: list[PressroomError] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.project.library.problems:
            self.failures.append(ContentRefused(*self.project.library.problems))

    def jobs(self, earlier: EarlierOf) -> Iterator[tuple[Key, render.Job]]:
        """The pages of both versions in each edition, for the engine."""
        for stem in self.project.manuscripts:
            self.console.progress(len(self.chapters), len(self.project.manuscripts), stem)
            with self._noting(stem), errors.naming(stem, ""):
                before = earlier(self.project, stem)
                old = Side(before.project, stem) if before.project else None
                self.chapters[stem] = chapter = _Chapter(before, Side(self.project, stem), old)
                for edition in self.project.editions:
                    yield from self._pages(chapter, edition)

    def _pages(self, chapter: _Chapter, edition: Edition) -> Iterator[tuple[Key, render.Job]]:
        stem = chapter.new.stem
        new = self._job(self.project, stem, edition)
        yield (stem, edition, False), new
        if chapter.old:
            old = self._job(chapter.old.project, stem, edition)
            if old == new:
                chapter.same.add(edition)
            else:
                yield (stem, edition, True), old

    def _job(self, of: Project, stem: str, edition: Edition) -> render.Job:
        return of.job(stem, edition, of.page(stem, edition))

    def finish(self, stem: str, edition: Edition, is_old: bool, result: render.Made | PressroomError) -> None:
        """Takes a finished edition of one version, or of both."""
        chapter = self.chapters[stem]
        with self._noting(stem):
            if isinstance(result, PressroomError):
                raise errors.named(result, stem, f"{edition} edition{' of the old version' if is_old else ''}")
            sides = [chapter.old] if is_old else [chapter.new, *([chapter.old] if edition in chapter.same else [])]
            for side in sides:
                if side:
                    side.pdfs[edition] = result.pdf

    def sheets(self) -> Iterator[tuple[str, render.Job]]:
        """The change sheet of each chapter, for the engine."""
        for stem, chapter in self.chapters.items():
            if chapter.failed:
                continue
            with self._noting(stem):
                for side in filter(None, (chapter.old, chapter.new)):
                    side.prove()
                with errors.naming(stem, SHEET):
                    self.compared[stem] = compare(chapter.earlier, chapter.old, chapter.new)
                    page = self.pages[stem] = sheet(self.compared[stem])
                yield stem, render.Job(page.html, page.style_places)

    def put(self, stem: str, result: render.Made | PressroomError) -> None:
        """Puts a sheet in its place, and tells what it says."""
        with self._noting(stem), errors.naming(stem, SHEET):
            if isinstance(result, PressroomError):
                raise result
            chapter, compared = self.chapters[stem], self.compared[stem]
            if compared.redline.changes:
                old = chapter.old.manuscript if chapter.old else None
                proof.prove_redline(result.pdf, self.pages[stem].html, old, chapter.new.manuscript)
            name = f"{stem}/{stem}-changes.pdf"
            written = self.shelf.put({name: result.pdf}).written
            self.console.result(str(compared), compared.record())
            self.console.output(f"dist/{name}", len(result.pdf), None, bool(written))

    @contextmanager
    def _noting(self, stem: str) -> Iterator[None]:
        """Collect an error of a chapter, and go on with the others."""
        try:
            yield
        except PressroomError as error:
            self.failures.append(error)
            if stem in self.chapters:
                self.chapters[stem].failed = True

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that went wrong."""
        return tuple(dict.fromkeys(problem for failure in self.failures for problem in failure.problems))

    @property
    def exit_code(self) -> int:
        """What the run ends with."""
        return min((failure.exit_code for failure in self.failures), default=errors.DONE)


def sheet(compared: Comparison, names: Mapping[Edition, str] | None = None, *, new: str = NOW) -> Page:
    """The page of the change sheet, which somebody signs; where it leaves the house nobody does: then `names` are what the later version's
    files are called, and `new` what it is. Raises `StyleRefused`."""
    side = compared.new
    manuscript = side.manuscript
    said = {"deleted": manuscript.language.labels.deleted, "inserted": manuscript.language.labels.inserted}
    called = names or {edition: f"{side.project.file(side.stem, edition)}.pdf" for edition in side.pdfs}
    files = {called[edition]: pdf for edition, pdf in side.pdfs.items()}
    title = prose.plain(manuscript.chapter.title, manuscript.typography())
    values = {
        "title": f"{title}: changes",
        "description": manuscript.described(f"What changed in {title} since {compared.old}."),
        "chapter": title,
        "status": "",
        "code": manuscript.code,
        "direction": manuscript.direction,
        "old": compared.old,
        "new": new,
        "approval": not names,
        "editions": [{"name": edition.name, "pages": str(pages)} for edition, pages in compared.pages.items()],
        "changes": diff.changes(compared.redline, [edition.name for edition in compared.pages], said),
        "parts": diff.parts(compared.redline, said),
        "files": [{"name": name, "digest": hashlib.sha256(data).hexdigest()} for name, data in files.items()],
    }
    return side.project.sheet("changes", side.stem, values, chapter=True)
