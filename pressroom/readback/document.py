"""Opens a finished PDF: its pages, and active content that must not be in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from pikepdf import Array, Dictionary, Object, Page, PasswordError, Pdf, PdfError, Stream

from pressroom.errors import EngineFailed, Problem
from pressroom.readback.graphics import Frame

UNWANTED = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|EF|SubmitForm|ImportData|GoToR|OpenAction|AA)\b")
STRING = re.compile(rb"\((?:\\.|[^\\()])*\)", re.DOTALL)  # as qpdf writes them, with escaped brackets
REFUSED_ADDRESS = re.compile(rb"\s*(file|javascript|data|vbscript)\s*:", re.IGNORECASE)
DAMAGED = (PdfError, RecursionError, ValueError, LookupError, AttributeError, TypeError)  # raised by damaged files, when opened or later


@contextmanager
def open_pdf(pdf: bytes) -> Iterator[Pdf]:
    """The document. Raises EngineFailed if it can't be read, also if damage is found later, inside the `with` statement."""
    try:
        with Pdf.open(BytesIO(pdf)) as document:
            yield document
    except PasswordError:
        raise _unreadable("it asks for a password") from None
    except DAMAGED as error:
        raise _unreadable(str(error)) from error


def _unreadable(why: str) -> EngineFailed:
    return EngineFailed(Problem("pdf-unreadable", f"the finished PDF can't be read back: {why}"))


def page_numbers(document: Pdf) -> dict[tuple[int, int], int]:
    """The number (from 1) of each page, by its object number and generation."""
    return {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}


def trim(page: Page) -> Frame:
    return frame(page.trimbox)


def frame(box: Object) -> Frame:
    """A PDF rectangle as a `Frame`."""
    left, bottom, right, top = (float(edge) for edge in box.as_list())
    return left, bottom, right, top


def unwanted(document: Pdf) -> Iterator[str]:
    """Describes each script, launched program, attached file and unsafe address, anywhere in the file."""
    for number, found in enumerate(document.objects):
        dictionary = found.stream_dict if isinstance(found, Stream) else found
        if not isinstance(dictionary, Dictionary | Array):
            continue
        source = dictionary.unparse(resolved=True)
        yield from (f"object {number} has /{name.decode()}" for name in dict.fromkeys(UNWANTED.findall(STRING.sub(b"()", source))))
        if b"/URI" in source:
            yield from (f"object {number} opens {address!r}" for address in _addresses(dictionary))


def _addresses(found: Object) -> Iterator[str]:
    """The unsafe addresses in an object and in its direct objects."""
    for key, value in found.items() if isinstance(found, Dictionary) else enumerate(found):
        if isinstance(value, Dictionary | Array) and not value.is_indirect:
            yield from _addresses(value)
        elif key == "/URI" and REFUSED_ADDRESS.match(bytes(value)):
            yield str(value)
