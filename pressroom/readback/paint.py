"""What is painted, and the state of graphics that says how (ISO 32000-1, 8.4 and 9.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, inf
from typing import Any, Literal, NamedTuple

from pikepdf import Object

from pressroom.readback.canvas import Frame, Matrix, Point
from pressroom.readback.colours import Colour
from pressroom.readback.fonts import Face
from pressroom.readback.images import Image

UNIT: Matrix = (1, 0, 0, 1, 0, 0)
BLACK = Colour("DeviceGray", (0,))
FILLED, STROKED = (0, 2, 4, 6), (1, 2, 5, 6)  # the modes in which letters are filled, and in which they are outlined
Kind = Literal["text", "fill", "stroke", "image", "shading"]


class Paint(NamedTuple):
    """One thing that is painted: its bounds on the page in points, and its colours (a picture's: those of its space).

    `thin` is the width of a line, or of a filled shape's narrow side, in points; `resolution` a picture's pixels an inch where it
    stands; `tagged` whether the structure tree or an artifact can tell what it is.
    """

    kind: Kind
    bounds: Frame
    colours: tuple[Colour, ...]
    thin: float = inf
    face: Face | None = None
    notdef: bool = False
    image: Image | None = None
    resolution: float = inf
    tagged: bool = True


@dataclass(frozen=True)
class State:
    """The state of graphics that `q` keeps and `Q` brings back."""

    matrix: Matrix = UNIT
    clip: Frame = (-inf, -inf, inf, inf)
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
    mode: int = 0


def bounds(points: Sequence[Point]) -> Frame:
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def scales(matrix: Matrix) -> tuple[float, float]:
    """How long a unit across and a unit up become."""
    return hypot(matrix[0], matrix[1]), hypot(matrix[2], matrix[3])


def within(inner: Frame, outer: Frame) -> Frame:
    """What two frames have in common; where that is nothing, its right is not beyond its left, or its top not above its bottom."""
    return max(inner[0], outer[0]), max(inner[1], outer[1]), min(inner[2], outer[2]), min(inner[3], outer[3])


def laid(state: State, parts: Sequence[Any]) -> tuple[list[int], float]:
    """The codes of a text's parts, strings and kerns, and how far it reaches along its line."""
    codes: list[int] = []
    advance = 0.0
    narrow = state.face is not None and not state.face.wide
    widths = state.face.widths if state.face else {}
    for part in parts:
        if not isinstance(part, Object):
            advance -= float(part) * state.size / 1000 * state.stretch
            continue
        now = _codes(bytes(part), narrow)
        wide = sum(widths.get(code, 1000.0) for code in now) * state.size / 1000
        advance += (wide + len(now) * state.letter + narrow * now.count(32) * state.word) * state.stretch
        codes += now
    return codes, advance


def _codes(string: bytes, narrow: bool) -> list[int]:
    return list(string) if narrow else [int.from_bytes(string[at : at + 2], "big") for at in range(0, len(string), 2)]


def letter_colours(state: State) -> tuple[Colour, ...]:
    """The colours in which letters are shown; none where they are not seen."""
    return (state.fill,) * (state.mode in FILLED) + (state.stroke,) * (state.mode in STROKED)
