"""Content streams followed as any viewer follows them: what each operator paints, where, in which colour, how thick, how clear.

Unlike `canvas`, which reads the words that the engine writes, this knows all painting operators (ISO 32000-1, annex A), whoever wrote
them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from typing import Any

from pikepdf import Array, ContentStreamInlineImage, Dictionary, Object, Stream, parse_content_stream

from pressroom.readback.canvas import Matrix, Point, apply, multiply
from pressroom.readback.colours import Colour, group_space, initial, space_name
from pressroom.readback.fonts import Face, face
from pressroom.readback.images import Image, image
from pressroom.readback.paint import UNIT, Kind, Paint, State, bounds, laid, letter_colours, scales, within

DEVICE = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}
ASCENT, DESCENT = 0.75, -0.25  # of the size: how far letters reach above and below their line


@dataclass
class Painter:
    """Follows the streams of one page; `faces` and `images` are those that pages share, by object.

    `run` fills `paints`, `marks` (content by form and MCID), `clear` (what is transparent) and `groups` (their colour spaces).
    """

    faces: dict[tuple[int, int], Face]
    images: dict[tuple[int, int], Image]
    paints: list[Paint] = field(default_factory=list)
    marks: set[tuple[int, int]] = field(default_factory=set)
    clear: dict[str, None] = field(default_factory=dict)
    groups: dict[str, None] = field(default_factory=dict)

    _state: State = field(default_factory=State)
    _kept: list[State] = field(default_factory=list)
    _told: list[bool] = field(default_factory=list)
    _path: list[Point] = field(default_factory=list)
    _narrow: float = inf  # the narrowest side of the path's rectangles
    _clipping: bool = False
    _line: Matrix = UNIT
    _text: Matrix = UNIT
    _inside: tuple[int, ...] = ()

    def run(self, stream: Object, resources: Object, number: int = 0, matrix: Matrix = UNIT) -> None:
        """Follow a page or form to its end. `number` is that of the form's object; a form inside itself is left out."""
        if number and number in self._inside:
            return
        outer, self._inside = (self._state, self._kept, self._path, self._told), (*self._inside, number)
        self._state, self._kept, self._path = replace(self._state, matrix=multiply(matrix, self._state.matrix)), [], []
        self._told = list(self._told)
        for step in parse_content_stream(stream):
            name, operands = str(step.operator), list(step.operands)
            if isinstance(step, ContentStreamInlineImage):
                self._picture(image(step.iimage.obj, resources))
            elif name in WITH_RESOURCES:
                WITH_RESOURCES[name](self, operands, resources, number)
            elif action := OPERATORS.get(name):
                action(self, name, operands)
        (self._state, self._kept, self._path, self._told), self._inside = outer, self._inside[:-1]

    def _set(self, **values: Any) -> None:
        self._state = replace(self._state, **values)

    # state

    def _save(self, _: str, __: list[Any]) -> None:
        self._kept.append(self._state)

    def _restore(self, _: str, __: list[Any]) -> None:
        if self._kept:
            self._state = self._kept.pop()

    def _transform(self, _: str, operands: list[Any]) -> None:
        self._set(matrix=multiply(_matrix(operands), self._state.matrix))

    def _number(self, name: str, operands: list[Any]) -> None:
        value = float(operands[0])
        self._set(**{NUMBERS[name]: int(value) if name == "Tr" else value / 100 if name == "Tz" else value})

    def _graphics(self, operands: list[Any], resources: Object, _: int) -> None:
        state = resources.get("/ExtGState", Dictionary()).get(operands[0], Dictionary())
        if "/LW" in state:
            self._set(width=float(state.LW))
        if "/Font" in state:
            self._set(face=self._face(state.Font[0]), size=float(state.Font[1]))
        for key, what in (("/ca", "opacity"), ("/CA", "opacity of lines")):
            if key in state and float(state[key]) < 1:
                self.clear[f"{what} {float(state[key]):g}"] = None
        if "/SMask" in state and state.SMask != "/None":
            self.clear["a soft mask"] = None
        if "/BM" in state:
            modes = [str(mode)[1:] for mode in (state.BM if isinstance(state.BM, Array) else [state.BM])]
            if modes[0] not in ("Normal", "Compatible"):
                self.clear[f"blend mode {modes[0]}"] = None

    # marked content

    def _mark(self, operands: list[Any], resources: Object, number: int) -> None:
        properties = operands[1] if len(operands) > 1 else Dictionary()
        if not isinstance(properties, Dictionary):
            properties = resources.get("/Properties", Dictionary()).get(properties, Dictionary())
        if "/MCID" in properties:
            self.marks.add((number, int(properties.MCID)))
        self._told.append("/MCID" in properties or operands[0] == "/Artifact" or any(self._told))

    def _unmark(self, _: str, __: list[Any]) -> None:
        if self._told:
            self._told.pop()

    # colour

    def _device(self, name: str, operands: list[Any]) -> None:
        colour = Colour(DEVICE[name.lower()], tuple(map(float, operands)))
        self._set(**{"fill" if name.islower() else "stroke": colour})

    def _space(self, operands: list[Any], resources: Object, _: int, which: str = "fill") -> None:
        self._set(**{which: initial(space_name(operands[0], resources))})

    def _colour(self, operands: list[Any], resources: Object, _: int, which: str = "fill") -> None:
        now: Colour = getattr(self._state, which)
        numbers = tuple(float(operand) for operand in operands if not isinstance(operand, Object))
        self._set(**{which: Colour(now.space, numbers)})
        pattern = resources.get("/Pattern", Dictionary()).get(str(operands[-1])) if isinstance(operands[-1], Object) else None
        if isinstance(pattern, Stream):
            kept = self._state
            self._state = State()
            self.run(pattern, pattern.get("/Resources", resources), pattern.objgen[0], _matrix(pattern.get("/Matrix", UNIT)))
            self._state = kept
        elif pattern is not None:
            self._set(**{which: Colour(space_name(pattern.Shading.ColorSpace, resources), ())})

    def _shade(self, operands: list[Any], resources: Object, _: int) -> None:
        shading = resources.get("/Shading", Dictionary()).get(operands[0])
        if shading is not None:
            corners = [(-1e4, -1e4), (1e4, 1e4)]
            self._add("shading", corners, Colour(space_name(shading.ColorSpace, resources), ()))

    # paths

    def _points(self, _: str, operands: list[Any]) -> None:
        numbers = list(map(float, operands))
        self._path += [apply(self._state.matrix, point) for point in zip(numbers[::2], numbers[1::2], strict=False)]

    def _rectangle(self, _: str, operands: list[Any]) -> None:
        x, y, width, height = map(float, operands)
        corners = [apply(self._state.matrix, point) for point in ((x, y), (x + width, y), (x, y + height), (x + width, y + height))]
        left, bottom, right, top = bounds(corners)
        self._narrow = min(self._narrow, right - left, top - bottom)
        self._path += corners

    def _paint(self, name: str, __: list[Any]) -> None:
        if self._path and name[0] in "fFBb":
            left, bottom, right, top = within(bounds(self._path), self._state.clip)
            # even-odd, a border is what lies between two rectangles: only the clip says how thick its line is
            thin = min(right - left, top - bottom, inf if "*" in name else self._narrow)
            if right > left and top > bottom:
                self._add("fill", ((left, bottom), (right, top)), self._state.fill, thin=thin)
        if self._path and name[0] in "SsBb":
            self._add("stroke", self._path, self._state.stroke, thin=self._state.width * min(scales(self._state.matrix)))
        if self._path and self._clipping:
            self._set(clip=within(bounds(self._path), self._state.clip))
        self._path, self._narrow, self._clipping = [], inf, False

    def _clip(self, _: str, __: list[Any]) -> None:
        self._clipping = True

    def _add(self, kind: Kind, points: Sequence[Point], *colours: Colour, **more: Any) -> None:
        self.paints.append(Paint(kind, bounds(points), colours, tagged=any(self._told), **more))

    # pictures and forms

    def _object(self, operands: list[Any], resources: Object, _: int) -> None:
        found = resources.get("/XObject", Dictionary()).get(operands[0])
        if not isinstance(found, Stream):
            return
        if found.get("/Subtype") == "/Image":
            if found.objgen not in self.images:
                self.images[found.objgen] = image(found, resources)
            self._picture(self.images[found.objgen])
            return
        inner = found.get("/Resources", resources)
        if "/Group" in found:
            self.groups[group_space(found.Group, inner)] = None
        self.run(found, inner, found.objgen[0], _matrix(found.get("/Matrix", UNIT)))

    def _picture(self, shown: Image) -> None:
        across, up = scales(self._state.matrix)
        dense = min(shown.width * 72 / across if across else inf, shown.height * 72 / up if up else inf)
        corners = [apply(self._state.matrix, point) for point in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))]
        colour = self._state.fill if shown.space == "mask" else Colour(shown.space, ())
        self._add("image", corners, colour, image=shown, resolution=dense)
        if shown.soft:
            self.clear["a picture's soft mask"] = None

    # text

    def _begin(self, _: str, __: list[Any]) -> None:
        self._text = self._line = UNIT

    def _place(self, _: str, operands: list[Any]) -> None:
        self._text = self._line = _matrix(operands)

    def _move(self, name: str, operands: list[Any]) -> None:
        x, y = (float(operands[0]), float(operands[1])) if operands else (0.0, -self._state.leading)
        if name == "TD":
            self._set(leading=-y)
        self._text = self._line = multiply((1, 0, 0, 1, x, y), self._line)

    def _font(self, operands: list[Any], resources: Object, _: int) -> None:
        font = resources.get("/Font", Dictionary()).get(operands[0])
        self._set(face=None if font is None else self._face(font), size=float(operands[1]))

    def _face(self, font: Object) -> Face:
        if not font.is_indirect:
            return face(font)
        if font.objgen not in self.faces:
            self.faces[font.objgen] = face(font)
        return self.faces[font.objgen]

    def _show(self, name: str, operands: list[Any]) -> None:
        if name in "'\"":
            self._move("T*", [])
        state = self._state
        codes, advance = laid(state, list(operands[-1].as_list()) if isinstance(operands[-1], Array) else [operands[-1]])
        whole = multiply(self._text, state.matrix)
        self._text = multiply((1, 0, 0, 1, advance, 0), self._text)
        known = state.face.letters if state.face else {}
        if any(known.get(code, "?").strip() for code in codes):
            low, high = (state.rise + edge * state.size for edge in (DESCENT, ASCENT))
            corners = [apply(whole, point) for point in ((0.0, low), (advance, low), (0.0, high), (advance, high))]
            lacks = bool(state.face and state.face.lacks(codes))
            self._add("text", corners, *letter_colours(state), face=state.face, notdef=lacks)


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = map(float, operands)
    return a, b, c, d, e, f


