"""Draws crop and registration marks in the slug, outside the bleed, on every plate (/All, ISO 32000-1, 8.6.6.4)."""

from __future__ import annotations

from typing import Any

from pressroom.pdf.engine import objects
from pressroom.pdf.engine.objects import Array, Dictionary, Pdf, Stream
from pressroom.pdf.specification import Specification

SPACE = "CSAll"
HAIRLINE = 0.25
GAP = 1.5  # between the bleed and a mark
LONGEST = 14.17  # 5 mm
RADIUS = 5.67  # 2 mm
ARM = 1.4  # of the radius: how far a registration mark's cross reaches from its centre
ARC = 0.5523  # of the radius: the handles of a quarter of a circle as a Bézier curve


def draw(pdf: Pdf, specification: Specification) -> None:
    """Draw the requested marks on each page, as artifacts: production aids (ISO 32000-1, 14.8.2.2)."""
    if not specification.marks:
        return
    resources = objects.resolve(pdf, objects.pages(pdf)[0]["Resources"])
    spaces = objects.resolve(pdf, resources["ColorSpace"])
    tint = Dictionary({"FunctionType": 2, "Domain": _array(0, 1), "C0": _array(0, 0, 0, 0), "C1": _array(1, 1, 1, 1), "N": 1})
    spaces[SPACE] = Array(["/Separation", "/All", "/DeviceCMYK", tint])
    drawn = _drawn(specification)
    for page in objects.pages(pdf):
        objects.content(pdf, page).stream += drawn


def _array(*numbers: float) -> Any:
    return Array(numbers)


def _drawn(specification: Specification) -> list[bytes]:
    stream = Stream()
    stream.begin_marked_content("Artifact", Dictionary({"Type": "/Page"}))
    stream.push_state()
    stream.set_color_space(SPACE, stroke=True)
    stream.set_color_special(None, True, 1)
    stream.set_line_width(HAIRLINE)
    if "crop" in specification.marks:
        _crop(stream, specification)
    if "registration" in specification.marks:
        _register(stream, specification)
    stream.pop_state()
    stream.end_marked_content()
    drawn: list[bytes] = stream.stream
    return drawn


def _crop(stream: Any, specification: Specification) -> None:
    """Two short lines at each corner, in line with the trim."""
    offset, width, height = specification.offset, specification.width, specification.height
    near = specification.bleed + GAP
    far = min(near + LONGEST, offset)
    for x, outwards_x in ((offset, -1), (offset + width, 1)):
        for y, outwards_y in ((offset, -1), (offset + height, 1)):
            _line(stream, x, y + outwards_y * near, x, y + outwards_y * far)
            _line(stream, x + outwards_x * near, y, x + outwards_x * far, y)


def _register(stream: Any, specification: Specification) -> None:
    """A circle with a cross in the middle of each side's slug."""
    middle, offset = specification.slug / 2, specification.offset
    width, height = specification.width + 2 * offset, specification.height + 2 * offset
    radius = min(RADIUS, (middle - GAP) / ARM)
    for x, y in ((width / 2, middle), (width / 2, height - middle), (middle, height / 2), (width - middle, height / 2)):
        _line(stream, x - ARM * radius, y, x + ARM * radius, y)
        _line(stream, x, y - ARM * radius, x, y + ARM * radius)
        _circle(stream, x, y, radius)


def _line(stream: Any, *ends: float) -> None:
    """A line is a separate path, so that no path extends over the page."""
    from_x, from_y, to_x, to_y = (round(end, 4) for end in ends)
    stream.move_to(from_x, from_y)
    stream.line_to(to_x, to_y)
    stream.stroke()


def _circle(stream: Any, x: float, y: float, radius: float) -> None:
    stream.move_to(round(x + radius, 4), round(y, 4))
    right, up = (1, 0), (0, 1)
    for _ in range(4):
        points = [(right[axis] + ARC * up[axis], ARC * right[axis] + up[axis], up[axis]) for axis in (0, 1)]
        stream.curve_to(*(round(centre + radius * points[axis][step], 4) for step in range(3) for axis, centre in ((0, x), (1, y))))
        right, up = up, (-right[0], -right[1])
    stream.stroke()
