"""Renders the pages of a PDF as pictures, and compares how pages look."""

from __future__ import annotations

import struct
import threading
import zlib
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import pypdfium2

# The resolutions at which pages are compared, in dots per inch. If one line of a page moves by 0.005 pt, the page looks different in six of
# eight cases at 150 dpi, in three at 108, in two at 36. A page takes 20, 10 and 5 ms.
FINE, QUICK = 150, 108
ROUNDING = 0.01  # of a pixel: PDFium rounds up
PNG = b"\x89PNG\r\n\x1a\n"
PDFIUM = threading.RLock()  # PDFium is not thread-safe


class Drawing:
    """The pages of a PDF, read and rendered on demand. It can be used from any thread.

    `sizes` are their widths and heights in pt. `corner` is the distance from the top left of the page to that of its trim, to the right and
    down, which is the same on all pages.
    """

    def __init__(self, pdf: bytes):
        with PDFIUM:
            self._document = pypdfium2.PdfDocument(pdf)
            self._page = lru_cache(maxsize=None)(self._document.get_page)
            self.sizes: tuple[tuple[float, float], ...] = tuple(map(self._document.get_page_size, range(len(self._document))))
            self.corner = _corner(self._page(0))
            self.title = str(self._document.get_metadata_value("Title"))
        self._picture = lru_cache(maxsize=32)(self._draw)
        self._look = lru_cache(maxsize=None)(lambda page: _look(self._page(page - 1), QUICK))

    def picture(self, page: int, width: int) -> bytes:
        """The PNG of a page (from 1), `width` pixels wide. Raises LookupError if there is no such page or the PDF is closed."""
        return self._picture(page, width)

    def look(self, page: int) -> str:
        """A digest of the appearance of a page (from 1), rendered quickly: pages that look alike have the same digest."""
        return self._look(page)

    def close(self) -> None:
        """Release the PDF. After that it has no pages."""
        with PDFIUM:
            self._document.close()
            self.sizes = ()

    def _draw(self, page: int, width: int) -> bytes:
        with PDFIUM:
            if not 0 < page <= len(self.sizes):
                raise LookupError(page)
            bitmap = _render(self._page(page - 1), (width - ROUNDING) / self.sizes[page - 1][0])
        return _png(bitmap)


def looks(pdf: bytes) -> tuple[str, ...]:
    """A digest of the appearance of each page of `pdf`, including its bleed and slug. It is the same if all pixels are the same.

    Raises RuntimeError if it is not a PDF.
    """
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        return tuple(_look(page, FINE) for page in document)


def _look(page: pypdfium2.PdfPage, resolution: int) -> str:
    bitmap = _render(page, resolution / 72)
    return blake2b(b"%d %d " % (bitmap.width, bitmap.height) + bytes(bitmap.buffer), digest_size=16).hexdigest()


def _render(page: pypdfium2.PdfPage, scale: float) -> Any:
    with PDFIUM:
        return page.render(scale=scale, rev_byteorder=True)  # RGB, not BGR


def _png(bitmap: Any) -> bytes:
    """An RGB bitmap as a PNG without filters (W3C, Portable Network Graphics, 5.3 and 11.2).

    Pillow looks for the best of five filters for each row. This takes longer than rendering the page, and browsers show it no faster.
    """
    pixels, across = bytes(bitmap.buffer), 3 * bitmap.width
    rows = b"".join(b"\0" + pixels[start : start + across] for start in range(0, len(pixels), bitmap.stride))
    head = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return PNG + b"".join(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks)


def _corner(page: Any) -> tuple[float, float]:
    """The distance from the top left of a page to that of its trim, to the right and down (ISO 32000-1, 14.11.2)."""
    left, _, _, top = page.get_trimbox()
    edge, _, _, head = page.get_mediabox()
    return left - edge, head - top
