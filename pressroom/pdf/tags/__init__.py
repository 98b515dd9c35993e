"""Writes the structure tree of the PDF: the role of each piece of text, in reading order.

The engine paints boxes, page by page, and gives each run of text a number on its page. Here these runs are assigned to the elements of the
HTML, so that an element that continues on the next page stays one element, a note comes after its call, and page furniture (running heads,
folios, rules, repeated heads of tables) is an artifact. Types are those of PDF 1.7 (ISO 32000-1, 14.8.4), rules those of
PDF/UA-1 (ISO 14289-1, 7).

`roles` maps HTML elements to structure types, `tree` is the structure, `reader` fills it from boxes, `marked_content` numbers the runs in
the pages' streams, `writer` makes the PDF's objects.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pressroom.pdf.engine import boxes, document, fonts, log, streams
from pressroom.pdf.engine.document import Document
from pressroom.pdf.engine.objects import Dictionary, Pdf, String
from pressroom.pdf.tags import marked_content, writer
from pressroom.pdf.tags.reader import BoxReader
from pressroom.pdf.tags.tree import Tree


def add_tags(plain: Any, pdf: Pdf, laid_out: Document, pdf_version: object, page_streams: Sequence[Any]) -> None:
    """Tags `pdf`, whose pages are painted but not yet written.

    `page_streams` are the content streams of its pages. A problem of the page (no language, a picture without `alt`) goes to the engine's
    log.
    """
    if "Lang" not in pdf.catalog:
        log.error("The page has no language: its html element needs a lang attribute")
        pdf.catalog["Lang"] = String()
    reader = BoxReader(Tree(boxes.flow(document.page_box(laid_out.pages[0])).element), pdf)
    pages = enumerate(zip(laid_out.pages, page_streams, strict=True))
    runs = [reader.read(number, page, streams.painted_runs(stream)) for number, (page, stream) in pages]
    canvases = marked_content.number(pdf, page_streams, runs, fonts.space_glyphs(laid_out.fonts))
    writer.write(pdf, reader.tree.document, canvases)
    pdf.catalog["MarkInfo"] = Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = Dictionary({"DisplayDocTitle": "true"})
