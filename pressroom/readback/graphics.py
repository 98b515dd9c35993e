"""What is known while a content stream is followed: the state of graphics and text, and who listens to what is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, inf
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pikepdf import Matrix, Object

from pressroom.readback.colours import Colour
from pressroom.readback.fonts import Face

if TYPE_CHECKING:
    from pressroom.readback.machine import Machine

BLACK = Colour("DeviceGray", (0,))

Point = tuple[float, float]
Frame = tuple[float, float, float, float]  # left, bottom, right, top in points
Mark = tuple[int, int]  # the number of a form's object (0: the page itself), and of a marked content in its stream
EVERYWHERE: Frame = (-inf, -inf, inf, inf)
NOWHERE: Frame = (inf, inf, -inf, -inf)


@dataclass
class State:
    """The state of graphics that `q` saves and `Q` restores (8.4 and 9.3): lengths in units of the content, `stretch` 1 for 100 percent."""

    matrix: Matrix
    clip: Frame
    fill: Colour = BLACK
    stroke: Colour = BLACK
    width: float = 1.0
    face: Face | None = None
    size: float = 0.0
    rise: float = 0.0
    letter: float = 0.0
    word: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    mode: float = 0


class Text(NamedTuple):
    """A text that is shown: its glyphs, the transformation to the page, and where along its line it starts and ends (0: where the line
    was placed)."""

    codes: Sequence[int]
    whole: Matrix
    start: float
    end: float


class Listener:
    """What a `Machine` calls for each thing that is painted, while its state is the one that applies. By default nothing is done."""

    def text(self, machine: Machine, text: Text) -> None:
        """A text is shown."""

    def shape(self, machine: Machine, kind: Literal["fill", "stroke"], bounds: Frame, thin: float) -> None:
        """A path is filled or stroked; `thin` is the width of the line, or of the narrowest of its rectangles (inf: none), in points."""

    def shading(self, machine: Machine, colour: Colour) -> None:
        """All of the clip is shaded."""

    def picture(self, machine: Machine, found: Any, corners: Sequence[Point]) -> None:
        """A picture is shown: the dictionary or stream of it."""

    def form(self, machine: Machine, found: Object) -> None:
        """The content of a form begins."""

    def transparent(self, what: Sequence[str]) -> None:
        """Something is set that makes what follows transparent."""


def bounds(points: Sequence[Point]) -> Frame:
    """The frame around `points`."""
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def within(inner: Frame, outer: Frame) -> Frame:
    """What two frames have in common; where that is nothing, its right is not beyond its left, or its top not above its bottom."""
    return max(inner[0], outer[0]), max(inner[1], outer[1]), min(inner[2], outer[2]), min(inner[3], outer[3])


def scales(matrix: Matrix) -> tuple[float, float]:
    """How long a unit across and a unit up become."""
    return hypot(matrix.a, matrix.b), hypot(matrix.c, matrix.d)
