"""What a page paints: how dense its pictures are, and what belongs to the structure tree."""

from __future__ import annotations

from io import BytesIO

from pikepdf import Array, Dictionary, Name, Pdf

from pressroom import readback
from pressroom.readback.paints import Paint


def paints(content: bytes, found: bytes, **about: object) -> tuple[Paint, ...]:
    """What a page with `content` paints, in which /X is the object `found`."""
    with Pdf.new() as document:
        page = document.add_blank_page(page_size=(400, 400))
        page.Contents = document.make_stream(content)
        page.Resources = Dictionary(XObject=Dictionary(X=document.make_stream(found, Type=Name.XObject, **about)))
        out = BytesIO()
        document.save(out)
    return tuple(readback.survey(out.getvalue()).pages[0].paints)


def test_a_picture_that_is_turned_has_the_resolution_of_its_own_sides() -> None:
    picture = {"Subtype": Name.Image, "Width": 200, "Height": 300, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray}
    for matrix in (b"72 0 0 36", b"0 72 -36 0"):
        (paint,) = paints(matrix + b" 100 100 cm /X Do", bytes(200 * 300), **picture)
        assert paint.resolution == 200, "pixels per inch across, where there are 600 upwards"


def test_what_a_form_paints_is_tagged_where_the_form_is() -> None:
    form = {"Subtype": Name.Form, "BBox": Array([0, 0, 400, 400])}
    found = paints(b"/P <</MCID 0>> BDC /X Do EMC /Artifact BMC /X Do EMC /X Do", b"10 10 80 80 re f", **form)
    assert [paint.tagged for paint in found] == [True, True, False]
