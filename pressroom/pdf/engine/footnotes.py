"""Footnotes, which Pressroom lays out instead of the engine: a page's flow, which can be laid out again, and the area at its foot.

Lengths are in CSS pixels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from weasyprint.formatting_structure import boxes, build

from pressroom.pdf.engine.boxes import Box, custom_length, is_note_call


class SetElsewhere(list[Any]):
    """Replaces the engine's list of waiting notes. The engine finds it empty, and finds in it each note that it takes back."""

    def __contains__(self, note: object) -> bool:
        return True

    def copy(self) -> SetElsewhere:
        return self


class Flow:
    """The flow of the page that the engine is making. It can be laid out repeatedly, with the engine's own function `plain`."""

    def __init__(self, plain: Callable[..., Any], context: Any, box: Any, bottom_space: float, arguments: tuple[Any, ...]):
        self.context, self.box = context, box
        self.bottom: float = context.current_footnote_area.position_y
        self._plain, self._bottom_space = plain, bottom_space
        self.resume_at, self._block, self._page_is_empty, self.absolute_boxes, self._fixed_boxes, margins = arguments
        self._margins, self._absolutes, self._fixed = list(margins), len(self.absolute_boxes), len(self._fixed_boxes)
        self._broken, self._shapes = context.broken_out_of_flow.copy(), list(context.excluded_shapes)
        context.footnotes, context.reported_footnotes, context.current_page_footnotes = SetElsewhere(), [], []
        context.current_footnote_area.children = []

    @property
    def index(self) -> int:
        """The page's index."""
        return self.context.current_page - 1  # type: ignore[no-any-return]

    def lay_out(self, reserved: float) -> Any:
        """The result of the engine's `block_level_layout` for the flow, with `reserved` px free at the foot."""
        return self._laid_out(self.box, reserved)

    def lay_out_nothing(self) -> Any:
        """The same for a page without text. The next page begins where this one should have begun."""
        made, _, _, *more = self._laid_out(self.box.copy_with_children([]), 0)
        return made, self.resume_at, {"break": "any", "page": None}, *more

    def _laid_out(self, box: Any, reserved: float) -> Any:
        context = self.context
        del self.absolute_boxes[self._absolutes :], self._fixed_boxes[self._fixed :]
        context.broken_out_of_flow, context.excluded_shapes = self._broken.copy(), list(self._shapes)
        for pages in context.running_elements.values():
            pages.pop(context.current_page, None)
        context.page_bottom = self.bottom
        return self._plain(
            context,
            box,
            self._bottom_space + reserved,
            self.resume_at,
            self._block,
            self._page_is_empty,
            self.absolute_boxes,
            self._fixed_boxes,
            list(self._margins),
        )

    def area(self, notes: Sequence[Box], ruled: bool) -> Any:
        """The page's area for notes with these notes, not laid out yet. It is `ruled` if the first note began on an earlier page."""
        area: Any = self.context.current_footnote_area
        if ruled:
            area.style = area.style.copy()
            area.style.update(border_top_style="solid", border_top_width=custom_length(area.style, "rule-above-rest"))
        return build.create_anonymous_boxes(area.copy_with_children([note.deepcopy() for note in notes]))  # type: ignore[attr-defined]

    def lay_out_area(self, area: Any, room: float, resume_at: Any, absolute_boxes: list[Any]) -> tuple[Any, Any]:
        """Lay out an area for notes in a height of `room` px, below the foot of the page. Returns it and where to resume it."""
        made, resume_at, *_ = self._plain(self.context, area, -room, resume_at, area.page, True, absolute_boxes, absolute_boxes, [])
        return made, resume_at

    def end_above(self, area: Any) -> None:
        """End the room for text above the area for notes."""
        self.context.page_bottom = self.bottom - area.margin_height()

    def go_on(self, notes: Sequence[Box]) -> None:
        """Make the engine add a page without text for the rest of the notes, after the text has ended."""
        self.context.reported_footnotes = list(notes)


def called(box: Box) -> Iterator[Box]:
    """The notes that are called in a laid-out box."""
    return (found.footnote for found in box.descendants() if is_note_call(found))


APART = ("h1", "h2", "h3", "h4", "table", "figure", "footer")  # never divided or separated from what belongs to them
REACH = 60  # boxes after the end of a page


def begins_apart(root: Any, resume_at: Any) -> bool:
    """Whether the page that begins there does so with a heading, a table or a figure."""
    for box in _following(root, resume_at):
        if box.element_tag in APART:
            return True
        if isinstance(box, boxes.LineBox):
            return False
    return False


@contextmanager
def loosened(root: Any, resume_at: Any) -> Iterator[None]:
    """Allow the page to end anywhere near where it ends now: after the first line of a paragraph, between list items, above a list.

    `resume_at` is where the engine begins the next page. None changes nothing.
    """
    changed = [(box, box.style) for box in islice(_following(root, resume_at), REACH) if resume_at and box.element_tag not in APART]
    for box, style in changed:
        box.style = style.copy()
        box.style.update(orphans=1, **{name: "auto" for name in ("break_before", "break_inside") if style[name] == "avoid"})
    try:
        yield
    finally:
        for box, style in changed:
            box.style = style


def _following(box: Any, resume_at: Any) -> Iterator[Any]:
    """The boxes in `box` from where a page begins, in order, down to lines, without what is inside of `APART`."""
    yield box
    if isinstance(box, boxes.LineBox) or not isinstance(box, boxes.ParentBox) or box.element_tag in APART:
        return
    first, inside = next(iter((resume_at or {0: None}).items()))
    for child in box.children[first:]:
        yield from _following(child, inside)
        inside = None
