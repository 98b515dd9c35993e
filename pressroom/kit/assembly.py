"""The files of kits are made: what is built already is taken in, the engine typesets the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pressroom import readback
from pressroom.build import epub
from pressroom.check import preflight_sheet
from pressroom.check.findings import File, Findings
from pressroom.editions import PRINT, SCREEN
from pressroom.errors import Problem
from pressroom.files import Shelf
from pressroom.html import Page
from pressroom.kit.change_sheet import NoChangeSheet, make_change_sheet
from pressroom.kit.contents import images, jobs, text
from pressroom.kit.contents.naming import Names
from pressroom.kit.packing import NOT_REPLACED, Kit
from pressroom.kit.replaced_kit import ReplacedKit
from pressroom.kit.typesetting import typeset
from pressroom.model import Printer
from pressroom.pdf.pool import engine_pool
from pressroom.project import Project


def assemble(project: Project, shelf: Shelf, findings: Mapping[str, Findings], replaced: Mapping[str, ReplacedKit]) -> list[Kit]:
    """The kits of all chapters of a project whose files are built on `shelf`, without the files that describe the others.

    `findings` are what the check found, `replaced` the kits that corrections replace, both by stem. Raises `PressroomError` where a page
    can't be typeset or does not hold its words.
    """
    publisher = project.library.imprint.value.short
    kits = [
        Kit(stem, Names.of(manuscript, publisher), {}, replaced.get(stem, NOT_REPLACED)) for stem, manuscript in project.manuscripts.items()
    ]
    with engine_pool(shelf.scratch, 2 * len(kits)) as engine:
        for kit, path, pdf in typeset(render(kits, project, shelf, findings), engine):  # lazy: the next kit is gathered meanwhile
            kit.files[path] = pdf
        for number, kit in enumerate(kits):
            if kit.stem in replaced:
                try:
                    path, pdf = make_change_sheet(kit, project, engine, shelf.scratch)
                    kit.files[path] = pdf
                except NoChangeSheet as reason:
                    warning = Problem("no-change-sheet", f"{kit.stem}: the kit has no change sheet: {reason}")
                    kits[number] = replace(kit, warnings=(warning,))
    return kits


def render(kits: Iterable[Kit], project: Project, shelf: Shelf, findings: Mapping[str, Findings]) -> Iterator[tuple[Kit, str, Page]]:
    """The pages of each kit that are yet to be typeset, with the paths of their PDFs; all its other files are gathered before them."""
    for kit in kits:
        kit.files.update(gather(kit, project, shelf))
        if project.manuscripts[kit.stem].chapter.release:
            page = project.release(kit.stem)
            kit.files[kit.names.path("release", "-release.html")] = page.html.encode()
            yield kit, kit.names.path("release", "-release.pdf"), page
        if project.printer:
            yield from _for_printer(kit, project, project.printer.values, findings[kit.stem])


def gather(kit: Kit, project: Project, shelf: Shelf) -> dict[str, bytes]:
    """The files of a kit that the engine need not make, by their paths in it."""
    path, manuscript = kit.names.path, project.manuscripts[kit.stem]
    editions = {kit.names.pdf(edition): shelf.read(f"{kit.stem}/{project.file(kit.stem, edition)}.pdf") for edition in project.editions}
    screen, book = editions[kit.names.pdf(SCREEN)], path("epub", ".epub")
    return {
        **editions,
        path("web", ".html"): shelf.read(f"{kit.stem}/{kit.stem}.html"),
        **{path("screen", f"-page-1-{width}.png"): images.first_page(screen, width) for width in images.WIDTHS},
        **images.images(manuscript, kit.names, project.image),
        path("text", ".txt"): text.chapter(manuscript).encode(),
        **({path("release", "-release.txt"): text.release(manuscript).encode()} if manuscript.chapter.release else {}),
        book: epub.made(project, [kit.stem], book),
    }


def _for_printer(kit: Kit, project: Project, printer: Printer, findings: Findings) -> Iterator[tuple[Kit, str, Page]]:
    """The job ticket and the preflight sheet of a kit's print edition."""
    names = {edition: Path(kit.names.pdf(edition)).name for edition in project.editions}
    survey = readback.survey(kit.files[kit.names.pdf(PRINT)])
    ticket = jobs.values(project.manuscripts[kit.stem], printer, survey, names[PRINT])
    yield kit, kit.names.path("print", "-job-ticket.pdf"), project.sheet("ticket", kit.stem, ticket, chapter=True)
    files: dict[str, File] = {edition.name: replace(findings.files[edition.name], path=Path(name)) for edition, name in names.items()}
    values = preflight_sheet.values(replace(findings, files=files), printer)
    yield kit, kit.names.path("print", "-preflight.pdf"), project.sheet("preflight", kit.stem, values)
