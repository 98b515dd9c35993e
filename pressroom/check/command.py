"""The conductor of `check`: has the finished files examined, and tells what was found, to people, machines and the printing house.

veraPDF's process is started first, and the engine's, where it is to set preflight sheets: they load while the content is read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.check.verapdf import Validator
from pressroom.console import Console
from pressroom.errors import CONTENT, DONE, PressroomError, named
from pressroom.files import Shelf, open_shelf

if TYPE_CHECKING:
    from pressroom.check.inspection import Findings
    from pressroom.pdf import render
    from pressroom.project import Project
    from pressroom.workers import WorkerPool


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
    """Examines the finished files of the chapters `stems` (none: all that the report lists) of the project in `root`; returns the exit
    code.

    The print edition is examined for `printer`, the stem of a file in content/printers, else for the report's; with `sheets` a
    preflight sheet is written that goes along with it. Embargoes are judged by `now`, else by the clock. `quick` leaves veraPDF out.
    Raises `PressroomError`.
    """
    if (quick and not sheets) or not (root / "dist").is_dir():  # nothing is written, nothing remembered
        run = _Run(_opened(root, stems, printer, now), console, None)
        run.examine()
        return run.ended()
    with ExitStack() as stack:
        shelf = stack.enter_context(open_shelf(root / "dist", wait, console.say))
        validator = None if quick else stack.enter_context(Validator(_screen_editions(root / "dist", stems), shelf.memory))
        if validator and validator.at_work:
            os.nice(10)  # our own work is done long before, so it gives way
        pool = stack.enter_context(_pool(shelf.scratch)) if sheets else None
        run = _Run(_opened(root, stems, printer, now), console, validator)
        if pool:
            run.write_sheets(pool, shelf)
        else:
            run.examine()
        return run.ended()


def _pool(scratch: Path) -> WorkerPool[render.Job, render.Made]:
    """What sets the sheets."""
    from pressroom.pdf import render
    from pressroom.workers import Limits, WorkerPool

    return WorkerPool(render.loader(scratch), 1, Limits(seconds=60, megabytes=2048), scratch)


def _screen_editions(dist: Path, stems: Sequence[str]) -> list[Path]:
    """The files that veraPDF will be asked about, found before the content is read: `dist/STEM/STEM.pdf`."""
    named = [dist / stem / f"{stem}.pdf" for stem in stems] or [folder / f"{folder.name}.pdf" for folder in sorted(dist.iterdir())]
    return [path for path in named if path.is_file()]


def _opened(root: Path, stems: Sequence[str], printer: str | None, now: datetime | None) -> Project:
    """The project, read while the others load."""
    from pressroom.check import inspection

    return inspection.opened(root, stems, printer, now)


@dataclass
class _Run:
    """One check's course: what is examined, what was found."""

    project: Project
    console: Console
    validator: Validator | None
    found: list[Findings] = field(default_factory=list)

    def examine(self) -> None:
        """Has the findings of all chapters."""
        for _ in self.findings():
            pass

    def write_sheets(self, pool: WorkerPool[render.Job, render.Made], shelf: Shelf) -> None:
        """Has them too, and puts the preflight sheet of each print edition beside it. Raises `PressroomError`."""
        for stem, result in pool.run(self.sheets()):
            if isinstance(result, PressroomError):
                raise named(result, stem, "preflight sheet")
            file = f"{stem}/{stem}-preflight.pdf"
            written = shelf.put({file: result.pdf}).written
            self.console.output(f"dist/{file}", len(result.pdf), 1, bool(written))

    def findings(self) -> Iterator[Findings]:
        """The findings of each chapter, but for veraPDF's."""
        from pressroom.check import inspection

        stems = list(self.project.manuscripts)
        self.console.progress(0, len(stems), "".join(stems[:1]))
        for findings in inspection.inspect(self.project):
            self.found.append(findings)
            self.console.progress(len(self.found), len(stems), "".join(stems[len(self.found) :][:1]))
            yield findings

    def sheets(self) -> Iterator[tuple[str, render.Job]]:
        """The preflight sheet of each chapter's print edition, for the engine. What veraPDF says of the other edition is not waited for."""
        from pressroom.check import preflight_sheet
        from pressroom.pdf import render

        for findings in self.findings():
            if self.project.printer:
                stem = findings.manuscript.stem
                page = self.project.sheet("preflight", stem, preflight_sheet.values(findings, self.project.printer.values))
                yield stem, render.Job(page.html, page.style_places)

    def tell(self, findings: Findings) -> None:
        """The items, as a table or as JSON lines."""
        from pressroom.check.table import table

        for item in findings.items:
            self.console.record("item", chapter=findings.manuscript.stem, file=str(findings.files[item.edition].path), **item.record())
        for line in table(findings):
            self.console.text(line)
        self.console.problems(findings.notes, "warning")

    def ended(self) -> int:
        """Tells all that was found, once veraPDF has answered, and the last line; the exit code."""
        from pressroom.check import inspection
        from pressroom.check.table import summary

        for number, findings in enumerate(self.found):
            if self.validator:
                self.found[number] = inspection.validated(findings, self.validator)
            self.tell(self.found[number])
        self.console.text(summary(self.found))
        return CONTENT if any(findings.failing for findings in self.found) else DONE
