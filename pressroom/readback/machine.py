"""Interprets content streams: keeps the graphics state, and calls a listener for everything that is painted.

It knows all painting operators (ISO 32000-1, annex A), so it can read the files of any program. The listener `words` collects text,
`paints` collects everything that puts ink on paper.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from copy import copy
from itertools import repeat
from math import inf
from typing import Any

from pikepdf import Dictionary, Matrix, Object, Stream

from pressroom.readback.colours import Colour
from pressroom.readback.graphics import EVERYWHERE, NOWHERE, Frame, Listener, Mark, Point, State, Text, bounds, scales, within
from pressroom.readback.instructions import INLINE_IMAGE, instructions, text_of
from pressroom.readback.resources import Resources

MCID = re.compile(rb"/MCID\s+(\d+)")
DEVICE = {b"g": "DeviceGray", b"rg": "DeviceRGB", b"k": "DeviceCMYK"}
UNKNOWN_WIDTH = 1000.0  # thousandths of the font size: the default width of a glyph (9.7.4.3)
CORNERS = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))


class Machine:
    """Interprets the streams of one page. `frame` is its visible part.

    `marked` contains all marked content so far. `mark` is the innermost open one (None if there is none, or it has no MCID). `tagged` says
    whether what is painted now belongs to the structure tree or to an artifact.
    """

    def __init__(self, listener: Listener, frame: Frame = EVERYWHERE):
        self.state = State(Matrix(), frame)
        self.marked: set[Mark] = set()
        self._listener = listener
        self._frame = frame
        self._saved: list[State] = []
        self._marks: list[tuple[Mark | None, bool]] = []
        self._path: list[Point] = []
        self._narrow = inf  # the shortest side of the rectangles in the path
        self._clipping = False
        self._text = Matrix()  # of the current line; `_advance` is the width of its text so far
        self._advance = 0.0
        self._inside: tuple[int, ...] = ()  # the object numbers of the open forms
        self.resources = Resources(Dictionary(), {})

    @property
    def mark(self) -> Mark | None:
        return self._marks[-1][0] if self._marks else None

    @property
    def tagged(self) -> bool:
        return bool(self._marks) and self._marks[-1][1]

    def run(self, stream: Object, resources: Resources, number: int = 0, matrix: Matrix | None = None) -> None:
        """Interpret a page or form. Afterwards the state is the same as before.

        `number` is the object number of a form. A form inside itself is ignored.
        """
        if number and number in self._inside:
            return
        outer = self.state, self._saved, self._marks, self._path, self.resources, self._inside
        self.state, self._saved, self._marks, self._path = copy(self.state), [], list(self._marks), []
        self.resources, self._inside = resources, (*self._inside, number)
        if matrix is not None:
            self.state.matrix = matrix @ self.state.matrix
        for operator, operands in instructions(stream):
            if action := OPERATORS.get(operator):
                action(self, operator, operands)
        self.state, self._saved, self._marks, self._path, self.resources, self._inside = outer

    # graphics state

    def _save(self, _: bytes, __: list[Any]) -> None:
        self._saved.append(copy(self.state))

    def _restore(self, _: bytes, __: list[Any]) -> None:
        if self._saved:
            self.state = self._saved.pop()

    def _transform(self, _: bytes, operands: list[Any]) -> None:
        self.state.matrix = Matrix(*map(float, operands)) @ self.state.matrix

    def _number(self, operator: bytes, operands: list[Any]) -> None:
        setattr(self.state, NUMBERS[operator], float(operands[0]))

    def _percentage(self, _: bytes, operands: list[Any]) -> None:
        self.state.stretch = float(operands[0]) / 100

    def _settings(self, _: bytes, operands: list[Any]) -> None:
        settings = self.resources.settings(operands[0])
        if settings.width is not None:
            self.state.width = settings.width
        if settings.face:
            self.state.face, self.state.size = settings.face
        if settings.transparent:
            self._listener.transparent(settings.transparent)

    # marked content

    def _begin_mark(self, _: bytes, operands: list[Any]) -> None:
        properties = operands[1] if len(operands) > 1 else b""
        found = MCID.search(self.resources.properties(properties) if properties.startswith(b"/") else properties)
        mark = (self._inside[-1], int(found[1])) if found else None
        if mark:
            self.marked.add(mark)
        self._marks.append((mark, bool(mark) or operands[0] == b"/Artifact" or self.tagged))

    def _end_mark(self, _: bytes, __: list[Any]) -> None:
        if self._marks:
            self._marks.pop()

    # colour

    def _device(self, operator: bytes, operands: list[Any]) -> None:
        self._set_colour(operator, Colour(DEVICE[operator.lower()], tuple(map(float, operands))))

    def _space(self, operator: bytes, operands: list[Any]) -> None:
        self._set_colour(operator, self.resources.space(operands[0]))

    def _colour(self, operator: bytes, operands: list[Any]) -> None:
        """A colour by its components, or a pattern by its name."""
        now = self.state.fill if operator.islower() else self.state.stroke
        name = operands[-1] if operands[-1].startswith(b"/") else None
        self._set_colour(operator, Colour(now.space, tuple(map(float, operands[:-1] if name else operands))))
        pattern = self.resources.pattern(name) if name else None
        if isinstance(pattern, Stream):
            outer, self.state = self.state, State(Matrix(), self._frame)
            self._run_form(pattern)
            self.state = outer
        elif pattern is not None:
            self._set_colour(operator, self.resources.shaded(pattern.Shading))

    def _set_colour(self, operator: bytes, colour: Colour) -> None:
        """Set the fill colour for a lowercase operator, the stroke colour for an uppercase one."""
        if operator.islower():
            self.state.fill = colour
        else:
            self.state.stroke = colour

    def _shade(self, _: bytes, operands: list[Any]) -> None:
        if colour := self.resources.shading(operands[0]):
            self._listener.shading(self, colour)

    # paths

    def _points(self, _: bytes, operands: list[Any]) -> None:
        numbers = list(map(float, operands))
        self._path += map(self.state.matrix.transform, zip(numbers[::2], numbers[1::2], strict=False))

    def _rectangle(self, _: bytes, operands: list[Any]) -> None:
        x, y, width, height = map(float, operands)
        corners = self._on_page((x + right * width, y + up * height) for right, up in CORNERS)
        left, bottom, right, top = bounds(corners)
        self._narrow = min(self._narrow, right - left, top - bottom)
        self._path += corners

    def _paint(self, operator: bytes, _: list[Any]) -> None:
        if self._path and operator[0] in b"fFBb":
            left, bottom, right, top = within(bounds(self._path), self.state.clip)
            # with the even-odd rule, a border is the area between two rectangles; only the clip shows its width
            thin = min(right - left, top - bottom, inf if b"*" in operator else self._narrow)
            if right > left and top > bottom:
                self._listener.shape(self, "fill", (left, bottom, right, top), thin)
        if self._path and operator[0] in b"SsBb":
            self._listener.shape(self, "stroke", bounds(self._path), self.state.width * min(scales(self.state.matrix)))
        if self._clipping:
            self.state.clip = within(bounds(self._path), self.state.clip) if self._path else NOWHERE
        self._path, self._narrow, self._clipping = [], inf, False

    def _clip(self, _: bytes, __: list[Any]) -> None:
        self._clipping = True

    def _on_page(self, points: Any) -> list[Point]:
        return list(map(self.state.matrix.transform, points))

    # pictures and forms

    def _object(self, _: bytes, operands: list[Any]) -> None:
        found = self.resources.stream(operands[0])
        if found is not None and found.get("/Subtype") == "/Image":
            self._listener.picture(self, found, self._on_page(CORNERS))
        elif found is not None:
            self._listener.form(self, found)
            self._run_form(found)

    def _inline(self, _: bytes, operands: list[Any]) -> None:
        self._listener.picture(self, operands[0], self._on_page(CORNERS))

    def _run_form(self, found: Stream) -> None:
        matrix = Matrix(found.Matrix) if "/Matrix" in found else None
        self.run(found, self.resources.of(found), found.objgen[0], matrix)

    # text

    def _begin_text(self, _: bytes, __: list[Any]) -> None:
        self._place_line(Matrix())

    def _place(self, _: bytes, operands: list[Any]) -> None:
        self._place_line(Matrix(*map(float, operands)))

    def _move(self, operator: bytes, operands: list[Any]) -> None:
        x, y = (float(operands[0]), float(operands[1])) if operands else (0.0, -self.state.leading)
        if operator == b"TD":
            self.state.leading = -y
        self._place_line(Matrix(1, 0, 0, 1, x, y) @ self._text)

    def _place_line(self, matrix: Matrix) -> None:
        self._text, self._advance = matrix, 0.0

    def _font(self, _: bytes, operands: list[Any]) -> None:
        self.state.face, self.state.size = self.resources.face(operands[-2]), float(operands[-1])

    def _show_next(self, operator: bytes, operands: list[Any]) -> None:
        """Show text on the next line. With three operands, the first two set the spacing of words and letters."""
        if len(operands) == 3:
            self.state.word, self.state.letter = float(operands[0]), float(operands[1])
        self._move(operator, [])
        self._show(operator, operands)

    def _show(self, _: bytes, operands: list[Any]) -> None:
        state, face = self.state, self.state.face
        string, kerns = text_of(operands[-1])
        narrow = face is not None and not face.wide
        codes = string if narrow else struct.unpack(f">{len(string) // 2}H", string[: len(string) & ~1])
        widths = sum(map(face.widths.get, codes, repeat(UNKNOWN_WIDTH))) if face else UNKNOWN_WIDTH * len(codes)
        spaces = string.count(b" ") if narrow else 0
        start = self._advance
        self._advance += ((widths - kerns) * state.size / 1000 + len(codes) * state.letter + spaces * state.word) * state.stretch
        self._listener.text(self, Text(codes, self._text @ state.matrix, start, self._advance))


NUMBERS = {b"w": "width", b"Ts": "rise", b"Tc": "letter", b"Tw": "word", b"TL": "leading", b"Tr": "mode"}
OPERATORS: dict[bytes, Callable[[Machine, bytes, list[Any]], None]] = {
    b"q": Machine._save,
    b"Q": Machine._restore,
    b"cm": Machine._transform,
    b"gs": Machine._settings,
    b"BMC": Machine._begin_mark,
    b"BDC": Machine._begin_mark,
    b"EMC": Machine._end_mark,
    b"re": Machine._rectangle,
    b"W": Machine._clip,
    b"W*": Machine._clip,
    b"sh": Machine._shade,
    b"Do": Machine._object,
    INLINE_IMAGE: Machine._inline,
    b"BT": Machine._begin_text,
    b"Tm": Machine._place,
    b"Tf": Machine._font,
    b"Tz": Machine._percentage,
    b"Tj": Machine._show,
    b"TJ": Machine._show,
    b"'": Machine._show_next,
    b'"': Machine._show_next,
    **dict.fromkeys(NUMBERS, Machine._number),
    **dict.fromkeys((b"g", b"G", b"rg", b"RG", b"k", b"K"), Machine._device),
    **dict.fromkeys((b"cs", b"CS"), Machine._space),
    **dict.fromkeys((b"sc", b"scn", b"SC", b"SCN"), Machine._colour),
    **dict.fromkeys((b"m", b"l", b"c", b"v", b"y"), Machine._points),
    **dict.fromkeys((b"n", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s"), Machine._paint),
    **dict.fromkeys((b"Td", b"TD", b"T*"), Machine._move),
}
