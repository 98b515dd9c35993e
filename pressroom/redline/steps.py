"""The steps of `changes`, in their order. All but the last are lazy, and pass on what succeeded: an error is collected, and the other
chapters go on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from pressroom.console import Console
from pressroom.errors import PressroomError
from pressroom.files import Shelf
from pressroom.pdf.pool import EnginePool
from pressroom.pdf.render import Job
from pressroom.project import Project
from pressroom.redline.comparison import Comparison, Side, compare
from pressroom.redline.old_version import OldVersion
from pressroom.redline.run import SHEET, Chapter, RenderedEdition, RenderedSheet, Run
from pressroom.redline.sheet import render_sheet

Rendered = TypeVar("Rendered", RenderedEdition, RenderedSheet)


def load_versions(run: Run, old_version_of: Callable[[Project, str], OldVersion]) -> Iterator[Chapter]:
    """Both versions of each chapter."""
    for number, stem in enumerate(run.project.manuscripts):
        run.console.progress(number, len(run.project.manuscripts), stem)
        with run.errors_of(stem):
            version = old_version_of(run.project, stem)
            chapter = Chapter(version, Side(version.project, stem) if version.project else None, Side(run.project, stem))
            run.chapters.append(chapter)
            yield chapter


def render(run: Run, chapters: Iterable[Chapter]) -> Iterator[RenderedEdition]:
    """Each edition of both versions; an edition whose page did not change is rendered once for both."""
    for chapter in chapters:
        with run.errors_of(chapter.stem):
            for edition in run.project.editions:
                new = chapter.new.render(edition)
                old = chapter.old.render(edition) if chapter.old else None
                both = (chapter.new, chapter.old) if chapter.old and old == new else (chapter.new,)
                yield RenderedEdition(chapter.stem, new, edition, both)
                if chapter.old and old and old != new:
                    yield RenderedEdition(chapter.stem, old, edition, (chapter.old,), is_old=True)


def typeset(run: Run, pages: Iterable[Rendered], pool: EnginePool) -> Iterator[tuple[Rendered, bytes]]:
    """The PDF of each of `pages` as the workers of `pool` finish it, in any order; of no chapter that has failed already."""
    for rendered, result in pool.run((rendered, rendered.job) for rendered in pages):
        if isinstance(result, PressroomError):
            with run.errors_of(rendered.stem, rendered.part):
                raise result
        elif rendered.stem not in run.failed:
            yield rendered, result.pdf


def prove(run: Run, rendered: RenderedEdition, pdf: bytes) -> None:
    """Find every word of the chapter in a typeset edition."""
    for side in rendered.sides:
        with run.errors_of(rendered.stem, rendered.part):
            side.prove(rendered.edition, pdf)


def compare_versions(run: Run) -> Iterator[Comparison]:
    """The comparison of each chapter of which everything is typeset and proved."""
    for chapter in run.chapters:
        if chapter.stem not in run.failed:
            with run.errors_of(chapter.stem, SHEET):
                yield compare(chapter.version, chapter.old, chapter.new)


def render_sheets(run: Run, comparisons: Iterable[Comparison]) -> Iterator[RenderedSheet]:
    """The change sheet of each comparison."""
    for comparison in comparisons:
        with run.errors_of(comparison.new.stem, SHEET):
            page = render_sheet(comparison)
            yield RenderedSheet(comparison.new.stem, Job(page.html, page.style_places), page, comparison)


def publish(comparison: Comparison, pdf: bytes, shelf: Shelf, console: Console) -> None:
    """Put a change sheet in its place, and report what changed. Raises `OutputFailed`."""
    file = f"{comparison.new.stem}/{comparison.new.stem}-changes.pdf"
    written = shelf.put({file: pdf})
    console.result(str(comparison), comparison.record())
    console.output(f"dist/{file}", len(pdf), None, bool(written))
