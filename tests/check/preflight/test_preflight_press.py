"""The print edition: a valid file passes every item, and each planted problem fails its own item."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from pressroom import readback
from pressroom.check.preflight import plates
from pressroom.errors import Place
from tests.support.print_files import PICTURES, X1A, codes, failing, items, painted, picture, printer, sound

X4 = printer()
TEXT = f"BT /F0 11 Tf 1 0 0 1 100 500 Tm <{codes()}> Tj ET"


@pytest.mark.parametrize("printer", [X4, X1A])
def test_a_sound_file_passes_every_item(printer: Any) -> None:
    found = items(sound(standard=printer.standard), printer)
    assert {name: item.found for name, item in found.items() if item.verdict != "pass"} == {}
    assert len(found) == 19
    assert "350 %" not in found["ink"].found, "ink in the slug is cut away"


def box(name: str, *edges: float) -> Any:
    return lambda pdf: pdf.pages[1].obj.__setitem__(f"/{name}", Array(edges))


def without(*path: str) -> Any:
    def change(pdf: Pdf) -> None:
        found = pdf.Root
        for key in path[:-1]:
            found = found[int(key)] if key.isdigit() else found[key]
        del found[path[-1]]

    return change


def replaced(name: str, *picture_of: Any) -> Any:
    """Replace the picture of this name."""

    def change(pdf: Pdf) -> None:
        pdf.pages[0].resources.XObject[f"/{name}"] = picture(pdf, *picture_of)

    return change


def intent(key: str, value: Any) -> Any:
    return lambda pdf: pdf.Root.OutputIntents[0].__setitem__(f"/{key}", value)


def link(pdf: Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://example.org/"))
    pdf.pages[1].obj.Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action))])


def bookmark(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("One", 0))


def script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert()"))


def attached(pdf: Pdf) -> None:
    pdf.attachments["a.txt"] = b"a"


def group(space: Any) -> Any:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency, CS=space)

    return change


def unembedded(pdf: Pdf) -> None:
    del pdf.pages[0].resources.Font.F0.DescendantFonts[0].FontDescriptor["/FontFile2"]


def foreign(pdf: Pdf) -> None:
    pdf.pages[0].resources.Font.F0.BaseFont = Name("/ABCDEF+Helvetica")


def standard_font(pdf: Pdf) -> None:
    pdf.pages[0].resources.Font.F1 = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    painted("0 0 0 1 k BT /F1 9 Tf 1 0 0 1 100 480 Tm (Helvetica) Tj ET")(pdf)


def icc(components: int) -> Any:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].resources.ColorSpace.P = Array([Name.ICCBased, pdf.make_stream(b"", N=components)])
        painted(f"/P cs {'0.1 ' * components} scn 100 100 9 9 re f")(pdf)

    return change


def lab(pdf: Pdf) -> None:
    pdf.pages[0].resources.ColorSpace.P = Array([Name.Lab, Dictionary(WhitePoint=[1, 1, 1])])
    painted("/P cs 50 0 0 scn 100 100 9 9 re f")(pdf)


def tiled(pdf: Pdf) -> None:
    """RGB that is painted only by the stream of a pattern."""
    pattern = pdf.make_stream(b"1 0 0 rg 0 0 1 1 re f", PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 2, 2], XStep=2, YStep=2)
    pdf.pages[0].resources.Pattern = Dictionary(T=pattern)
    painted("/Pattern cs /T scn 100 100 90 90 re f")(pdf)


def in_form(content: bytes, **entries: Any) -> Any:
    def change(pdf: Pdf) -> None:
        resources = pdf.pages[0].resources
        resources.XObject.Inner = pdf.make_stream(
            content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], Resources=resources, **entries
        )
        painted("/Inner Do")(pdf)

    return change


def dense_jpeg(pdf: Pdf) -> None:
    """A JPEG as Photoshop writes it, with inverted inks and a marker that says so."""
    from io import BytesIO

    from PIL import Image

    file = BytesIO()
    Image.new("CMYK", (300, 300), (240, 240, 240, 200)).save(file, "JPEG", quality=95)
    shown = pdf.pages[0].resources.XObject.Photo
    shown.write(file.getvalue(), filter=Name.DCTDecode)
    shown.Decode = Array([1, 0] * 4)


def soft(pdf: Pdf) -> None:
    pdf.pages[0].resources.XObject.Photo.SMask = picture(pdf, 2, Name.DeviceGray, bytes(4))


def one_page(pdf: Pdf) -> None:
    del pdf.pages[1]


def info(key: str, value: Any) -> Any:
    return lambda pdf: pdf.trailer.Info.__setitem__(f"/{key}", value)


FAULTS = [
    (box("TrimBox", 36, 36, 436, 536.02), "boxes", [2]),
    (box("BleedBox", 28, 27, 445, 545), "boxes", [2]),
    (box("MediaBox", -1, 0, 471, 572), "boxes", [2]),
    (box("ArtBox", 36, 36, 436, 536), "boxes", [2]),
    (box("CropBox", 36, 36, 436, 536), "boxes", [2]),
    (one_page, "page count", []),
    (painted(f"0 0 0 1 k BT /F0 11 Tf 1 0 0 1 50.9 400 Tm <{codes()}> Tj ET"), "safety margin", [1]),
    (painted(f"0 0 0 1 k BT /F0 11 Tf 1 0 0 1 395 400 Tm <{codes()}> Tj ET", 1), "safety margin", [2]),
    (painted(f"q 1 0 0 1 0 300 cm 0 0 0 1 k BT /F0 9 Tf 100 220 Td <{codes()}> Tj T* ET Q", 1), "safety margin", [2]),
    (replaced("Photo", 300, Name.DeviceRGB, bytes(270000)), "picture colours", [1, 2]),
    (painted("1 0 0 rg 100 100 9 9 re f"), "colours", [1]),
    (painted("0 0 0 RG 100 100 m 200 100 l S"), "colours", [1]),
    (icc(3), "colours", [1]),
    (lab, "colours", [1]),
    (tiled, "colours", [1]),
    (in_form(b"0 0 1 rg 100 100 5 5 re f"), "colours", [1]),
    (painted(f"0.1 0 0 1 k {TEXT}"), "black text", [1]),
    (painted(f"0 0 0 1 k 1 0 0 0 K 1 Tr {TEXT}"), "black text", [1]),
    (painted("1 1 0.7 0.4 k 100 100 9 9 re f"), "ink", [1]),
    (replaced("Photo", 300, Name.DeviceCMYK, bytes([240, 240, 240, 200]) * 90000), "ink", [1, 2]),
    (dense_jpeg, "ink", [1, 2]),
    (painted("0 0 0 1 K 0.24 w 100 100 m 200 100 l S"), "lines", [1]),
    (painted("q 0.5 0 0 0.5 0 0 cm 0 0 0 1 K 0.4 w 200 200 m 400 200 l S Q"), "lines", [1]),
    (painted("0 0 0 1 k 100 100 200 0.2 re f"), "lines", [1]),
    (painted("q 100 100 200 0.2 re W n 0 0 0 1 k 100 100 200 90 re f Q"), "lines", [1]),
    (replaced("Photo", 200, Name.DeviceCMYK, bytes(160000)), "resolution", [1, 2]),
    (replaced("Line", 1000, Name.DeviceGray, bytes(125000), 1), "resolution", [1, 2]),
    (replaced("Line", 600, Name.DeviceGray, bytes([0, 255]) * 180000), "resolution", [1, 2]),
    (unembedded, "fonts embedded", [1, 2]),
    (foreign, "report fonts", [1, 2]),
    (painted("0 0 0 1 k BT /F0 11 Tf 1 0 0 1 100 480 Tm <0000> Tj ET"), "glyphs", [1]),
    (painted("0 0 0 1 k BT /F0 11 Tf 1 0 0 1 100 480 Tm <0fff> Tj ET"), "glyphs", [1]),
    (group(Name.DeviceRGB), "transparency", [1]),
    (in_form(b"", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)), "transparency", [1]),
    (link, "annotations", [2]),
    (bookmark, "bookmarks", []),
    (without("/OutputIntents"), "output intent", []),
    (intent("S", Name.GTS_PDFA1), "output intent", []),
    (intent("OutputConditionIdentifier", String("FOGRA51")), "output intent", []),
    (intent("RegistryName", String("")), "output intent", []),
    (without("/OutputIntents", "0", "/DestOutputProfile"), "output intent", []),
    (lambda pdf: intent("DestOutputProfile", pdf.make_stream(b"\0" * 12 + b"mntrRGB "))(pdf), "output intent", []),
    (without("/Metadata"), "standard", []),
    (info("Trapped", Name.Unknown), "trapped", []),
    (script, "security", []),
    (attached, "security", []),
]


@pytest.mark.parametrize(("change", "name", "pages"), FAULTS)
def test_a_planted_problem_fails_its_item_alone(change: Any, name: str, pages: list[int]) -> None:
    found = items(sound(change), X4)
    assert failing(found) == {name}
    assert list(found[name].pages) == pages
    assert found[name].asked != found[name].found


def test_a_font_that_the_reader_shall_supply_is_found() -> None:
    assert {"fonts embedded", "report fonts"} <= failing(items(sound(standard_font), X4))


ONLY_X1A = [
    (painted("/Clear gs"), "transparency"),
    (painted("/Blend gs"), "transparency"),
    (soft, "transparency"),
    (group(Name.DeviceCMYK), "transparency"),
    (icc(4), "colours"),
    (info("GTS_PDFXVersion", String("PDF/X-3")), "standard"),
    (info("ModDate", String("")), "standard"),
]


@pytest.mark.parametrize(("change", "name"), ONLY_X1A)
def test_what_only_the_older_standard_forbids(change: Any, name: str) -> None:
    assert failing(items(sound(change, X1A.standard), X1A)) == {name}
    if name != "standard":
        assert failing(items(sound(change), X4)) == set()


def test_plates_are_those_that_print_on_the_trimmed_page() -> None:
    def without_pictures(pdf: Pdf) -> None:
        del pdf.pages[0].resources["/XObject"]  # the pages share them
        painted("0 0 1 0 k 100 100 9 9 re f", 1)(pdf)
        painted("1 0 0 0 k 5 5 9 9 re f", 0)(pdf)  # in the slug

    found = plates(readback.survey(sound(without_pictures)))
    assert found == {"cyan": (1, 2), "magenta": (1, 2), "yellow": (2,), "black": (1, 2)}


def test_how_much_ink_a_jpeg_takes() -> None:
    assert items(sound(dense_jpeg), X4)["ink"].found == "a picture with 361 %"
    straight = sound(lambda pdf: (dense_jpeg(pdf), pdf.pages[0].resources.XObject.Photo.__delitem__("/Decode")))
    assert items(straight, X4)["ink"].found == "195 % at most"


def test_the_form_of_the_file() -> None:
    packed = {"object_stream_mode": pikepdf.ObjectStreamMode.generate, "version": "1.5"}
    assert failing(items(sound(**packed), X4)) == set()
    assert items(sound(standard=X1A.standard, **packed), X1A)["standard"].found.startswith("compressed objects")
    assert failing(items(sound(version="1.7"), X4)) == {"standard"}
    locked = sound(version="1.6", encryption=pikepdf.Encryption(owner="a", user="", R=4))
    assert failing(items(locked, X4)) == {"security"}


def test_what_a_house_allows_passes() -> None:
    assert failing(items(sound(link), printer(links="true"))) == set()
    assert failing(items(sound(bookmark), printer(bookmarks="true"))) == set()
    assert failing(items(sound(one_page), printer(pages={"multiple": "1"}))) == set()
    no_profile = {"name": "FOGRA39", "info": "Offset"}
    without_profile = sound(without("/OutputIntents", "0", "/DestOutputProfile"), X1A.standard)
    assert failing(items(without_profile, printer(standard=X1A.standard, condition=no_profile))) == set()


def test_a_problem_says_where_to_mend_it() -> None:
    assert items(sound(painted("1 0 0 rg 100 100 9 9 re f")), X4)["colours"].place == Place("styles/brand.css")
    coarse = items(sound(replaced("Line", 1000, Name.DeviceGray, bytes(125000), 1)), X4)["resolution"]
    assert coarse.place == PICTURES[1]
    assert coarse.found == "line art of 1000 pixels per inch"
    assert items(sound(one_page), X4)["page count"].place == Place("printer.yaml/pages")
    assert (
        items(sound(box("TrimBox", 36, 36, 436, 530)), X4)["boxes"].found
        == "TrimBox 36.00 36.00 436.00 530.00, not 36.00 36.00 436.00 536.00"
    )
