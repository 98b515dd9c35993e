"""The page of the print edition: its stylesheet and its pictures."""

import re

import pytest

from pressroom.errors import ContentRefused, Place
from tests.html.test_inks import printer_file
from tests.support.projects import made_page, manuscript

SHORT = {"title": "Ruritania", "status": "final", "lede": "The press is free."}


def lengths(html: str) -> dict[str, float]:
    """The page's size and margins, in pt."""
    found = {name: float(value) for name, value in re.findall(r"--(margin-\w+): ([0-9.]+)pt", html)}
    width, height = re.search(r"--paper-size: ([0-9.]+)pt ([0-9.]+)pt", html).groups()
    return found | {"width": float(width), "height": float(height)}


@pytest.mark.parametrize(
    ("printer", "lines", "inner", "top"),
    [("us-letter", 40, 132, 87), ("coated-sheetfed", 43, 124.3, 89.2), ("book-uncoated", 33, 54.2, 76.3)],
)
def test_the_type_area_stands_on_the_trim_in_the_reports_proportions(printer, lines, inner, top):
    found = lengths(made_page(manuscript(SHORT), printer=printer_file(printer)).html)
    assert found["width"] - found["margin-inner"] - found["margin-outer"] == pytest.approx(324, abs=0.01)
    assert found["height"] - found["margin-top"] - found["margin-bottom"] == pytest.approx(lines * 15, abs=0.01)
    assert found["margin-inner"] == pytest.approx(inner, abs=0.1)
    assert found["margin-top"] == pytest.approx(top, abs=0.1)


@pytest.mark.parametrize("change", [{"width": 360.0}, {"height": 460.0}])
def test_a_trim_too_small_for_the_page_is_refused_at_its_line(change):
    printer = printer_file("book-uncoated")
    small = printer.values.trim.model_copy(update=change)
    printer = type(printer)(
        printer.values.model_copy(update={"trim": small}), lambda path: (Place("printer.yaml", 4), "trim:"), printer.profile
    )
    with pytest.raises(ContentRefused) as refused:
        made_page(manuscript(SHORT), printer=printer)
    assert [(problem.code, problem.place) for problem in refused.value.problems] == [("trim-too-small", Place("printer.yaml", 4))]


def test_the_slug_names_file_month_condition_and_page():
    html = made_page(manuscript(SHORT), printer=printer_file("coated-sheetfed")).html
    assert 'content: "chapter-print · 2005-01 · FOGRA39 · " counter(page)' in html
    narrow = printer_file("coated-sheetfed", slug=11.0)
    assert "@top-left-corner" not in made_page(manuscript(SHORT), printer=narrow).html, "there is no room for it"


def test_the_screen_edition_has_none_of_it():
    html = made_page(manuscript(SHORT)).html
    assert "@top-left-corner" not in html
    assert "--ink-text: var(--ink-text-press)" not in html


def test_pictures_that_cannot_be_separated_are_refused_by_name(tmp_path):
    from PIL import Image

    Image.new("RGB", (8, 8), (200, 30, 30)).save(tmp_path / "red.png")
    chapter = SHORT | {"sections": [{"heading": "A", "body": [{"figure": {"image": "red.png", "alt": "Red"}}]}]}
    with pytest.raises(ContentRefused) as refused:
        made_page(manuscript(chapter), images=tmp_path, printer=printer_file("us-letter"))
    (problem,) = refused.value.problems
    assert problem.code == "picture-unprintable"
    assert str(problem.place) == "sections/0/body/0/figure/image:1:1"
    assert made_page(manuscript(chapter), images=tmp_path).html, "the screen edition takes it"


def test_a_photograph_taken_sideways_has_its_upright_shape(tmp_path):
    from PIL import Image

    exif = Image.Exif()
    exif[0x0112] = 8
    Image.new("RGB", (400, 100), (9, 9, 9)).save(tmp_path / "a.jpg", exif=exif)
    chapter = SHORT | {"sections": [{"heading": "A", "body": [{"figure": {"image": "a.jpg", "alt": "A"}}]}]}
    html = made_page(manuscript(chapter), images=tmp_path).html
    assert re.search(r'width="100" height="400"', html)
