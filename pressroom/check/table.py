"""Items as a table for people: 98 columns of text, on a terminal and in a file alike; what fails comes first, in capitals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap

from pressroom.check.findings import File, Findings
from pressroom.check.preflight import Item
from pressroom.errors import counted

COLUMNS = {"": 11, "item": 15, "required": 28, "found": 29, "pages": 7}
GAP = "  "
ORDER = ("fail", "not checked", "pass")
VERDICTS = {"fail": "FAIL", "not checked": "not checked", "pass": "pass"}


def table(findings: Findings) -> Iterator[str]:
    """The lines of a chapter's table: a heading for each file, its items, and below each that does not pass where to fix it."""
    for edition, file in findings.files.items():
        items = [item for item in findings.items if item.edition == edition]
        yield _heading(edition, file)
        yield from _row(list(COLUMNS))
        for item in sorted(items, key=lambda item: ORDER.index(item.verdict)):
            yield from _row([VERDICTS[item.verdict], item.name, item.asked, item.found, numbers(item.pages)])
            yield from _fix(item)
        yield ""


def summary(every: Sequence[Findings]) -> str:
    """The last line: how many of all items fail, and in which chapters."""
    items = [item for findings in every for item in findings.items]
    failing, unchecked = (sum(item.verdict == verdict for item in items) for verdict in ORDER[:2])
    bad = [findings.manuscript.stem for findings in every if findings.failing]
    verdict = f"{failing} of {len(items)} items FAIL, in {', '.join(bad)}" if failing else f"all {len(items) - unchecked} items pass"
    return verdict + (f"; {unchecked} not checked" if unchecked else "")


def numbers(pages: Sequence[int]) -> str:
    """Page numbers, those that follow one another as a range: 1, 3–5."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _heading(edition: str, file: File) -> str:
    extent = f", {counted(file.pages, 'page')}" if file.pages else ""
    kind = {"html": "", "all": "  (all its files)"}.get(edition, f"  ({edition} edition{extent})")
    return f"{file.path}{kind}"


def _row(cells: Sequence[str]) -> Iterator[str]:
    columns = [wrap(cell, width) for cell, width in zip(cells, COLUMNS.values(), strict=True)]
    for line in zip_longest(*columns, fillvalue=""):
        yield GAP.join(cell.ljust(width) for cell, width in zip(line, COLUMNS.values(), strict=True)).rstrip()


def _fix(item: Item) -> Iterator[str]:
    where = ": ".join(filter(None, (str(item.place) if item.place else "", item.hint)))
    if where and item.verdict != "pass":
        indent = " " * (COLUMNS[""] + len(GAP))
        yield from wrap(f"fix: {where}", 98, initial_indent=indent, subsequent_indent=f"{indent}     ", break_on_hyphens=False)
