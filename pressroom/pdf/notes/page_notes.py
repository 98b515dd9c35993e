"""Fits a page's text and its notes together: the replacement of the engine's own layout of a page's flow and of its notes.

As much text as possible is on the page, so that all notes that it calls begin there, and all but the last are whole.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pressroom.pdf.engine import boxes, footnotes, side_table
from pressroom.pdf.engine.footnotes import Flow
from pressroom.pdf.notes.page_layouts import Fit, PageLayouts
from pressroom.pdf.notes.sharing import ROUNDING, furthest

MOST_EMPTY = 2  # lines between text and notes, unless the next page begins with a heading, a table or a figure
TRIES = 5  # pieces of text to try to fill such a space with


def block_level_layout(plain: Callable[..., Any], context: Any, box: Any, bottom_space: float, *arguments: Any, **more: Any) -> Any:
    """Lay out a block. The flow of a page is laid out with its notes; the area for notes has then been laid out already."""
    if boxes.is_note_area(box):
        area = side_table.note_areas.pop(context, None)
        return (area, None) if area else plain(context, box, bottom_space, *arguments, **more)
    if not box.is_for_root_element:
        return plain(context, box, bottom_space, *arguments, **more)
    page = PageLayouts(Flow(plain, context, box, bottom_space, arguments), held=side_table.held_back.get(context, 0))
    return page.finish(_best(page))


def _best(page: PageLayouts) -> Fit:
    fit = page.cut(page.bottom)
    if not fit.count:
        return fit
    if fit.is_cut_off and len(fit.units) == 1 and fit.share.whole < page.left:
        return page.without_text()  # the contact block ends the last page
    return _filled(page, _with_rest(page, _strict(page, fit)), fit)


def _strict(page: PageLayouts, fit: Fit) -> Fit:
    """As much text as fits with its notes: all begin on the page, and all but the last are whole."""
    while (fitting := furthest(fit.units, page.measured, page.bottom, fit.cut.fewest)) < len(fit.units):
        shorter = page.cut(fit.units[fitting - 1].end if fitting else fit.top, fit.cut.loose)
        if shorter.end >= fit.end:
            break  # a page has some text in any case
        fit = shorter
    return fit


def _with_rest(page: PageLayouts, fit: Fit) -> Fit:
    """Less text, if the text ends on this page and its notes do not: the rest of the notes needs a page with text."""
    if fit.is_cut_off:
        for unit in reversed(fit.units[:-1]):
            shorter = page.cut(unit.end)
            if shorter.resume_at is not None:
                return _strict(page, shorter)
    return fit


def _filled(page: PageLayouts, fit: Fit, whole: Fit) -> Fit:
    """More text, if there is too much space above the notes. `whole` is the page as if it had no notes.

    Paragraphs, lists and notes are then divided where they should not be. If that isn't enough, some notes begin on the next page.
    """
    if not _has_gap(page, fit) or footnotes.begins_apart(page.flow.box, fit.resume_at):
        return fit
    loose = _strict(page, page.cut(page.bottom, fit.resume_at))
    if loose.end > fit.end + ROUNDING and loose.resume_at is not None:
        fit = loose
    return _put_off(page, fit, whole) if _has_gap(page, fit) else fit


def _has_gap(page: PageLayouts, fit: Fit) -> bool:
    return fit.resume_at is not None and fit.empty > MOST_EMPTY * page.leading + ROUNDING


def _put_off(page: PageLayouts, fit: Fit, whole: Fit) -> Fit:
    """More text, of which some notes begin on the next page. The notes of the text in `fit` stay as they are."""
    notes, loose = page.measured.height(fit.count), fit.cut.loose or fit.resume_at
    ends = [unit.end for unit in whole.units if unit.end > fit.end + ROUNDING and unit.end + notes <= page.bottom + ROUNDING]
    for end in ends[:TRIES]:
        longer = page.cut(end, loose)
        if longer.end > fit.end + ROUNDING and longer.resume_at is not None:
            fit = longer
        if not _has_gap(page, fit):
            break
    return fit
