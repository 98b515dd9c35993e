"""The print edition as a file: its boxes, marks, inks and metadata."""

from __future__ import annotations

import base64
import io
from typing import Any

import pikepdf
import pytest
from PIL import Image

from pressroom import readback
from pressroom.errors import StyleRefused
from pressroom.pdf import pdfx
from pressroom.pdf.engine import document, fonts
from pressroom.pdf.specification import Specification
from tests.support.typesetting import PAGE, PIXEL, engine

ASKED: dict[str, Any] = {
    "standard": "PDF/X-4",
    "width": 226.77,
    "height": 170.08,
    "bleed": 8.5,
    "slug": 25.5,
    "marks": ("crop", "registration"),
    "condition": "FOGRA39",
    "registry": "http://www.color.org",
    "info": "Offset on coated paper",
    "profile": b"\0" * 12 + b"prtrCMYK" + b"\0" * 16 + b"acsp" + b"\0" * 88,
    "blanks": 1,
    "links": False,
    "bookmarks": False,
}
X1A = {"standard": "PDF/X-1a:2003", "profile": None}
BLACK = "html { color: device-cmyk(0 0 0 1) } a { color: inherit; text-decoration: none }"
BODY = (
    '<h1>Title</h1><p>Text, <a href="https://example.org/">linked</a>, and <a href="#two">below</a>.</p><h2 id="two">Two</h2><p>More.</p>'
)


def pressed(body: str = BODY, style: str = "", **asked: Any) -> bytes:
    specification = Specification(**{**ASKED, **asked})
    with engine("lines", "pages"):
        source = document.parse(f"{PAGE}<style>{BLACK}{style}</style></head><body>{body}</body></html>")
        if not specification.links:
            pdfx.unlink(source)
        return pdfx.write(document.lay_out(source, fonts.new_fonts()), specification)


def opened(body: str = BODY, style: str = "", **asked: Any) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pressed(body, style, **asked)))


def survey(body: str = BODY, style: str = "", **asked: Any) -> readback.Survey:
    return readback.survey(pressed(body, style, **asked))


@pytest.mark.parametrize(("bleed", "slug"), [(8.5, 25.5), (9, 27), (0, 0), (14.2, 12)])
def test_boxes_lie_inside_one_another_from_an_origin_of_nought(bleed: float, slug: float) -> None:
    (page,) = survey(bleed=bleed, slug=slug).pages
    offset = bleed + slug
    width, height = 226.77 + 2 * offset, 170.08 + 2 * offset
    assert page.boxes == {
        "MediaBox": pytest.approx((0, 0, width, height), abs=1e-3),
        "BleedBox": pytest.approx((slug, slug, width - slug, height - slug), abs=1e-3),
        "TrimBox": pytest.approx((offset, offset, width - offset, height - offset), abs=1e-3),
    }


def test_the_page_moves_with_its_trim() -> None:
    near, far = (survey(bleed=bleed, slug=20).pages[0].paints for bleed in (0, 10))
    texts = [(one.bounds, other.bounds) for one, other in zip(near, far, strict=True) if one.kind == "text"]
    assert texts
    assert all(after[0] - before[0] == pytest.approx(10) == pytest.approx(after[3] - before[3]) for before, after in texts)


def marks(**asked: Any) -> list[readback.Paint]:
    return [paint for paint in survey(**asked).pages[0].paints if paint.kind == "stroke"]


def test_marks_stand_beyond_the_bleed_in_the_registration_colour() -> None:
    page = survey().pages[0]
    left, bottom, right, top = page.boxes["BleedBox"]
    found = [paint for paint in page.paints if paint.kind == "stroke"]
    assert len(found) == 8 + 4 * 3
    for paint in found:
        assert [str(colour) for colour in paint.colours] == ["Separation All 1"]
        x, y, to_x, to_y = paint.bounds
        assert to_x < left - 1 or x > right + 1 or to_y < bottom - 1 or y > top + 1
        assert min(x, y) >= 0
        assert to_x <= page.boxes["MediaBox"][2]
        assert to_y <= page.boxes["MediaBox"][3]


def test_crop_marks_are_in_line_with_the_trim() -> None:
    left, bottom, right, top = survey().pages[0].boxes["TrimBox"]
    lines = [paint.bounds for paint in marks(marks=("crop",))]
    upright = sorted({round(x, 2) for x, _, to_x, _ in lines if x == to_x})
    level = sorted({round(y, 2) for _, y, _, to_y in lines if y == to_y})
    assert upright == [round(left, 2), round(right, 2)]
    assert level == [round(bottom, 2), round(top, 2)]


def test_only_the_marks_that_are_asked_for() -> None:
    assert (len(marks(marks=())), len(marks(marks=("crop",))), len(marks(marks=("registration",)))) == (0, 8, 12)


