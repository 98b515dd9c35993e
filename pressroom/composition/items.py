"""The items of a paragraph. Lengths are in pt."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

FORBIDDEN = inf  # the cost of a penalty at which no line may break


class Box(NamedTuple):
    """A word or a part of one. At the start or end of a line it may hang into the margin by `start` or `end`."""

    width: float
    text: str = ""
    start: float = 0
    end: float = 0


class Glue(NamedTuple):
    """A space. A line may break at it if it follows a box; at the end or start of a line it disappears."""

    width: float
    stretch: float
    shrink: float


class Penalty(NamedTuple):
    """A place where a break costs `cost` and adds a hyphen of `width`, which may hang by `end`; if `flagged`, the line ends in a hyphen."""

    cost: float
    width: float = 0
    end: float = 0
    flagged: bool = False


Item = Box | Glue | Penalty
