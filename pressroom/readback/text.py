"""A finished PDF read back: its words in their logical order, its fonts, and what a reader's machine should not be asked to do.

The order is the structure tree's (ISO 32000-1, 14.7 and 14.8), as a screen reader takes it; the words are those that the glyphs
stand for. Artifacts (running heads, folios) are not in the tree, so they are not read; nor are the numbers of notes and lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import NamedTuple

from pikepdf import Array, Dictionary, Object, Page, Pdf, PdfError, Stream

from pressroom.errors import EngineFailed, Problem
from pressroom.readback.canvas import Canvas, Form, Frame, Mark, Matrix, Shown
from pressroom.readback.fonts import Face, face

INLINE = {"/Span", "/Link", "/NonStruct", "/Em", "/Strong", "/Quote", "/Code"}
NOTES = {"/Note", "/FENote"}
NUMBERS = {"/Lbl", "/Reference"}
UNWANTED = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|EF|SubmitForm|ImportData|GoToR|OpenAction|AA)\b")
STRING = re.compile(rb"\((?:\\.|[^\\()])*\)", re.DOTALL)  # as qpdf writes one: its brackets escaped
REFUSED_ADDRESS = re.compile(rb"\s*(file|javascript|data|vbscript)\s*:", re.IGNORECASE)
TOUCHING = 0.15  # of the size: a gap narrower than any space
ASCENT, DESCENT = 0.75, 0.25  # of the size: how far letters reach above and below their line


class Line(NamedTuple):
    """A line, or a part of one, on page `page` (from 1): left, top, right and bottom in points, from the top left of the trim down.

    It reaches as far above and below the letters' line as most letters do: by three quarters of their size, and by one quarter.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Run(NamedTuple):
    """What one line, or one part of a line, shows of a paragraph.

    `page` counts from 1; `block` numbers the paragraph, heading, cell, … in the tree; `touches`: it begins where the run before it
    ends, on the same line; `cut`: a frame or the page's edge hides a part of it. `lines` say where it stands: more than one where the
    file gives the words of several lines at once.
    """

    text: str
    page: int
    block: int
    touches: bool
    cut: bool
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class FontUse:
    """A font that pages show, the numbers of these pages, and of those where it shows .notdef."""

    face: Face
    pages: frozenset[int]
    notdef: frozenset[int]


@dataclass(frozen=True)
class Readback:
    """What a PDF says: how many pages, its runs of text in reading order, its fonts by name, what is unwanted in it."""

    pages: int
    runs: tuple[Run, ...]
    fonts: tuple[FontUse, ...]
    unwanted: tuple[str, ...]


def read(pdf: bytes) -> Readback:
    """Read `pdf` once for all that is proved of it. Raises EngineFailed where it is not a PDF or has no structure tree."""
    try:
        with Pdf.open(BytesIO(pdf)) as document:
            tree = document.Root.get("/StructTreeRoot")
            if tree is None:
                raise EngineFailed(Problem("pdf-untagged", "the finished PDF has no structure tree, so its words can't be read back"))
            pages = Pages(document)
            runs = tuple(_runs(_Tree(pages).read(tree), pages.trims))
            return Readback(len(pages.canvases), runs, pages.fonts(), tuple(unwanted(document)))
    except (PdfError, RecursionError) as error:
        raise EngineFailed(Problem("pdf-unreadable", f"the finished PDF can't be read back: {error}")) from error


class Pages:
    """The pages, each followed to its end; the fonts and forms that they share are looked at once."""

    def __init__(self, document: Pdf):
        self._faces: dict[tuple[int, int], Face] = {}
        self._resources: dict[tuple[int, int], Mapping[str, Face]] = {}
        self.canvases: list[Canvas] = []
        self.trims: list[Frame] = []
        self.numbers: dict[tuple[int, int], int] = {}
        for number, page in enumerate(document.pages, 1):
            self.trims.append(_trim(page))
            canvas = Canvas(self.trims[-1])
            canvas.run(self._form(0, _content(page), (1, 0, 0, 1, 0, 0), page.resources))
            self.canvases.append(canvas)
            self.numbers[page.obj.objgen] = number

    def fonts(self) -> tuple[FontUse, ...]:
        """The fonts in the order of their names."""
        faces = {name: face for canvas in self.canvases for name, face in canvas.used.items()}
        return tuple(
            FontUse(
                faces[name],
                frozenset(number for number, canvas in enumerate(self.canvases, 1) if name in canvas.used),
                frozenset(number for number, canvas in enumerate(self.canvases, 1) if name in canvas.notdef),
            )
            for name in sorted(faces)
        )

    def _form(self, number: int, content: bytes, matrix: Matrix, resources: Object) -> Form:
        return Form(number, content, matrix, self._faces_of(resources), self._forms_of(resources))

    def _forms_of(self, resources: Object) -> Callable[[str], Form | None]:
        def form(name: str) -> Form | None:
            found = resources.get("/XObject", Dictionary()).get(name)
            if not isinstance(found, Stream) or found.get("/Subtype") != "/Form":
                return None
            a, b, c, d, e, f = map(float, found.get("/Matrix", Array([1, 0, 0, 1, 0, 0])).as_list())
            return self._form(found.objgen[0], found.read_bytes(), (a, b, c, d, e, f), found.get("/Resources", resources))

        return form

    def _faces_of(self, resources: Object) -> Mapping[str, Face]:
        fonts = resources.get("/Font", Dictionary())
        if fonts.objgen not in self._resources or not fonts.is_indirect:
            self._resources[fonts.objgen] = {name[1:]: self._face(font) for name, font in fonts.items()}
        return self._resources[fonts.objgen]

    def _face(self, font: Object) -> Face:
        if font.objgen not in self._faces or not font.is_indirect:
            self._faces[font.objgen] = face(font)
        return self._faces[font.objgen]


