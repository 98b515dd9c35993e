"""What a laid-out document takes: by how many lines it misses the pages that were asked for, and the lines that an editor should look at.

It is measured before the contact block is moved to the foot of its page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from pressroom.composition import Glue, set_paragraph
from pressroom.composition.copyfit import Fit, Spot, SpotKind
from pressroom.pdf.engine import boxes, document, fonts
from pressroom.pdf.engine.boxes import POINTS, Box
from pressroom.pdf.engine.document import Document
from pressroom.pdf.lines.compositor import Composed, Compositor
from pressroom.pdf.lines.line_layout import Origin, origin_of
from pressroom.pdf.lines.page_ends import FEWEST_LAST

HEADINGS = ("h1", "h2", "h3")
APART = ("masthead", "notice", "contact")  # classes of what is not the chapter's own text
HYPHENS = ("-", "\u2010", "\u00ad")
FEW_WORDS = 2  # in a last line
STACK = 3  # hyphens running
BELOW_HEADING = 2  # lines (The Chicago Manual of Style, 17th edition, 2.113)
NEARLY = 0.1  # of a line: what rounding may lose


@dataclass(frozen=True)
class _Line:
    """A line of text or a picture of so many `lines` on page `page`, of the block `block`; `origin` is given where it was composed."""

    page: int
    block: Box
    box: Box
    lines: int

    @property
    def text(self) -> str:
        if boxes.is_picture(self.box):
            return ""
        return "".join(box.text for box in self.box.descendants() if boxes.is_text(box)).strip()

    @property
    def heading(self) -> bool:
        return self.block.element_tag in HEADINGS

    @property
    def origin(self) -> Origin | None:
        return origin_of(self.box)

    def spot(self, kind: SpotKind, number: int = 0) -> Spot:
        return Spot(kind, self.page, (self.box.position_y + self.box.height / 2) * POINTS, self.text, number)


class _Page:
    """A page: its lines of text, and in px how far it is used, what its notes take and the space above them, and what is free."""

    def __init__(self, number: int, page: Box, leading: float):
        flow = boxes.flow(page)
        areas = [area for area in boxes.note_areas(page) if area.children]
        top = page.content_box_y()
        self.flow, self.leading = flow, leading
        self.lines = [_Line(number, block, box, max(1, round(box.height / leading))) for block, box in _lines(flow)]
        self.note_lines = [_Line(number, block, box, 1) for area in areas for block, box in _lines(area)]
        contact = next((box for box in flow.descendants() if boxes.is_block_of_class(box, "contact")), None)
        ends = [line.box.position_y + line.box.height for line in self.lines]
        text = max(ends, default=top)
        end = contact.position_y + contact.margin_height() if contact else text
        self.text_lines: int = round((text - top) / leading)
        self.used: float = end - top
        self.notes: float = sum(area.height for area in areas)
        self.rule: float = sum(area.margin_height() - area.height for area in areas)
        self.height: float = page.height
        self.free: float = self.height - self.used - self.notes - self.rule

    @property
    def lengthened(self) -> int:
        """By how many lines the paragraphs that begin on the page are longer than is best, for the sake of its end."""
        begun = [origin.composed for line in self.lines if (origin := line.origin) and not origin.number]
        return sum(max(0, composed.options.looseness) for composed in begun)

    @property
    def dropped(self) -> float:
        """The space above the page's first block in px, which the page break has taken."""
        box, space = self.flow, 0.0
        while boxes.is_block(box) and box.children:
            space = max(space, boxes.given_margin_top(box))
            box = box.children[0]
        return space


def extent(laid_out: Document, compositor: Compositor, asked: int = 0) -> Fit:
    """What a laid-out document takes; `asked` are the pages that it should have (0: as many as it takes)."""
    made = document.page_boxes(laid_out)
    leading = fonts.leading(boxes.flow(made[0]).style)
    pages = [_Page(number, page, leading) for number, page in enumerate(made, 1)]
    missed = _missed(pages, asked, leading) if asked else 0
    spots = [*_paragraph_spots(pages, compositor), *_page_spots(pages)]
    if missed > 0:
        spots += [line.spot("over") for line in pages[asked].lines[:1]]
    return Fit(len(pages), max(0, int(pages[-1].free / leading + NEARLY)), asked, missed, tuple(spots))


