"""The graphics state of a content stream, and the listener that is called for everything it paints (ISO 32000-1)."""

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
Mark = tuple[int, int]  # the object number of a form (0: the page itself), and the MCID in its stream
EVERYWHERE: Frame = (-inf, -inf, inf, inf)
NOWHERE: Frame = (inf, inf, -inf, -inf)


@dataclass
class State:
    """The graphics state that `q` saves and `Q` restores (8.4 and 9.3). Lengths are in user space units; `stretch` is 1 for 100 percent."""

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
    """A text that is shown: its glyph codes, the transformation to the page, and its start and end along the line, measured from where
    the line begins."""

    codes: Sequence[int]
    whole: Matrix
    start: float
    end: float


class Listener:
    """Called by a `Machine` for everything that is painted. The machine then has the state that applies. By default nothing is done."""

    def text(self, machine: Machine, text: Text) -> None:
        """A text is shown."""

    def shape(self, machine: Machine, kind: Literal["fill", "stroke"], bounds: Frame, thin: float) -> None:
        """A path is filled or stroked. `thin` is the width of the line, or of its narrowest rectangle (inf if there is none), in points."""

    def shading(self, machine: Machine, colour: Colour) -> None:
        """The whole clipping area is shaded."""

    def picture(self, machine: Machine, found: Any, corners: Sequence[Point]) -> None:
        """A picture is shown; `found` is its dictionary or stream."""

    def form(self, machine: Machine, found: Object) -> None:
        """The content of the form `found` begins."""

    def transparent(self, what: Sequence[str]) -> None:
        """A setting makes what follows transparent; `what` describes it."""


def bounds(points: Sequence[Point]) -> Frame:
    """The smallest frame that contains `points`."""
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def within(inner: Frame, outer: Frame) -> Frame:
    """The intersection of two frames. If it is empty, right is not greater than left, or top not greater than bottom."""
    return max(inner[0], outer[0]), max(inner[1], outer[1]), min(inner[2], outer[2]), min(inner[3], outer[3])


def scales(matrix: Matrix) -> tuple[float, float]:
    """The factors by which a transformation scales horizontal and vertical lengths."""
    return hypot(matrix.a, matrix.b), hypot(matrix.c, matrix.d)