class _Tree:
    """A walk through the structure tree. A note is read after the paragraph, cell, … that calls it."""

    def __init__(self, pages: Pages):
        self._pages = pages
        self._block = 0
        self._notes: list[tuple[Object, int]] = []

    def read(self, root: Object) -> Iterator[tuple[int, int, Shown]]:
        """Block, page and text of each piece of marked content, in reading order."""
        yield from self._kids(root, 0)
        yield from self._called()

    def _element(self, element: Object, page: int) -> Iterator[tuple[int, int, Shown]]:
        tag = str(element.get("/S"))
        page = self._number(element, page)
        if tag in NUMBERS:
            return
        if tag in NOTES:
            self._notes.append((element, page))
            return
        if tag not in INLINE:
            yield from self._called()
        inner = self._kids(element, page)
        yield from inner if "/ActualText" not in element else _said(str(element.ActualText), inner)
        if tag not in INLINE:
            yield from self._called()

    def _kids(self, element: Object, page: int) -> Iterator[tuple[int, int, Shown]]:
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int):
                yield from self._content((0, kid), page)
            elif kid.get("/Type") == "/MCR":
                stream = kid.get("/Stm")
                mark = (0 if stream is None else stream.objgen[0], int(kid.MCID))
                yield from self._content(mark, self._number(kid, page))
            elif "/S" in kid:
                yield from self._element(kid, page)

    def _content(self, mark: Mark, page: int) -> Iterator[tuple[int, int, Shown]]:
        for shown in self._pages.canvases[page - 1].shown.get(mark, ()) if page else ():
            yield self._block, page, shown

    def _called(self) -> Iterator[tuple[int, int, Shown]]:
        """A block ends here: the notes that it called, each a block of its own."""
        self._block += 1
        notes, self._notes = self._notes, []
        for note, page in notes:
            yield from self._kids(note, page)
            yield from self._called()

    def _number(self, element: Object, page: int) -> int:
        own = element.get("/Pg")
        return page if own is None else self._pages.numbers[own.objgen]


def _said(words: str, pieces: Iterator[tuple[int, int, Shown]]) -> Iterator[tuple[int, int, Shown]]:
    """The pieces, the first saying `words` instead of what its glyphs stand for, the others nothing; soft hyphens in it are not seen."""
    words = words.replace("\N{SOFT HYPHEN}", "")
    for block, page, shown in pieces:
        if words or shown.text.strip():
            yield block, page, shown._replace(text=words)
        words = ""


def _runs(pieces: Iterator[tuple[int, int, Shown]], trims: Sequence[Frame]) -> Iterator[Run]:
    """A run for each piece that says something; one that says nothing shows words that the run before it says."""
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
    """Whether two runs stand on one line with nothing between them, whichever is the first."""
    gap = min(abs(left.end[0] - right.start[0]), abs(right.end[0] - left.start[0]))
    return gap < TOUCHING * left.size and abs(left.start[1] - right.start[1]) < left.size / 2


def _content(page: Page) -> bytes:
    contents = page.obj.get("/Contents", Array())
    return b"\n".join(part.read_bytes() for part in (contents if isinstance(contents, Array) else [contents]))


def _trim(page: Page) -> Frame:
    left, bottom, right, top = (float(edge) for edge in page.trimbox.as_list())
    return left, bottom, right, top


def unwanted(document: Pdf) -> Iterator[str]:
    """Scripts, programs, attached files, and addresses that a web page should not have, anywhere in the file."""
    for number, found in enumerate(document.objects):
        dictionary = found.stream_dict if isinstance(found, Stream) else found
        if not isinstance(dictionary, Dictionary | Array):
            continue
        source = dictionary.unparse(resolved=True)
        yield from (f"object {number} has /{name.decode()}" for name in dict.fromkeys(UNWANTED.findall(STRING.sub(b"()", source))))
        if b"/URI" in source:
            yield from (f"object {number} opens {address!r}" for address in _addresses(dictionary))


def _addresses(found: Object) -> Iterator[str]:
    """The addresses in an object, and in those written inside it, that should not be opened."""
    for key, value in found.items() if isinstance(found, Dictionary) else enumerate(found):
        if isinstance(value, Dictionary | Array) and not value.is_indirect:
            yield from _addresses(value)
        elif key == "/URI" and REFUSED_ADDRESS.match(bytes(value)):
            yield str(value)
