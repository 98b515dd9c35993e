"""The steps of a build, in their order: load, render, typeset, prove, publish; and what there is to do at its end.

Rendering and typesetting are lazy, and pass on what succeeded: an error is collected, and the other editions go on.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from importlib import import_module

from pressroom import editions, errors, project
from pressroom.build.causes import facts
from pressroom.build.chapter import Proved, Rendered, Typeset, key, keys
from pressroom.build.ledger import Ledger
from pressroom.build.publishing import map_is_outdated, publish
from pressroom.build.run import Run
from pressroom.cache.fast_path import has_protected_names
from pressroom.content import Parsed
from pressroom.editions import SCREEN, Edition
from pressroom.errors import PressroomError
from pressroom.model import Report
from pressroom.pdf.pool import EnginePool
from pressroom.project import Project

__all__ = ["Rendered", "Run", "Typeset", "finish", "load", "prove", "publish", "render", "typeset"]


def load(ledger: Ledger, stems: Sequence[str], printer: str | None = None, *, grid: bool = False, now: datetime | None = None) -> Project:
    """Read the project's content; chapters of which everything is up to date are left out. Raises as `project.read` does."""

    def is_up_to_date(stem: str, report: Parsed[Report], printer: str | None) -> bool:
        ledger.add_facts(facts(report, printer))
        wanted = (SCREEN,) if grid else editions.made(printer=printer is not None)
        return not has_protected_names(str(ledger.root)) and all(map(ledger.is_up_to_date, keys(stem, wanted, grid)))

    return project.read(ledger.root, stems, printer, is_up_to_date, now=now)


def render(run: Run, first: Edition = SCREEN) -> Iterator[Rendered]:
    """The page of each outdated edition of each chapter, the edition `first` before the others. Each is made when it is asked for."""
    for chapter in run.chapters.values():
        run.console.progress(sum(each.published for each in run.chapters.values()), len(run.chapters), chapter.stem)
        for edition in sorted(chapter.outdated, key=lambda edition: edition != first):
            with run.errors_of(chapter):
                page = run.project.page(chapter.stem, edition, proof=run.grid)
                _import_meanwhile("pressroom.proof")
                yield Rendered(chapter, edition, page)


def typeset(run: Run, pages: Iterable[Rendered], pool: EnginePool) -> Iterator[Typeset]:
    """The PDF of each of `pages` as the workers of `pool` finish it, in whatever order that is; of no chapter that has failed already."""
    for rendered, result in pool.run((page, run.project.job(page.chapter.stem, page.edition, page.page)) for page in pages):
        chapter = rendered.chapter
        if isinstance(result, PressroomError):
            with run.errors_of(chapter):
                failure = type(result)(*map(run.project.placed, result.problems))
                raise errors.named(failure, chapter.stem, f"{rendered.edition} edition")
        elif not chapter.failed:
            yield Typeset(chapter, rendered.edition, rendered.page, result)


def prove(run: Run, typeset: Typeset) -> None:
    """Find every word of its chapter in an edition, and in the HTML file that comes with the screen edition; collect its warnings.

    Raises `EngineFailed` that names each text that is missing, altered, moved or doubled.
    """
    from pressroom import proof

    chapter, made = typeset.chapter, typeset.made
    manuscript, locate = run.project.manuscripts[chapter.stem], run.project.locate(chapter.stem)
    with errors.naming(chapter.stem, f"{typeset.edition} edition"):
        found = proof.prove(made.pdf, manuscript, locate)
    if typeset.edition.html:
        with errors.naming(chapter.stem, "HTML file"):
            proof.prove_page(typeset.page.html, manuscript, locate)
    line_warnings = proof.line_warnings(made.bad_lines, manuscript, locate) if made.bad_lines else ()
    extent = proof.measured(typeset.edition.name, made.fit, found, manuscript, locate)
    run.warn((*line_warnings, *extent.warnings))
    chapter.proved[typeset.edition] = Proved(typeset.page, made.pdf, found, line_warnings, extent)


def finish(run: Run, *, whole: bool) -> None:
    """Write the maps that alone are outdated, delete what is no longer made, and close the record; `whole` says whether all that the report
    lists was to be built."""
    library, ledger = run.project.library, run.ledger
    for chapter in run.chapters.values():
        if not chapter.outdated and map_is_outdated(run, chapter.stem):
            with run.errors_of(chapter):
                publish(run, chapter)
    sound = [*library.up_to_date, *(stem for stem, chapter in run.chapters.items() if not chapter.failed)]
    try:
        for stem in sound:
            ledger.drop_but(stem, [*keys(stem, run.project.editions), key(stem, SCREEN, grid=True)])
        if whole:
            ledger.drop_chapters_but(library.report.value.chapters)
    except PressroomError as error:
        run.failures.append(error)
    if whole and not run.failures:
        own = {cause: value for cause, value in library.causes.items() if not cause.startswith("file content/chapters/")}
        made = [each for stem in library.report.value.chapters for each in keys(stem, run.editions, run.grid)]
        ledger.complete(own, made, library.left_out)
    ledger.close()


def _import_meanwhile(module: str) -> None:
    """Import a module in the background, while a worker typesets a page."""
    threading.Thread(target=import_module, args=(module,), daemon=True).start()
