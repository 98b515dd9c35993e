"""The proof that the pages show each expected text once, whole and in order, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pressroom.errors import EngineFailed, Problem
from pressroom.proof import findings
from pressroom.proof.expected import Expected, Locator
from pressroom.proof.words import match, seen
from pressroom.prose.words import SOFT_HYPHEN, beginning
from pressroom.readback import Line, Readback, Run, foreign_fonts


@dataclass(frozen=True)
class Proof:
    """A document that was proved: its number of pages, and the lines of each expected text."""

    pages: int
    lines: tuple[tuple[Line, ...], ...]

    @property
    def pages_of_texts(self) -> tuple[tuple[int, ...], ...]:
        """For each expected text, the numbers (from 1) of its pages."""
        return tuple(tuple(dict.fromkeys(line.page for line in lines)) for lines in self.lines)


def find(
    readback: Readback, expected: Sequence[Expected], place: Locator = lambda _: None, families: Collection[str] | None = None
) -> Proof:
    """Find each of `expected` in the PDF that `readback` has read.

    `place` gives the place and the source line of a text, for problems. `families` are the beginnings of the allowed font names (None: any
    font is allowed). Raises EngineFailed with a problem for each text that is missing, altered, moved, doubled or cut off, for each
    unexpected text, and for each font or active content (script, attachment, …) that should not be in the file.
    """
    runs = [run._replace(text=seen(run.text)) for run in readback.runs]
    texts = [seen(unit.text).replace(SOFT_HYPHEN, "").strip() for unit in expected]
    spans = _spans(texts, runs)
    problems = _cuts(expected, spans, runs, place) if spans is not None else findings.explain(expected, texts, runs, place)
    problems += [Problem("font-foreign", message) for message in (() if families is None else foreign_fonts(readback, families))]
    problems += [Problem("pdf-unwanted", f"the finished PDF has what it must not have: {part}") for part in readback.unwanted]
    if problems or spans is None:
        raise EngineFailed(*problems)
    return Proof(readback.pages, tuple(_lines(runs[first:last]) for first, last in spans))


def _lines(runs: Sequence[Run]) -> tuple[Line, ...]:
    """The lines of the runs of one text. Parts of one line are joined."""
    lines: list[Line] = []
    for part in (line for run in runs for line in run.lines):
        if lines and _same(lines[-1], part):
            whole = lines.pop()
            across = min(whole.left, part.left), max(whole.right, part.right)
            part = Line(part.page, across[0], min(whole.top, part.top), across[1], max(whole.bottom, part.bottom))
        lines.append(part)
    return tuple(lines)


def _same(one: Line, other: Line) -> bool:
    """Whether two parts are on one line: they overlap vertically by half of the smaller height."""
    beside = min(one.bottom, other.bottom) - max(one.top, other.top)
    return one.page == other.page and beside > min(one.bottom - one.top, other.bottom - other.top) / 2


def _spans(texts: Sequence[str], runs: Sequence[Run]) -> list[tuple[int, int]] | None:
    """The first run of each text and the one after its last, or None if the texts don't use all runs, one after another."""
    spans, at = [], 0
    for text in texts:
        end = match(text, runs, at)
        if end is None:
            return None
        spans.append((at, end))
        at = end
    return spans if at == len(runs) else None


def _cuts(expected: Sequence[Expected], spans: Sequence[tuple[int, int]], runs: Sequence[Run], place: Locator) -> list[Problem]:
    problems = []
    for unit, (first, last) in zip(expected, spans, strict=True):
        pages = [run.page for run in runs[first:last] if run.cut]
        if pages:
            message = f'{findings.name(unit)} "{beginning(unit.text)}" is cut off by its frame on page {pages[0]}'
            problems.append(findings.problem("words-cut", message, unit, place))
    return problems
