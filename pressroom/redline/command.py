"""The command `changes`: two versions of each chapter are typeset and compared, and a change sheet shows the difference.

The worker processes start first and load the engine while this process reads the content.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from pressroom import errors, project
from pressroom.console import Console
from pressroom.errors import Problem, WrongUsage
from pressroom.files import open_shelf
from pressroom.files.git import History
from pressroom.pdf.pool import engine_pool
from pressroom.project import Project
from pressroom.redline.old_version import from_file, from_history
from pressroom.redline.run import Run
from pressroom.redline.sheet import prove_sheet
from pressroom.redline.steps import compare_versions, load_versions, prove, publish, render, render_sheets, typeset


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
    """Make dist/STEM/STEM-changes.pdf of the chapters `stems` (none: all that the report lists); returns the exit code.

    The old version is that of the revision `since`, or the file `against`; else that of the last revision in which the chapter was final;
    else of the last one. `now` takes the place of the clock for the embargoes of both. Raises `PressroomError` where nothing can be
    compared; a chapter that can't be compared keeps the sheet that it had.
    """
    old_version = partial(from_file, against=against) if against else partial(from_history, since=since, history=History(root))
    with open_shelf(root / "dist", wait, console.say) as shelf, engine_pool(shelf.scratch) as pool:
        run = Run(load(root, stems, now, one=against is not None), console)
        chapters = load_versions(run, partial(old_version, scratch=shelf.scratch))
        for edition, pdf in typeset(run, render(run, chapters), pool):
            prove(run, edition, pdf)
        for sheet, pdf in typeset(run, render_sheets(run, compare_versions(run)), pool):
            with run.errors_of(sheet.stem, sheet.part):
                prove_sheet(sheet.comparison, sheet.page, pdf)
                publish(sheet.comparison, pdf, shelf, console)
    console.problems(errors.problems_of(run.failures))
    return errors.exit_code(run.failures)


def load(root: Path, stems: Sequence[str], now: datetime | None, *, one: bool) -> Project:
    """Read the content as it stands. Raises `WrongUsage` where there is more than `one` chapter but only one can be compared."""
    loaded = project.read(root, stems, now=now)
    if one and len(loaded.manuscripts) > 1:
        hint = "name it: build.py changes STEM --against FILE"
        raise WrongUsage(Problem("which-chapter", "--against compares one chapter", hint=hint))
    return loaded
