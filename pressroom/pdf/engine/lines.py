"""The engine's layout of lines: its requests, laying out one line, and resuming after it. Lengths are in CSS pixels."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Any, NamedTuple

from weasyprint.layout import inline
from weasyprint.layout.percent import resolve_one_percentage, resolve_percentages

from pressroom.pdf.engine import side_table
from pressroom.pdf.engine.boxes import Box, LineBox
from pressroom.pdf.engine.page_maker import Context


@dataclass(frozen=True)
class Surroundings:
    """The engine's request for lines, in `block`, in the layout `context`. The other values are only passed back to it."""

    context: Context
    block: Box
    bottom_space: float
    absolute_boxes: list[Any]
    fixed_boxes: list[Any]


def resolve_lengths(line: LineBox, block: Box) -> None:
    """Resolve the relative lengths of a line box in `block` to px."""
    resolve_percentages(line, block)
    resolve_one_percentage(line, "text_indent", block.width)


class LineStart(NamedTuple):
    """Where a paragraph resumes after a page break: with line `number`, and `set_as` it was at its beginning."""

    number: int
    set_as: Any


def line_start(resume_at: dict[Any, Any] | None) -> LineStart | None:
    """The start in a result of `resume_at`. None if the paragraph begins, or if the engine has set it."""
    start = next(iter(resume_at or ()), None)
    return start if isinstance(start, LineStart) else None


def resume_at(start: LineStart) -> dict[LineStart, None]:
    """The value that the engine stores, compares and returns for this start."""
    return {start: None}


def set_content(around: Surroundings, line: LineBox, content: list[Any], position_y: float, indent: float) -> tuple[LineBox, float]:
    """Lay out `content` as one line, a copy of a paragraph's `line` box. Returns it with the available width.

    It works like the engine's `get_next_linebox` without floats. The height of the line isn't known before `place`.
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
    """How far to move `line` within the available width, for its `text-align`."""
    return inline.text_align(around.context, line, available, last=last)  # type: ignore[no-any-return]


def place(line: Any, offset: float, position_y: float) -> None:
    """Move a laid-out line by `offset` to the right, and its top edge to `position_y`."""
    bottom, top = inline.line_box_verticality(line)
    line.baseline, line.position_y, line.height = -top, top, bottom - top
    line.margin_top = line.margin_bottom = 0
    line.translate(offset, position_y - top)
    line.position_y = position_y  # exactly: the sum may differ in its last bit


def draw_first_line(plain: Any, stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
    """Paint a text box, with its letters widened by the factor in the side table."""
    widened = type(matrix)(a=side_table.text_expansions.get(textbox, 1.0)) @ matrix
    return plain(stream, textbox, text_overflow, block_ellipsis, widened)
