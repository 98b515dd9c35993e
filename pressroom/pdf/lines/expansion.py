"""Makes the letters and spaces of a laid-out line a little wider or narrower (font expansion, after Hàn Thế Thành)."""

from __future__ import annotations

from pressroom.pdf.engine import boxes, side_table
from pressroom.pdf.engine.boxes import Box, LineBox


def fill(line: LineBox, ideal: float, width: float, letters: float) -> None:
    """Make `line` fill `width` px. With unchanged spaces and letters it is `ideal` px wide.

    Letters change first, by at most the share `letters` of their width. Spaces take the rest equally.
    """
    texts = [box for box in line.descendants() if boxes.is_text(box) and not _is_fixed(box)]
    text, spaces = sum(float(box.width) for box in texts), sum(map(boxes.spaces, texts))
    share = max(-letters, min((width - ideal) / text, letters)) if text else 0.0
    rest = (width - line.width - share * text) / (1 + share)
    _move(line, 1 + share, rest / spaces if spaces else 0.0, 0.0)


def _is_fixed(box: Box) -> bool:
    """Whether a box has the same width on every line, like the bar of a redaction."""
    return bool(box.style["white_space"] == "nowrap")


def _move(box: Box, expansion: float, space: float, advance: float) -> float:
    """Widen `box`, which has moved by `advance`. Returns how far the following content moves."""
    if boxes.is_text(box) and not _is_fixed(box):
        box.position_x += advance
        wider = (box.width + space * boxes.spaces(box)) * expansion - box.width
        box.width += wider
        side_table.text_expansions[box] = expansion
        boxes.widen_spaces(box, space)
        return advance + wider
    if not (boxes.is_line(box) or boxes.is_inline(box)):
        box.translate(advance, 0)
        return advance
    start = advance
    box.position_x += advance
    for child in box.children if box.style["direction"] == "ltr" else reversed(box.children):
        if child.is_in_normal_flow():
            advance = _move(child, expansion, space, advance)
    box.width += advance - start
    return advance
