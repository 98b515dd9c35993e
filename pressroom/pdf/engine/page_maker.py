"""The engine's layout of pages: its context, the notes in it, and its page plan, a list of tuples. Lengths are in CSS pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from pressroom.pdf.engine import side_table
from pressroom.pdf.engine.boxes import Box
from pressroom.pdf.engine.fonts import Fonts


class Context(Protocol):
    """The state of one layout (`LayoutContext`). Only this folder uses its attributes."""


class Made(NamedTuple):
    """A page that the engine has made, and where the next one begins, None after the last one."""

    page: Box
    resume_at: Any


MakePage = Callable[[int, Context, Box, Any], tuple[Any, Any]]


class PlannedPage(NamedTuple):
    """An entry of the plan: where the page begins, the kind of break before it, and its state while it is made."""

    resume_at: Any
    next_page: Any
    is_right: bool
    counters: Any
    remake: dict[str, Any]


def fonts_of(context: Any) -> Fonts:
    """The fonts of the document that is laid out."""
    return context.font_config  # type: ignore[no-any-return]


def has_floats(context: Any) -> bool:
    """Whether there are floats that lines have to avoid."""
    return bool(context.excluded_shapes)


def page_bottom(context: Any) -> float:
    """The bottom of the space for text on the current page, above its notes."""
    return context.page_bottom  # type: ignore[no-any-return]


def planned(context: Any, index: int) -> PlannedPage:
    """The plan of the page of this index."""
    return PlannedPage(*context.page_maker[index])


def make_again(context: Any, index: int) -> None:
    """Reset the plan of the page of this index, so that it can be made again, like `make_all_pages` does."""
    plan = planned(context, index)
    plan.remake.update(content_changed=False, pages_wanted=False, anchors=[], content_lookups=[])
    behind_text = index > 0 and plan.resume_at is None  # a page for the rest of the notes alone
    context.reported_footnotes = list(side_table.pending_notes[context][index].notes) if behind_text else []


def divided(context: Any) -> dict[Any, Any]:
    """A copy of the boxes outside the flow (floats) that go on on the next page."""
    return context.broken_out_of_flow.copy()  # type: ignore[no-any-return]


def restore_divided(context: Any, boxes: dict[Any, Any]) -> None:
    """Have the next page that is made begin with the rest of these boxes, as `divided` has returned them."""
    context.broken_out_of_flow = boxes.copy()


def changes(context: Any, index: int) -> None:
    """Have the page of this index made again, if it has been made: it begins with other notes."""
    if index < len(context.page_maker):
        planned(context, index).remake["content_changed"] = True


def notes_put_off(context: Any, index: int) -> int:
    """How many of the notes that are called on the page of this index or before it begin on a later one."""
    pending = side_table.pending_notes.get(context, {}).get(index + 1)
    return sum(note not in pending.begun for note in pending.notes) if pending else 0


def make_shorter(make: MakePage, arguments: tuple[int, Any, Box, Any], by: float) -> Made:
    """Make a page with the engine's function `make`, with its text ending `by` above the foot."""
    context = arguments[1]
    side_table.held_back[context] = by
    try:
        return Made(*make(*arguments))
    finally:
        del side_table.held_back[context]
