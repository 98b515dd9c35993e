"""Finds the stylesheet line that declares a value found on a page, for messages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import tinycss2
from tinycss2.color5 import parse_color

from pressroom.editions import Edition
from pressroom.errors import Place
from pressroom.files import Folder
from pressroom.html import styles
from pressroom.html.styles import Stylesheet

POINTS = {"pt": 1.0, "px": 0.75, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pc": 12.0}  # CSS Values 4, 6.2
EXACT = 0.005

Found = tuple[Place, str]  # the place and the source line


def edition_stylesheet(stylesheets: Folder, edition: Edition, paper: str) -> Stylesheet:
    """The stylesheets of an edition on the report's `paper`, in their order. Raises `StyleRefused`."""
    return styles.assemble(stylesheets, "chapter.css", *styles.of_edition(edition, paper))


def colour(stylesheet: Stylesheet, red_green_blue: tuple[int, ...]) -> Found | None:
    """The first line that declares this colour (components from 0 to 255), in any notation."""

    def gives(node: Any) -> bool:
        found = parse_color(node)
        if found is None or isinstance(found, str) or found.space not in ("srgb", "hsl", "hwb"):
            return False
        return tuple(round(255 * part) for part in found.to("srgb").coordinates) == red_green_blue

    return _first(stylesheet, gives)


def width(stylesheet: Stylesheet, points: float) -> Found | None:
    """The first line that declares this length."""

    def gives(node: Any) -> bool:
        return node.type == "dimension" and bool(abs(node.value * POINTS.get(node.lower_unit, 0) - points) < EXACT)

    return _first(stylesheet, gives)


def _first(stylesheet: Stylesheet, gives: Callable[[Any], bool]) -> Found | None:
    """The first line with a value that matches. Lines that use it come before those that define a custom property, as the brand's do."""
    lines = stylesheet.text.split("\n")
    found = [node for node in _nodes(tinycss2.parse_component_value_list(stylesheet.text)) if gives(node)]
    node = min(found, key=lambda one: lines[one.source_line - 1].lstrip().startswith("--"), default=None)
    if node is None:
        return None
    file, number = stylesheet.style_places[node.source_line - 1]
    return Place(file, number, node.source_column), lines[node.source_line - 1]


def _nodes(nodes: Iterable[Any]) -> Iterator[Any]:
    """All component values, including those inside blocks and functions."""
    for node in nodes:
        yield node
        yield from _nodes(getattr(node, "content", None) or getattr(node, "arguments", None) or ())
