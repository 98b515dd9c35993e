"""The pages as a browser gets them: exactly the pixels that PDFium renders."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from pressroom.readback.drawing import Drawing, looks

WIDE, HIGH = 612, 792


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A page with a red corner at the top left and a blue edge at the bottom, and an empty page. The trim of both is 10 pt inside."""
    with pikepdf.new() as document:
        for content in (b"1 0 0 rg 0 742 100 50 re f 0 0 1 rg 0 0 612 20 re f", b""):
            page = document.add_blank_page(page_size=(WIDE, HIGH))
            page.Contents = document.make_stream(content)
            page.TrimBox = [10, 20, WIDE - 10, HIGH - 30]
        document.docinfo["/Title"] = "Two pages"
        file = io.BytesIO()
        document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("width", [900, 601, 50])
def test_a_picture_is_what_pdfium_draws(pdf: bytes, width: int) -> None:
    """It is exactly as wide as requested, since a browser would blur it otherwise."""
    picture = Image.open(io.BytesIO(Drawing(pdf).picture(1, width)))
    assert picture.format == "PNG"
    assert picture.size == (width, pytest.approx(width * HIGH / WIDE, abs=1))
    assert picture.getpixel((2, 2)) == (255, 0, 0)
    assert picture.getpixel((width - 2, 2)) == (255, 255, 255)
    assert picture.getpixel((width - 2, picture.height - 1)) == (0, 0, 255)
    with pypdfium2.PdfDocument(pdf) as document:
        theirs = document[0].render(scale=(width - 0.01) / WIDE).to_pil()
    assert picture.tobytes() == theirs.convert("RGB").tobytes()


def test_a_drawing_knows_its_pages(pdf: bytes) -> None:
    drawing = Drawing(pdf)
    assert drawing.sizes == ((WIDE, HIGH), (WIDE, HIGH))
    assert drawing.corner == pytest.approx((10, 30))
    assert drawing.title == "Two pages"
    assert drawing.look(1) != drawing.look(2) == Drawing(pdf).look(2)


def test_there_are_no_pages_outside_it_nor_after_it(pdf: bytes) -> None:
    drawing = Drawing(pdf)
    for page in (0, 3, -1):
        with pytest.raises(LookupError):
            drawing.picture(page, 100)
    drawing.picture(1, 100)
    drawing.close()
    with pytest.raises(LookupError):
        drawing.picture(2, 100)


def test_what_is_no_pdf_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        Drawing(b"nothing")


def test_pages_that_differ_by_a_tenth_of_a_point_look_different(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.pages[0].Contents = document.make_stream(b"1 0 0 rg 0 742.1 100 50 re f 0 0 1 rg 0 0 612 20 re f")
        file = io.BytesIO()
        document.save(file)
    one, other = looks(pdf), looks(file.getvalue())
    assert (one[0] == other[0], one[1] == other[1]) == (False, True)
    assert one == looks(pdf)
