"""One page, made as often as it takes to end well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import weasyprint.layout.page
from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import strut

from pressroom.pdf.foot import contacts
from pressroom.pdf.lines.compositor import Composed, Wish, compositor_of

TRIES = 4
MENDABLE = 5  # lines by which a page may be too short for another setting to help

engine_makes = weasyprint.layout.page.remake_page


class Attempt(NamedTuple):
    """Something that may mend a page's end: other settings of some paragraphs, and lines that are held back from the page."""

    wishes: Mapping[Any, Wish] = {}
    held: int = 0


@dataclass(frozen=True)
class End:
    """How a page ends: by how many lines it is shorter than its `aim`, which is so many above the foot; in a hyphen? with notes?"""

    short: int = 0
    hyphen: bool = False
    notes: bool = False
    aim: int = 0

    @property
    def level(self) -> int:
        """How many lines above the foot it ends: notes stand at the foot in any case."""
        return 0 if self.notes else self.short + self.aim

    @property
    def badness(self) -> int:
        """A hyphen is worse than two lines."""
        return 2 * self.short + 5 * self.hyphen


@dataclass(frozen=True)
class _Start:
    """A paragraph that begins on a page: the origin of its first line, and how many of its lines are there."""

    origin: Any
    lines: int


class Maker:
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

    @property
    def last(self) -> bool:
        """Whether the page that was made is the chapter's last."""
        return self.made[1] is None

    @property
    def text_lines(self) -> int:
        """How many lines stand on the page, without the contact block's."""
        flow = self.made[0].children[0]
        return sum(1 for _ in _lines(flow)) - sum(sum(1 for _ in _lines(block)) for block in contacts(flow))

    def again(self) -> Maker:
        """A maker of the same page from the beginning."""
        self._forget()
        self._restore()
        return Maker(*self._arguments)

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
        state.update(content_changed=False, pages_wanted=False, anchors=[], content_lookups=[])
        self._compositor.standing.begin(self.index)
        self._context.held_back = (aim + attempt.held) * self._leading
        self.made = engine_makes(*self._arguments)
        self._context.held_back = 0
        self.end = self._found_end(aim)

    def changes(self) -> list[Attempt]:
        """A paragraph that begins on the page set a line longer or shorter, the least visible change first."""
        found = []
        for start in self._starts():
            natural = self._composed(start, Wish())
            for wish in map(Wish, self._compositor.steps) if natural else ():
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
        return End(max(0, int(room / self._leading + 0.1)), bool(origin and origin.flagged), bool(page.children[1].children), aim)

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
        style_places = [line.origin for line in _lines(self.made[0].children[0]) if hasattr(line, "origin")]
        for origin in style_places:
            if origin.number == 0:
                yield _Start(origin, sum(other.box is origin.box for other in style_places))


def _lines(box: Any) -> Iterator[Any]:
    """The lines on a page, but those of tables."""
    for child in box.children:
        if isinstance(child, boxes.LineBox):
            yield child
        elif isinstance(child, boxes.ParentBox) and not isinstance(child, boxes.TableBox):
            yield from _lines(child)
