"""Reads a finished PDF back: its words in logical order, its fonts, and active content that must not be in it.

The order is that of the structure tree (ISO 32000-1, 14.7 and 14.8), as for a screen reader. The words are those that the glyphs
represent. Artifacts (running heads, folios) are not in the tree, so they are left out, like the numbers of notes and list items.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pikepdf import Pdf

from pressroom.errors import EngineFailed, Problem
from pressroom.readback.document import open_pdf, page_numbers, trim, unwanted
from pressroom.readback.fonts import Face
from pressroom.readback.graphics import Frame
from pressroom.readback.machine import Machine
from pressroom.readback.resources import Faces, Resources
from pressroom.readback.tags import Marked, Tag, tags
from pressroom.readback.words import Shown, Words

INLINE = {"/Span", "/Link", "/NonStruct", "/Em", "/Strong", "/Quote", "/Code"}
NOTES = {"/Note", "/FENote"}
NUMBERS = {"/Lbl", "/Reference"}
TOUCHING = 0.15  # of the font size: narrower than any space
ASCENT, DESCENT = 0.75, 0.25  # of the font size: the usual height of letters above and below the baseline


class Line(NamedTuple):
    """A line or a part of one on page `page` (from 1): left, top, right and bottom in points, measured from the top left of the trim.

    It extends above the baseline by three quarters of the font size, and below it by one quarter, as most letters do.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Run(NamedTuple):
    """The text of one line, or a part of a line, of a paragraph.

    `page` counts from 1. `block` is the number of the paragraph, heading, cell, … in the tree. `touches`: it begins where the run before
    it ends, on the same line. `cut`: a frame or the edge of the page hides a part of it. `lines` are its positions, more than one if the
    file gives the words of several lines together (ActualText).
    """

    text: str
    page: int
    block: int
    touches: bool
    cut: bool
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class FontUse:
    """A font, the numbers of the pages that use it, and of those where it shows .notdef."""

    face: Face
    pages: frozenset[int]
    notdef: frozenset[int]


@dataclass(frozen=True)
class Readback:
    """The content of a PDF: its number of pages, its runs in reading order, its fonts by name, descriptions of unwanted active content.

    `marks` are the numbers and bullets of its list items, in reading order.
    """

    pages: int
    runs: tuple[Run, ...]
    fonts: tuple[FontUse, ...]
    unwanted: tuple[str, ...]
    marks: tuple[str, ...] = ()


def read_pdf(pdf: bytes) -> Readback:
    """Read all that the proof needs of `pdf`. Raises EngineFailed if it is not a PDF or has no structure tree."""
    with open_pdf(pdf) as document:
        root = document.Root.get("/StructTreeRoot")
        if root is None:
            raise EngineFailed(Problem("pdf-untagged", "the finished PDF has no structure tree, so its words can't be read back"))
        pages = page_words(document)
        reading = _Reading(pages)
        trims = [trim(page) for page in document.pages]
        runs = tuple(_runs(reading.pieces(tags(root, page_numbers(document))), trims))
        return Readback(len(pages), runs, tuple(_fonts(pages)), tuple(unwanted(document)), tuple(reading.marks))


def page_words(document: Pdf) -> list[Words]:
    """The words of each page. Only what is inside its trim is visible."""
    faces: Faces = {}
    pages = []
    for page in document.pages:
        words = Words()
        Machine(words, trim(page)).run(page.obj, Resources(page.resources, faces))
        pages.append(words)
    return pages


def _fonts(pages: Sequence[Words]) -> Iterator[FontUse]:
    """The fonts, sorted by name."""
    faces = {name: face for words in pages for name, face in words.used.items()}
    for name in sorted(faces):
        used, notdef = (
            frozenset(number for number, found in enumerate(some, 1) if name in found)
            for some in ([words.used for words in pages], [words.notdef for words in pages])
        )
        yield FontUse(faces[name], used, notdef)


Piece = tuple[int, int, Shown]  # block, page and text of a piece of marked content


class _Reading:
    """Walks through the tags in reading order. A note is read after the paragraph, cell, … that refers to it."""

    def __init__(self, pages: Sequence[Words]):
        self._pages = pages
        self.marks: list[str] = []
        self._block = 0
        self._notes: list[Tag] = []
        self._in_note = False

    def pieces(self, roots: Sequence[Tag]) -> Iterator[Piece]:
        """Each piece of marked content, in reading order."""
        yield from self._each(roots)
        yield from self._end_block()

    def _each(self, kids: Sequence[Tag | Marked]) -> Iterator[Piece]:
        for kid in kids:
            if isinstance(kid, Tag):
                yield from self._element(kid)
            elif kid.page:
                yield from ((self._block, kid.page, shown) for shown in self._pages[kid.page - 1].shown.get(kid.mark, ()))

    def _element(self, tag: Tag) -> Iterator[Piece]:
        if tag.kind in NUMBERS:
            if tag.kind == "/Lbl" and not self._in_note:
                self.marks.append("".join(shown.text for _, _, shown in self._each(tag.kids)).strip())
            return
        if tag.kind in NOTES:
            self._notes.append(tag)
            return
        if tag.kind not in INLINE:
            yield from self._end_block()
        inner = self._each(tag.kids)
        yield from inner if tag.actual_text is None else _replaced(tag.actual_text, inner)
        if tag.kind not in INLINE:
            yield from self._end_block()

    def _end_block(self) -> Iterator[Piece]:
        """End the block. The notes that it refers to follow, each as a block."""
        self._block += 1
        notes, self._notes = self._notes, []
        for note in notes:
            self._in_note = True
            yield from self._each(note.kids)
            self._in_note = False
            yield from self._end_block()


def _replaced(words: str, pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces with `words` (ActualText) as the text of the first, and no text in the others. Soft hyphens in `words` are dropped."""
    words = words.replace("\N{SOFT HYPHEN}", "")
    for block, page, shown in pieces:
        if words or shown.text.strip():
            yield block, page, shown._replace(text=words)
        words = ""


def _runs(pieces: Iterator[Piece], trims: Sequence[Frame]) -> Iterator[Run]:
    """A run for each piece with text. A piece without text shows words of the run before it, which gets its line."""
    before, run = None, None
    for block, page, shown in pieces:
        line = _line(page, shown, trims[page - 1])
        if run is not None and not shown.text:
            run = run._replace(cut=run.cut or shown.cut, lines=(*run.lines, line))
        elif shown.text.strip():
            if run is not None:
                yield run
            touches = before is not None and run is not None and run.lines[-1].page == page and _touch(before, shown)
            run = Run(shown.text, page, block, touches, shown.cut, (line,))
        else:
            continue
        before = shown
    if run is not None:
        yield run


def _line(page: int, shown: Shown, trim: Frame) -> Line:
    (left, up), right = shown.start, shown.end[0] - shown.blank
    return Line(page, left - trim[0], trim[3] - up - ASCENT * shown.size, right - trim[0], trim[3] - up + DESCENT * shown.size)


def _touch(left: Shown, right: Shown) -> bool:
    """Whether two runs are on one line with no space between them, in either order."""
    gap = min(abs(left.end[0] - right.start[0]), abs(right.end[0] - left.start[0]))
    return gap < TOUCHING * left.size and abs(left.start[1] - right.start[1]) < left.size / 2
