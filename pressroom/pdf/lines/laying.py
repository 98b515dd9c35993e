"""The lines of a set paragraph as the engine wants them: laid-out line boxes, one after another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

import weasyprint.layout.block
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout.percent import resolve_one_percentage, resolve_percentages

from pressroom.composition import Line, Penalty
from pressroom.pdf.lines import notes, pages, painting, paragraphs
from pressroom.pdf.lines.compositor import Composed, compositor_of
from pressroom.pdf.lines.faces import POINTS
from pressroom.pdf.lines.paragraphs import HYPHEN, SOFT_HYPHEN

GOES_ON = "\u200b"  # at a line's end where a word is divided without a hyphen: no space belongs there
JOINTS = f" -\u2013\u2014\u2015/{HYPHEN}"  # behind these it is plain anyway

engine_lines = inline.iter_line_boxes


@dataclass(frozen=True)
class Origin:
    """Where a laid-out line comes from: the paragraph's line box, the line's number in it and width (px), whether it ends in a hyphen, and
    how the paragraph is set."""

    box: Any
    number: int
    width: float
    flagged: bool
    composed: Composed


def install() -> None:
    """Has the engine take its lines from here."""
    weasyprint.layout.block.iter_line_boxes = iter_line_boxes
    notes.install()
    painting.install()
    pages.install()


def iter_line_boxes(
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
    """Each line of a block with where to resume after it. Stands in for the function of this name in `weasyprint.layout.block`.

    In a composed paragraph, `{number: None}` resumes at the line of that number.
    """
    resolve_percentages(box, containing_block)
    resolve_one_percentage(box, "text_indent", containing_block.width)
    plain = not (first_letter_style or first_line_style or context.excluded_shapes)
    compositor = compositor_of(context)
    composed = compositor.compose(context, box, containing_block.width, box.text_indent) if plain else None
    if composed is None:
        yield from engine_lines(
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
    layer = _Layer(context, box, containing_block, composed, (bottom_space, absolute_boxes, fixed_boxes))
    last = len(composed.setting.lines) - 1
    for number in range(next(iter(skip_stack or {0: None})), last + 1):
        line = compositor.standing.take(box, composed, number)
        if line:
            line.translate(containing_block.content_box_x() - line.block_x, position_y - line.position_y)
        else:
            line = layer.lay(number, position_y)
            compositor.standing.put(box, composed, number, line)
        line.block_x = containing_block.content_box_x()
        position_y = line.position_y + line.height
        yield line, {number + 1: None} if number < last else None


class _Layer:
    """Lays the lines of one paragraph out. `around` is what the engine hands through."""

    def __init__(self, context: Any, box: Any, block: Any, composed: Composed, around: tuple[float, list[Any], list[Any]]):
        self._context, self._box, self._block, self._composed = context, box, block, composed
        self._bottom_space, self._absolute_boxes, self._fixed_boxes = around

    def lay(self, number: int, position_y: float) -> Any:
        """Line `number` (from 0), at this height; as the engine's `get_next_linebox` does it, where nothing floats."""
        of = self._composed.setting.lines[number]
        box = self._box.copy_with_children(self._content(number))
        box.position_y, box.width, box.height = position_y, 0, 0
        box.text_indent = 0 if number else self._box.text_indent
        box.position_x, _, available = inline.avoid_collisions(self._context, box, self._block, outer=False)
        line, *_ = inline.split_inline_box(
            self._context,
            box,
            box.position_x + box.text_indent,
            inf,
            self._bottom_space,
            None,
            self._block,
            self._absolute_boxes,
            self._fixed_boxes,
            [],
            [],
            [],
            None,
            None,
        )
        offset = self._fill(line, of, number, available)
        bottom, top = inline.line_box_verticality(line)
        line.baseline, line.position_y, line.height = -top, top, bottom - top
        line.margin_top = line.margin_bottom = 0
        line.translate(offset, position_y - top)
        line.position_y = position_y
        line.origin = Origin(self._box, number, self._block.width, of.flagged, self._composed)
        return line

    def _fill(self, line: Any, of: Line, number: int, available: float) -> float:
        """Opens or closes the line as it is set; returns by how far it moves."""
        last = number == len(self._composed.setting.lines) - 1
        hang = of.hang_start / POINTS
        letters = self._composed.manner.letters
        if not self._composed.justified:
            offset: float = inline.text_align(self._context, line, available, last=last)
        else:
            offset = 0.0
            ideal = self._composed.paragraph.width(of) / POINTS
            if of.overfull:
                painting.fill(line, line.width, line.width * (1 - letters), letters)
            elif last and of.ratio >= 0:
                painting.fill(line, ideal, ideal, letters)
            else:
                painting.fill(line, ideal, available + hang + of.hang_end / POINTS, letters)
        return -offset - line.width if self._block.style["direction"] == "rtl" else offset - hang

    def _content(self, number: int) -> list[Any]:
        """Copies of the paragraph's boxes with what stands on a line."""
        composed, lines = self._composed, self._composed.setting.lines
        offsets, text, of = composed.paragraph.offsets, composed.paragraph.text, lines[number]
        start, end = offsets[of.start], offsets[of.end]
        while start < end and text[start] == " ":
            start += 1
        item = composed.paragraph.items[of.end] if number < len(lines) - 1 else None
        mark = ""
        if isinstance(item, Penalty):
            mark = HYPHEN if item.width else "" if text[end - 1] in JOINTS else GOES_ON
        reach = offsets[lines[number - 1].end] if number else 0, end if item else inf
        return list(_cut(self._box, 0, (start, end), reach, mark))


def _cut(box: Any, at: int, span: tuple[int, int], reach: tuple[float, float], mark: str) -> Iterator[Any]:
    """Copies of what is in `box`, whose text begins at `at`, cut to `span`; `mark` ends the line.

    What has no text goes where it stands within `reach`.
    """
    start, end = span
    for child in box.children:
        length = _length(child)
        inside = reach[0] <= at < reach[1] if not length else at < end and start < at + length
        if not inside:
            pass
        elif isinstance(child, boxes.TextBox):
            words = child.text[max(start - at, 0) : end - at]
            ends = at < end <= at + length
            yield child.copy_with_text(words.removesuffix(SOFT_HYPHEN) + mark if ends and mark else words)
        else:
            copy = child.copy_with_children(list(_cut(child, at, span, reach, mark)))
            _open(copy, at < start, at + length > end)
            yield copy
        at += length


def _open(box: Any, at_start: bool, at_end: bool) -> None:
    """Takes an inline box's edges away where it goes on on other lines: the engine resolves them from its style."""
    sides = [side for side, cut in zip(paragraphs.sides(box), (at_start, at_end), strict=True) if cut]
    if sides and any(paragraphs.spacing(box)):
        box.style = box.style.copy()
        for side in sides:
            for name in (f"margin_{side}", f"padding_{side}", f"border_{side}_width"):
                box.style[name] = INITIAL_VALUES[name] if name[0] != "b" else 0


def _length(box: Any) -> int:
    return len(box.text) if isinstance(box, boxes.TextBox) else sum(map(_length, box.children))
