"""Reads a finished HTML page back: what a reader sees, what a screen reader says, and everything else in it.

It uses Python's own parser and none of the code that rendered the page, so that the proof doesn't depend on the renderer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Literal, NamedTuple

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
# Phrasing content (HTML Standard, 3.2.5.2.5) except br. All other elements begin and end a line.
INLINE = frozenset(["a", "abbr", "audio", "b", "bdi", "bdo", "button", "canvas", "cite", "code", "data", "del", "dfn", "em", "embed", "i"])
INLINE |= {"iframe", "img", "input", "ins", "kbd", "label", "map", "mark", "math", "meter", "object", "output", "picture", "progress", "q"}
INLINE |= {"ruby", "s", "samp", "select", "slot", "small", "span", "strong", "sub", "sup", "svg", "textarea", "time", "u", "var", "video"}
INLINE |= {"wbr"}
UNSEEN = frozenset(["head", "script", "style", "template", "title"])
NUMBER_ROLES = frozenset(["doc-noteref", "doc-backlink"])


class Element(NamedTuple):
    """An element and its parent, from which it inherits the flags.

    It is `unseen`, inside a `note`, inside the `number` of a note, or `replaced` by other words for screen readers.
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
        """The element itself and its ancestors, from the inside out."""
        element: Element | None = self
        while element:
            yield element
            element = element.parent


class Piece(NamedTuple):
    """A piece of a page: a text, a comment, the start of an element, or a break between two lines; and the element that contains it.

    The `text` of a start is what screen readers say instead of the element (`data-said`), if anything.
    """

    kind: Literal["text", "comment", "start", "break"]
    text: str
    element: Element

    @property
    def begins_note(self) -> bool:
        around = self.element.parent
        return self.kind == "start" and self.element.note and not (around and around.note)


def read_html(markup: str) -> list[Piece]:
    """The pieces of an HTML page, or of an XML document that begins with an XML declaration, in order."""
    reader = _HtmlReader(xml=markup.lstrip().startswith("<?xml"))
    reader.feed(markup)
    reader.close()
    return reader.pieces


def seen_text(pieces: Iterable[Piece]) -> str:
    """The visible text in the order of the page, with a space at each line break."""
    return "".join(text for kind, text, element in pieces if kind == "break" or (kind == "text" and not element.unseen))


def reading_text(pieces: Iterable[Piece], *, aloud: bool = False) -> str:
    """The text in reading order, without note numbers, and with each note after the paragraph that refers to it.

    With `aloud`, it is what a screen reader says, with the words that replace visible text for screen readers.
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
    """Collects the pieces of a page. In HTML, void elements have no end tag; in XML, every element is closed."""

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
