"""What an edition's extent tells an editor: each line to look at by its page, and by its place in the chapter's file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pressroom.composition.copyfit import Fit, Spot
from pressroom.errors import Place, Problem
from pressroom.proof.expected import Expected
from pressroom.proof.findings import beginning
from pressroom.proof.proving import Proof

WHOLE = ("tightened", "too-long", "too-short")  # what is told of the edition as a whole
Locate = Callable[[Expected], tuple[Place, str] | None]


@dataclass(frozen=True)
class Told:
    """`what` is amiss on a page (from 1; 0: in the whole) of an edition, and the problem that tells people so.

    `kind` is that of its spot, or `too-long`, `too-short`.
    """

    kind: str
    page: int
    what: str
    problem: Problem

    def record(self) -> dict[str, Any]:
        """What the map remembers of it."""
        return {"kind": self.kind, "page": self.page, "what": self.what, **self.problem.record()}


@dataclass(frozen=True)
class Extent:
    """An edition's extent: its pages, the lines free on the last, the pages asked for (0: any), by how many lines they are missed, what is
    told of it."""

    pages: int
    free: int = 0
    asked: int = 0
    missed: int = 0
    told: tuple[Told, ...] = ()

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What people are told."""
        return tuple(told.problem for told in self.told)

    def record(self) -> dict[str, Any]:
        """What the map remembers of it."""
        own = {name: getattr(self, name) for name in ("pages", "free", "asked", "missed")}
        return {**own, "told": [told.record() for told in self.told]}


@dataclass
class _Teller:
    """Tells of one edition."""

    edition: str
    fit: Fit
    units: Sequence[Expected]
    proof: Proof
    place: Locate
    own: tuple[Place, str] | None
    tightened: list[Place] = field(default_factory=list)

    def told(self) -> Iterator[Told]:
        spots = self.fit.spots
        self.tightened = [where[0] for spot in spots if spot.kind == "tightened" and (where := self.where(spot))]
        yield from self._missed([spot for spot in spots if spot.kind == "over"])
        for spot in spots:
            message, hint = self._said(spot)
            if message:
                yield self._told(spot.kind, spot.page, message, hint, self.where(spot))

    def where(self, spot: Spot) -> tuple[Place, str] | None:
        """The place of the text whose line stands nearest to the spot."""
        near = [
            (abs((line.top + line.bottom) / 2 - spot.y), number)
            for number, lines in enumerate(self.proof.lines)
            for line in lines
            if line.page == spot.page
        ]
        return self.place(self.units[min(near)[1]]) if near else None

    def _missed(self, over: Sequence[Spot]) -> Iterator[Told]:
        fit = self.fit
        if self.tightened:
            lines = ", ".join(str(place.line) for place in self.tightened)
            message = f"is set {_counted(len(self.tightened), 'line')} shorter than is best, to end on page {fit.asked}"
            yield self._told("tightened", 0, message, f"in the paragraphs that begin at line {lines}", self.own)
        if fit.missed > 0:
            goes_on = f', and goes on with "{beginning(over[0].text)}"' if over else ""
            message = f"{_counted(fit.missed, 'line')} over on page {fit.asked}{goes_on}"
            yield self._told("too-long", fit.asked, message, f"cut {_counted(fit.missed, 'line')}, or ask for {fit.pages} pages", self.own)
        if fit.missed < 0:
            message = f"{_counted(-fit.missed, 'line')} short of page {fit.asked}"
            hint = f"add {_counted(-fit.missed, 'line')}, or ask for {_counted(fit.pages, 'page')}"
            yield self._told("too-short", fit.pages, message, hint, self.own)

    def _said(self, spot: Spot) -> tuple[str, str]:
        line = f'"{beginning(spot.text)}"'
        few = f"{_counted(spot.number, 'letter')} less in its paragraph {'save' if spot.number > 1 else 'saves'} a line"
        said = {
            "few-words": (f"the last line {line} is short", few if spot.number else "") if self.fit.asked else ("", ""),
            "widow": (f"the last line {line} stands alone at the head", "a word more or less before it moves it"),
            "hyphens": (f"{spot.number} lines running end in a hyphen, from {line}", "another order of words gives other breaks"),
            "low-heading": (
                f"the heading {line} stands too low, with {_counted(spot.number, 'line')} below it",
                "a line more or less before it moves it",
            ),
            "thin-page": (f"{_counted(spot.number, 'line')} alone stand, from {line}", "cut as many, or add some"),
        }
        return said.get(spot.kind, ("", ""))

    def _told(self, kind: str, page: int, message: str, hint: str, where: tuple[Place, str] | None) -> Told:
        place, excerpt = where or (None, "")
        on = f", page {page}" if kind not in WHOLE else ""
        return Told(kind, page, message, Problem(f"fit-{kind}", f"the {self.edition} edition{on}: {message}", place, hint, excerpt))


def extent(edition: str, fit: Fit, units: Sequence[Expected], proof: Proof, place: Locate, own: tuple[Place, str] | None) -> Extent:
    """The extent of `edition`, whose words stand as `proof` says; `own` is the place of the chapter's `pages`, where it has some."""
    told = tuple(_Teller(edition, fit, units, proof, place, own).told())
    return Extent(fit.pages, fit.free, fit.asked, fit.missed, told)


def remembered(record: dict[str, Any]) -> Extent:
    """The extent of which a map has this `record`. Raises ValueError, KeyError, TypeError for what is none."""
    pages, free, asked, missed = (int(record[name]) for name in ("pages", "free", "asked", "missed"))
    return Extent(pages, free, asked, missed, tuple(Told(one["kind"], one["page"], one["what"], problem(one)) for one in record["told"]))


def problem(record: dict[str, Any]) -> Problem:
    """The problem of which a map has this `record`."""
    place = Place(record["file"], record.get("line", 0), record.get("column", 0)) if "file" in record else None
    return Problem(record["code"], record["message"], place, record.get("hint", ""))


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
