"""Sets small HTML pages as a build does, and opens the PDF."""

from __future__ import annotations

import io
from collections.abc import Collection
from pathlib import Path

import pikepdf
import pytest

from pressroom.pdf import metadata
from pressroom.pdf.engine import document, fonts, patches

FONTS = Path(__file__).parents[2] / "styles" / "fonts"
FACES = {
    "EBGaramond_400Regular": "normal 400",
    "EBGaramond_400Regular_Italic": "italic 400",
    "EBGaramond_700Bold": "normal 700",
    "Amiri_400Regular": "normal 400",
}
STYLE = "".join(
    f"@font-face {{ font-family: {name.split('_')[0]}; src: url({(FONTS / name).as_uri()}.ttf);"
    f" font-style: {style.split()[0]}; font-weight: {style.split()[1]} }}"
    for name, style in FACES.items()
)
PAGE = (
    """<!doctype html><html lang="en"><head><title>A title</title><style>
@page { size: 80mm 60mm; margin: 10mm }
html { font: 10pt/12pt EBGaramond, Amiri }
.note { float: footnote }
"""
    + f"{STYLE}</style>"
)
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4"
    "//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=="
)

ENGINE_LEAVES_OPEN = pytest.mark.filterwarnings("ignore:unclosed file.*sRGB2014:ResourceWarning")  # its colour profile


def engine(*plain: str) -> patches.install:
    """The engine as Pressroom sets it up, except for the `plain` parts, for which it works by itself."""
    return patches.install(plain)


def typeset(body: str, style: str = "", head: str = "", plain: Collection[str] = ()) -> bytes:
    """The PDF of a page with this body, an additional stylesheet, and additions to its head."""
    with engine(*plain):
        laid_out = document.lay_out(document.parse(page(body, style, head)), fonts.new_fonts())
        return document.write(laid_out, metadata.finish, pdf_variant=metadata.VARIANT)


def page(body: str, style: str = "", head: str = "") -> str:
    """Its HTML."""
    return f"{PAGE}<style>{style}</style>{head}</head><body>{body}</body></html>"


def opened(body: str, style: str = "", head: str = "") -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(typeset(body, style, head)))
