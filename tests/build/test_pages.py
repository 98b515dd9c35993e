"""The pages as extracted by an independent program: the order of the words, and the baselines."""

import ctypes
import re

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from pressroom import content, proof
from pressroom.manuscript import Manuscript
from tests.support.projects import ROOT

TOP, LEADING, BASELINE = 87, 15, 11.58  # pt: the top margin, the leading, the baseline of the text face in its line
NOTE_SIZE, NOTE_LEADING = 9.5 / 0.75, 12  # px and pt: notes have a leading of their own, up from the last line of the page


@pytest.fixture(scope="module")
def root(built_chapters):
    """A project with the specimen, and with a chapter that has every kind of block, both built."""
    return built_chapters("kazakhstan", "stress")


def squeezed(text):
    """The characters without white space and hyphens, since this program takes any hyphen at the end of a line for a soft one."""
    return re.sub(r"[-\s\u00ad\u00a0\ufffe\u0002]", "", text)


def test_the_words_are_painted_in_reading_order(root):
    library = content.load(ROOT / "content", ["kazakhstan"])
    chapter = library.chapters["kazakhstan"].value
    manuscript = Manuscript("kazakhstan", chapter, library.report.value, library.imprint.value, library.contact, library.languages)
    units = proof.units(manuscript)
    with pypdfium2.PdfDocument(root / "dist" / "kazakhstan" / "kazakhstan.pdf") as pdf:
        pages = [squeezed(page.get_textpage().get_text_range()) for page in pdf]
    folio = re.compile(r"(\d+WorldReport2005|Kazakhstan\d+)$")
    assert all(folio.search(page) for page in pages)
    assert "".join(folio.sub("", page) for page in pages).lower() == squeezed("".join(unit.text for unit in units)).lower()


def baselines(path):
    """Size (px), baseline (pt from the top), page number and face of every character in the type area."""
    with pypdfium2.PdfDocument(path) as pdf:
        for number, page in enumerate(pdf, 1):
            text = page.get_textpage()
            height = page.get_height()
            x, y = ctypes.c_double(), ctypes.c_double()
            for index in range(text.count_chars()):
                if chr(pdfium.FPDFText_GetUnicode(text, index)).isspace() or pdfium.FPDFText_IsGenerated(text, index):
                    continue
                pdfium.FPDFText_GetCharOrigin(text, index, x, y)
                if TOP < height - y.value < TOP + 40 * LEADING:
                    face = ctypes.create_string_buffer(100)
                    pdfium.FPDFText_GetFontInfo(text, index, face, 100, None)
                    yield pdfium.FPDFText_GetFontSize(text, index), height - y.value, number, face.value.decode()


@pytest.mark.parametrize("stem", ["kazakhstan", "stress"])
def test_every_line_stands_on_the_baseline_grid(root, stem):
    head = 150  # the masthead and title are set by eye
    shown = [each for each in baselines(root / "dist" / stem / f"{stem}.pdf") if each[0] > 9]
    notes = {(down, number) for size, down, number, face in shown if abs(size - NOTE_SIZE) < 0.1 and "text" in face}
    last = {number: down for down, number in sorted(notes)}
    off = [
        (number, round(down, 2), round(size, 1))
        for size, down, number, _ in shown
        if (down, number) not in notes or down == last[number]
        if not (number == 1 and down < TOP + head) and abs((down - TOP) % LEADING - BASELINE) > 0.03
    ]
    assert not off
    assert not [(number, down) for down, number in notes if abs((last[number] - down + 0.03) % NOTE_LEADING - 0.03) > 0.03]
    assert (stem == "stress") == bool(notes)
