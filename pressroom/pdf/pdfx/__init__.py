"""Makes the print edition from the engine's pages: PDF/X-4 (ISO 15930-7) or PDF/X-1a:2003 (ISO 15930-4).

`boxes` adds bleed and slug to the pages, `marks` draws crop and registration marks, `inks` refuses everything but process inks, `intent`
declares the printing condition.
"""

from __future__ import annotations

from functools import partial

from pressroom.pdf import metadata
from pressroom.pdf.engine import document
from pressroom.pdf.engine.document import Document, Source
from pressroom.pdf.engine.objects import Pdf
from pressroom.pdf.pdfx import boxes, inks, intent, marks
from pressroom.pdf.specification import Specification

VERSIONS = {"PDF/X-4": "1.6", "PDF/X-1a:2003": "1.4"}  # of PDF; before 1.5 there are no compressed objects


def unlink(source: Source) -> None:
    """Remove the addresses from the links of a page, so that they are no links in the layout."""
    for link in source.etree_element.iter("a"):
        link.attrib.pop("href", None)


def write(laid_out: Document, specification: Specification) -> bytes:
    """The file of a laid-out document for the printer. Raises `StyleRefused` for inks that it can't print."""
    laid_out.output_intent = "device-cmyk"  # the engine's colour space for groups
    if not specification.bookmarks:
        for page in laid_out.pages:
            page.bookmarks.clear()
    finisher = partial(_finish, specification=specification)
    return document.write(laid_out, finisher, pdf_tags=True, pdf_identifier=True, pdf_version=VERSIONS[specification.standard])


def _finish(laid_out: Document, pdf: Pdf, specification: Specification) -> None:
    """The function that the engine calls to finish a file."""
    metadata.correct(pdf)
    inks.refuse_foreign(pdf, specification)
    boxes.add_blanks(pdf, specification)
    boxes.impose(pdf, specification)
    marks.draw(pdf, specification)
    intent.declare(pdf, laid_out.metadata, specification)
    metadata.compress(pdf)
