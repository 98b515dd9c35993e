"""Pictures as the printer gets them: in process inks, without transparency and metadata, within the ink limit."""

import io
import itertools

import pytest
from PIL import Image, ImageCms

from pressroom.content import parse_file
from pressroom.html import PrinterFile, inks
from pressroom.model import Printer
from tests.support.projects import ROOT, locate

PRINTERS = ROOT / "content" / "printers"


def printer_file(stem: str, **changes) -> PrinterFile:
    path = PRINTERS / f"{stem}.yaml"
    printer = parse_file(Printer, path.read_bytes(), path.name).value
    profile = printer.condition.profile
    return PrinterFile(printer.model_copy(update=changes), locate, (PRINTERS / "icc" / profile).read_bytes() if profile else None)


COATED = printer_file("coated-sheetfed")


def separated(image: Image.Image, asked: PrinterFile = COATED) -> tuple[Image.Image, str]:
    data, kind = inks.separated(image, asked)
    return Image.open(io.BytesIO(data)), kind


def total(image: Image.Image, at=(2, 2)) -> float:
    """The ink of a pixel in percent. Inks in the JPEG file are inverted, and the decoder corrects them."""
    return sum(image.getpixel(at)) / 2.55


@pytest.mark.parametrize(
    "grey",
    [
        Image.new("1", (8, 8), 0),
        Image.new("L", (8, 8), 90),
        Image.new("LA", (8, 8), (90, 255)),
        Image.new("RGB", (8, 8), (90, 90, 90)),
        Image.new("I;16", (8, 8), 90 * 257),
        Image.new("P", (8, 8), 0),
    ],
    ids=lambda image: image.mode,
)
def test_what_has_no_colour_is_in_black_ink(grey):
    found, kind = separated(grey)
    assert (found.mode, kind) == ("L", "image/png")
    assert found.getpixel((3, 3)) == (0 if grey.mode in "1P" else 90)


def test_line_art_stays_black_and_white():
    art = Image.new("1", (64, 64), 1)
    art.paste(0, (10, 10, 20, 60))
    assert set(separated(art)[0].tobytes()) == {0, 255}


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_colour_is_separated_by_the_printers_profile(mode):
    found, kind = separated(Image.new("RGB", (8, 8), (200, 30, 30)).convert(mode))
    cyan, magenta, yellow, black = found.getpixel((3, 3))
    assert (found.mode, kind) == ("CMYK", "image/jpeg")
    assert magenta > 220 > 60 > cyan
    assert yellow > 180
    assert black < 60


def test_shadows_stay_apart_down_to_the_darkest():
    """Black point compensation: black becomes the darkest printable colour, and the colour next to it a little lighter one."""
    tones = [(0, 0, 0), (14, 10, 8), (28, 20, 16), (42, 30, 24)]
    image = Image.new("RGB", (64, 16), (200, 30, 30))
    for number, tone in enumerate(tones):
        image.paste(tone, (16 * number, 0, 16 * number + 16, 15))
    found, _ = separated(image, printer_file("book-uncoated"))
    blacks = [found.getpixel((16 * number + 8, 6))[3] for number in range(4)]
    assert all(darker > lighter + 4 for darker, lighter in itertools.pairwise(blacks)), "without it they are all alike"


@pytest.mark.parametrize("limit", [300, 280, 240])
def test_no_place_takes_more_ink_than_the_printer_allows(limit):
    image = Image.new("RGB", (32, 32), (0, 0, 0))
    image.paste((20, 8, 30), (16, 0, 32, 32))
    for asked in (printer_file("coated-sheetfed", ink_limit=limit), printer_file("book-uncoated", ink_limit=limit)):
        found, _ = separated(image, asked)
        assert limit - 45 < max(total(found, (4, 4)), total(found, (28, 4))) <= limit + 1


def test_a_pale_picture_is_left_as_the_profile_has_it():
    pale = Image.new("RGB", (8, 8), (240, 200, 210))
    assert inks.separated(pale, COATED) == inks.separated(pale, printer_file("coated-sheetfed", ink_limit=120))


def test_what_is_transparent_stands_on_white_paper():
    clear = Image.new("RGBA", (8, 8), (200, 30, 30, 0))
    clear.putpixel((0, 0), (200, 30, 30, 255))
    assert total(separated(clear)[0], (7, 7)) < 2
    found, _ = separated(Image.new("LA", (8, 8), (0, 0)))
    assert found.getpixel((3, 3)) == 255


def test_inks_given_as_such_are_taken_as_they_are():
    found, _ = separated(Image.new("CMYK", (8, 8), (255, 0, 0, 30)))
    assert found.getpixel((3, 3)) == (255, 0, 0, 30)


def test_a_profile_of_its_own_is_heeded():
    wide = Image.new("RGB", (8, 8), (30, 200, 30))
    file = io.BytesIO()
    wide.save(file, "PNG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes())
    with pytest.raises(inks.Unprintable, match="can't be converted"):
        inks.separated(Image.open(file), COATED)
    file = io.BytesIO()
    other = (PRINTERS / "icc" / "PSO_Uncoated_ISO12647_eci.icc").read_bytes()
    Image.new("CMYK", (8, 8), (255, 255, 0, 0)).save(file, "JPEG", icc_profile=other)
    found, _ = separated(Image.open(file))
    assert found.getpixel((3, 3)) != (255, 255, 0, 0)
    assert "icc_profile" not in found.info, "the file's intent speaks for all"


def test_colour_is_refused_where_no_profile_can_separate_it():
    letter = printer_file("us-letter")
    with pytest.raises(inks.Unprintable, match=r"but 'US printer, Letter' \(condition\) has no ICC profile to convert it"):
        inks.separated(Image.new("RGB", (8, 8), (200, 30, 30)), letter)
    assert separated(Image.new("L", (8, 8), 9), letter)[0].mode == "L"


def test_a_picture_stands_upright_and_forgets_its_camera():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera of A. Person"
    file = io.BytesIO()
    image = Image.new("RGB", (30, 10), (200, 30, 30))
    image.save(file, "JPEG", exif=exif, comment=b"taken by A. Person")
    data, _ = inks.separated(Image.open(file), COATED)
    assert Image.open(io.BytesIO(data)).size == (10, 30)
    assert b"Person" not in data


def test_the_same_picture_gives_the_same_bytes():
    image = Image.linear_gradient("L").resize((64, 64))
    colour = Image.merge("RGB", (image, image.rotate(90), image.rotate(180)))
    assert inks.separated(colour.copy(), COATED) == inks.separated(colour.copy(), COATED)
