"""How text and notes share the height of a page. Heights are in CSS pixels, and measured downwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

FEWEST = 2  # lines of a divided note on a page, on either if it can be
ROUNDING = 0.01


class Unit(NamedTuple):
    """A piece of text that isn't divided: where it ends on the page, and how many notes are to be set when the text ends with it."""

    end: float
    notes: int


class Share(NamedTuple):
    """How much of the notes a page takes: so many `whole` ones, and `lines` of the next."""

    whole: int
    lines: int = 0


class Notes(NamedTuple):
    """The notes that a page could take, in their order: where each line of each ends, below the upper edge of them all.

    `foot` is the space below the last line.
    """

    ends: Sequence[Sequence[float]]
    foot: float

    def least(self, count: int, fewest: int = FEWEST) -> float:
        """The room that `count` notes need at least: the last of them is divided after its `fewest` lines, if it may be."""
        if not count:
            return 0.0
        last = self.ends[count - 1]
        return last[fewest - 1 if len(last) >= fewest + FEWEST else -1] + self.foot

    def height(self, count: int) -> float:
        """The room that `count` notes take when all are whole."""
        return self.ends[count - 1][-1] + self.foot if count else 0.0

    def taken(self, share: Share) -> float:
        """The room that a share takes."""
        return self.ends[share.whole][share.lines - 1] + self.foot if share.lines else self.height(share.whole)

    def fill(self, count: int, room: float, fewest: int = FEWEST) -> Share:
        """What of `count` notes has room: none but the last that is set there is divided, after `fewest` lines or more.

        No single line of it goes over.
        """
        whole = 0
        while whole < count and self.height(whole + 1) <= room + ROUNDING:
            whole += 1
        if whole == count:
            return Share(whole)
        last = self.ends[whole]
        for lines in range(len(last) - FEWEST, fewest - 1, -1):
            if last[lines - 1] + self.foot <= room + ROUNDING:
                return Share(whole, lines)
        return Share(whole)


def furthest(units: Sequence[Unit], notes: Notes, bottom: float, fewest: int = FEWEST) -> int:
    """The number of units that can be on a page with their notes at its `bottom`, `fewest` lines or more of the last of them."""
    fitting = [number for number, unit in enumerate(units, 1) if unit.end + notes.least(unit.notes, fewest) <= bottom + ROUNDING]
    return max(fitting, default=0)
