"""Opens and closes the letters and spaces of a laid-out line (expansion): Hàn Thế Thành's letters, a little wider or narrower."""

from __future__ import annotations

from typing import Any

from weasyprint.draw import text
from weasyprint.formatting_structure import boxes
from weasyprint.layout.inline import count_expandable_spaces

engine_draws = text.draw_first_line


def install() -> None:
    """Has the engine paint letters as wide as `spread` says."""
    text.draw_first_line = draw_first_line


def draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any) -> Any:
    """Paints a text box. Stands in for the function of this name in `weasyprint.draw.text`."""
    widened = type(matrix)(a=getattr(textbox, "expansion", 1.0)) @ matrix
    return engine_draws(stream, textbox, text_overflow, block_ellipsis, widened)


def spread(line: Any, letters: float, width: float | None) -> None:
    """Widens all text of `line` by the share `letters`, and its spaces equally so that the line is `width` px wide (None: not at all)."""
    spaces = count_expandable_spaces(line)
    lacking = 0.0 if width is None else width - line.width - letters * _text_width(line)
    _move(line, 1 + letters, lacking / spaces / (1 + letters) if spaces else 0.0, 0.0)


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
