"""The parts of a paragraph. Lengths are in pt."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

FORBIDDEN = inf  # the cost of a penalty where no line may break


class Box(NamedTuple):
    """A word or a piece of one. At a line's start or end it may hang into the margin by `start` or `end`."""

    width: float
    text: str = ""
    start: float = 0
    end: float = 0


class Glue(NamedTuple):
    """A space. A line may break at it where it follows a box; at a line's end or start it vanishes."""

    width: float
    stretch: float
    shrink: float


class Penalty(NamedTuple):
    """A place where a break costs `cost`, adds a hyphen of `width` which may hang by `end`, and if `flagged` looks like a hyphen."""

    cost: float
    width: float = 0
    end: float = 0
    flagged: bool = False


Item = Box | Glue | Penalty
