"""Which line of the stylesheets declares a value that was met on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import tinycss2
from tinycss2.color5 import parse_color

from pressroom.editions import Edition
from pressroom.errors import Place
from pressroom.files import Folder
from pressroom.html import styles
from pressroom.html.styles import Sheet

POINTS = {"pt": 1.0, "px": 0.75, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pc": 12.0}  # CSS Values 4, 6.2
EXACT = 0.005

Found = tuple[Place, str]  # with the line as it was written


def edition_sheet(stylesheets: Folder, edition: Edition, paper: str) -> Sheet:
    """The stylesheets of an edition on the report's `paper`, in their order. Raises `StyleRefused`."""
    return styles.assemble(stylesheets, "chapter.css", *styles.of_edition(edition, paper))


def colour(sheet: Sheet, red_green_blue: tuple[int, ...]) -> Found | None:
    """The first line that gives this colour, each part from 0 to 255, in whatever notation."""

    def gives(node: Any) -> bool:
        found = parse_color(node)
        if found is None or isinstance(found, str) or found.space not in ("srgb", "hsl", "hwb"):
            return False
        return tuple(round(255 * part) for part in found.to("srgb").coordinates) == red_green_blue

    return _first(sheet, gives)


def width(sheet: Sheet, points: float) -> Found | None:
    """The first line that gives this length."""

    def gives(node: Any) -> bool:
        return node.type == "dimension" and bool(abs(node.value * POINTS.get(node.lower_unit, 0) - points) < EXACT)

    return _first(sheet, gives)


def _first(sheet: Sheet, gives: Callable[[Any], bool]) -> Found | None:
    """The first line with such a value; one that only names it, as the brand's do, comes after those that use it."""
    lines = sheet.text.split("\n")
    found = [node for node in _nodes(tinycss2.parse_component_value_list(sheet.text)) if gives(node)]
    node = min(found, key=lambda one: lines[one.source_line - 1].lstrip().startswith("--"), default=None)
    if node is None:
        return None
    file, number = sheet.style_places[node.source_line - 1]
    return Place(file, number, node.source_column), lines[node.source_line - 1]


def _nodes(nodes: Iterable[Any]) -> Iterator[Any]:
    """All values, those inside blocks and functions too."""
    for node in nodes:
        yield node
        yield from _nodes(getattr(node, "content", None) or getattr(node, "arguments", None) or ())
