"""Both editions of real chapters, examined with qpdf, poppler and Ghostscript: boxes, fonts, words, plates."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops, ImageDraw

from pressroom.cli import main
from tests.support import gates
from tests.support.projects import DATA, project

pytestmark = pytest.mark.usefixtures("stored_pages")

PICTURES = """title: Pictures
status: final
lede: |
  Pictures of every kind.
sections:
  - heading: Colour
    body:
      - figure: {image: photo.jpg, alt: A photograph, caption: In colour}
"""
DRAWING = PICTURES.replace("photo.jpg", "line.png").replace("In colour", "In black")
TRIMS = {"coated-sheetfed": (595.28, 841.89, 8.50, 25.51), "book-uncoated": (442.20, 663.31, 8.50, 25.51), "us-letter": (612, 792, 9, 27)}
LIMITS = {"coated-sheetfed": 300, "book-uncoated": 280}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The print editions by printer and stem, and the screen editions by stem."""
    root = project(tmp_path_factory.mktemp("editions") / "project")
    (root / "content" / "chapters" / "stress.yaml").write_bytes((DATA / "stress.yaml").read_bytes())
    (root / "content" / "chapters" / "pictures.yaml").write_text(PICTURES)
    (root / "content" / "chapters" / "drawing.yaml").write_text(DRAWING)
    draw_pictures(root / "content" / "images")
    found = {}
    for printer in TRIMS:
        stems = ["kazakhstan"] + ["pictures"] * (printer in LIMITS) + ["stress", "drawing"] * (printer == "coated-sheetfed")
        assert main(["build", *stems, "--printer", printer], root) == 0
        for stem in stems:
            found[printer, stem] = (root / "dist" / stem / f"{stem}-print.pdf").rename(root / f"{printer}-{stem}.pdf")
            found["screen", stem] = root / "dist" / stem / f"{stem}.pdf"
    return found


def draw_pictures(folder):
    """Make a dark colour photograph, 324 pt wide at 300 pixels per inch, and line art at 1200."""
    ramp = Image.linear_gradient("L").resize((1360, 850))
    photo = Image.merge("RGB", (ramp, ramp.transpose(Image.Transpose.FLIP_TOP_BOTTOM), ramp.transpose(Image.Transpose.FLIP_LEFT_RIGHT)))
    ImageDraw.Draw(photo).rectangle((0, 0, 600, 500), fill=(0, 0, 0))
    photo.save(folder / "photo.jpg", quality=95)
    art = Image.new("1", (5440, 2720), 1)
    ImageDraw.Draw(art).ellipse((300, 300, 5100, 2400), outline=0, width=20)
    art.save(folder / "line.png")


def test_nothing_is_wrong_with_the_files_as_such(made):
    for path in made.values():
        gates.run("qpdf", "--check", path)


@pytest.mark.parametrize("printer", TRIMS)
def test_boxes_are_as_the_printer_asks(made, printer):
    width, height, bleed, slug = TRIMS[printer]
    for page in (1, 2):
        found = gates.boxes(made[printer, "kazakhstan"], page)
        offset = bleed + slug
        assert found["Media"] == pytest.approx((0, 0, width + 2 * offset, height + 2 * offset), abs=0.02)
        assert found["Bleed"] == pytest.approx((slug, slug, width + offset + bleed, height + offset + bleed), abs=0.02)
        assert found["Trim"] == pytest.approx((offset, offset, width + offset, height + offset), abs=0.02)


def test_every_font_is_ours_embedded_cut_and_readable(made):
    for path in made.values():
        found = gates.fonts(path)
        assert found
        assert all(name.startswith("report-") for name in found)
        assert set(found.values()) == {("yes", "yes", "yes")}


@pytest.mark.parametrize("printer", TRIMS)
def test_both_editions_have_the_same_words(made, printer):
    """Extracted by poppler from the type area, and compared character by character; only line and page breaks may differ."""

    def letters(path, margin):
        width, height = (round(edge) for edge in gates.boxes(path, 1)["Media"][2:])
        area = ("-x", 0, "-y", margin, "-W", width, "-H", height - 2 * margin)
        text = gates.run("pdftotext", "-raw", *area, path, "-")
        return "".join(letter for letter in text if not letter.isspace() and letter not in "\u00ad-")

    of_slug = round(sum(TRIMS[printer][2:]))
    screen, press = (
        letters(made["screen", "kazakhstan"], 75),
        letters(made[printer, "kazakhstan"], 75 + of_slug - 8 * (printer != "us-letter")),
    )
    assert len(screen) > 8000
    assert screen == press