NUMBERS = {"w": "width", "Ts": "rise", "Tc": "letter", "Tw": "word", "Tz": "stretch", "TL": "leading", "Tr": "mode"}
OPERATORS: dict[str, Callable[[Painter, str, list[Any]], None]] = {
    "q": Painter._save,
    "Q": Painter._restore,
    "cm": Painter._transform,
    "EMC": Painter._unmark,
    "re": Painter._rectangle,
    "W": Painter._clip,
    "W*": Painter._clip,
    "BT": Painter._begin,
    "Tm": Painter._place,
    **dict.fromkeys(NUMBERS, Painter._number),
    **dict.fromkeys(("g", "G", "rg", "RG", "k", "K"), Painter._device),
    **dict.fromkeys(("m", "l", "c", "v", "y"), Painter._points),
    **dict.fromkeys(("n", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s"), Painter._paint),
    **dict.fromkeys(("Td", "TD", "T*"), Painter._move),
    **dict.fromkeys(("Tj", "TJ", "'", '"'), Painter._show),
}
WITH_RESOURCES: dict[str, Callable[[Painter, list[Any], Object, int], None]] = {
    "gs": Painter._graphics,
    "BMC": Painter._mark,
    "BDC": Painter._mark,
    "cs": Painter._space,
    "CS": lambda painter, operands, resources, number: painter._space(operands, resources, number, "stroke"),
    **dict.fromkeys(("sc", "scn"), Painter._colour),
    **dict.fromkeys(("SC", "SCN"), lambda painter, operands, resources, number: painter._colour(operands, resources, number, "stroke")),
    "sh": Painter._shade,
    "Do": Painter._object,
    "Tf": Painter._font,
}
