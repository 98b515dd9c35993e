"""Tries several ways to make a page, until it ends well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from pressroom.pdf.contact_block import contacts
from pressroom.pdf.engine import boxes, fonts, page_maker
from pressroom.pdf.engine.boxes import Box
from pressroom.pdf.engine.page_maker import Made, MakePage
from pressroom.pdf.lines.compositor import Composed, Wish, compositor_of
from pressroom.pdf.lines.line_layout import Origin, origin_of

TRIES = 4
CORRECTABLE = 5  # lines by which a page may be too short for another setting to help


class Attempt(NamedTuple):
    """A change that may improve the end of a page: other settings of paragraphs, and lines that are held back from the page."""

    wishes: Mapping[Any, Wish] = {}
    held: int = 0


@dataclass(frozen=True)
class End:
    """How a page ends: how many lines it is shorter than its `aim` (lines above the foot), whether in a hyphen, whether with notes.

    `put_off` is how many of the notes that it calls begin on the next page.
    """

    short: int = 0
    hyphen: bool = False
    notes: bool = False
    aim: int = 0
    put_off: int = 0

    @property
    def level(self) -> int:
        """How many lines above the foot it ends; notes are always at the foot."""
        return 0 if self.notes else self.short + self.aim

    @property
    def badness(self) -> int:
        """A hyphen is worse than two lines, and so is a note that isn't on the page of its call."""
        return 2 * self.short + 5 * self.hyphen + 5 * self.put_off


@dataclass(frozen=True)
class _Start:
    """A paragraph that begins on a page: the origin of its first line, and how many of its lines are there."""

    origin: Origin
    lines: int


class PageAttempts:
    """Makes one page with the engine's function `make_page`, as often as needed.

    `made` is the last attempt's page with where the next begins, and `end` how it ends.
    """

    made: Made
    end = End()

    def __init__(self, make_page: MakePage, index: int, context: Any, root_box: Box, html: Any):
        self.index = index
        self._make_page, self._tried = make_page, False
        self._arguments = (index, context, root_box, html)
        self._context = context
        self._compositor = compositor_of(context)
        self._leading = fonts.leading(root_box.style)
        self._divided = page_maker.divided(context)

    @property
    def last(self) -> bool:
        """Whether the page that was made is the chapter's last."""
        return self.made.resume_at is None

    @property
    def text_lines(self) -> int:
        """How many lines are on the page, without the contact block's."""
        flow = boxes.flow(self.made.page)
        return sum(1 for _ in _lines(flow)) - sum(sum(1 for _ in _lines(block)) for block in contacts(flow))

    def new_attempts(self) -> PageAttempts:
        """New attempts at the same page."""
        self._forget()
        page_maker.restore_divided(self._context, self._divided)
        return PageAttempts(self._make_page, *self._arguments)

    def make_well(self, aim: int) -> None:
        """Make the page as good as some attempts allow, ending `aim` lines above its foot."""
        best = last = Attempt()
        self.make(best, aim)
        badness = self.end.badness
        for last in self._attempts() if badness else ():
            self.make(last, aim)
            if self.end.badness < badness:
                best, badness = last, self.end.badness
            if not badness:
                return
        if last is not best:
            self.make(best, aim)

    def make(self, attempt: Attempt, aim: int) -> None:
        """Make the page with the changes of `attempt`, ending `aim` lines above its foot."""
        self._forget()
        for box, wish in attempt.wishes.items():
            self._compositor.wish(box, wish)
        page_maker.restore_divided(self._context, self._divided)
        page_maker.make_again(self._context, self.index)
        self._compositor.line_cache.begin(self.index)
        self.made = page_maker.make_shorter(self._make_page, self._arguments, by=(aim + attempt.held) * self._leading)
        self._tried = True
        self.end = self._found_end(aim)

    def changes(self) -> list[Attempt]:
        """Changes that set a paragraph on the page a line longer or shorter, the least visible first."""
        found = []
        for start in self._starts():
            natural = self._composed(start, Wish())
            for wish in map(Wish, self._compositor.steps) if natural else ():
                other = self._composed(start, wish)
                if natural and other:
                    found.append((other.setting.demerits - natural.setting.demerits, Attempt({start.origin.box: wish})))
        return [attempt for _, attempt in sorted(found, key=lambda change: change[0])]

    def _forget(self) -> None:
        """Reset the paragraphs that begin on the page to their best setting."""
        for start in self._starts() if self._tried else ():
            self._compositor.wish(start.origin.box, Wish())

    def _found_end(self, aim: int) -> End:
        """How the page ends. The last page of a chapter may end anywhere."""
        page, resume_at = self.made
        ends = [(box.position_y + box.height, box) for box in boxes.flow(page).descendants() if boxes.is_line(box) or boxes.is_picture(box)]
        if resume_at is None or not ends:
            return End()
        foot, last = max(ends, key=lambda end: end[0])
        room = page_maker.page_bottom(self._context) - foot - aim * self._leading
        origin = origin_of(last)
        notes = any(area.children for area in boxes.note_areas(page))
        return End(
            max(0, int(room / self._leading + 0.1)),
            bool(origin and origin.flagged),
            notes,
            aim,
            page_maker.notes_put_off(self._context, self.index),
        )

    def _attempts(self) -> Iterator[Attempt]:
        """The changes that may improve the end, the least visible first."""
        starts, end = list(self._starts()), self.end
        last = self._composed(starts[-1], Wish()) if starts else None
        if end.hyphen and last and starts[-1].lines < len(last.setting.lines):  # the hyphen is its
            yield Attempt({starts[-1].origin.box: Wish(whole=frozenset([starts[-1].lines - 1]))})
        changes = self.changes() if end.short <= CORRECTABLE else []
        yield from changes[:TRIES]
        if end.short > 1:
            for looseness in (-1, 1):
                alike = [change.wishes for change in changes if Wish(looseness) in change.wishes.values()]
                if len(alike) > 1:
                    yield Attempt({**alike[0], **alike[1]})
        if end.hyphen:
            yield from (Attempt(held=1), Attempt(held=2))

    def _composed(self, start: _Start, wish: Wish) -> Composed | None:
        """The paragraph set in this way, or None if that is impossible."""
        origin = start.origin
        return self._compositor.compose(self._context, origin.box, origin.width, origin.box.text_indent, wish)

    def _starts(self) -> Iterator[_Start]:
        """The composed paragraphs that begin on the page, in their order."""
        origins = [origin for line in _lines(boxes.flow(self.made.page)) if (origin := origin_of(line))]
        for origin in origins:
            if origin.number == 0:
                yield _Start(origin, sum(other.box is origin.box for other in origins))


def _lines(box: Box) -> Iterator[Box]:
    """The lines on a page, except those of tables."""
    for child in box.children:
        if boxes.is_line(child):
            yield child
        elif boxes.is_parent(child) and not boxes.is_table(child):
            yield from _lines(child)
