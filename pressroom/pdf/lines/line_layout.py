"""Lays out the lines of a set paragraph as line boxes of the engine, one after another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

from pressroom.composition import Line, Penalty
from pressroom.pdf.engine import boxes, page_maker, side_table
from pressroom.pdf.engine import lines as engine_lines
from pressroom.pdf.engine.boxes import POINTS, Box, LineBox
from pressroom.pdf.engine.lines import LineStart, Surroundings
from pressroom.pdf.lines import expansion, paragraphs
from pressroom.pdf.lines.compositor import Composed, compositor_of
from pressroom.pdf.lines.paragraphs import HYPHEN, SOFT_HYPHEN

CONTINUES = "\u200b"  # at a line's end where a word is divided without a hyphen: no space belongs there
JOINTS = f" -\u2013\u2014\u2015/{HYPHEN}"  # after these it is plain anyway


@dataclass(frozen=True)
class Origin:
    """Where a laid-out line comes from: the paragraph's line box, the line's number in it and width (px), whether it ends in a hyphen, and
    how the paragraph is set."""

    box: LineBox
    number: int
    width: float
    flagged: bool
    composed: Composed


def origin_of(line: Box) -> Origin | None:
    """The origin of a laid-out line; None if the engine has broken it."""
    origin: Origin | None = side_table.line_origins.get(line)
    return origin


def iter_line_boxes(
    plain: Any,
    context: Any,
    box: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Any,
    absolute_boxes: list[Any],
    fixed_boxes: list[Any],
    first_letter_style: Any,
    first_line_style: Any,
) -> Iterator[tuple[Any, Any]]:
    """Each line of a block, with where to resume after it."""
    engine_lines.resolve_lengths(box, containing_block)
    as_usual = not (first_letter_style or first_line_style or page_maker.has_floats(context))
    compositor = compositor_of(context)
    start = engine_lines.line_start(skip_stack) if as_usual else None
    if start:
        compositor.wish(box, start.set_as)
    composed = compositor.compose(context, box, containing_block.width, box.text_indent) if as_usual else None
    if composed is None:
        yield from plain(
            context,
            box,
            position_y,
            bottom_space,
            skip_stack,
            containing_block,
            absolute_boxes,
            fixed_boxes,
            first_letter_style,
            first_line_style,
        )
        return
    layout = _ParagraphLayout(Surroundings(context, containing_block, bottom_space, absolute_boxes, fixed_boxes), box, composed)
    last = len(composed.setting.lines) - 1
    wish = compositor.wished(box)
    for number in range(start.number if start else 0, last + 1):
        block_x = containing_block.content_box_x()
        cached = compositor.line_cache.reuse(box, composed, number)
        if cached:
            line = cached.line
            line.translate(block_x + cached.offset - line.position_x, position_y - line.position_y)
        else:
            line = layout.line(number, position_y)
            compositor.line_cache.add(box, composed, number, line, line.position_x - block_x)
        position_y = line.position_y + line.height
        yield line, engine_lines.resume_at(LineStart(number + 1, wish)) if number < last else None


class _ParagraphLayout:
    """Lays out the lines of a paragraph, whose content is in the line box `box`."""

    def __init__(self, around: Surroundings, box: LineBox, composed: Composed):
        self._around, self._box, self._composed = around, box, composed

    def line(self, number: int, position_y: float) -> LineBox:
        """Line `number` (from 0), its top edge at this height."""
        of = self._composed.setting.lines[number]
        indent = 0 if number else self._box.text_indent
        line, available = engine_lines.set_content(self._around, self._box, self._content(number), position_y, indent)
        engine_lines.place(line, self._fill(line, of, number, available), position_y)
        side_table.line_origins[line] = Origin(self._box, number, self._around.block.width, of.flagged, self._composed)
        return line

    def _fill(self, line: LineBox, of: Line, number: int, available: float) -> float:
        """Widen or narrow the line according to its setting. Returns how far it moves."""
        last = number == len(self._composed.setting.lines) - 1
        hang = of.hang_start / POINTS
        letters = self._composed.options.letters
        if not self._composed.justified:
            offset = engine_lines.aligned(self._around, line, available, last=last)
        else:
            offset = 0.0
            ideal = self._composed.paragraph.width(of) / POINTS
            if of.overfull:
                expansion.fill(line, line.width, line.width * (1 - letters), letters)
            elif last and of.ratio >= 0:
                expansion.fill(line, ideal, ideal, letters)
            else:
                expansion.fill(line, ideal, available + hang + of.hang_end / POINTS, letters)
        return -offset - line.width if self._around.block.style["direction"] == "rtl" else offset - hang

    def _content(self, number: int) -> list[Box]:
        """Copies of the paragraph's boxes with the content of a line."""
        composed, lines = self._composed, self._composed.setting.lines
        offsets, text, of = composed.paragraph.offsets, composed.paragraph.text, lines[number]
        start, end = offsets[of.start], offsets[of.end]
        while start < end and text[start] == " ":
            start += 1
        item = composed.paragraph.items[of.end] if number < len(lines) - 1 else None
        mark = ""
        if isinstance(item, Penalty):
            mark = HYPHEN if item.width else "" if text[end - 1] in JOINTS else CONTINUES
        reach = offsets[lines[number - 1].end] if number else 0, end if item else inf
        return list(_cut(self._box, 0, (start, end), reach, mark))


def _cut(box: Box, at: int, span: tuple[int, int], reach: tuple[float, float], mark: str) -> Iterator[Box]:
    """Copies of the contents of `box`, whose text begins at `at`, cut to `span`. `mark` is added at the end of the line.

    Content without text is included if it is within `reach`.
    """
    start, end = span
    for child in box.children:
        length = _length(child)
        inside = reach[0] <= at < reach[1] if not length else at < end and start < at + length
        if not inside:
            pass
        elif boxes.is_text(child):
            words = child.text[max(start - at, 0) : end - at]
            ends = at < end <= at + length
            yield child.copy_with_text(words.removesuffix(SOFT_HYPHEN) + mark if ends and mark else words)
        else:
            copy = child.copy_with_children(list(_cut(child, at, span, reach, mark)))
            _open(copy, at < start, at + length > end)
            yield copy
        at += length


def _open(box: Box, at_start: bool, at_end: bool) -> None:
    """Remove the edges of an inline box where it continues on other lines."""
    sides = [side for side, cut in zip(paragraphs.sides(box), (at_start, at_end), strict=True) if cut]
    if sides and any(paragraphs.spacing(box)):
        boxes.remove_spacing(box, sides)


def _length(box: Box) -> int:
    return len(box.text) if boxes.is_text(box) else sum(map(_length, box.children))
