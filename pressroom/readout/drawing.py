"""The pages of a PDF as pictures, as a viewer draws them."""

from __future__ import annotations

import io
import threading
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import pypdfium2

LOOK = 1.5  # pixels a point at which pages are compared
PDFIUM = threading.RLock()  # PDFium knows no threads


class Drawing:
    """The pages of a PDF, drawn when they are asked for; from any thread.

    `sizes` are their widths and heights in pt, `corners` how far their trim's top left is from their own, to the right and down.
    """

    def __init__(self, pdf: bytes):
        with PDFIUM:
            self._document = pypdfium2.PdfDocument(pdf)
            self.sizes: tuple[tuple[float, float], ...] = tuple(page.get_size() for page in self._document)
            self.corners = tuple(_corner(page) for page in self._document)
            self.title = str(self._document.get_metadata_value("Title"))
        self._picture = lru_cache(maxsize=32)(self._draw)
        self._look = lru_cache(maxsize=None)(self._pixels)

    def picture(self, page: int, width: int) -> bytes:
        """The PNG of a page (from 1), `width` pixels wide. Raises LookupError where there is no such page, or the PDF was let go."""
        return self._picture(page, width)

    def look(self, page: int) -> bytes:
        """A digest of the pixels of a page (from 1): two pages that have the same look the same."""
        return self._look(page)

    def close(self) -> None:
        """Lets go of the PDF: from here on there are no pages."""
        with PDFIUM:
            self._document.close()
            self.sizes = self.corners = ()

    def _draw(self, page: int, width: int) -> bytes:
        with PDFIUM:
            if not 0 < page <= len(self.sizes):
                raise LookupError(page)
            picture = self._render(page, width / self.sizes[page - 1][0]).to_pil()
        file = io.BytesIO()
        picture.save(file, "PNG", compress_level=1)
        return file.getvalue()

    def _pixels(self, page: int) -> bytes:
        return blake2b(self._render(page, LOOK).buffer, digest_size=16).digest()

    def _render(self, page: int, scale: float) -> Any:
        with PDFIUM:
            return self._document[page - 1].render(scale=scale)


def _corner(page: Any) -> tuple[float, float]:
    """Of a page that is no smaller than its trim (ISO 32000-1, 14.11.2)."""
    left, _, _, top = page.get_trimbox()
    edge, _, _, head = page.get_mediabox()
    return left - edge, head - top