def test_only_the_black_plate_carries_text(made, tmp_path):
    """The colour plates of the specimen contain only the bars above the masthead and the contact block, and the printer's marks."""
    pages = gates.plates(made["coated-sheetfed", "kazakhstan"], tmp_path, 144)
    assert len(pages) == 8
    for number, plates in enumerate(pages, 1):
        left, top, right, bottom = 52, 52, plates["Black"].width - 52, plates["Black"].height - 52  # inside the bleed, at 144 dpi
        for ink in ("Cyan", "Magenta", "Yellow"):
            inked = ImageChops.invert(plates[ink].crop((left, top, right, bottom))).getbbox()
            if number in (1, 5) and ink != "Yellow":
                assert inked is not None
                assert 5 <= inked[3] - inked[1] <= 7, "the bar, 3 pt high"
                assert 647 <= inked[2] - inked[0] <= 650, "as wide as the measure"
            else:
                assert inked is None
        black = ImageChops.invert(plates["Black"].crop((left, top, right, bottom))).getbbox()
        assert (black is None) == (number > 5), "blanks are blank"


@pytest.mark.parametrize("printer", TRIMS)
def test_each_sheet_names_itself_in_the_slug_alone(made, printer):
    slug = TRIMS[printer][3]
    for page in (1, 2):
        top = gates.run(
            "pdftotext", "-f", page, "-l", page, "-x", 0, "-y", 0, "-W", 800, "-H", round(slug), made[printer, "kazakhstan"], "-"
        )
        assert top.startswith("kazakhstan-print · 2005-01 · ")
        assert top.strip().endswith(str(page))


def test_marks_are_on_every_plate(made, tmp_path):
    for plates in gates.plates(made["coated-sheetfed", "kazakhstan"], tmp_path):
        height = plates["Black"].height
        for ink in gates.PLATES:
            edge = plates[ink].crop((0, height // 2 - 20, 25, height // 2 + 20))
            assert ImageChops.invert(edge).getbbox(), f"the registration mark is on the plate of {ink}"


@pytest.mark.parametrize("printer", LIMITS)
def test_no_place_takes_more_ink_than_the_printer_allows(made, printer, tmp_path):
    pages = gates.plates(made[printer, "pictures"], tmp_path, 40)
    edge = 20  # the marks beyond the bleed are on all plates
    most = 0
    for plates in pages:
        size = plates["Black"].size
        inks = [ImageChops.invert(plates[ink]).crop((edge, edge, size[0] - edge, size[1] - edge)) for ink in gates.PLATES]
        most = max(most, *(sum(pixel) for pixel in zip(*(plate.tobytes() for plate in inks), strict=True)))
    assert LIMITS[printer] - 60 < most / 2.55 <= LIMITS[printer] + 2


def test_line_art_is_on_the_black_plate_alone(made, tmp_path):
    plates = gates.plates(made["coated-sheetfed", "drawing"], tmp_path)[0]
    inside = (26, 26, plates["Black"].width - 26, plates["Black"].height - 26)
    for ink in ("Cyan", "Magenta", "Yellow"):
        inked = ImageChops.invert(plates[ink].crop(inside))
        rows = sum(bool(inked.crop((0, row, inked.width, row + 1)).getbbox()) for row in range(inked.height))
        assert rows <= 8, "no more than the two bars, 3 pt each"
    drawn = ImageChops.invert(plates["Black"].crop(inside)).crop((150, 250, 400, 480))
    assert drawn.getextrema()[1] > 200


def test_pages_of_one_size_break_alike_in_both_editions(made):
    """The report's paper and this printer's trim are both US Letter."""

    def pages(path):
        return [page.split()[:40] for page in gates.run("pdftotext", "-raw", path, "-").split("\f")]

    screen, press = pages(made["screen", "kazakhstan"]), pages(made["us-letter", "kazakhstan"])
    assert [page for page in screen if page] == [page for page in press[: len(screen)] if page]
