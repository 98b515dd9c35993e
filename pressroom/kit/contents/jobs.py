"""What the printer's job ticket says of a print edition."""

from __future__ import annotations

from typing import Any

from pressroom.manuscript import Manuscript
from pressroom.model import Printer
from pressroom.readback import PLATES, Leaf, Survey

POINTS_A_MILLIMETRE = 72 / 25.4
MARKS = "Separation All"  # crop and registration marks stand on every plate, whatever the page prints


def values(manuscript: Manuscript, printer: Printer, survey: Survey, file: str) -> dict[str, Any]:
    """The values of templates/ticket.html for the print edition `file` of a chapter."""
    description = manuscript.described(f"Job ticket for {file}")
    return {"title": f"Job ticket: {file}", "description": description, "file": file, "rows": rows(printer, survey, file)}


def rows(printer: Printer, survey: Survey, file: str) -> list[tuple[str, str]]:
    """A name and a value for each thing that `printer` is asked for; `survey` has the pages and inks of the finished `file`."""
    printed = [_inks(page) for page in survey.pages]
    inks = set().union(*printed)
    blank = printed.count(set())
    condition = printer.condition
    asked = [
        ("Printer", printer.name),
        ("Printer's contact", printer.contact),
        ("File", file),
        ("Standard", printer.standard),
        ("Trim", f"{_length(printer.trim.width)} × {_length(printer.trim.height)} mm"),
        ("Bleed", f"{_length(printer.bleed)} mm on all sides"),
        ("Marks", ", ".join(printer.marks) or "none"),
        ("Pages", f"{len(survey.pages)}" + (f", of which the last {blank} {'is' if blank == 1 else 'are'} blank" if blank else "")),
        ("Inks", ", ".join(plate for plate in PLATES if plate in inks)),
        ("Most ink", f"{printer.ink_limit} percent"),
        ("Printing condition", f"{condition.name}: {condition.info}"),
        ("Stock", printer.stock),
        ("Quantity", f"{printer.quantity:,}" if printer.quantity else None),
    ]
    return [(name, value or "to be agreed") for name, value in asked]


def _length(points: float) -> str:
    return f"{points / POINTS_A_MILLIMETRE:.2f}".rstrip("0").rstrip(".")


def _inks(page: Leaf) -> set[str]:
    """The plates that print something within the page's bleed; what is beyond it is cut off."""
    left, bottom, right, top = page.boxes["BleedBox"]
    within = (
        paint
        for paint in page.paints
        if paint.bounds[0] < right and paint.bounds[2] > left and paint.bounds[1] < top and paint.bounds[3] > bottom
    )
    return {plate for paint in within for colour in paint.colours if colour.space != MARKS for plate in colour.plates}