def test_the_intent_names_the_condition() -> None:
    with opened() as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert (str(intent.S), str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
        assert str(intent.RegistryName) == "http://www.color.org"
        assert intent.DestOutputProfile.read_bytes()[12:20] == b"prtrCMYK"
        assert int(intent.DestOutputProfile.N) == 4
        assert pdf.pdf_version == "1.6"
        assert b"<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in pdf.Root.Metadata.read_bytes()
        assert str(pdf.trailer.Info.Trapped) == "/False"
    with opened(profile=None) as pdf:
        assert "/DestOutputProfile" not in pdf.Root.OutputIntents[0]


def test_the_older_standard_says_so_in_the_older_place() -> None:
    data = pressed(**X1A)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.pdf_version == "1.4"
        assert str(pdf.trailer.Info.GTS_PDFXVersion) == "PDF/X-1a:2003"
    assert b"/ObjStm" not in data
    assert b"/XRef" not in data
    assert b"ICCBased" not in data
    assert all("/Group" not in page.obj and "/Tabs" not in page.obj for page in pikepdf.open(io.BytesIO(data)).pages)


def test_links_and_bookmarks_are_there_only_where_the_printer_takes_them() -> None:
    without, with_them = survey(), survey(links=True, bookmarks=True)
    assert (without.pages[0].annotations, without.bookmarks) == ((), 0)
    assert {annotation.kind for annotation in with_them.pages[0].annotations} == {"Link"}
    assert with_them.bookmarks == 2
    with opened() as pdf:
        assert "/Names" not in pdf.Root
        assert "/Outlines" not in pdf.Root


def test_what_is_allowed_moves_with_the_page() -> None:
    with opened(links=True) as pdf:
        (rect,) = [annotation.Rect for annotation in pdf.pages[0].Annots if "/A" in annotation]
        text = next(paint for paint in survey().pages[0].paints if paint.kind == "text")
        assert float(rect[0]) > text.bounds[0]
        assert float(pdf.Root.Names.Dests.Names[1][3]) > 34


def test_pictures_and_patterns_move_with_the_page() -> None:
    file = io.BytesIO()
    Image.new("L", (4, 4), 90).save(file, "PNG")
    grey = f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"
    body, style = f"<h1>A</h1><img alt='A square' src='{grey}'>", f"h1 {{ background: url('{grey}') 0 0 / 9pt 9pt repeat }}"
    (picture_near, tile_near), (picture_far, tile_far) = (
        sorted((paint.bounds for paint in survey(body, style, slug=0, bleed=bleed).pages[0].paints if paint.image), key=lambda box: box[1])[
            :2
        ]
        for bleed in (0, 10)
    )
    assert picture_far[:2] == pytest.approx((picture_near[0] + 10, picture_near[1] + 10))
    assert tile_far[:2] == pytest.approx((tile_near[0] + 10, tile_near[1] + 10))
    with opened(body, slug=0, bleed=10) as pdf:
        figures = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"]
        assert [float(edge) for edge in figures[0].A.BBox] == pytest.approx(picture_far, abs=0.01)


@pytest.mark.parametrize(("blanks", "pages"), [(1, 1), (2, 2), (4, 4), (8, 8)])
def test_blank_pages_fill_the_sheet(blanks: int, pages: int) -> None:
    found = survey(blanks=blanks)
    assert len(found.pages) == pages
    assert {page.boxes["TrimBox"] for page in found.pages} == {found.pages[0].boxes["TrimBox"]}
    for page in found.pages[1:]:
        assert {paint.kind for paint in page.paints} == {"stroke"}, "a blank has its marks, and nothing else"


FOREIGN = [
    ("p { color: #000 }", BODY),
    ("p { border-bottom: 1pt solid rgb(1, 2, 3) }", BODY),
    ("", f"{BODY}<img alt=x src='{PIXEL}'>"),
    ("p { background: linear-gradient(black, white) }", BODY),
    ("", f"{BODY}<svg width=9 height=9 xmlns='http://www.w3.org/2000/svg'><rect width=9 height=9 /></svg>"),
    ("p { opacity: 0.5; color: red }", BODY),
]


@pytest.mark.parametrize(("style", "body"), FOREIGN)
@pytest.mark.parametrize("standard", [{}, X1A])
def test_what_is_not_in_process_inks_is_refused(style: str, body: str, standard: dict[str, Any]) -> None:
    with pytest.raises(StyleRefused) as refused:
        pressed(body, style, **standard)
    assert {problem.code for problem in refused.value.problems} <= {"ink-foreign", "transparency"}
    assert any(problem.code == "ink-foreign" and problem.hint for problem in refused.value.problems)


def test_transparency_is_refused_only_where_the_standard_has_none() -> None:
    clear = "p { opacity: 0.5 }"
    (page,) = survey(style=clear).pages
    assert set(page.groups) == {"DeviceCMYK"}
    with pytest.raises(StyleRefused) as refused:
        pressed(style=clear, **X1A)
    assert {problem.code for problem in refused.value.problems} == {"transparency"}
    tint = "p { color: device-cmyk(0 0 0 1 / 0.5) }"
    assert survey(style=tint).pages[0].transparency
    with pytest.raises(StyleRefused):
        pressed(style=tint, **X1A)


def test_all_words_are_tagged_and_no_mark_is() -> None:
    with opened(blanks=2) as pdf:
        assert "/StructTreeRoot" in pdf.Root
    assert all(paint.tagged for page in survey(blanks=2).pages for paint in page.paints)


def test_the_same_page_gives_the_same_bytes() -> None:
    assert pressed() == pressed()
    assert pressed(**X1A) == pressed(**X1A)
    with opened() as pdf, opened(condition="FOGRA51") as other:
        assert pdf.trailer.ID[0] != other.trailer.ID[0]
