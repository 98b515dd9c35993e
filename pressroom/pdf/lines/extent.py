"""Measures the extent of a laid-out document: how many lines it is too long or short for its pages, and which lines an editor should check.

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
    """A line of text, or a picture that is `lines` high, on page `page`, in the block `block`. `origin` is given if it was composed."""

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
    """A page: its lines of text, and in px the used height, the height of its notes with the space above them, and the free height."""

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
        """How many lines the paragraphs that begin on the page are longer than ideal, for a better page end."""
        begun = [origin.composed for line in self.lines if (origin := line.origin) and not origin.number]
        return sum(max(0, composed.options.looseness) for composed in begun)

    @property
    def dropped(self) -> float:
        """The space above the first block of the page in px, which the page break has dropped."""
        box, space = self.flow, 0.0
        while boxes.is_block(box) and box.children:
            space = max(space, boxes.given_margin_top(box))
            box = box.children[0]
        return space


def extent(laid_out: Document, compositor: Compositor, asked: int = 0) -> Fit:
    """The extent of a laid-out document. `asked` is the number of pages that it should have (0: any)."""
    made = document.page_boxes(laid_out)
    leading = fonts.leading(boxes.flow(made[0]).style)
    pages = [_Page(number, page, leading) for number, page in enumerate(made, 1)]
    missed = _missed(pages, asked, leading) if asked else 0
    spots = [*_paragraph_spots(pages, compositor), *_page_spots(pages)]
    if missed > 0:
        spots += [line.spot("over") for line in pages[asked].lines[:1]]
    return Fit(len(pages), max(0, int(pages[-1].free / leading + NEARLY)), asked, missed, tuple(spots))


def _missed(pages: Sequence[_Page], asked: int, leading: float) -> int:
    """How many lines the document is too long (above 0) or too short.

    If it has too many pages, the lines on the extra pages count, with the space that page breaks have dropped, minus the free lines on the
    last allowed page and the lines added only for page ends. If it has too few, the free lines on the last page and one more are missing.
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
    """The spots in paragraphs that an editor should check, in order; then those in notes."""
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
    """The spots at page ends that an editor should check; none for a chapter of one page."""
    for page in pages[:-1]:
        foot = max((line.box.position_y + line.box.height for line in page.lines), default=0)
        for heading, group in groupby(page.lines, key=lambda line: line.block.element if line.heading else None):
            if heading is not None:
                *_, line = group
                below = round((foot - line.box.position_y - line.box.height) / page.leading)
                if below < BELOW_HEADING:
                    yield line.spot("low-heading", below)
    *before, last = pages
    if before and last.text_lines < FEWEST_LAST:
        end = next((page.lines[-1] for page in reversed(before) if page.lines), None)
        first = last.lines[0] if last.lines else end  # with the contact block alone, the text is on the pages before
        if first:
            yield first.spot("thin-page", last.text_lines if last.lines else 0)


def _composed(line: _Line) -> Composed | None:
    return line.origin.composed if line.origin else None


def _to_cut(composed: Composed) -> int:
    """How many characters to cut from the end of a paragraph to save a line; whole words are cut. 0 if it isn't in its best setting, for a
    better page end."""
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
