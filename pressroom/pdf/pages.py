"""A page of HTML laid out: as is best or, where that misses the pages it should have by a line or two, that much tighter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pressroom.composition import Strain
from pressroom.composition.copyfit import Fit
from pressroom.pdf import foot, lines

MOST = 2  # lines by which a chapter is set shorter than is best
TRIES = 4  # the ends of pages between may take back what a paragraph has given


@dataclass(frozen=True)
class Laid:
    """A `weasyprint.Document`, the paragraphs that could not be set well in it, and its extent."""

    document: Any
    strains: tuple[Strain, ...]
    fit: Fit


def lay_out(html: Any, fonts: Any, asked: int = 0) -> Laid:
    """The pages of a `weasyprint.HTML`, `asked` of them (0: as many as it takes) if two lines less give that; its contact block is at the
    foot of the last.

    Those paragraphs are set shorter that lose least by it. If that does not do, all are set as is best.
    """
    laid = _laid_out(html, fonts, asked)
    if 0 < laid.fit.missed <= MOST:
        laid = next((shorter for shorter in _shorter(html, fonts, laid.fit) if not shorter.fit.missed), laid)
    foot.sink_contact(laid.document)
    return laid


def _shorter(html: Any, fonts: Any, fit: Fit) -> Iterator[Laid]:
    """Laid out with as many paragraphs a line shorter as there are lines over, again and again with others, the least visible first."""
    changes = lines.compositor_for(fonts).changes(-1)
    for first in range(min(TRIES, len(changes) - fit.missed + 1)):
        lines.compose_anew(fonts, changes[first : first + fit.missed], -1)
        yield _laid_out(html, fonts, fit.asked)


def _laid_out(html: Any, fonts: Any, asked: int) -> Laid:
    document = html.render(font_config=fonts)
    compositor = lines.compositor_for(fonts)
    return Laid(document, compositor.strains(), lines.extent(document, compositor, asked))
