"""A finished page of HTML read back: what a reader sees, what a screen reader says, and everything else that is in it.

Python's own parser reads it, and nothing of what rendered it, so that what is proved of a page doesn't rest on its renderer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Literal, NamedTuple

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
# Phrasing content (HTML Standard, 3.2.5.2.5), but for br: all else begins a line, and ends one.
INLINE = frozenset(["a", "abbr", "audio", "b", "bdi", "bdo", "button", "canvas", "cite", "code", "data", "del", "dfn", "em", "embed", "i"])
INLINE |= {"iframe", "img", "input", "ins", "kbd", "label", "map", "mark", "math", "meter", "object", "output", "picture", "progress", "q"}
INLINE |= {"ruby", "s", "samp", "select", "slot", "small", "span", "strong", "sub", "sup", "svg", "textarea", "time", "u", "var", "video"}
INLINE |= {"wbr"}
UNSEEN = frozenset(["head", "script", "style", "template", "title"])
NUMBER_ROLES = frozenset(["doc-noteref", "doc-backlink"])


class Element(NamedTuple):
    """An element, and the one around it.

    What is true of that one is true of this: it is `unseen`, in a `note`, in the `number` of a note, or `replaced` by what is said for it.
    """

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    unseen: bool = False
    note: bool = False
    number: bool = False
    replaced: bool = False

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def and_around(self) -> Iterator[Element]:
        """The element itself, and those around it from the inside out."""
        element: Element | None = self
        while element:
            yield element
            element = element.parent


class Piece(NamedTuple):
    """A piece of a page: a text, a comment, an element that starts, or a break between two lines; and the element that it is in.

    An element that starts has what is said in its place (`data-said`), if anything.
    """

    kind: Literal["text", "comment", "start", "break"]
    text: str
    element: Element

    @property
    def begins_note(self) -> bool:
        around = self.element.parent
        return self.kind == "start" and self.element.note and not (around and around.note)


def read_html(markup: str) -> list[Piece]:
    """The pieces of a page of HTML, or of a document of XHTML or another XML that begins with its declaration, in their order."""
    reader = _HtmlReader(xml=markup.lstrip().startswith("<?xml"))
    reader.feed(markup)
    reader.close()
    return reader.pieces


def seen_text(pieces: Iterable[Piece]) -> str:
    """What a reader sees, in the order of the page, with a space wherever a line ends."""
    return "".join(text for kind, text, element in pieces if kind == "break" or (kind == "text" and not element.unseen))


def reading_text(pieces: Iterable[Piece], *, aloud: bool = False) -> str:
    """What a reader reads, in that order: without the numbers of notes, each note after the paragraph that calls it.

    `aloud`: as a screen reader says it, with what is said in place of what is seen.
    """
    parts: list[str] = []
    notes: list[str] = []
    for piece in pieces:
        if piece.kind == "break" and not piece.element.note:
            parts += [" ", *notes, " "]
            notes = []
        elif piece.kind == "break" or piece.begins_note:
            notes.append(" ")
        (notes if piece.element.note else parts).append(_said(piece, aloud))
    return "".join([*parts, " ", *notes])


def _said(piece: Piece, aloud: bool) -> str:
    kind, text, element = piece
    if element.unseen or element.number:
        return ""
    if kind == "start":
        return text if aloud else ""
    return text if kind == "text" and not (aloud and element.replaced) else ""


class _HtmlReader(HTMLParser):
    """Collects the pieces of a page. In HTML elements without content have no end; in XML all that are not closed at once have one."""

    def __init__(self, *, xml: bool) -> None:
        super().__init__()
        self.pieces: list[Piece] = []
        self._xml = xml
        self._inside = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._start(tag, attrs)
        if self._xml or tag not in VOID:
            self._inside = element

    def handle_endtag(self, tag: str) -> None:
        closing = next((element for element in self._inside.and_around() if element.tag == tag and element.parent), None)
        if closing and closing.parent:
            self._inside = closing.parent
        self._break(tag)

    def handle_data(self, data: str) -> None:
        self.pieces.append(Piece("text", data, self._inside))

    def handle_comment(self, data: str) -> None:
        self.pieces.append(Piece("comment", data, self._inside))

    def _start(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        self._break(tag)
        given = {name: value or "" for name, value in attrs}
        around = self._inside
        said = given.get("data-said", "")
        element = Element(
            tag,
            given,
            around,
            around.unseen or tag in UNSEEN,
            around.note or (tag == "span" and "note" in given.get("class", "").split()),
            around.number or given.get("role") in NUMBER_ROLES,
            around.replaced or bool(said),
        )
        self.pieces.append(Piece("start", "" if around.replaced else said, element))
        return element

    def _break(self, tag: str) -> None:
        if tag not in INLINE:
            self.pieces.append(Piece("break", " ", self._inside))
