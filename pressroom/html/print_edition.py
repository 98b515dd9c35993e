"""The page size and margins of the print edition, for the printer's trim, and the line in the slug."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import floor

from pressroom.errors import ContentRefused, Place, Problem
from pressroom.html.styles import Stylesheet
from pressroom.manuscript import Path
from pressroom.model import Printer

# The proportions of the screen edition on US Letter: 40 lines of 324 pt on 792 by 612 pt, with margins of 132 and 156, 87 and 105 pt.
TYPE_HEIGHT = 23 / 30
INNER = 11 / 24  # of the horizontal white space
TOP = 29 / 64  # of the vertical white space
FEWEST_LINES = 24
SLACK = 0.002  # pt by which the type area is higher than its lines, so that rounding loses no line
SLUG_SIZE = 6  # pt
SLUG_LINE = """
@page {{
  @top-left-corner {{
    content: "{text} · " counter(page);
    color: var(--ink-text);
    font: {size}pt/{size}pt var(--face-label);
    text-align: left;
    vertical-align: top;
    white-space: nowrap;
    transform: translate({x:.3f}pt, {y:.3f}pt);
  }}
}}"""


@dataclass(frozen=True)
class PrinterFile:
    """The content of content/printers/NAME.yaml, a function that gives the place of each value, and the ICC profile of the printing
    condition, if it has one."""

    values: Printer
    locate: Callable[[Path], tuple[Place, str]]
    profile: bytes | None


def rule(printer: PrinterFile, measure: float, leading: float, stem: str, issued: str) -> Stylesheet:
    """CSS for the printer's trim: a type area `measure` wide and whole lines of `leading` (pt) high, with margins in the proportions above.

    In the slug, each page shows its file name, the month of issue (`2005-01`), the printing condition and its number. Raises
    `ContentRefused`, with the place of the trim, if the type area is too small or closer to the trim than the printer allows.
    """
    asked = printer.values
    width, height = asked.trim.width, asked.trim.height
    lines = floor(height * TYPE_HEIGHT / leading)
    across, down = width - measure, height - lines * leading
    inner, top = across * INNER, down * TOP
    place, excerpt = printer.locate(("trim",))
    running_line = (top - leading) / 2  # in the middle of the top margin
    if lines < FEWEST_LINES or min(inner, running_line) < asked.safety:
        message = f"the trim is too small: the type area is {measure:g} pt wide and at least {FEWEST_LINES} lines of {leading:g} pt high"
        hint = f"and nothing may be closer to the trim than {asked.safety:.4g} pt"
        raise ContentRefused(Problem("trim-too-small", message, place, hint, excerpt))
    text = (
        f":root {{ --paper-size: {width:.4f}pt {height:.4f}pt; --margin-inner: {inner:.4f}pt; --margin-outer: {across - inner:.4f}pt;"
        f" --margin-top: {top:.4f}pt; --margin-bottom: {down - top - SLACK:.4f}pt; }}"
    )
    if asked.slug >= 2 * SLUG_SIZE:
        file = asked.file.replace("{stem}", stem)
        text += _slug_line(asked, " · ".join((file, issued, asked.condition.name)))
    return Stylesheet(text, ((place.file, place.line),) * (text.count("\n") + 1))


def _slug_line(printer: Printer, text: str) -> str:
    """The line in the middle of the top slug. It begins at the trim's left edge, between the crop mark and the registration mark."""
    y = -(printer.bleed + printer.slug / 2 + SLUG_SIZE / 2)
    return SLUG_LINE.format(text=text.replace("\\", "\\\\").replace('"', '\\"'), size=SLUG_SIZE, x=SLUG_SIZE, y=y)
