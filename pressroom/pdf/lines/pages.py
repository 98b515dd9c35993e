"""The ends of pages: none on a hyphen, none short because a widow, an orphan or a heading went over, facing pages level.

A page is made as the engine makes it. Where its end is bad, a paragraph that begins on it is set a line longer or shorter, or so that
it divides no word there, and the page is made again: those first that lose least by it, and no more than `TRIES` times. If a page of a
spread stays short for all that, the page facing it ends on the same line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import weasyprint.layout
import weasyprint.layout.page
from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import strut

from pressroom.pdf.lines.compositor import Composed, Wish, compositor_of

TRIES = 4
MENDABLE = 5  # lines by which a page may be too short for another setting to help
LEVELLED = 3  # lines by which a page is shortened at most, to be level with the one that it faces


class Attempt(NamedTuple):
    """Something that may mend a page's end: other settings of some paragraphs, and lines that are held back from the page."""

    wishes: Mapping[Any, Wish] = {}
    held: int = 0


engine_makes = weasyprint.layout.page.remake_page
engine_overflows = weasyprint.layout.LayoutContext.overflows_page


def install() -> None:
    """Has the engine make its pages here."""
    weasyprint.layout.page.remake_page = remake_page
    weasyprint.layout.LayoutContext.overflows_page = overflows_page


def overflows_page(context: Any, bottom_space: float, position_y: float) -> bool:
    """Whether a height is below the page's end. Stands in for the method of this name of `weasyprint.layout.LayoutContext`."""
    overflows: bool = engine_overflows(context, bottom_space + getattr(context, "held_back", 0), position_y)
    return overflows


def remake_page(index: int, context: Any, root_box: Any, html: Any) -> tuple[Any, Any]:
    """The page of this index, and where the next one begins. Stands in for the function of this name in `weasyprint.layout.page`."""
    compositor = compositor_of(context)
    facing: _Maker | None = compositor.last_made
    second = context.page_maker[index][2] is (root_box.style["direction"] == "ltr")
    if not (facing and second and facing.index == index - 1):
        facing = None
    page = _Maker(index, context, root_box, html)
    level = facing.end.level if facing else 0
    page.make_well(level if level <= LEVELLED else 0)
    if level and (page.end.badness or page.end.notes):  # it can't follow
        page = page.again()
        page.make_well(0)
    elif facing and not level and 0 < page.end.short <= MENDABLE:
        page = _levelled(facing, page)
    compositor.last_made = page
    made: tuple[Any, Any] = page.made
    return made


def _levelled(facing: _Maker, page: _Maker) -> _Maker:
    """Makes the page before again and then this one, until both are level; if they don't get so, all stays as it was."""
    shorter = [(Attempt(), page.end.level)] if 0 < page.end.level <= LEVELLED else []
    for attempt, aim in (*shorter, *((change, 0) for change in facing.changes()[:TRIES])):
        again = facing.again()
        again.make(attempt, aim)
        if again.end.badness:
            continue
        after = page.again()
        after.make_well(aim)
        if not after.end.badness:
            break
    else:
        again = facing.again()
        again.make_well(0)
        after = page.again()
        after.make_well(0)
    vars(facing.made[0]).update(vars(again.made[0]))  # the engine has this page already
    return after


@dataclass(frozen=True)
class End:
    """How a page ends: by how many lines it is shorter than it should be, whether in a hyphen, whether with notes."""

    short: int = 0
    hyphen: bool = False
    notes: bool = False

    @property
    def level(self) -> int:
        """By how many lines the page that faces it is to be shorter: notes stand at the foot in any case."""
        return 0 if self.notes else self.short

    @property
    def badness(self) -> int:
        """A hyphen is worse than two lines."""
        return 2 * self.short + 5 * self.hyphen


@dataclass(frozen=True)
class _Start:
    """A paragraph that begins on a page: the origin of its first line, and how many of its lines are there."""

    origin: Any
    lines: int


