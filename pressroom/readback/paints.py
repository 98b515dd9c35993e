"""Collects what pages paint: position, colour, thickness, transparency."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any, Literal, NamedTuple

from pikepdf import Object

from pressroom.readback.colours import Colour, group_space
from pressroom.readback.fonts import Face
from pressroom.readback.graphics import Frame, Listener, Point, State, Text, bounds, scales
from pressroom.readback.images import Image, image
from pressroom.readback.machine import Machine

ASCENT, DESCENT = 0.75, -0.25  # of the font size: the usual height of letters above and below the baseline
FILLED, STROKED = (0, 2, 4, 6), (1, 2, 5, 6)  # the text rendering modes that fill and that stroke letters
FAR = ((-1e4, -1e4), (1e4, 1e4))  # points outside any page

Kind = Literal["text", "fill", "stroke", "image", "shading"]
Images = dict[tuple[int, int], Image]  # the images of a document, by object number and generation


class Paint(NamedTuple):
    """One painted object: its bounds on the page in points, and its colours (for a picture, only the colour space).

    `thin` is the width of a line, or the shorter side of a filled shape, in points. `resolution` is that of a picture at its size on the
    page, in pixels per inch. `tagged` says whether it belongs to the structure tree or to an artifact.
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


class Paints(Listener):
    """Collects what one page paints, in order. `transparency` describes what is transparent, `groups` are the colour spaces of
    transparency groups, each once. `images` caches the images of the document.
    """

    def __init__(self, images: Images):
        self.paints: list[Paint] = []
        self.transparency: dict[str, None] = {}
        self.groups: dict[str, None] = {}
        self._images = images

    def text(self, machine: Machine, text: Text) -> None:
        state, face = machine.state, machine.state.face
        known = face.letters if face else {}
        if not any(known.get(code, "?").strip() for code in text.codes):
            return
        corners = [
            text.whole.transform((along, state.rise + edge * state.size)) for along in (text.start, text.end) for edge in (DESCENT, ASCENT)
        ]
        lacks = face is not None and face.lacks(text.codes)
        self._add(machine, "text", corners, *_letter_colours(state), face=face, notdef=lacks)

    def shape(self, machine: Machine, kind: Literal["fill", "stroke"], bounds: Frame, thin: float) -> None:
        colour = machine.state.fill if kind == "fill" else machine.state.stroke
        self._add(machine, kind, (bounds[:2], bounds[2:]), colour, thin=thin)

    def shading(self, machine: Machine, colour: Colour) -> None:
        self._add(machine, "shading", FAR, colour)

    def picture(self, machine: Machine, found: Any, corners: Sequence[Point]) -> None:
        shown = self._image(found, machine.resources.found)
        across, up = scales(machine.state.matrix)
        dense = min(shown.width * 72 / across if across else inf, shown.height * 72 / up if up else inf)
        colour = machine.state.fill if shown.space == "mask" else Colour(shown.space, ())
        self._add(machine, "image", corners, colour, image=shown, resolution=dense)
        if shown.soft:
            self.transparency["a picture's soft mask"] = None

    def form(self, machine: Machine, found: Object) -> None:
        self.group(found, machine.resources.of(found).found)

    def group(self, found: Object, resources: Object) -> None:
        """Record the transparency group of a page or a form, if it has one."""
        if "/Group" in found:
            self.groups[group_space(found.Group, resources)] = None

    def transparent(self, what: Sequence[str]) -> None:
        self.transparency |= dict.fromkeys(what)

    def _image(self, found: Any, resources: Object) -> Image:
        if not found.is_indirect:
            return image(found, resources)
        if found.objgen not in self._images:
            self._images[found.objgen] = image(found, resources)
        return self._images[found.objgen]

    def _add(self, machine: Machine, kind: Kind, points: Sequence[Point], *colours: Colour, **more: Any) -> None:
        self.paints.append(Paint(kind, bounds(points), colours, tagged=machine.tagged, **more))


def _letter_colours(state: State) -> tuple[Colour, ...]:
    """The colours of letters; none if they are invisible."""
    return (state.fill,) * (state.mode in FILLED) + (state.stroke,) * (state.mode in STROKED)
