"""The engine's layout of pages: its context, the notes in it, and its page plan, a list of tuples. Lengths are in CSS pixels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class NotesState:
    """The notes that are still to be laid out: those not reached yet, moved to the next page, or split at the end of a page."""

    waiting: list[Any]
    reported: list[Any]
    broken: dict[Any, Any]


def fonts_of(context: Any) -> Fonts:
    """The fonts of the document that is laid out."""
    return context.font_config  # type: ignore[no-any-return]


def has_floats(context: Any) -> bool:
    """Whether there are floats that lines have to avoid."""
    return bool(context.excluded_shapes)


def page_bottom(context: Any) -> float:
    """The bottom of the space for text on the current page, above its notes."""
    return context.page_bottom  # type: ignore[no-any-return]


def notes_state(context: Any) -> NotesState:
    """A copy of the notes' state."""
    return NotesState(context.footnotes.copy(), context.reported_footnotes.copy(), context.broken_out_of_flow.copy())


def restore_notes(context: Any, state: NotesState) -> None:
    """Restore the notes to `state`, which can be restored again later."""
    context.footnotes, context.reported_footnotes = state.waiting.copy(), state.reported.copy()
    context.broken_out_of_flow = state.broken.copy()


def planned(context: Any, index: int) -> PlannedPage:
    """The plan of the page of this index."""
    return PlannedPage(*context.page_maker[index])


def make_again(context: Any, index: int) -> None:
    """Reset the plan of the page of this index, so that it can be made again, like `make_all_pages` does."""
    planned(context, index).remake.update(content_changed=False, pages_wanted=False, anchors=[], content_lookups=[])


def make_shorter(make: MakePage, arguments: tuple[int, Any, Box, Any], by: float) -> Made:
    """Make a page with the engine's function `make`, with its text ending `by` above the foot."""
    context = arguments[1]
    side_table.held_back[context] = by
    try:
        return Made(*make(*arguments))
    finally:
        del side_table.held_back[context]


def block_level_layout(plain: Any, context: Any, box: Any, bottom_space: float, *arguments: Any, **more: Any) -> Any:
    """Lay out a block. If it is the whole flow of a page, it is shorter by the space that is held back."""
    held = side_table.held_back.get(context, 0) if box.is_for_root_element else 0
    return plain(context, box, bottom_space + held, *arguments, **more)
