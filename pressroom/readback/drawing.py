"""The pages of a PDF as pictures, as a viewer draws them, and whether two of them look the same."""

from __future__ import annotations

import struct
import threading
import zlib
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import pypdfium2

# Dots an inch at which pages are compared. Of eight pages with one line each that was moved by 0.005 pt, six look different at 150 dots,
# three at 108, two at 36; a page takes 20, 10 and 5 ms.
FINE, QUICK = 150, 108
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
        self._look = lru_cache(maxsize=None)(lambda page: _look(self._page(page - 1), QUICK))

    def picture(self, page: int, width: int) -> bytes:
        """The PNG of a page (from 1), `width` pixels wide. Raises LookupError where there is no such page, or the PDF is closed."""
        return self._picture(page, width)

    def look(self, page: int) -> str:
        """A name of what a page (from 1) looks like, drawn quickly: two that look the same have the same."""
        return self._look(page)

    def close(self) -> None:
        """Release the PDF: from here on there are no pages."""
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
    """For each page of `pdf` a name of what it looks like, sheet and all: two pages have the same where every pixel is the same.

    Raises RuntimeError where it is not a PDF.
    """
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        return tuple(_look(page, FINE) for page in document)


def _look(page: pypdfium2.PdfPage, resolution: int) -> str:
    bitmap = _render(page, resolution / 72)
    return blake2b(b"%d %d " % (bitmap.width, bitmap.height) + bytes(bitmap.buffer), digest_size=16).hexdigest()


def _render(page: pypdfium2.PdfPage, scale: float) -> Any:
    with PDFIUM:
        return page.render(scale=scale, rev_byteorder=True)  # red comes first


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
