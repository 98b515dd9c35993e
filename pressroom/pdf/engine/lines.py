"""Lines as the engine lays them out: what it asks with, how one is laid, and how to resume after one. Lengths are in CSS pixels."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Any

from weasyprint.layout import inline
from weasyprint.layout.percent import resolve_one_percentage, resolve_percentages

from pressroom.pdf.engine import side_table
from pressroom.pdf.engine.boxes import Box, LineBox
from pressroom.pdf.engine.page_maker import Context


@dataclass(frozen=True)
class Surroundings:
    """Where the engine wants lines: in `block`, in the layout `context`. The rest is handed on to it unread."""

    context: Context
    block: Box
    bottom_space: float
    absolute_boxes: list[Any]
    fixed_boxes: list[Any]


def resolve_lengths(line: LineBox, block: Box) -> None:
    """Gives the line box of a paragraph in `block` its lengths in px, where its style has them in shares of the block's."""
    resolve_percentages(line, block)
    resolve_one_percentage(line, "text_indent", block.width)


def first_line(resume_at: dict[int, None] | None) -> int:
    """The number of the line to begin with, from what `resume_after` said for the line before; None: the paragraph's first."""
    return next(iter(resume_at or {0: None}))


def resume_after(number: int) -> dict[int, None]:
    """Where to resume after line `number`, as the engine hands it back: it only compares and keeps it."""
    return {number + 1: None}


def set_content(around: Surroundings, line: LineBox, content: list[Any], position_y: float, indent: float) -> tuple[LineBox, float]:
    """Lays `content` out as one line, a copy of a paragraph's `line` box, and gives it with the width that there is for it.

    As the engine's `get_next_linebox` does it, where nothing floats; the line's height isn't known before `place`.
    """
    box = line.copy_with_children(content)
    box.position_y, box.width, box.height, box.text_indent = position_y, 0, 0, indent
    box.position_x, _, available = inline.avoid_collisions(around.context, box, around.block, outer=False)
    laid, *_ = inline.split_inline_box(
        around.context,
        box,
        box.position_x + indent,
        inf,
        around.bottom_space,
        None,
        around.block,
        around.absolute_boxes,
        around.fixed_boxes,
        [],
        [],
        [],
        None,
        None,
    )
    return laid, available


def aligned(around: Surroundings, line: LineBox, available: float, *, last: bool) -> float:
    """By how far `line` moves in the width that there is, as its `text-align` has it."""
    return inline.text_align(around.context, line, available, last=last)  # type: ignore[no-any-return]


def place(line: Any, offset: float, position_y: float) -> None:
    """Moves a line whose content is laid out by `offset` to the right, and its top edge to `position_y`."""
    bottom, top = inline.line_box_verticality(line)
    line.baseline, line.position_y, line.height = -top, top, bottom - top
    line.margin_top = line.margin_bottom = 0
    line.translate(offset, position_y - top)
    line.position_y = position_y  # exactly: the sum may differ in its last bit


def draw_first_line(plain: Any, stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
    """Paints a text box, its letters as wide as the side table has them."""
    widened = type(matrix)(a=side_table.text_expansions.get(textbox, 1.0)) @ matrix
    return plain(stream, textbox, text_overflow, block_ellipsis, widened)
