"""The text of a file of a kit, for readers and for programs, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

import pypdfium2

from pressroom.kit.contents import archive
from pressroom.readback import html


def texts(path: str, data: bytes) -> Iterator[tuple[str, str]]:
    """What a file says, part by part: each page of a PDF that shows anything and what it says of itself, a web page, each document of a
    book, a text. Raises ValueError for what is no PDF and no book.
    """
    if path.endswith(".pdf"):
        with opened(data) as document:
            for number, page in enumerate(document, 1):
                text = page.get_textpage().get_text_bounded(*trimmed(page))
                if text.strip():
                    yield f"page {number}", text
            yield "its description", document.get_metadata_value("Subject")
    elif path.endswith(".html"):
        pieces = _markup(data)
        yield "the page", html.seen_text(pieces)
        yield "its description", _description(pieces)
    elif path.endswith(".epub"):
        for name, document in sorted(archive.opened(data).items()):
            if name.endswith((".xhtml", ".opf")):
                yield PurePosixPath(name).name, html.seen_text(_markup(document))
    elif path.endswith(".txt"):
        yield "the text", data.decode("utf-8", "replace")


def instants(path: str, data: bytes) -> Iterator[tuple[str, str | None]]:
    """From when on a web page, or a book, says to programs that it may be read (None: it does not)."""
    if path.endswith(".html"):
        yield "the page", _available(_markup(data))
    elif path.endswith(".epub"):
        yield from (
            (PurePosixPath(name).name, _available(_markup(held))) for name, held in archive.opened(data).items() if name.endswith(".opf")
        )


def opened(data: bytes) -> pypdfium2.PdfDocument:
    """A PDF. Raises ValueError for what is none."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"no PDF: {error}") from None


def trimmed(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """What is left of a page when it is cut."""
    box: tuple[float, float, float, float] = page.get_trimbox()
    return box


def _markup(data: bytes) -> list[html.Piece]:
    return html.read_html(data.decode("utf-8", "replace"))


def _description(pieces: Iterable[html.Piece]) -> str:
    described = (each.element.attributes for each in pieces if each.kind == "start" and each.element.tag == "meta")
    return next((given.get("content", "") for given in described if given.get("name") == "description"), "")


def _available(pieces: Iterable[html.Piece]) -> str | None:
    """From when on it may be read (DCMI Metadata Terms: available): by an attribute in HTML, by an element in the package of a book."""
    for kind, text, element in pieces:
        if kind == "start" and element.attributes.get("name") == "dcterms.available":
            return element.attributes.get("content")
        if kind == "text" and element.attributes.get("property") == "dcterms:available":
            return text
    return None
