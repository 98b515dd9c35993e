"""Lays out an HTML page as well as possible or, if that is one or two lines too long for its pages, that much tighter."""

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
    """A laid-out document, its badly set lines, and its extent."""

    document: Document
    bad_lines: tuple[BadLines, ...]
    fit: Fit


def lay_out(source: Source, fonts: Fonts, asked: int = 0) -> LaidOut:
    """The pages of a `source`, exactly `asked` (0: any number) if that takes at most two lines less. The contact block ends the last.

    The paragraphs in which it shows least are set shorter. If that isn't enough, all are set as well as possible.
    """
    laid_out = _laid_out(source, fonts, asked)
    if 0 < laid_out.fit.missed <= MOST:
        laid_out = next((shorter for shorter in _shorter(source, fonts, laid_out.fit) if not shorter.fit.missed), laid_out)
    contact_block.sink_contact(laid_out.document)
    return laid_out


def _shorter(source: Source, fonts: Fonts, fit: Fit) -> Iterator[LaidOut]:
    """The document with as many paragraphs set a line shorter as it has lines too many. Yields variants, the least visible change first."""
    changes = lines.compositor_for(fonts).changes(-1)
    for first in range(min(TRIES, len(changes) - fit.missed + 1)):
        lines.renew_compositor(fonts, changes[first : first + fit.missed], -1)
        yield _laid_out(source, fonts, fit.asked)


def _laid_out(source: Source, fonts: Fonts, asked: int) -> LaidOut:
    laid_out = document.lay_out(source, fonts)
    compositor = lines.compositor_for(fonts)
    return LaidOut(laid_out, compositor.bad_lines(), lines.extent(laid_out, compositor, asked))
