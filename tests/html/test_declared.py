"""Finding the line of the stylesheets that declares a colour or a width."""

import pytest

from pressroom.editions import PRINT
from pressroom.files.folder import Folder
from pressroom.html import declared
from pressroom.html.styles import Stylesheet
from tests.support.projects import ROOT

TEXT = """/* nothing is declared in a comment: #ff0000 1.5pt */
:root {
  --ink-a: #0f0; }
.a { color: rgb(0 255 0) }
.b { border: 0.1mm solid hsl(0 100% 50%); width: 2px }
.c { background: linear-gradient(red, teal) }
@media print { .d { color: rebeccapurple } }
.e { color: device-cmyk(1 0 0 0); height: 1.5pt }"""
SHEET = Stylesheet(TEXT, tuple(("styles/x.css", number + 10) for number in range(TEXT.count("\n") + 1)))


@pytest.mark.parametrize(
    ("colour", "line", "column"),
    [
        ((0, 255, 0), 13, 13),
        ((255, 0, 0), 14, 26),
        ((0, 128, 128), 15, 39),
        ((102, 51, 153), 16, 28),
    ],
)
def test_a_colour_is_found_in_any_notation_where_it_is_used(colour, line, column):
    place, excerpt = declared.colour(SHEET, colour)
    assert (place.file, place.line, place.column) == ("styles/x.css", line, column)
    assert excerpt == TEXT.split("\n")[line - 10]


def test_one_that_is_only_named_is_found_too():
    named = Stylesheet(":root { --ink-a: #0f0; }\n  --ink-b: #00f;", (("a.css", 1), ("a.css", 2)))
    place, _ = declared.colour(named, (0, 0, 255))
    assert place.line == 2


def test_what_is_not_declared_has_no_place():
    assert declared.colour(SHEET, (1, 2, 3)) is None
    assert declared.width(SHEET, 7) is None


@pytest.mark.parametrize(("points", "line"), [(0.283, 14), (1.5, 14), (0.2835, 14)])
def test_a_width_is_found_in_any_unit(points, line):
    place, _ = declared.width(SHEET, points)
    assert place.line == line


def test_the_stylesheets_of_an_edition_are_those_of_its_page():
    sheet = declared.edition_stylesheet(Folder(ROOT / "styles", "styles"), PRINT, "letter")
    assert ("styles/print.css", 1) in sheet.style_places
    assert ("styles/brand.css", 1) in sheet.style_places
