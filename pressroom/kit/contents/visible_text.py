"""What a file of a kit says, to readers and to programs, part by part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import PurePosixPath

import pypdfium2

from pressroom.kit.contents import archive


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
        reader = _read(data)
        yield "the page", " ".join(reader.parts)
        yield "its description", reader.description
    elif path.endswith(".epub"):
        for name, document in sorted(archive.opened(data).items()):
            if name.endswith((".xhtml", ".opf")):
                yield PurePosixPath(name).name, " ".join(_read(document).parts)
    elif path.endswith(".txt"):
        yield "the text", data.decode("utf-8", "replace")


def instants(path: str, data: bytes) -> Iterator[tuple[str, str | None]]:
    """From when on a web page, or a book, says to programs that it may be read."""
    if path.endswith(".html"):
        yield "the page", _read(data).available
    elif path.endswith(".epub"):
        yield from (
            (PurePosixPath(name).name, _read(held).available) for name, held in archive.opened(data).items() if name.endswith(".opf")
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


def seen(text: str) -> str:
    """The text with one kind of space, without what is not seen."""
    return " ".join(re.sub("[\u00ad\u2060\u2066-\u2069\u200e\u200f\ufffe]", "", text).split())


def _read(data: bytes) -> _Reader:
    reader = _Reader()
    reader.feed(data.decode("utf-8", "replace"))
    reader.close()
    return reader


class _Reader(HTMLParser):
    """Collects the words of a web page, its description, and from when on it may be read (DCMI Metadata Terms: available)."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.description = ""
        self.available: str | None = None
        self._unseen = self._dates = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._unseen = tag in ("style", "script", "title")
        self._dates = given.get("property") == "dcterms:available"
        if given.get("name") == "dcterms.available":
            self.available = given.get("content")
        if tag == "meta" and given.get("name") == "description":
            self.description = given.get("content") or ""

    def handle_endtag(self, tag: str) -> None:
        self._unseen = self._dates = False

    def handle_data(self, data: str) -> None:
        if self._dates:
            self.available = data
        elif not self._unseen:
            self.parts.append(data)
