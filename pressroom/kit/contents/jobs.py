"""What the printer's job ticket says of a print edition."""

from __future__ import annotations

from typing import Any

from pressroom.check.preflight import millimetres, plates
from pressroom.manuscript import Manuscript
from pressroom.model import Printer
from pressroom.readback import Survey


def values(manuscript: Manuscript, printer: Printer, survey: Survey, file: str) -> dict[str, Any]:
    """The values of templates/ticket.html for the print edition `file` of a chapter."""
    description = manuscript.described(f"Job ticket for {file}")
    return {"title": f"Job ticket: {file}", "description": description, "file": file, "rows": rows(printer, survey, file)}


def rows(printer: Printer, survey: Survey, file: str) -> list[tuple[str, str]]:
    """A name and a value for each thing that `printer` is asked for; `survey` has the pages and inks of the finished `file`."""
    printed = plates(survey)
    blank = len(survey.pages) - len(set().union(*printed.values()))
    condition = printer.condition
    asked = [
        ("Printer", printer.name),
        ("Printer's contact", printer.contact),
        ("File", file),
        ("Standard", printer.standard),
        ("Trim", f"{millimetres(printer.trim.width)} × {millimetres(printer.trim.height)} mm"),
        ("Bleed", f"{millimetres(printer.bleed)} mm on all sides"),
        ("Marks", ", ".join(printer.marks) or "none"),
        ("Pages", f"{len(survey.pages)}" + (f", of which the last {blank} {'is' if blank == 1 else 'are'} blank" if blank else "")),
        ("Inks", ", ".join(plate for plate, pages in printed.items() if pages)),
        ("Most ink", f"{printer.ink_limit} percent"),
        ("Printing condition", f"{condition.name}: {condition.info}"),
        ("Stock", printer.stock),
        ("Quantity", f"{printer.quantity:,}" if printer.quantity else None),
    ]
    return [(name, value or "to be agreed") for name, value in asked]
