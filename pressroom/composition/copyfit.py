"""What the layout tells an editor who has to make a chapter fit: by how many lines it misses its pages, and what is amiss where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SpotKind = Literal["few-words", "widow", "hyphens", "low-heading", "thin-page", "over", "tightened"]


@dataclass(frozen=True)
class Spot:
    """A line of the page that an editor should look at.

    It stands on `page` (from 1), its middle `y` pt below the trim's top, and says `text`. `number` is, of a last line of `few-words`, how
    many letters less in its paragraph save it (0: the layout can't tell); of `hyphens`, how many lines running end in one; of a
    `low-heading`, how many lines stand below it; of a `thin-page`, how many it has. `over` is the first line behind the pages that were
    asked for, `tightened` the first of a paragraph that was set a line shorter.
    """

    kind: SpotKind
    page: int
    y: float
    text: str
    number: int = 0


@dataclass(frozen=True)
class Fit:
    """A chapter's extent.

    It has `pages`, and on the last `free` lines between its text and the contact block. `asked` are the pages it should have (0: as many
    as it takes); it misses them by `missed` lines: above 0 it is too long, below 0 too short.
    """

    pages: int
    free: int
    asked: int = 0
    missed: int = 0
    spots: tuple[Spot, ...] = ()
