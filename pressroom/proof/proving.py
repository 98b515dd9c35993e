"""The proof: each expected text is found on the pages, once, in order, whole; and the pages show nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from pressroom.errors import EngineFailed, Fault, Place
from pressroom.proof import findings
from pressroom.proof.expected import Expected
from pressroom.proof.words import SOFT_HYPHEN, match, seen
from pressroom.readout import Readout, Run, foreign_fonts

Locate = Callable[[Expected], tuple[Place, str] | None]


@dataclass(frozen=True)
class Proof:
    """A document that is whole: how many pages it has, and for each expected text the numbers (from 1) of those it stands on."""

    pages: int
    stands: tuple[tuple[int, ...], ...]


def find(readout: Readout, expected: Sequence[Expected], place: Locate = lambda _: None, families: Collection[str] | None = None) -> Proof:
    """Find each of `expected` in the PDF that `readout` tells of.

    `place` gives the place and the source line of a text, for its faults; `families` are the names of our fonts (None: any font is
    ours). Raises EngineFailed with a fault for each text that is missing, altered, moved, doubled or cut, for text that nobody
    expects, and for each font and each part of the file that should not be there.
    """
    runs = [run._replace(text=seen(run.text)) for run in readout.runs]
    texts = [seen(unit.text).replace(SOFT_HYPHEN, "").strip() for unit in expected]
    spans = _spans(texts, runs)
    faults = _cuts(expected, spans, runs, place) if spans is not None else findings.explain(expected, texts, runs, place)
    faults += [Fault("font-foreign", told) for told in (() if families is None else foreign_fonts(readout, families))]
    faults += [Fault("pdf-unwanted", f"the finished PDF is not harmless: {told}") for told in readout.unwanted]
    if faults or spans is None:
        raise EngineFailed(*faults)
    return Proof(readout.pages, tuple(tuple(dict.fromkeys(run.page for run in runs[first:last])) for first, last in spans))


def _spans(texts: Sequence[str], runs: Sequence[Run]) -> list[tuple[int, int]] | None:
    """First run and the one after the last of each text, where they all follow one another without a rest."""
    spans, at = [], 0
    for text in texts:
        end = match(text, runs, at)
        if end is None:
            return None
        spans.append((at, end))
        at = end
    return spans if at == len(runs) else None


def _cuts(expected: Sequence[Expected], spans: Sequence[tuple[int, int]], runs: Sequence[Run], place: Locate) -> list[Fault]:
    faults = []
    for unit, (first, last) in zip(expected, spans, strict=True):
        pages = [run.page for run in runs[first:last] if run.cut]
        if pages:
            message = f'{findings.name(unit)} "{findings.beginning(unit.text)}" runs out of its frame on page {pages[0]}'
            faults.append(findings.fault("words-cut", message, unit, place))
    return faults
