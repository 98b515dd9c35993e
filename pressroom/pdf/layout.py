"""Lays out a page of HTML: as well as possible or, if that is a line or two over the pages asked for, that much tighter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pressroom.composition import BadLines
from pressroom.composition.copyfit import Fit
from pressroom.pdf import contact_block, lines
from pressroom.pdf.engine import document
from pressroom.pdf.engine.document import Document, Source
from pressroom.pdf.engine.fonts import Fonts

MOST = 2  # lines by which a chapter is set shorter than is best
TRIES = 4  # the ends of pages between may take back what a paragraph has given


@dataclass(frozen=True)
class LaidOut:
    """A laid-out document, the paragraphs that could not be set well in it, and its extent."""

    document: Document
    bad_lines: tuple[BadLines, ...]
    fit: Fit


def lay_out(source: Source, fonts: Fonts, asked: int = 0) -> LaidOut:
    """The pages of a `source`, `asked` of them (0: as many as it takes) if two lines less give that; the contact block ends the last.

    The paragraphs that lose least are set shorter. If that isn't enough, all are set as well as possible.
    """
    laid_out = _laid_out(source, fonts, asked)
    if 0 < laid_out.fit.missed <= MOST:
        laid_out = next((shorter for shorter in _shorter(source, fonts, laid_out.fit) if not shorter.fit.missed), laid_out)
    contact_block.sink_contact(laid_out.document)
    return laid_out


def _shorter(source: Source, fonts: Fonts, fit: Fit) -> Iterator[LaidOut]:
    """The document with as many paragraphs a line shorter as there are lines over; each time others, the least visible first."""
    changes = lines.compositor_for(fonts).changes(-1)
    for first in range(min(TRIES, len(changes) - fit.missed + 1)):
        lines.renew_compositor(fonts, changes[first : first + fit.missed], -1)
        yield _laid_out(source, fonts, fit.asked)


def _laid_out(source: Source, fonts: Fonts, asked: int) -> LaidOut:
    laid_out = document.lay_out(source, fonts)
    compositor = lines.compositor_for(fonts)
    return LaidOut(laid_out, compositor.bad_lines(), lines.extent(laid_out, compositor, asked))
