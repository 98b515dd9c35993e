"""Layouts of one page: its text, cut at some height, with the notes that it calls measured, and what of them fits below it.

Heights are in CSS pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pressroom.pdf.contact_block import is_contact
from pressroom.pdf.engine import boxes, fonts, footnotes, page_maker, side_table
from pressroom.pdf.engine.boxes import Box
from pressroom.pdf.engine.footnotes import Flow
from pressroom.pdf.lines.compositor import compositor_of
from pressroom.pdf.notes.sharing import FEWEST, ROUNDING, Notes, Share, Unit


@dataclass(frozen=True)
class Pending:
    """What earlier pages leave to a page: notes still to be set, where to resume the first of them, and all notes that have begun."""

    notes: tuple[Box, ...] = ()
    resume_at: Any = None
    begun: frozenset[Box] = frozenset()


@dataclass(frozen=True)
class Cut:
    """The height at which a page's text ends at the latest.

    Near `loose` (where the engine would resume) text may end anywhere, and a note may be divided after one line.
    """

    end: float
    loose: Any = None
    without_text: bool = False

    @property
    def fewest(self) -> int:
        """How many lines a divided note has at least on the page where it begins."""
        return 1 if self.loose else FEWEST


@dataclass(frozen=True)
class Fit:
    """A page laid out with a cut.

    `result` is the engine's. `units` are the pieces of text on the page, `count` is how many notes they call, with those left from earlier
    pages, `share` is what of these fits, and `empty` is the space between text and notes beyond what always separates them.
    """

    cut: Cut
    result: Any
    top: float
    units: Sequence[Unit]
    count: int
    share: Share
    empty: float

    @property
    def end(self) -> float:
        """Where the text ends."""
        return self.units[-1].end if self.units else self.top

    @property
    def resume_at(self) -> Any:
        """Where the next page begins. None if the text ends on this page."""
        return self.result[1]

    @property
    def is_cut_off(self) -> bool:
        """Whether the text ends on this page and its notes do not."""
        return self.resume_at is None and self.share.whole < self.count


class PageLayouts:
    """Lays out one page as often as it takes. `held` px stay free above its notes."""

    def __init__(self, flow: Flow, held: float):
        self.flow = flow
        self.bottom = flow.bottom - held
        self.leading = fonts.leading(flow.box.style)
        self.measured = Notes((), 0.0)
        self._plans: dict[int, Pending] = side_table.pending_notes.setdefault(flow.context, {})
        self._pending = self._plans.get(flow.index, Pending()) if flow.index else Pending()
        self._cache = compositor_of(flow.context).line_cache
        self._notes = self._pending.notes
        self._numbers: dict[Box, int] = {}
        self._area: Any = None
        self._latest: Cut | None = None

    @property
    def left(self) -> int:
        """How many notes earlier pages leave to this one."""
        return len(self._pending.notes)

    def cut(self, end: float, loose: Any = None) -> Fit:
        """The page if its text ends at this height at the latest."""
        return self._fit(Cut(min(end, self.bottom), loose))

    def without_text(self) -> Fit:
        """The page with notes alone."""
        return self._fit(Cut(self.flow.box.content_box_y(), without_text=True))

    def _fit(self, cut: Cut) -> Fit:
        result, top = self._text(cut), self.flow.box.content_box_y()
        self._call(result[0])
        units = list(self._units(result[0]))
        count = units[-1].notes if units else self.left
        room = self.bottom - (units[-1].end if units else top)
        share = self.measured.fill(count, room, cut.fewest)
        return Fit(cut, result, top, units, count, share, room - self.measured.taken(share))

    def _text(self, cut: Cut) -> Any:
        self._cache.begin(self.flow.index)
        self._latest = cut
        if cut.without_text:
            return self.flow.lay_out_nothing()
        with footnotes.loosened(self.flow.box, cut.loose):
            return self.flow.lay_out(self.flow.bottom - cut.end - (ROUNDING if cut.end < self.bottom else 0))

    def _call(self, laid: Box) -> None:
        """Measure the notes left from earlier pages, and those that the text calls for the first time."""
        before = self._pending.begun.union(self._notes)
        called = [note for note in dict.fromkeys(footnotes.called(laid)) if note not in before]
        if called or not self._area:
            self._notes += tuple(called)
            self._numbers = {note: number for number, note in enumerate(self._notes, 1)}
            if self._notes:
                self._area = self.flow.area(self._notes, ruled=self._pending.resume_at is not None)
                self.measured = self._measure()

    def _measure(self) -> Notes:
        made, _ = self._lay_area(self._area, float("inf"), [])
        ends = [[line.position_y + line.height - made.position_y for line in _lines(note)] for note in made.children]
        return Notes(ends, made.margin_height() - ends[-1][-1])

    def _lay_area(self, area: Any, room: float, absolute_boxes: list[Any]) -> tuple[Any, Any]:
        self._cache.begin(self.flow.index)
        resume_at = self._pending.resume_at
        return self.flow.lay_out_area(area, room, resume_at and {0: resume_at}, absolute_boxes)

    def _units(self, flow: Box) -> Iterator[Unit]:
        """The pieces of text on the page, from the top."""
        until = self.left
        for box in sorted(_pieces(flow), key=_end):
            until = max([until, *(self._numbers.get(note, 0) for note in footnotes.called(box))])
            yield Unit(_end(box), until)

    def finish(self, fit: Fit) -> Any:
        """Give the engine the page as it fits, and the notes that remain to the next page. Returns the engine's result for the text."""
        result = fit.result if self._latest is fit.cut else self._text(fit.cut)  # a later layout may have moved its lines
        notes, share, pending = self._notes[: fit.count], fit.share, self._pending
        if not (share.whole or share.lines):
            return self._done(result, Pending(notes, pending.resume_at, pending.begun))
        area = self._area.copy_with_children(self._area.children[: fit.count])
        made, resume_at = self._lay_area(area, self.measured.taken(share) + ROUNDING, self.flow.absolute_boxes)
        side_table.note_areas[self.flow.context] = made
        self.flow.end_above(made)
        begun = pending.begun.union(notes[: share.whole + bool(share.lines)])
        if resume_at is None:
            return self._done(result, Pending(begun=begun))
        ((number, inside),) = resume_at.items()
        return self._done(result, Pending(notes[number:], inside, begun))

    def _done(self, result: Any, pending: Pending) -> Any:
        following, self._plans[self.flow.index + 1] = self._plans.get(self.flow.index + 1), pending
        if result[1] is None:
            self.flow.go_on(pending.notes)
        elif following not in (None, pending):
            page_maker.changes(self.flow.context, self.flow.index + 1)
        return result


def _pieces(box: Box) -> Iterator[Box]:
    """The lines, table rows and pictures in a box, and the contact block."""
    for child in box.children:
        if boxes.is_line(child) or boxes.is_picture(child) or boxes.is_row(child) or is_contact(child):
            yield child
        elif boxes.is_parent(child):
            yield from _pieces(child)


def _end(box: Box) -> float:
    """Where a piece ends on the page. Lines and rows have no margins of their own."""
    return box.position_y + (box.height if boxes.is_line(box) or boxes.is_row(box) else box.margin_height())


def _lines(box: Box) -> Iterator[Box]:
    for child in box.children:
        if boxes.is_line(child):
            yield child
        elif boxes.is_parent(child):
            yield from _lines(child)
