"""The page of the print edition: the printer's trim, the type area placed on it, a line in the slug."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import floor

from pressroom.errors import ContentRefused, Place, Problem
from pressroom.html.styles import Sheet
from pressroom.manuscript import Path
from pressroom.model import Printer

# The proportions of the report's page on US Letter: 40 lines and 324 pt on 792 by 612 pt, margins of 132 and 156, 87 and 105 pt.
TYPE_HEIGHT = 23 / 30
INNER = 11 / 24  # of the white that is left on both sides
TOP = 29 / 64  # of the white that is left above and below
FEWEST_LINES = 24
SLACK = 0.002  # pt by which the type area is higher than its lines, so that no rounding costs one
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
    """What a printer asks for, as content/printers/NAME.yaml says it: the `values`, where each is written, and the ICC profile of the
    printing condition, where it has one."""

    values: Printer
    locate: Callable[[Path], tuple[Place, str]]
    profile: bytes | None


def rule(printer: PrinterFile, measure: float, leading: float, stem: str, issued: str) -> Sheet:
    """The page on the printer's trim: type area of `measure` by whole lines of `leading` (pt), white around it in the proportions above.

    In the slug, each sheet names its file, the month of issue (`2005-01`), the printing condition, and its page. Raises
    `ContentRefused`, at the trim's line, where the type area is too small, or comes closer to the trim than the printer allows.
    """
    asked = printer.values
    width, height = asked.trim.width, asked.trim.height
    lines = floor(height * TYPE_HEIGHT / leading)
    across, down = width - measure, height - lines * leading
    inner, top = across * INNER, down * TOP
    place, excerpt = printer.locate(("trim",))
    running_line = (top - leading) / 2  # it stands in the middle of the white above
    if lines < FEWEST_LINES or min(inner, running_line) < asked.safety:
        message = f"the trim is too small: the type area is {measure:g} pt wide and at least {FEWEST_LINES} lines of {leading:g} pt high"
        hint = f"and nothing may stand closer to the trim than {asked.safety:.4g} pt"
        raise ContentRefused(Problem("trim-too-small", message, place, hint, excerpt))
    text = (
        f":root {{ --paper-size: {width:.4f}pt {height:.4f}pt; --margin-inner: {inner:.4f}pt; --margin-outer: {across - inner:.4f}pt;"
        f" --margin-top: {top:.4f}pt; --margin-bottom: {down - top - SLACK:.4f}pt; }}"
    )
    if asked.slug >= 2 * SLUG_SIZE:
        file = asked.file.replace("{stem}", stem)
        text += _slug_line(asked, " · ".join((file, issued, asked.condition.name)))
    return Sheet(text, ((place.file, place.line),) * (text.count("\n") + 1))


def _slug_line(printer: Printer, text: str) -> str:
    """In the middle of the slug above the page, from the trim's left edge on: between the corner's crop mark and the registration mark."""
    y = -(printer.bleed + printer.slug / 2 + SLUG_SIZE / 2)
    return SLUG_LINE.format(text=text.replace("\\", "\\\\").replace('"', '\\"'), size=SLUG_SIZE, x=SLUG_SIZE, y=y)
