"""The command `build`: chapters from YAML to published files.

The worker processes start first and load the engine while this process reads the content; the next page is rendered while the pages before
it are typeset. Each edition is laid out on its own: the print edition has the printer's trim, other inks and other pictures, and the
engine's layout depends on all three. What is up to date is left alone, as the ledger knows it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom import errors
from pressroom.build.ledger import Ledger
from pressroom.console import Console
from pressroom.files import open_shelf
from pressroom.pdf.pool import engine_pool

if TYPE_CHECKING:
    from pressroom.build.run import Run
    from pressroom.project import Project


def build(
    root: Path,
    stems: Sequence[str],
    console: Console,
    *,
    printer: str | None = None,
    grid: bool = False,
    now: datetime | None = None,
    wait: float = 60,
) -> int:
    """Build the chapters `stems` (none: all that the report lists) of the project in `root`; returns the exit code.

    Only what is outdated is made. The print edition is made for `printer`, the stem of a file in content/printers, or else for the report's
    printer; without either there is none. With `grid`, only pages that show their baseline grid are made. `now` takes the place of the
    clock for embargoes, `wait` is how many seconds to wait for another build. A chapter of which one edition fails keeps all its old files.
    """
    with open_shelf(root / "dist", wait, console.say) as shelf:
        ledger = Ledger(root, shelf, shelf.scratch, now)
        if printer is None and not grid and (keys := ledger.nothing_to_do(stems)):
            console.up_to_date(ledger.record.outputs(keys))
            console.problems(ledger.warnings_of_all(keys, stems), "warning")
            return errors.DONE

        def read() -> Project:
            from pressroom.build import steps

            return steps.load(ledger, stems, printer, grid=grid, now=now)

        expected = (len(stems) or _chapters_in(root)) * (1 if grid else 2)
        run = make(read, ledger, console, expected, grid=grid, whole=not stems and not grid and printer is None)
    report(run, console)
    if run.problems:
        console.failed(f"{errors.counted(len(run.problems), 'error')}; a chapter with an error is not built, and keeps the files it had")
    return run.exit_code


def make(load: Callable[[], Project], ledger: Ledger, console: Console, expected: int, *, grid: bool = False, whole: bool = False) -> Run:
    """Make what is outdated of the project that `load` returns, and publish it on the ledger's shelf. Returns the run, whose errors and
    warnings are yet to be reported.

    `expected` is about how many PDFs there are to make, at most; `whole` says whether the project is all that the report lists. Errors of a
    chapter do not stop the others. Raises `PressroomError` where nothing can be built.
    """
    with engine_pool(ledger.scratch, expected) as pool:
        project = load()
        from pressroom.build.run import Run  # now that the workers are busy loading the engine
        from pressroom.build.steps import finish, prove, publish, render, typeset

        run = Run(project, ledger, console, grid)
        for edition in typeset(run, render(run), pool):  # both are lazy: a page is rendered while those before it are typeset
            with run.errors_of(edition.chapter):
                prove(run, edition)
                if edition.chapter.complete:
                    publish(run, edition.chapter)
    finish(run, whole=whole)
    return run


def report(run: Run, console: Console) -> None:
    """Report the errors and the warnings of a run."""
    console.problems(run.problems)
    console.problems(errors.by_place(run.warnings.values()), "warning")


def _chapters_in(root: Path) -> int:
    """About how many chapters there are, without reading one."""
    try:
        return max(1, len(list((root / "content" / "chapters").glob("*.yaml"))))
    except OSError:
        return 1
