"""Runs the engine: HTML in, laid-out pages and a PDF out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol
from xml.etree.ElementTree import Element

import weasyprint

from pressroom.pdf.engine.boxes import Box
from pressroom.pdf.engine.fetcher import EmbeddedFetcher
from pressroom.pdf.engine.fonts import Fonts

Finisher = Callable[["Document", Any], None]  # is called with the PDF's objects before they are written


class Metadata(Protocol):
    """The metadata in the head of a page. Dates are as in HTML."""

    title: str | None
    authors: list[str]
    description: str | None
    keywords: list[str]
    lang: str | None
    generator: str | None
    created: str | None
    modified: str | None


class Page(Protocol):
    """A laid-out page; `height` is in px, with its margins."""

    height: float
    bookmarks: list[Any]


class Document(Protocol):
    """A laid-out document. `fonts` are the embedded fonts; `output_intent` names the colour space of transparency groups."""

    metadata: Metadata
    pages: Sequence[Page]
    output_intent: str | None

    @property
    def fonts(self) -> Mapping[Any, Any]: ...


class Source(Protocol):
    """A parsed HTML page."""

    @property
    def etree_element(self) -> Element: ...


def parse(html: str, fetcher: EmbeddedFetcher | None = None) -> Source:
    """Parse `html`. `fetcher` answers its requests."""
    source: Source = weasyprint.HTML(string=html, base_url=None, url_fetcher=fetcher)
    for numbered in source.etree_element.iter("ol"):
        _number(numbered)
    return source


def _number(numbered: Element) -> None:
    """Make a list begin with the number in its `start` attribute.

    The engine would do so only together with all other presentational hints (HTML Standard, 15.3), such as the size of pictures.
    """
    start = numbered.get("start")
    if start:
        numbered.set("style", f"counter-reset: list-item {int(start) - 1}")


def lay_out(source: Any, fonts: Fonts) -> Document:
    """Lay out the page with `fonts`, to which its own fonts are added."""
    return source.render(font_config=fonts)  # type: ignore[no-any-return]


def page_boxes(document: Document) -> list[Box]:
    """The boxes of the pages, in their order."""
    return [page_box(page) for page in document.pages]


def page_box(page: Any) -> Box:
    """The box of a page."""
    return page._page_box  # type: ignore[no-any-return]


def write(document: Any, finisher: Finisher | None = None, **options: Any) -> bytes:
    """The PDF of a document; `options` are those of the engine's `write_pdf`."""
    return document.write_pdf(finisher=finisher, **options)  # type: ignore[no-any-return]
