"""Opens and closes the letters and spaces of a laid-out line (expansion): Hàn Thế Thành's letters, a little wider or narrower."""

from __future__ import annotations

from pressroom.pdf.engine import boxes, side_table
from pressroom.pdf.engine.boxes import Box, LineBox


def fill(line: LineBox, ideal: float, width: float, letters: float) -> None:
    """Has `line` fill `width` px, which is `ideal` px wide where its spaces are.

    Its letters open or close first, by at most the share `letters`; its spaces give the rest equally.
    """
    texts = [box for box in line.descendants() if boxes.is_text(box) and not _is_fixed(box)]
    text, spaces = sum(float(box.width) for box in texts), sum(map(boxes.spaces, texts))
    share = max(-letters, min((width - ideal) / text, letters)) if text else 0.0
    rest = (width - line.width - share * text) / (1 + share)
    _move(line, 1 + share, rest / spaces if spaces else 0.0, 0.0)


def _is_fixed(box: Box) -> bool:
    """Whether a box is as wide on every line, as the bar of a redaction has to be."""
    return bool(box.style["white_space"] == "nowrap")


def _move(box: Box, expansion: float, space: float, advance: float) -> float:
    """Widens `box`, which has moved by `advance`; returns by how much what follows it moves."""
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
