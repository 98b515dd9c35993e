"""Sets small pages of HTML as the press does, and opens the PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pytest
import weasyprint
import weasyprint.css
import weasyprint.draw.text
import weasyprint.layout.block
import weasyprint.layout.page
import weasyprint.pdf

from pressroom.pdf import lines, metadata, tags
from pressroom.pdf.engine import typecase

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


REPLACED = (  # what the press has the engine do in its own way
    (weasyprint.pdf, "add_tags"),
    (weasyprint.layout.block, "iter_line_boxes"),
    (weasyprint.layout.block, "_linebox_layout"),
    (weasyprint.layout.page, "remake_page"),
    (weasyprint.layout.page, "block_level_layout"),
    (weasyprint.draw.text, "draw_first_line"),
    (weasyprint.css, "find_stylesheets"),
)


@contextmanager
def engine(composed: bool = True) -> Iterator[None]:
    """The engine as the press sets it up, or with its own lines; as it was afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        for part in REPLACED:
            patch.setattr(*part, getattr(*part))
        weasyprint.pdf.add_tags = tags.add_tags
        typecase.install()
        if composed:
            lines.install()
        yield


def typeset(body: str, style: str = "", head: str = "", composed: bool = True) -> bytes:
    """The PDF of a page with this body, this stylesheet beside the tests' own, and this in its head."""
    with engine(composed):
        document = weasyprint.HTML(string=page(body, style, head)).render()
        pdf: bytes = document.write_pdf(pdf_variant=metadata.VARIANT, finisher=metadata.finish)
    return pdf


def page(body: str, style: str = "", head: str = "") -> str:
    """Its HTML."""
    return f"{PAGE}<style>{style}</style>{head}</head><body>{body}</body></html>"


def opened(body: str, style: str = "", head: str = "") -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(typeset(body, style, head)))
