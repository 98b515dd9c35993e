"""The conductor: content, pages, engine, proof, output, in their order, for each chapter in each edition.

The engine's processes are started first and load while the content is read; the next page is made while one is being set. Each edition
is laid out for itself: the press edition stands on the printer's trim, in other inks, with other pictures, and the engine's layout
holds all three.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom import errors
from pressroom.errors import Fault, PressError
from pressroom.output import Shelf, open_shelf
from pressroom.pdf import engine
from pressroom.pdf.worker import Crew, Limits
from pressroom.telling import Teller

if TYPE_CHECKING:
    from pressroom.project import Edition, Project

LIMITS = Limits(seconds=300, megabytes=2048)
MOST_WORKERS = 4


def build(
    root: Path,
    stems: Sequence[str],
    teller: Teller,
    *,
    printer: str | None = None,
    proof: bool = False,
    now: datetime | None = None,
    wait: float = 60,
) -> int:
    """Builds the chapters `stems` (none: all that the report lists) of the project in `root`; returns the exit code.

    The press edition is made for `printer`, the stem of a file in content/printers, else for the report's; where neither is, there is
    none. With `proof`, only pages that show their baseline grid are made. Embargoes are judged by `now`, else by the clock. A chapter of
    which one edition fails keeps its old files.
    """
    with open_shelf(root / "dist", wait, teller.say) as shelf:
        return fill(shelf, lambda: _read(root, stems, printer, now), teller, len(stems) or _count(root), proof=proof)


def fill(shelf: Shelf, read: Callable[[], Project], teller: Teller, chapters: int, *, proof: bool = False) -> int:
    """Builds all `chapters` of the project that `read` gives onto a shelf that is held; returns the exit code."""
    size = min(chapters * (1 if proof else 2), os.cpu_count() or 1, MOST_WORKERS)
    with Crew(engine.loader(shelf.scratch), size, LIMITS, shelf.scratch) as crew:
        run = _Run(read(), shelf, teller, proof)
        run.begin()
        for (stem, edition), result in crew.run(run.jobs()):
            run.finish(stem, edition, result)
    teller.faults(run.faults)
    return run.exit_code


def _count(root: Path) -> int:
    """About how many chapters there are, without reading one."""
    try:
        return max(1, len(list((root / "content" / "chapters").glob("*.yaml"))))
    except OSError:
        return 1


def _read(root: Path, stems: Sequence[str], printer: str | None, now: datetime | None) -> Project:
    """The project, read while the engine loads. Raises `PressError` where nothing can be built."""
    from pressroom import project

    return project.read(root, stems, printer, now)


@dataclass
class _Chapter:
    """A chapter under way: the HTML that is delivered, the editions that are finished, and whether one has failed."""

    html: str = ""
    finished: dict[Edition, bytes] = field(default_factory=dict)
    failed: bool = False


@dataclass
class _Run:
    """One build's course: what was read, what is under way, what failed."""

    project: Project
    shelf: Shelf
    teller: Teller
    proof: bool
    chapters: dict[str, _Chapter] = field(default_factory=dict)
    failures: list[PressError] = field(default_factory=list)
    done: int = 0

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions that are made of each chapter."""
        return ("screen",) if self.proof else self.project.editions

    def begin(self) -> None:
        """Tells what the content's reading has found."""
        library = self.project.library
        if library.faults:
            self.failures.append(errors.ContentRefused(*library.faults))
        for stem in library.unlisted:
            self.teller.say(f"content/chapters/{stem}.yaml is not listed in content/report.yaml; it is built all the same")

    def jobs(self) -> Iterator[tuple[tuple[str, Edition], engine.Job]]:
        """A page of each chapter in each edition, for the engine; made when it is asked for."""
        for stem in self.project.manuscripts:
            self.teller.progress(self.done, len(self.project.manuscripts), stem)
            chapter = self.chapters[stem] = _Chapter()
            for edition in self.editions:
                try:
                    page = self.project.page(stem, edition, proof=self.proof)
                except PressError as error:
                    self.fail(stem, error)
                    continue
                chapter.html = chapter.html or page.html
                _load_meanwhile("pressroom.proof")
                yield (stem, edition), engine.Job(page.html, page.origins, self.project.specification if edition == "press" else None)

    def finish(self, stem: str, edition: Edition, result: bytes | PressError) -> None:
        """Takes a finished edition; once a chapter has all of them, proves it and puts its files in their place."""
        if isinstance(result, PressError):
            self.fail(stem, _named(result, stem))
            return
        chapter = self.chapters[stem]
        chapter.finished[edition] = result
        if chapter.failed or len(chapter.finished) < len(self.editions):
            return
        self.done += 1
        try:
            self.put(stem, chapter, self.prove(stem, chapter))
        except PressError as error:
            self.fail(stem, error)
        chapter.finished.clear()

    def fail(self, stem: str, error: PressError) -> None:
        """Notes why a chapter can't be put in its place; what is finished of it is dropped."""
        self.failures.append(error)
        self.chapters[stem].failed = True
        self.chapters[stem].finished.clear()

    def prove(self, stem: str, chapter: _Chapter) -> dict[Edition, int]:
        """Finds every word of a chapter in each of its editions and in its HTML; returns how many pages they have. Raises `PressError`."""
        from pressroom import proof

        manuscript, locate = self.project.manuscripts[stem], self.project.locate(stem)
        pages = {edition: proof.prove(pdf, manuscript, locate) for edition, pdf in chapter.finished.items()}
        proof.prove_page(chapter.html, manuscript, locate)
        return pages

    def put(self, stem: str, chapter: _Chapter, pages: dict[Edition, int]) -> None:
        """Puts a chapter's files in their place and tells of them. Raises `OutputFailed`."""
        files = {} if self.proof else {f"{stem}/{stem}.html": chapter.html.encode()}
        names = {edition: f"{stem}/{self.project.file(stem, edition)}{'-proof' if self.proof else ''}.pdf" for edition in self.editions}
        files |= {names[edition]: pdf for edition, pdf in chapter.finished.items()}
        written = self.shelf.put(files).written
        extents = {names[edition]: number for edition, number in pages.items()}
        for name, data in files.items():
            self.teller.output(f"dist/{name}", len(data), extents.get(name), self.shelf.root / name in written)

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
