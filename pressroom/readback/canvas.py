"""A content stream followed operator by operator: which text it shows, in which marked content, and whether it can be seen.

Only what the engine writes is understood: text shown by TJ with codes of two bytes in hexadecimal, placed by Tm. Text shown in
any other way is not read, so that it is never found.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping
from math import hypot, inf
from typing import NamedTuple

from pressroom.readback.fonts import Face

TOKEN = re.compile(
    rb"\[[^\]]*\]|<<(?:[^<>()]|<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\()])*\))*>>|/[^\s/<>\[\]()]*|[-+.0-9]+|[A-Za-z'\"][A-Za-z0-9'\"*]*|\S"
)
OPERATOR = re.compile(rb"[A-Za-z'\"]")
CODES = re.compile(rb"<([0-9A-Fa-f]*)>")
KERN = re.compile(rb"[>\s]([-+.0-9]+)")
MCID = re.compile(rb"/MCID\s+(\d+)")
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
X_HEIGHT = 0.4  # of the size: how much of a letter above its line must be inside the frame
SLACK = 0.5  # of the size: how far the end of a line may lie outside, as hanging marks do

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Frame = tuple[float, float, float, float]  # left, bottom, right, top in points


class Shown(NamedTuple):
    """A run of text: where its line starts and ends on the page, its size (all in points), and whether a frame cuts it.

    `blank` is the width of the space at its end.
    """

    text: str
    start: Point
    end: Point
    size: float
    cut: bool
    blank: float = 0.0


Mark = tuple[int, int]  # the number of a form's object (0: the page itself), and of a marked content in its stream


class Form(NamedTuple):
    """A content stream: a page's own, `number` 0, or one inside another, by its object's number."""

    number: int
    content: bytes
    matrix: Matrix
    faces: Mapping[str, Face]
    forms: Callable[[str], Form | None]


class Canvas:
    """One page. `run` fills `shown` (parts of lines, by marked content), `used` (fonts, by name), `notdef` (fonts), and `letters`: all
    that is shown, running heads and marks too, in the order of the stream."""

    def __init__(self, frame: Frame):
        self.shown: dict[Mark, list[Shown]] = {}
        self.used: dict[str, Face] = {}
        self.notdef: set[str] = set()
        self.letters: list[str] = []
        self._marks: list[Mark | None] = []
        self._number = 0
        self._states: list[tuple[Matrix, Frame]] = []
        self._matrix: Matrix = (1, 0, 0, 1, 0, 0)
        self._frame = frame
        self._text: Matrix = self._matrix
        self._advance = 0.0
        self._face: Face | None = None
        self._size = 0.0
        self._path: list[Point] = []
        self._clipping = False

    def run(self, form: Form) -> None:
        """Follow `form` to its end; the state of graphics is afterwards what it was."""
        outer = self._matrix, self._frame, self._number
        self._number = form.number
        self._matrix = multiply(form.matrix, self._matrix)
        operands: list[bytes] = []
        for token in TOKEN.findall(form.content):
            if not OPERATOR.match(token):
                operands.append(token)
                continue
            if token == b"Tf":
                self._face, self._size = form.faces.get(operands[-2][1:].decode()), float(operands[-1])
            elif token == b"Do":
                if inner := form.forms(operands[-1].decode()):
                    self.run(inner)
            elif action := ACTIONS.get(token):
                action(self, operands)
            operands.clear()
        self._matrix, self._frame, self._number = outer

    def _push(self, _: list[bytes]) -> None:
        self._states.append((self._matrix, self._frame))

    def _pop(self, _: list[bytes]) -> None:
        self._matrix, self._frame = self._states.pop()

    def _transform(self, operands: list[bytes]) -> None:
        self._matrix = multiply(matrix(operands), self._matrix)

    def _mark(self, operands: list[bytes]) -> None:
        found = MCID.search(operands[-1])
        self._marks.append((self._number, int(found[1])) if found else None)

    def _unmark(self, _: list[bytes]) -> None:
        self._marks.pop()

    def _rectangle(self, operands: list[bytes]) -> None:
        x, y, width, height = map(float, operands)
        self._path += [apply(self._matrix, point) for point in ((x, y), (x + width, y), (x, y + height), (x + width, y + height))]

    def _draw(self, operands: list[bytes]) -> None:
        numbers = list(map(float, operands))
        self._path += [apply(self._matrix, point) for point in zip(numbers[::2], numbers[1::2], strict=True)]

    def _clip(self, _: list[bytes]) -> None:
        self._clipping = True

    def _paint(self, _: list[bytes]) -> None:
        if self._clipping:
            across, up = [x for x, _ in self._path] or [inf], [y for _, y in self._path] or [inf]
            left, bottom, right, top = self._frame
            self._frame = (max(left, min(across)), max(bottom, min(up)), min(right, max(across)), min(top, max(up)))
        self._path, self._clipping = [], False

    def _place(self, operands: list[bytes]) -> None:
        self._text, self._advance = matrix(operands), 0.0

    def _show(self, operands: list[bytes]) -> None:
        face, string = self._face, operands[-1]
        if face is None:
            return
        data = bytes.fromhex(b"".join(CODES.findall(string)).decode())
        codes = struct.unpack(f">{len(data) // 2}H", data)
        self.used[face.name] = face
        if face.lacks(codes):
            self.notdef.add(face.name)
        kerns = sum(map(float, KERN.findall(string)))
        start = self._advance
        self._advance += (sum(face.widths.get(code, 1000.0) for code in codes) - kerns) * self._size / 1000
        mark = self._marks[-1] if self._marks else None
        letters = "".join([face.letters.get(code, UNREADABLE) for code in codes])
        self.letters.append(letters)
        if mark is not None:
            blank = face.widths.get(codes[-1], 0.0) * self._size / 1000 if letters.endswith(" ") else 0.0
            self._keep(mark, letters, start, self._advance, blank)

    def _keep(self, mark: Mark, text: str, start: float, end: float, blank: float) -> None:
        """Add `text` to what is shown in `mark`, from `start` to `end` on its line (0: where the line was placed), `blank` at its end."""
        whole = multiply(self._text, self._matrix)
        first, last = apply(whole, (start, 0)), apply(whole, (end, 0))
        size = self._size * hypot(whole[2], whole[3])
        corners = first, last, apply(whole, (start, self._size * X_HEIGHT))
        cut = bool(text.strip()) and not all(self._inside(corner, size * SLACK) for corner in corners)
        parts = self.shown.setdefault(mark, [])
        if parts and start:
            before = parts.pop()
            text, first, cut = before.text + text, before.start, before.cut or cut
        parts.append(Shown(text, first, last, size, cut, blank * hypot(whole[0], whole[1])))

    def _inside(self, point: Point, slack: float) -> bool:
        left, bottom, right, top = self._frame
        return left - slack <= point[0] <= right + slack and bottom <= point[1] <= top


ACTIONS: dict[bytes, Callable[[Canvas, list[bytes]], None]] = {
    b"q": Canvas._push,
    b"Q": Canvas._pop,
    b"cm": Canvas._transform,
    b"BDC": Canvas._mark,
    b"BMC": Canvas._mark,
    b"EMC": Canvas._unmark,
    b"re": Canvas._rectangle,
    b"W": Canvas._clip,
    b"Tm": Canvas._place,
    b"TJ": Canvas._show,
}
ACTIONS |= {b"W*": Canvas._clip, **dict.fromkeys((b"m", b"l", b"c", b"v", b"y"), Canvas._draw)}
ACTIONS |= dict.fromkeys((b"n", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s"), Canvas._paint)


def matrix(operands: list[bytes]) -> Matrix:
    """The six numbers of a transformation (ISO 32000-1, 8.3.3)."""
    a, b, c, d, e, f = map(float, operands)
    return a, b, c, d, e, f


def multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """The transformation that does `inner` first, then `outer`."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def apply(matrix: Matrix, point: Point) -> Point:
    """The point after the transformation."""
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f
