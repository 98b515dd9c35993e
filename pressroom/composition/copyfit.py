"""What the layout reports to an editor who has to make a chapter fit: how many lines it is too long or short, and which lines to check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SpotKind = Literal["few-words", "widow", "hyphens", "low-heading", "thin-page", "over", "tightened"]


@dataclass(frozen=True)
class Spot:
    """A line that an editor should check.

    It is on `page` (from 1), its middle `y` pt below the top of the trimmed page, and reads `text`. What `number` is depends on the kind:

    - `few-words`, a short last line: how many characters to cut from its paragraph to save it (0: the layout can't tell);
    - `hyphens`: how many consecutive lines end in one;
    - `low-heading`: how many lines are below it on the page;
    - `thin-page`: how many lines the last page has; 0 is said of the line before it.

    `over` is the first line after the pages that were asked for, `tightened` the first of a paragraph that was set a line shorter.
    """

    kind: SpotKind
    page: int
    y: float
    text: str
    number: int = 0


@dataclass(frozen=True)
class Fit:
    """The extent of a chapter.

    It has `pages`, and on the last of them `free` lines between its text and the contact block. `asked` is how many pages it should have
    (0: any number), `missed` how many lines it is too long (above 0) or too short (below 0) for them.
    """

    pages: int
    free: int
    asked: int = 0
    missed: int = 0
    spots: tuple[Spot, ...] = ()
