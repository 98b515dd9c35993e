"""A kit is put together: what is built already is taken in, the engine sets what is not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from pressroom import readback
from pressroom.build import command as build
from pressroom.build import epub
from pressroom.check import preflight_sheet
from pressroom.check.findings import File, Findings
from pressroom.editions import PRINT, SCREEN, Edition
from pressroom.errors import PressroomError
from pressroom.files import Shelf
from pressroom.html import Page
from pressroom.kit.change_sheet import ChangeSheet
from pressroom.kit.contents import images, jobs, text
from pressroom.kit.contents.naming import Names
from pressroom.kit.packing import Kit, seal
from pressroom.kit.replaced import Replaced
from pressroom.pdf import render
from pressroom.project import Project
from pressroom.workers import WorkerPool

NONE: Mapping[str, Replaced] = {}
Take = Callable[[render.Made | PressroomError], None]


def assembled(
    ours: Project,
    shelf: Shelf,
    examined: Mapping[str, Findings],
    sign: Callable[[bytes], bytes] | None = None,
    replaces: Mapping[str, Replaced] = NONE,
) -> list[Kit]:
    """The kits of all chapters of a project whose files are built on `shelf` and `examined`, proved and complete.

    `sign` makes a signature; `replaces` are the kits that corrections take the place of. Raises `PressroomError`.
    """
    made = [_Assembly(ours, stem, shelf, examined[stem], replaces.get(stem)) for stem in ours.manuscripts]
    with WorkerPool(render.loader(shelf.scratch), min(len(made) * 2, os.cpu_count() or 1), build.LIMITS, shelf.scratch) as pool:
        for wave in (_Assembly.jobs, _Assembly.last_jobs):
            for take, result in pool.run(job for each in made for job in wave(each)):
                take(result)
    return [each.sealed(sign) for each in made]


class _Assembly:
    """One kit under way."""

    def __init__(self, ours: Project, stem: str, shelf: Shelf, examined: Findings, replaces: Replaced | None):
        self.ours, self.stem, self.shelf, self.examined = ours, stem, shelf, examined
        self.manuscript = ours.manuscripts[stem]
        self.kit = Kit(stem, Names.of(self.manuscript, ours.library.imprint.value.short))
        self.name = self.kit.names.file
        self.called: dict[Edition, str] = {edition: self.kit.names.pdf(edition) for edition in ours.editions}
        self.changes: ChangeSheet | None = None
        if replaces:
            self.kit.replaced = replaces
            self.changes = ChangeSheet(ours, stem, replaces, shelf.scratch)

    def jobs(self) -> Iterator[tuple[Take, render.Job]]:
        """The pages that the engine has yet to set, each with what takes it; what is built already is taken in."""
        files = self.kit.files
        for edition in self.ours.editions:
            files[self.called[edition]] = self.shelf.read(f"{self.stem}/{self.ours.file(self.stem, edition)}.pdf")
        files[self.name("web", ".html")] = self.shelf.read(f"{self.stem}/{self.stem}.html")
        for width in images.WIDTHS:
            files[self.name("screen", f"-page-1-{width}.png")] = images.front(files[self.called[SCREEN]], width)
        files |= images.images(self.manuscript, self.kit.names, self.ours.image)
        files[self.name("text", ".txt")] = text.chapter(self.manuscript).encode()
        of_book = self.name("epub", ".epub")
        files[of_book] = epub.made(self.ours, [self.stem], of_book)
        if self.ours.printer:
            yield from self._for_printer(readback.survey(files[self.called[PRINT]]))
        if self.manuscript.chapter.release:
            files[self.name("release", "-release.txt")] = text.release(self.manuscript).encode()
            page = self.ours.release(self.stem)
            files[self.name("release", "-release.html")] = page.html.encode()
            yield self._job("release", "-release.pdf", page)
        yield from self.changes.jobs() if self.changes else ()

    def _for_printer(self, survey: readback.Survey) -> Iterator[tuple[Take, render.Job]]:
        """The job ticket and the preflight sheet of the print edition."""
        if not self.ours.printer:
            raise ValueError("a print edition without a printer")
        printer, names = self.ours.printer.values, {edition: Path(path).name for edition, path in self.called.items()}
        yield self._job("print", "-job-ticket.pdf", self.ours.ticket(self.stem, jobs.rows(printer, survey, names[PRINT]), names[PRINT]))
        files: dict[str, File] = {
            edition.name: replace(self.examined.files[edition.name], path=Path(name)) for edition, name in names.items()
        }
        values = preflight_sheet.values(replace(self.examined, files=files), printer)
        yield self._job("print", "-preflight.pdf", self.ours.sheet("preflight", self.stem, values))

    def last_jobs(self) -> Iterator[tuple[Take, render.Job]]:
        """The change sheet, once its old version is set."""
        if self.changes:
            job = self.changes.job({edition: self.kit.files[self.called[edition]] for edition in self.ours.editions}, self.called)
            yield from [(self._take_changes, job)] if job else ()

    def _job(self, folder: str, ending: str, page: Page) -> tuple[Take, render.Job]:
        return partial(self._take, self.name(folder, ending)), render.Job(page.html, page.style_places)

    def _take(self, path: str, result: render.Made | PressroomError) -> None:
        if isinstance(result, PressroomError):
            raise type(result)(*(replace(problem, message=f"{path}: {problem.message}") for problem in result.problems))
        self.kit.files[path] = result.pdf

    def _take_changes(self, result: render.Made | PressroomError) -> None:
        path = self.name("changes", "-changes.pdf")
        self._take(path, result)
        if self.changes:
            self.changes.prove(self.kit.files[path])
            if self.changes.harms(path, self.kit.files[path]):
                del self.kit.files[path]

    def sealed(self, sign: Callable[[bytes], bytes] | None) -> Kit:
        """The kit, proved and complete. Raises `EngineFailed`."""
        if self.changes and self.changes.why_not:
            self.kit.notes = (self.changes.note,)
        seal(self.kit, self.ours, sign)
        return self.kit