def _missed(pages: Sequence[_Page], asked: int, leading: float) -> int:
    """By how many lines the pages are too many (above 0) or too few.

    What stands on the pages too many is counted, with the space that page breaks have dropped, less what is free on the last page that may
    be used, and the lines that are there for a page's end alone. Pages too few lack what is free on the last, and one line.
    """
    over, last = pages[asked:], pages[min(asked, len(pages)) - 1]
    if over:
        rule = max(page.rule for page in over) if not last.notes else 0
        needed = sum(page.used + page.notes + page.dropped for page in over) + rule - last.free
        return max(1, ceil(needed / leading - NEARLY) - sum(page.lengthened for page in (last, *over)))
    lacking = asked - len(pages)
    free, height = (int(space / leading + NEARLY) for space in (last.free, last.height))
    return -(free + (lacking - 1) * height + 1) if lacking else 0


def _paragraph_spots(pages: Sequence[_Page], compositor: Compositor) -> Iterator[Spot]:
    """What an editor should look at in paragraphs, in their order; then in notes."""
    lines = [line for page in pages for line in page.lines] + [line for page in pages for line in page.note_lines]
    for _, group in groupby(lines, key=lambda line: id(line.block.element)):
        paragraph = [line for line in group if line.text]
        if len(paragraph) < 2 or paragraph[0].heading or boxes.is_cell(paragraph[0].block):
            continue
        first, last, composed = paragraph[0], paragraph[-1], _composed(paragraph[-1])
        if composed and compositor.is_tightened(composed):
            yield first.spot("tightened")
        if len(last.text.split()) <= FEW_WORDS:
            yield last.spot("few-words", _to_cut(composed) if composed else 0)
        if sum(line.page == last.page for line in paragraph) == 1:
            yield last.spot("widow")
        yield from _stacks(paragraph)


def _stacks(paragraph: Sequence[_Line]) -> Iterator[Spot]:
    for divided, group in groupby(paragraph, key=lambda line: line.text.endswith(HYPHENS)):
        stack = list(group)
        if divided and len(stack) >= STACK:
            yield stack[0].spot("hyphens", len(stack))


def _page_spots(pages: Sequence[_Page]) -> Iterator[Spot]:
    """What an editor should look at at the ends of pages; a chapter's only page may end anywhere."""
    for page in pages[:-1]:
        foot = max((line.box.position_y + line.box.height for line in page.lines), default=0)
        for heading, group in groupby(page.lines, key=lambda line: line.block.element if line.heading else None):
            if heading is not None:
                *_, line = group
                below = round((foot - line.box.position_y - line.box.height) / page.leading)
                if below < BELOW_HEADING:
                    yield line.spot("low-heading", below)
    last = pages[-1]
    if len(pages) > 1 and last.lines and last.text_lines < FEWEST_LAST:
        yield last.lines[0].spot("thin-page", last.text_lines)


def _composed(line: _Line) -> Composed | None:
    return line.origin.composed if line.origin else None


def _to_cut(composed: Composed) -> int:
    """How many letters less at its end give the paragraph a line less; words are cut, one after another. 0 where it is set otherwise than
    best, for the sake of its page's end."""
    if composed.options.looseness or composed.options.whole:
        return 0
    items, lines, paragraph = composed.paragraph.items, composed.setting.lines, composed.paragraph
    for at in range(len(items) - 1, 0, -1):
        if isinstance(items[at], Glue):
            shorter = set_paragraph(items[:at], composed.measure, composed.options)
            if shorter and len(shorter.lines) < len(lines):
                return len(paragraph.text[paragraph.offsets[at] :].strip())
    return 0


def _lines(box: Box) -> Iterator[tuple[Box, Box]]:
    """Each line and picture in `box`, with its block, without masthead, notices and contact block."""
    for child in box.children if boxes.is_parent(box) else ():
        if boxes.is_line(child) or boxes.is_picture(child):
            yield box, child
        elif not any(boxes.is_block_of_class(child, name) for name in APART):
            yield from _lines(child)
