"""The answers of a preflight: items, each with what was asked, what was found, where, and a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pressroom.errors import Place, Problem
from pressroom.readback import Frame

Verdict = Literal["pass", "fail", "not checked"]
MOST_KINDS = 3


@dataclass(frozen=True)
class Item:
    """One answer. `pages` are those where it fails, from 1; `place` is where in the content or the styles it can be fixed.

    `warnings` are those of the build that say why it fails, if it warned of that already.
    """

    name: str
    edition: str
    asked: str
    found: str
    verdict: Verdict
    pages: tuple[int, ...] = ()
    place: Place | None = None
    hint: str = ""
    warnings: tuple[Problem, ...] = ()

    def record(self) -> dict[str, object]:
        """The item for `--format json`; all keys are always there."""
        return {
            "item": self.name,
            "edition": self.edition,
            "asked": self.asked,
            "found": self.found,
            "pages": list(self.pages),
            "verdict": self.verdict,
            "place": str(self.place) if self.place else "",
            "hint": self.hint,
        }


@dataclass(frozen=True)
class Flaw:
    """Something that an item does not allow: `what` says it in words; `page` 0 is the file as a whole; `warning` is that of the build."""

    what: str
    page: int = 0
    place: Place | None = None
    warning: Problem | None = None


@dataclass(frozen=True)
class Sources:
    """Where in the sources the things stand that a print edition shows.

    `value` gives the place of a value of the printer's file, `words` that of words on a page; `pictures` are the places of the chapter's
    pictures in their order; `colour` and `width` give the stylesheet's line for an RGB colour (0 to 255) and for a width (pt).
    """

    value: Callable[[str], Place]
    pictures: Sequence[Place] = ()
    colour: Callable[[tuple[int, ...]], Place | None] = lambda _: None
    width: Callable[[float], Place | None] = lambda _: None
    words: Callable[[int, Frame], Place | None] = lambda *_: None


Where = Callable[[int, Frame], Place | None]  # of a page and bounds on it: where in the content the words there are written


def millimetres(points: float) -> str:
    """Points in millimetres, as printers write them."""
    return f"{points * 25.4 / 72:.2f}".rstrip("0").rstrip(".")


def overlap(one: Frame, other: Frame) -> bool:
    """Whether two frames have an area in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def judged(name: str, edition: str, asked: str, sound: str, flaws: Iterable[Flaw], hint: str = "", place: Place | None = None) -> Item:
    """The item passes where there are no `flaws`, with `sound` as what was found; else it names them, each kind once.

    `hint`, and `place` where no flaw has one of its own, say where to fix it.
    """
    flaws = list(flaws)
    if not flaws:
        return Item(name, edition, asked, sound, "pass")
    kinds = list(dict.fromkeys(flaw.what for flaw in flaws))
    rest = f" and {len(kinds) - MOST_KINDS} more" if len(kinds) > MOST_KINDS else ""
    pages = tuple(sorted({flaw.page for flaw in flaws} - {0}))
    where = next((flaw.place for flaw in flaws if flaw.place), place)
    warnings = tuple(flaw.warning for flaw in flaws if flaw.warning)
    return Item(name, edition, asked, "; ".join(kinds[:MOST_KINDS]) + rest, "fail", pages, where, hint, warnings)
