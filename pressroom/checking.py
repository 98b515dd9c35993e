"""The conductor of `check`: has the finished files examined, and tells what was found, to people, machines and the printing house."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pressroom.errors import CONTENT, DONE
from pressroom.inspection import Findings, inspect, opened
from pressroom.tabling import summary, table
from pressroom.telling import Teller


def check(root: Path, stems: Sequence[str], teller: Teller, *, printer: str | None = None, quick: bool = False) -> int:
    """Examines the finished files of the chapters `stems` (none: all that the report lists) of the project in `root`; returns the exit
    code.

    The press edition is examined for `printer`, the stem of a file in content/printers, else for the report's. `quick` leaves veraPDF
    out. Raises as `opened` and `inspect` do.
    """
    ours = opened(root, stems, printer)
    every: list[Findings] = []
    teller.progress(0, len(ours.manuscripts), next(iter(ours.manuscripts), ""))
    for findings in inspect(ours, validator=not quick):
        every.append(findings)
        _tell(findings, teller)
        teller.progress(len(every), len(ours.manuscripts), findings.manuscript.stem)
    teller.text(summary(every))
    return CONTENT if any(findings.failing for findings in every) else DONE


def _tell(findings: Findings, teller: Teller) -> None:
    for item in findings.items:
        teller.record("item", chapter=findings.manuscript.stem, file=str(findings.files[item.edition].path), **item.record())
    for line in table(findings):
        teller.text(line)
