"""The printers' files: read like all other content, with their lengths in points."""

from pathlib import Path

import pytest

from pressroom.content import parse_file
from pressroom.errors import ContentRefused
from pressroom.model import Printer

PRINTERS = Path(__file__).parents[2] / "content" / "printers"


def printer(stem: str) -> Printer:
    path = PRINTERS / f"{stem}.yaml"
    return parse_file(Printer, path.read_bytes(), path.name).value


def test_lengths_are_points():
    book, letter = printer("book-uncoated"), printer("us-letter")
    assert (round(book.trim.width, 2), round(book.trim.height, 2), round(book.bleed, 3)) == (442.2, 663.31, 8.504)
    assert (letter.trim.width, letter.trim.height, letter.bleed, letter.pages.multiple) == (612, 792, 9, 8)


@pytest.mark.parametrize("path", sorted(PRINTERS.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_profile_that_a_house_names_lies_beside_its_licence(path):
    profile = printer(path.stem).condition.profile
    if profile:
        assert (PRINTERS / "icc" / profile).read_bytes()[12:20] == b"prtrCMYK"  # device class and colour space (ICC.1:2001-04, 6.1)
        assert f"`{profile}`" in (PRINTERS / "icc" / "README.md").read_text()


@pytest.mark.parametrize(
    ("old", "new", "reported"),
    [
        ("bleed: 3 mm", "bleed: 3mm", "should be a number, a space and a unit (pt, mm or in), for example 3 mm"),
        ("bleed: 3 mm", "bleed: 3 cm", "should be a number, a space and a unit (pt, mm or in), for example 3 mm"),
        ("  profile: FOGRA39L_argyll.icc\n", "", "PDF/X-4 needs the condition's ICC profile"),
        ("standard: PDF/X-4", "standard: PDF/X-3", "'PDF/X-4' or 'PDF/X-1a:2003'"),
        ("ink_limit: 300", "ink_limit: 30", "100"),
    ],
)
def test_what_no_house_can_ask_is_refused_at_its_line(old, new, reported):
    text = (PRINTERS / "coated-sheetfed.yaml").read_text()
    with pytest.raises(ContentRefused) as refused:
        parse_file(Printer, text.replace(old, new).encode(), "coated-sheetfed.yaml")
    assert reported in str(refused.value)
    assert all(problem.place and problem.place.line for problem in refused.value.problems)
