"""Findings for an editor who has to make a chapter fit its pages, each with its page and its place in the chapter's file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pressroom.composition.copyfit import Fit, Spot
from pressroom.errors import Place, Problem, counted
from pressroom.proof.expected import Expected, Locator
from pressroom.proof.proving import Proof
from pressroom.prose.words import beginning

WHOLE = ("tightened", "too-long", "too-short")  # findings about the edition as a whole


@dataclass(frozen=True)
class Finding:
    """What is wrong on a page (from 1; 0 for the whole edition), in words, and the `problem` that reports it as a warning.

    `kind` is that of a `copyfit.Spot`, or `too-long` or `too-short`.
    """

    kind: str
    page: int
    what: str
    problem: Problem


@dataclass(frozen=True)
class Extent:
    """An edition's extent: its pages, the free lines on the last page, the pages asked for (0: any number), by how many lines it is too
    long (above 0) or too short (below 0) for them, and the findings."""

    pages: int
    free: int = 0
    asked: int = 0
    missed: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The findings as warnings."""
        return tuple(finding.problem for finding in self.findings)


def extent(edition: str, fit: Fit, units: Sequence[Expected], proof: Proof, place: Locator, own: tuple[Place, str] | None) -> Extent:
    """The extent of `edition`, whose words `proof` has found. `own` is the place of the chapter's field `pages`, if it has one."""
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
        """The place of the text whose line is nearest to the spot."""
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
            message = f"{counted(len(self.tightened), 'line')} saved by tighter setting, to end on page {fit.asked}"
            yield self._finding("tightened", 0, message, f"in the paragraphs that begin at line {lines}", self.own)
        if fit.missed > 0:
            first_over = f', from "{beginning(over[0].text)}"' if over else ""
            message = f"{counted(fit.missed, 'line')} over on page {fit.asked}{first_over}"
            hint = f"cut {counted(fit.missed, 'line')}, or ask for {fit.pages} pages"
            yield self._finding("too-long", fit.asked, message, hint, self.own)
        if fit.missed < 0:
            message = f"{counted(-fit.missed, 'line')} short of page {fit.asked}"
            hint = f"add {counted(-fit.missed, 'line')}, or ask for {counted(fit.pages, 'page')}"
            yield self._finding("too-short", fit.pages, message, hint, self.own)

    def _words(self, spot: Spot) -> tuple[str, str]:
        """The message and the hint for a spot; both empty if it needs none."""
        line = f'"{beginning(spot.text)}"'
        few = f"cut {counted(spot.number, 'character')} from this paragraph to save a line"
        words = {
            "few-words": (f"the last line {line} is short", few if spot.number else "") if self.fit.asked else ("", ""),
            "widow": (f"the last line {line} is alone at the top of the page", "add or cut a word before it"),
            "hyphens": (f"{spot.number} consecutive lines end in a hyphen, from {line}", "change the order of some words"),
            "low-heading": (
                f"the heading {line} is too low, with {counted(spot.number, 'line')} below it",
                "add or cut a line before it",
            ),
            "thin-page": (f"only {counted(spot.number, 'line')} on this page, from {line}", "cut them, or add text")
            if spot.number
            else (f"only the contact block is on a page after {line}", "cut some lines, or add text"),
        }
        return words.get(spot.kind, ("", ""))

    def _finding(self, kind: str, page: int, what: str, hint: str, where: tuple[Place, str] | None) -> Finding:
        place, excerpt = where or (None, "")
        on = f", page {page}" if kind not in WHOLE else ""
        return Finding(kind, page, what, Problem(f"fit-{kind}", f"the {self.edition} edition{on}: {what}", place, hint, excerpt))