class _Maker:
    """Makes one page, as often as it takes. `made` is the page with where the next begins, `end` how it ends."""

    made: Any = None
    end = End()

    def __init__(self, index: int, context: Any, root_box: Any, html: Any):
        self.index = index
        self._arguments = (index, context, root_box, html)
        self._context = context
        self._compositor = compositor_of(context)
        self._leading: float = strut(root_box.style)[0]
        self._notes = (context.footnotes.copy(), context.reported_footnotes.copy(), context.broken_out_of_flow.copy())

    def again(self) -> _Maker:
        """A maker of the same page from the beginning."""
        self._forget()
        self._restore()
        return _Maker(*self._arguments)

    def make_well(self, aim: int) -> None:
        """Makes the page, to end `aim` lines above its foot, as well as some tries can."""
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
        """Makes the page so, to end `aim` lines above its foot."""
        self._forget()
        for box, wish in attempt.wishes.items():
            self._compositor.wish(box, wish)
        self._restore()
        state = self._context.page_maker[self.index][-1]
        state["anchors"], state["content_lookups"] = [], []
        self._context.held_back = (aim + attempt.held) * self._leading
        self.made = engine_makes(*self._arguments)
        self._context.held_back = 0
        self.end = self._found_end(aim)

    def changes(self) -> list[Attempt]:
        """A paragraph that begins on the page set a line longer or shorter, the least visible change first."""
        found = []
        for start in self._starts():
            natural = self._composed(start, Wish())
            for wish in map(Wish, self._compositor.steps) if natural and natural.running else ():
                other = self._composed(start, wish)
                if natural and other:
                    found.append((other.setting.demerits - natural.setting.demerits, Attempt({start.origin.box: wish})))
        return [attempt for _, attempt in sorted(found, key=lambda change: change[0])]

    def _forget(self) -> None:
        """Sets the paragraphs of the page that was made as is best again."""
        for start in self._starts() if self.made else ():
            self._compositor.wish(start.origin.box, Wish())

    def _restore(self) -> None:
        footnotes, reported, broken = self._notes
        self._context.footnotes, self._context.reported_footnotes = footnotes.copy(), reported.copy()
        self._context.broken_out_of_flow = broken.copy()

    def _found_end(self, aim: int) -> End:
        """How the page ends; a chapter's last may end anywhere."""
        page, resume_at = self.made
        flow = page.children[0]
        ends = [(box.position_y + box.height, box) for box in flow.descendants() if isinstance(box, boxes.LineBox | boxes.ReplacedBox)]
        if resume_at is None or not ends:
            return End()
        foot, last = max(ends, key=lambda end: end[0])
        room = self._context.page_bottom - foot - aim * self._leading
        origin = getattr(last, "origin", None)
        return End(max(0, int(room / self._leading + 0.1)), bool(origin and origin.flagged), bool(page.children[1].children))

    def _attempts(self) -> Iterator[Attempt]:
        """What may mend the end, the least visible first."""
        starts, end = list(self._starts()), self.end
        last = self._composed(starts[-1], Wish()) if starts else None
        if end.hyphen and last and starts[-1].lines < len(last.setting.lines):  # the hyphen is its
            yield Attempt({starts[-1].origin.box: Wish(whole=frozenset([starts[-1].lines - 1]))})
        changes = self.changes() if end.short <= MENDABLE else []
        yield from changes[:TRIES]
        if end.short > 1:
            for looseness in (-1, 1):
                alike = [change.wishes for change in changes if Wish(looseness) in change.wishes.values()]
                if len(alike) > 1:
                    yield Attempt({**alike[0], **alike[1]})
        if end.hyphen:
            yield from (Attempt(held=1), Attempt(held=2))

    def _composed(self, start: _Start, wish: Wish) -> Composed | None:
        """A paragraph set so; None where that can't be."""
        origin = start.origin
        return self._compositor.compose(self._context, origin.box, origin.width, origin.box.text_indent, wish)

    def _starts(self) -> Iterator[_Start]:
        """The composed paragraphs that begin on the page, in their order."""
        origins = [line.origin for line in _lines(self.made[0].children[0]) if hasattr(line, "origin")]
        for origin in origins:
            if origin.number == 0:
                yield _Start(origin, sum(other.box is origin.box for other in origins))


def _lines(box: Any) -> Iterator[Any]:
    """The lines on a page, but those of tables."""
    for child in box.children:
        if isinstance(child, boxes.LineBox):
            yield child
        elif isinstance(child, boxes.ParentBox) and not isinstance(child, boxes.TableBox):
            yield from _lines(child)
