"""Finds all text in a finished file, for readers and for programs, also what is compressed or encoded.

It has four kinds: `words`, which readers see; `data`, which programs read (attributes, metadata, the strings of a PDF); `comment`; and
`source`, the unpacked bytes as characters.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Literal, NamedTuple
from zipfile import BadZipFile, ZipFile

from pikepdf import Array, Dictionary, Object, Stream, String

from pressroom.errors import EngineFailed, Problem
from pressroom.readback.document import open_pdf
from pressroom.readback.html import Piece, read_html
from pressroom.readback.text import page_words

Kind = Literal["words", "data", "comment", "source"]
MARKUP = (".html", ".xhtml", ".opf", ".ncx", ".xml", ".svg")
UNSAID = frozenset(["class", "style", "src", "width", "height", "rel", "media", "http-equiv", "dir"])  # never from the content
DATA_URL = re.compile(r"data:[a-z]+/[a-z0-9.+-]+;base64,([A-Za-z0-9+/=]+)")


class FoundString(NamedTuple):
    """A text in a file, its kind, and a phrase that says where it was found."""

    where: str
    text: str
    kind: Kind


def strings(name: str, data: bytes) -> Iterator[FoundString]:
    """All text in a file. The suffix of `name` says whether it is a PDF, HTML or XML, or an archive with files; any other is text.

    Raises EngineFailed if it can't be read.
    """
    if name.endswith(".pdf"):
        yield from _pdf(data)
    elif name.endswith((".epub", ".zip")):
        yield from _archive(data)
    elif name.endswith(MARKUP):
        yield from _markup(data.decode("utf-8", "replace"))
    else:
        yield FoundString("the text", data.decode("utf-8", "replace"), "words")
        yield FoundString("the file", data.decode("latin-1"), "source")


def _archive(data: bytes) -> Iterator[FoundString]:
    try:
        with ZipFile(BytesIO(data)) as archive:
            yield FoundString("the archive", archive.comment.decode("latin-1"), "data")
            for entry in archive.infolist():
                yield FoundString("the archive", entry.filename, "data")
                yield FoundString(entry.filename, (entry.comment + entry.extra).decode("latin-1"), "data")
                for found in strings(entry.filename, archive.read(entry)):
                    yield found._replace(where=f"{entry.filename}, {found.where}")
    except (BadZipFile, RuntimeError, NotImplementedError) as error:
        raise EngineFailed(Problem("archive-unreadable", f"the finished archive can't be read back: {error}")) from error


def _markup(text: str) -> Iterator[FoundString]:
    pieces = read_html(text)
    yield FoundString("the text", "".join(piece.text for piece in pieces if _is_words(piece)), "words")
    for kind, said, element in pieces:
        if kind == "start":
            for name, value in element.attributes.items():
                if value and name not in UNSAID:
                    yield FoundString(f"the attribute {name} of {element.tag}", value, "data")
        elif kind == "comment":
            yield FoundString("a comment", said, "comment")
        elif kind == "text" and element.tag == "script":
            yield FoundString("a script", said, "data")
    for embedded in DATA_URL.finditer(text):
        try:
            yield FoundString("a face or picture inside", base64.b64decode(embedded[1]).decode("latin-1"), "source")
        except (binascii.Error, ValueError):
            continue
    yield FoundString("the file", DATA_URL.sub("", text), "source")


def _is_words(piece: Piece) -> bool:
    return piece.kind == "break" or (piece.kind == "text" and piece.element.tag not in ("script", "style"))


def _pdf(data: bytes) -> Iterator[FoundString]:
    with open_pdf(data) as document:
        for number, page in enumerate(page_words(document), 1):
            yield FoundString(f"page {number}", "".join(page.letters).replace("\N{SOFT HYPHEN}", ""), "words")
            yield FoundString(f"page {number}", " ".join(page.letters), "words")
        for found in document.objects:
            yield from _object(found)


def _object(found: Object) -> Iterator[FoundString]:
    if isinstance(found, Stream):
        packet = found.get("/Type") == "/Metadata"
        content = found.read_raw_bytes() if found.get("/Subtype") == "/Image" else found.read_bytes()
        yield FoundString("the metadata" if packet else "a stream", content.decode("latin-1"), "source")
        if packet:
            yield FoundString("the metadata", re.sub(r"<[^>]*>", " ", content.decode("utf-8", "replace")), "data")
        yield from _strings(found.stream_dict)
    elif isinstance(found, Dictionary | Array):
        yield from _strings(found)


def _strings(found: Object) -> Iterator[FoundString]:
    for key, value in found.items() if isinstance(found, Dictionary) else (("", part) for part in found):
        if isinstance(value, String):
            yield FoundString(f"the entry {key}" if key else "a list", str(value), "data")
        elif isinstance(value, Dictionary | Array) and not value.is_indirect:
            yield from _strings(value)
