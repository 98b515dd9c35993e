"""The command `check`: examine finished files, item by item, and report to people, machines and the printer.

veraPDF's process starts first, and the engine's, where it is to typeset preflight sheets: they load while the content is read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.check.verapdf import Validator
from pressroom.console import Console
from pressroom.errors import CONTENT, DONE, PressroomError, named
from pressroom.files import Shelf, open_shelf

if TYPE_CHECKING:
    from pressroom.check.findings import Findings
    from pressroom.pdf.pool import EnginePool
    from pressroom.project import Project


def check(
    root: Path,
    stems: Sequence[str],
    console: Console,
    *,
    printer: str | None = None,
    now: datetime | None = None,
    quick: bool = False,
    sheets: bool = False,
    wait: float = 60,
) -> int:
    """Examine the finished files of the chapters `stems` (none: all that the report lists) of the project in `root`; returns the exit code.

    The print edition is examined for `printer`, the stem of a file in content/printers, or else for the report's printer; with `sheets`, a
    preflight sheet is written that goes along with it. `now` takes the place of the clock for embargoes. `quick` leaves veraPDF out. `wait`
    is how many seconds to wait for another build. Raises `PressroomError`.
    """
    dist = root / "dist"
    with ExitStack() as stack:
        writes = (sheets or not quick) and dist.is_dir()
        shelf = stack.enter_context(open_shelf(dist, wait, console.say)) if writes else None
        validator = stack.enter_context(Validator(_screen_editions(dist, stems), shelf.memory)) if shelf and not quick else None
        if validator and validator.at_work:
            os.nice(10)  # our own work is done long before, so it gives way
        engine = None
        if shelf and sheets:
            from pressroom.pdf.pool import engine_pool

            engine = stack.enter_context(engine_pool(shelf.scratch, 1))
        from pressroom.check.inspection import load, validate  # now that the processes are busy loading

        project = load(root, stems, printer, now)
        chapters = inspect(project, console)  # lazy: a sheet is typeset while the next chapter is inspected
        if shelf and engine:
            chapters = typeset_sheets(project, chapters, engine, shelf, console)
        inspected = list(chapters)
        findings = [validate(each, validator) for each in inspected] if validator else inspected
    report(findings, console)
    return CONTENT if any(each.failing for each in findings) else DONE


def inspect(project: Project, console: Console) -> Iterable[Findings]:
    """The findings of each chapter, without veraPDF's; shows how far it is."""
    from pressroom.check import inspection

    stems = [*project.manuscripts, ""]
    console.progress(0, len(stems) - 1, stems[0])
    for done, findings in enumerate(inspection.inspect(project), 1):
        console.progress(done, len(stems) - 1, stems[done])
        yield findings


def typeset_sheets(project: Project, chapters: Iterable[Findings], engine: EnginePool, shelf: Shelf, console: Console) -> list[Findings]:
    """The findings of all `chapters`; of each that has a print edition, the preflight sheet is typeset and put beside it.

    veraPDF judges the other edition, so the sheet does not wait for it. Raises `PressroomError`.
    """
    from pressroom.check import preflight_sheet
    from pressroom.pdf.render import Job

    inspected: list[Findings] = []

    def jobs() -> Iterator[tuple[str, Job]]:
        for findings in chapters:
            inspected.append(findings)
            if project.printer:
                stem = findings.manuscript.stem
                page = project.sheet("preflight", stem, preflight_sheet.values(findings, project.printer.values))
                yield stem, Job(page.html, page.style_places)

    for stem, result in engine.run(jobs()):
        if isinstance(result, PressroomError):
            raise named(result, stem, "preflight sheet")
        file = f"{stem}/{stem}-preflight.pdf"
        written = shelf.put({file: result.pdf})
        console.output(f"dist/{file}", len(result.pdf), 1, bool(written))
    return inspected


def report(findings: Sequence[Findings], console: Console) -> None:
    """Report each chapter's items, as a table or as JSON lines, and its warnings; and in the last line how much fails."""
    from pressroom.check.table import summary, table

    for each in findings:
        for item in each.items:
            console.record("item", chapter=each.manuscript.stem, file=str(each.files[item.edition].path), **item.record())
        for line in table(each):
            console.text(line)
        console.problems(each.warnings, "warning")
    console.text(summary(findings))


def _screen_editions(dist: Path, stems: Sequence[str]) -> list[Path]:
    """The files for veraPDF, found before the content is read: those of `stems` (none: all that are in `dist`)."""
    named = [dist / stem / f"{stem}.pdf" for stem in stems] or [folder / f"{folder.name}.pdf" for folder in sorted(dist.iterdir())]
    return [path for path in named if path.is_file()]
