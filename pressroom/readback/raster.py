"""What the pages of a PDF look like: their pixels, as a viewer draws them."""

from __future__ import annotations

from hashlib import sha256

RESOLUTION = 150  # pixels an inch: a stroke of a letter is two or three pixels wide, and each has 256 shades


def looks(pdf: bytes) -> tuple[str, ...]:
    """For each page a name of what it looks like, sheet and all: two pages have the same where every pixel is the same."""
    import pypdfium2  # takes a while to load, and a build has no use for it

    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(_look(page.render(scale=RESOLUTION / 72, rev_byteorder=True)) for page in document)


def _look(bitmap: object) -> str:
    width, height, pixels = (getattr(bitmap, name) for name in ("width", "height", "buffer"))
    return sha256(f"{width} {height} ".encode() + bytes(pixels)).hexdigest()
