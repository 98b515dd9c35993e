"""The structure tree of the PDF: what each word is, in the order in which it is read.

The engine paints boxes, page by page, and gives each run of text a number on its page. Here these runs are gathered under the elements
of the HTML, so that what runs over a page is one element still, a note stands beside its call, and what only furnishes the page (running
heads, folios, rules, repeated heads of tables) is an artifact. Types are those of PDF 1.7 (ISO 32000-1, 14.8.4), rules those of
PDF/UA-1 (ISO 14289-1, 7).

`roles` says what an element of HTML is in a PDF, `tree` is the structure, `reading` fills it from boxes, `marks` numbers the runs in the
pages' streams, `writing` makes the PDF's objects.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pydyf
from weasyprint.logger import LOGGER

from pressroom.pdf.tags import marks, writing
from pressroom.pdf.tags.reader import Reader
from pressroom.pdf.tags.tree import Tree


def add_tags(pdf: Any, document: Any, pdf_version: object, page_streams: Sequence[Any]) -> None:
    """Tags `pdf`, whose pages are painted but not yet written. Stands in for the function of this name in `weasyprint.pdf`.

    `document` is the engine's rendered document, `page_streams` are its pages' content streams. A problem of the page (no language, a
    picture without `alt`) goes to the engine's log.
    """
    if "Lang" not in pdf.catalog:
        LOGGER.error("The page has no language: its html element needs a lang attribute")
        pdf.catalog["Lang"] = pydyf.String()
    reader = Reader(Tree(document.pages[0]._page_box.children[0].element), pdf)
    runs = [reader.read(number, page, stream._tags) for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True))]
    canvases = marks.number(pdf, page_streams, runs, marks.spaces(document.fonts))
    writing.write(pdf, reader.tree.document, canvases)
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
