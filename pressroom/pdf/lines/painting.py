"""Opens and closes the letters and spaces of a laid-out line (expansion): Hàn Thế Thành's letters, a little wider or narrower."""

from __future__ import annotations

from typing import Any

from weasyprint.draw import text
from weasyprint.formatting_structure import boxes
from weasyprint.layout.inline import count_expandable_spaces

engine_draws = text.draw_first_line


def install() -> None:
    """Has the engine paint letters as wide as `fill` has made them."""
    text.draw_first_line = draw_first_line


def draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any) -> Any:
    """Paints a text box. Stands in for the function of this name in `weasyprint.draw.text`."""
    widened = type(matrix)(a=getattr(textbox, "expansion", 1.0)) @ matrix
    return engine_draws(stream, textbox, text_overflow, block_ellipsis, widened)


def fill(line: Any, ideal: float, width: float, letters: float) -> None:
    """Has `line` fill `width` px, which is `ideal` px wide where its spaces are.

    Its letters open or close first, by at most the share `letters`; its spaces give the rest equally.
    """
    text, spaces = _text_width(line), count_expandable_spaces(line)
    share = max(-letters, min((width - ideal) / text, letters)) if text else 0.0
    rest = (width - line.width - share * text) / (1 + share)
    _move(line, 1 + share, rest / spaces if spaces else 0.0, 0.0)


def _text_width(line: Any) -> float:
    return sum((float(box.width) for box in line.descendants() if isinstance(box, boxes.TextBox)), 0.0)


def _move(box: Any, expansion: float, space: float, advance: float) -> float:
    """Widens `box`, which has moved by `advance`; returns by how much what follows it moves."""
    if isinstance(box, boxes.TextBox):
        box.position_x += advance
        wider: float = (box.width + space * count_expandable_spaces(box)) * expansion - box.width
        box.width += wider
        box.expansion = expansion
        box.justification_spacing = box.pango_layout.justification_spacing = space
        return advance + wider
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.translate(advance, 0)
        return advance
    start = advance
    box.position_x += advance
    for child in box.children if box.style["direction"] == "ltr" else reversed(box.children):
        if child.is_in_normal_flow():
            advance = _move(child, expansion, space, advance)
    box.width += advance - start
    return advance
