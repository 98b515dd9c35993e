"""Sets the page boxes: media, bleed and trim (ISO 32000-1, 14.11.2), from an origin of 0, 0."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.pdf.engine import objects
from pressroom.pdf.engine.objects import Array, Dictionary, Pdf, Stream
from pressroom.pdf.specification import Specification


def add_blanks(pdf: Pdf, specification: Specification) -> None:
    """Add empty pages at the end, up to the required multiple."""
    first = objects.pages(pdf)[0]
    for _ in range(-pdf.pages["Count"] % specification.blanks):
        stream = objects.add(pdf, Stream(compress=True))
        shared = {key: first[key] for key in ("Type", "Parent", "Resources")}
        pdf.add_page(Dictionary({**shared, "Contents": stream.reference}))


def impose(pdf: Pdf, specification: Specification) -> None:
    """Enlarge each page by bleed and slug, and move its content accordingly."""
    offset, slug = specification.offset, specification.slug
    sheet = specification.width + 2 * offset, specification.height + 2 * offset
    for page in objects.pages(pdf):
        page["MediaBox"] = _box(0, sheet)
        page["BleedBox"] = _box(slug, sheet)
        page["TrimBox"] = _box(offset, sheet)
        stream = objects.content(pdf, page)
        if stream.stream:
            stream.stream = [b"q", f"1 0 0 1 {offset:.4f} {offset:.4f} cm".encode(), *stream.stream, b"Q"]
    for coordinates, places in _placed(pdf):
        for place in places:
            coordinates[place] = round(coordinates[place] + offset, 4)


def _box(inset: float, sheet: tuple[float, float]) -> Any:
    return Array([round(inset, 4), round(inset, 4), round(sheet[0] - inset, 4), round(sheet[1] - inset, 4)])


def _placed(pdf: Pdf) -> Iterator[tuple[Any, tuple[int, ...]]]:
    """The arrays outside content streams that contain positions on a page, each with the indices of its coordinates."""
    for item in pdf.objects:
        entries = item.extra if objects.is_stream(item) else item
        if not isinstance(entries, dict):
            continue
        if entries.get("Type") == "/Pattern":
            yield entries["Matrix"], (4, 5)
        if "Rect" in entries:
            yield entries["Rect"], (0, 1, 2, 3)
        if isinstance(entries.get("Dest"), list):
            yield entries["Dest"], (2, 3)
        attributes = entries.get("A")
        if isinstance(attributes, dict) and "BBox" in attributes:
            yield attributes["BBox"], (0, 1, 2, 3)
    for destination in pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])[1::2]:
        yield destination, (2, 3)
