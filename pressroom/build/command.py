"""The conductor: content, pages, engine, proof, output, in their order, for each chapter in each edition.

The engine's processes are started first and load while the content is read; the next page is made while one is being set. Each edition
is laid out for itself: the press edition stands on the printer's trim, in other inks, with other pictures, and the engine's layout
holds all three. What can be kept from an earlier build is told by the ledger.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom import errors
from pressroom.build.ledger import Ledger
from pressroom.console import Console
from pressroom.files import open_shelf
from pressroom.pdf import render
from pressroom.workers import Limits, WorkerPool

if TYPE_CHECKING:
    from pressroom.project import Project

LIMITS = Limits(seconds=300, megabytes=2048)
MOST_WORKERS = 4


def build(
    root: Path,
    stems: Sequence[str],
    console: Console,
    *,
    printer: str | None = None,
    proof: bool = False,
    now: datetime | None = None,
    wait: float = 60,
) -> int:
    """Builds the chapters `stems` (none: all that the report lists) of the project in `root`; returns the exit code.

    Only what has changed since it was made is made again. The press edition is made for `printer`, the stem of a file in
    content/printers, else for the report's; where neither is, there is none. With `proof`, only pages that show their baseline grid are
    made. Embargoes are judged by `now`, else by the clock. A chapter of which one edition fails keeps its old files.
    """
    with open_shelf(root / "dist", wait, console.say) as shelf:
        ledger = Ledger(root, shelf, shelf.scratch, now)
        if printer is None and not proof and (keys := ledger.nothing_to_do(stems)):
            console.kept(ledger.record.outputs(keys))
            return errors.DONE

        def read() -> Project:
            from pressroom import project
            from pressroom.build import run

            return project.read(root, stems, printer, run.keep(ledger, proof), now=now)

        return fill(ledger, read, console, len(stems) or _count(root), proof=proof, whole=not stems and not proof and printer is None)


def fill(ledger: Ledger, read: Callable[[], Project], console: Console, chapters: int, *, proof: bool = False, whole: bool = False) -> int:
    """Builds what has changed of the project that `read` gives, which has about so many `chapters`, onto the shelf of `ledger`; returns
    the exit code. `whole` tells whether that is all that the report lists.

    The project is read while the engine loads. Raises `PressroomError` where nothing can be built.
    """
    shelf = ledger.shelf
    size = min(chapters * (1 if proof else 2), os.cpu_count() or 1, MOST_WORKERS)
    with WorkerPool(render.loader(shelf.scratch), size, LIMITS, shelf.scratch) as pool:
        ours = read()
        from pressroom.build.run import Run

        run = Run(ours, ledger, console, proof)
        run.begin()
        for (stem, edition), result in pool.run(run.jobs()):
            run.finish(stem, edition, result)
    run.end(whole=whole)
    console.problems(run.problems)
    console.problems(run.notes, "warning")
    return run.exit_code


def _count(root: Path) -> int:
    """About how many chapters there are, without reading one."""
    try:
        return max(1, len(list((root / "content" / "chapters").glob("*.yaml"))))
    except OSError:
        return 1
