"""What an editor should look at to make a chapter fit: each line by its page, and by its place in the chapter's file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pressroom.composition.copyfit import Fit, Spot
from pressroom.errors import Place, Problem
from pressroom.proof.expected import Expected, Locator
from pressroom.proof.findings import beginning
from pressroom.proof.proving import Proof

WHOLE = ("tightened", "too-long", "too-short")  # findings about the edition as a whole


@dataclass(frozen=True)
class Finding:
    """`what` is amiss on a page (from 1; 0: in the whole edition), and the warning that says so.

    `kind` is that of its spot, or `too-long`, `too-short`.
    """

    kind: str
    page: int
    what: str
    problem: Problem


@dataclass(frozen=True)
class Extent:
    """An edition's extent: its pages, the lines free on the last, the pages asked for (0: any), by how many lines it misses them, and the
    findings."""

    pages: int
    free: int = 0
    asked: int = 0
    missed: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The findings for people."""
        return tuple(finding.problem for finding in self.findings)


def extent(edition: str, fit: Fit, units: Sequence[Expected], proof: Proof, place: Locator, own: tuple[Place, str] | None) -> Extent:
    """The extent of `edition`, whose words `proof` found; `own` is the place of the chapter's `pages`, where it has some."""
    return Extent(fit.pages, fit.free, fit.asked, fit.missed, tuple(_Examination(edition, fit, units, proof, place, own).findings()))


@dataclass
class _Examination:
    """The examination of one edition."""

    edition: str
    fit: Fit
    units: Sequence[Expected]
    proof: Proof
    place: Locator
    own: tuple[Place, str] | None
    tightened: list[Place] = field(default_factory=list)

    def findings(self) -> Iterator[Finding]:
        spots = self.fit.spots
        self.tightened = [where[0] for spot in spots if spot.kind == "tightened" and (where := self.where(spot))]
        yield from self._missed([spot for spot in spots if spot.kind == "over"])
        for spot in spots:
            message, hint = self._words(spot)
            if message:
                yield self._finding(spot.kind, spot.page, message, hint, self.where(spot))

    def where(self, spot: Spot) -> tuple[Place, str] | None:
        """The place of the text whose line stands nearest to the spot."""
        near = [
            (abs((line.top + line.bottom) / 2 - spot.y), number)
            for number, lines in enumerate(self.proof.lines)
            for line in lines
            if line.page == spot.page
        ]
        return self.place(self.units[min(near)[1]]) if near else None

    def _missed(self, over: Sequence[Spot]) -> Iterator[Finding]:
        fit = self.fit
        if self.tightened:
            lines = ", ".join(str(place.line) for place in self.tightened)
            message = f"is set {_counted(len(self.tightened), 'line')} shorter than is best, to end on page {fit.asked}"
            yield self._finding("tightened", 0, message, f"in the paragraphs that begin at line {lines}", self.own)
        if fit.missed > 0:
            goes_on = f', and goes on with "{beginning(over[0].text)}"' if over else ""
            message = f"{_counted(fit.missed, 'line')} over on page {fit.asked}{goes_on}"
            hint = f"cut {_counted(fit.missed, 'line')}, or ask for {fit.pages} pages"
            yield self._finding("too-long", fit.asked, message, hint, self.own)
        if fit.missed < 0:
            message = f"{_counted(-fit.missed, 'line')} short of page {fit.asked}"
            hint = f"add {_counted(-fit.missed, 'line')}, or ask for {_counted(fit.pages, 'page')}"
            yield self._finding("too-short", fit.pages, message, hint, self.own)

    def _words(self, spot: Spot) -> tuple[str, str]:
        """What is amiss, and how to mend it; both empty where nothing is."""
        line = f'"{beginning(spot.text)}"'
        few = f"{_counted(spot.number, 'letter')} less in its paragraph {'save' if spot.number > 1 else 'saves'} a line"
        words = {
            "few-words": (f"the last line {line} is short", few if spot.number else "") if self.fit.asked else ("", ""),
            "widow": (f"the last line {line} stands alone at the head", "a word more or less before it moves it"),
            "hyphens": (f"{spot.number} lines running end in a hyphen, from {line}", "another order of words gives other breaks"),
            "low-heading": (
                f"the heading {line} stands too low, with {_counted(spot.number, 'line')} below it",
                "a line more or less before it moves it",
            ),
            "thin-page": (f"{_counted(spot.number, 'line')} alone stand, from {line}", "cut as many, or add some"),
        }
        return words.get(spot.kind, ("", ""))

    def _finding(self, kind: str, page: int, what: str, hint: str, where: tuple[Place, str] | None) -> Finding:
        place, excerpt = where or (None, "")
        on = f", page {page}" if kind not in WHOLE else ""
        return Finding(kind, page, what, Problem(f"fit-{kind}", f"the {self.edition} edition{on}: {what}", place, hint, excerpt))


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
