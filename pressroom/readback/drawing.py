"""The pages of a PDF as pictures, as a viewer draws them."""

from __future__ import annotations

import struct
import threading
import zlib
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import pypdfium2

LOOK = 1.5  # pixels a point at which pages are compared
ROUNDING = 0.01  # of a pixel: PDFium rounds up
PNG = b"\x89PNG\r\n\x1a\n"
PDFIUM = threading.RLock()  # PDFium knows no threads


class Drawing:
    """The pages of a PDF, read and drawn when they are asked for; from any thread.

    `sizes` are their widths and heights in pt, `corner` is how far the trim's top left is from the page's, to the right and down, on the
    first page as on all.
    """

    def __init__(self, pdf: bytes):
        with PDFIUM:
            self._document = pypdfium2.PdfDocument(pdf)
            self._page = lru_cache(maxsize=None)(self._document.get_page)
            self.sizes: tuple[tuple[float, float], ...] = tuple(map(self._document.get_page_size, range(len(self._document))))
            self.corner = _corner(self._page(0))
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
            self.sizes = ()

    def _draw(self, page: int, width: int) -> bytes:
        with PDFIUM:
            if not 0 < page <= len(self.sizes):
                raise LookupError(page)
            bitmap = self._render(page, (width - ROUNDING) / self.sizes[page - 1][0])
        return _png(bitmap)

    def _pixels(self, page: int) -> bytes:
        return blake2b(self._render(page, LOOK).buffer, digest_size=16).digest()

    def _render(self, page: int, scale: float) -> Any:
        with PDFIUM:
            return self._page(page - 1).render(scale=scale, rev_byteorder=True)  # red comes first


def _png(bitmap: Any) -> bytes:
    """A bitmap of red, green and blue as a PNG (W3C, Portable Network Graphics, 5.3 and 11.2), its rows unfiltered.

    Pillow looks for the best of five filters for each row, which takes longer than to draw the page, and the browser no less to show it.
    """
    pixels, across = bytes(bitmap.buffer), 3 * bitmap.width
    rows = b"".join(b"\0" + pixels[start : start + across] for start in range(0, len(pixels), bitmap.stride))
    head = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return PNG + b"".join(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks)


def _corner(page: Any) -> tuple[float, float]:
    """Of a page that is no smaller than its trim (ISO 32000-1, 14.11.2)."""
    left, _, _, top = page.get_trimbox()
    edge, _, _, head = page.get_mediabox()
    return left - edge, head - top
