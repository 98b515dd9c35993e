"""The preflight sheet: one page that goes to the printer with the print edition, so its texts are cut to what a page holds."""

from __future__ import annotations

from typing import Any

from pressroom import prose
from pressroom.check.findings import File, Findings
from pressroom.check.preflight import Item
from pressroom.check.table import VERDICTS, numbers
from pressroom.editions import PRINT, SCREEN
from pressroom.errors import counted
from pressroom.model import Printer

FEW = 6  # so many failing items have two lines each; where more fail, each has one
LINE, BOLD_LINE, BOLD_LINES = 36, 32, 60  # characters
PAGES, FACT, TITLE = 11, 84, 40
MM, INCH = 72 / 25.4, 72.0


def values(findings: Findings, printer: Printer) -> dict[str, Any]:
    """The values of templates/preflight.html for a chapter that has a print edition for `printer`."""
    manuscript, file, screen = findings.manuscript, findings.files[PRINT.name], findings.files[SCREEN.name]
    press_items, screen_items = ([item for item in findings.items if item.edition == edition] for edition in (PRINT.name, SCREEN.name))
    failing = sum(item.verdict == "fail" for item in press_items)
    verdict = f"{failing} of {len(press_items)} items fail" if failing else f"All {len(press_items)} items pass"
    room = BOLD_LINES if failing <= FEW else BOLD_LINE
    return {
        "title": f"Preflight of {file.path.name}",
        "description": manuscript.described(verdict),
        "publisher": _cut(manuscript.publisher, TITLE),
        "dateline": _cut(manuscript.dateline, TITLE),
        "chapter": _cut(prose.plain(manuscript.chapter.title, manuscript.typography()), TITLE),
        "failing": failing,
        "verdict": verdict,
        "facts": [(name, _cut(value, FACT)) for name, value in _facts(file, printer)],
        "items": [_row(item, LINE if item.verdict == "pass" else room) for item in press_items],
        "screen_edition": [*_identity(screen), *_verdicts(screen_items)],
    }


def _facts(file: File, printer: Printer) -> list[tuple[str, str]]:
    condition = printer.condition
    return [
        *_identity(file),
        ("For", printer.name),
        ("Standard", printer.standard),
        ("Trim", _size(printer)),
        ("Condition", f"{condition.name}: {condition.info}"),
        ("Inks", _inks(file)),
    ]


def _identity(file: File) -> list[tuple[str, str]]:
    return [("File", f"{file.path.name}, {counted(file.pages, 'page')}, {file.size} bytes"), ("SHA-256", file.digest)]


def _size(printer: Printer) -> str:
    """The sheet's measures in millimetres, the trim in inches too."""
    width, height = printer.trim.width, printer.trim.height
    trim = f"{width / MM:.4g} × {height / MM:.4g} mm ({width / INCH:.4g} × {height / INCH:.4g} in)"
    return f"{trim}, bleed {printer.bleed / MM:.4g} mm, slug {printer.slug / MM:.4g} mm"


def _inks(file: File) -> str:
    """Which plates print on which pages; those that print on the same ones together."""
    by_pages: dict[tuple[int, ...], list[str]] = {}
    for plate, pages in (file.plates or {}).items():
        by_pages.setdefault(pages, []).append(plate)
    inks = [f"{', '.join(plates)} on {_on(pages)}" for pages, plates in sorted(by_pages.items(), reverse=True, key=lambda one: len(one[0]))]
    return "; ".join(inks)


def _on(pages: tuple[int, ...]) -> str:
    return f"page{'s' if len(pages) > 1 else ''} {numbers(pages)}" if pages else "no page"


def _row(item: Item, most: int) -> dict[str, str]:
    return {
        "name": item.name,
        "asked": _cut(item.asked, most),
        "found": _cut(item.found, most),
        "pages": _cut(numbers(item.pages), PAGES),
        "verdict": VERDICTS[item.verdict],
    }


def _verdicts(items: list[Item]) -> list[tuple[str, str]]:
    """The names of the items that pass, that fail, and that were not checked."""
    names = {verdict: [item.name for item in items if item.verdict == verdict] for verdict in VERDICTS}
    return [(VERDICTS[verdict].capitalize(), ", ".join(names[verdict])) for verdict in VERDICTS if names[verdict]]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 2].rstrip() + "\N{NO-BREAK SPACE}…"
