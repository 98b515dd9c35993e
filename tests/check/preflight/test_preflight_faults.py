"""Each problem fails its preflight item: problems in content, styles and templates that a build accepts, and problems in finished files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from pressroom.cli import main
from tests.support.finished_files import CHAPTER, STEM, changed, copied, elements, failing, painted, picture, reported, written

pytestmark = pytest.mark.usefixtures("stored_pages")

SCREEN, PRINT = f"dist/{STEM}/{STEM}.pdf", f"dist/{STEM}/{STEM}-print.pdf"
CONTENT = f"content/chapters/{STEM}.yaml"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = written(tmp_path_factory.mktemp("sound") / "project")
    assert main([], root) == 0
    return root


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text() + text)


def replace(path: Path, old: str, new: str) -> None:
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def line_of(path: Path, text: str) -> int:
    return next(number for number, line in enumerate(path.read_text().splitlines(), 1) if text in line)


def test_sound_files_pass_every_item(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = reported(built, capsys)
    assert failing(found) == set()
    assert len(found) == 36
    assert found["print", "picture colours"]["found"] == "1 picture"


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with many problems that a build accepts, built."""
    chapter = CHAPTER.replace("chart.png", "coarse.png")
    root = written(tmp_path_factory.mktemp("faulty") / "project", chapter)
    picture(root, "coarse.png", (640, 360))
    append(root / "styles" / "section.css", "\n.subsection { border-bottom: 0.2pt solid var(--ink-text) }\n")
    append(root / "styles" / "lede.css", "\n.lede p {\n  margin-left: -115pt;\n}\n")
    replace(root / "styles" / "brand.css", "--ink-bar-press: device-cmyk(1 0.6 0 0.35)", "--ink-bar-press: device-cmyk(1 0.8 0.7 0.6)")
    replace(root / "styles" / "brand.css", "--ink-quiet-press: device-cmyk(0 0 0 1)", "--ink-quiet-press: device-cmyk(0 0 0 0.7)")
    replace(root / "styles" / "brand.css", "--ink-brand-press: device-cmyk(0 0 0 1)", "--ink-brand-press: device-cmyk(0.6 0.4 0.4 1)")
    replace(root / "templates" / "subsection.html", "h3", "h4")
    replace(root / "content" / "printers" / "coated-sheetfed.yaml", "short: blanks", "short: refuse")
    assert main([], root) == 0
    return root


FAULTS = [
    ("screen", "headings", "a heading of level 4 follows one of level 2", [1], "templates/section.html"),
    ("print", "resolution", "a photograph of 144 pixels per inch", [1], f"{CONTENT}:9:25"),
    ("print", "ink", "a shape with 310 %", [1], "styles/brand.css"),
    ("print", "lines", "a line of 0.20 pt", [1], "styles/section.css:32:30"),
    ("print", "safety margin", "text 3.29 mm from the trim", [1], "styles/page.css"),
    ("print", "black text", "text in DeviceCMYK 0.6 0.4 0.4 1; text in DeviceCMYK 0 0 0 0.7", [1], "styles/brand.css"),
    ("print", "page count", "1 page", [], "content/printers/coated-sheetfed.yaml:17:8"),
]


@pytest.mark.parametrize(("edition", "item", "found", "pages", "place"), FAULTS)
def test_a_problem_of_content_styles_or_templates(
    faulty: Path, capsys: pytest.CaptureFixture[str], edition: str, item: str, found: str, pages: list[int], place: str
) -> None:
    every = reported(faulty, capsys)
    assert failing(every) == {(edition, item) for edition, item, *_ in FAULTS}
    one = every[edition, item]
    assert (one["found"], one["pages"], one["place"]) == (found, pages, place)


def test_an_rgb_colour_of_a_stylesheet_is_refused_at_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = written(tmp_path / "project")
    append(root / "styles" / "lede.css", "\n.lede p { color: rgb(178, 38, 30) }\n")
    assert main([], root) == 3
    err = capsys.readouterr().err
    number = line_of(root / "styles" / "lede.css", "rgb(178")
    assert err.startswith(f"styles/lede.css:{number}:18: the colour #b2261e on page 1 is not in process inks")
    assert "\n    .lede p { color: rgb(178, 38, 30) }\n                     ^" in err


def test_an_rgb_colour_in_a_finished_file_names_the_stylesheet(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied(built, tmp_path)
    changed(root / PRINT, painted("0.702 0.149 0.118 rg 200 200 9 9 re f"))
    replace(root / "styles" / "lede.css", ".lede {", ".lede {\n  background: #b3261e;")
    found = reported(root, capsys)
    assert failing(found) == {("print", "colours")}
    number = line_of(root / "styles" / "lede.css", "#b3261e")
    assert found["print", "colours"]["place"] == f"styles/lede.css:{number}:15"
    assert found["print", "colours"]["pages"] == [1]


def rgb_picture(pdf: Pdf) -> None:
    shown = next(found for found in pdf.objects if isinstance(found, Stream) and found.get("/Subtype") == "/Image")
    shown.write(bytes(3 * int(shown.Width) * int(shown.Height)))
    shown.ColorSpace, shown.BitsPerComponent = Name.DeviceRGB, 8
    if "/Decode" in shown:
        del shown["/Decode"]


def fonts(pdf: Pdf) -> list[Any]:
    return [found for found in pdf.objects if isinstance(found, Dictionary) and found.get("/Type") == "/Font" and "/BaseFont" in found]


def unembedded(pdf: Pdf) -> None:
    for descriptor in [found for found in pdf.objects if isinstance(found, Dictionary) and found.get("/Type") == "/FontDescriptor"]:
        for key in [key for key in descriptor if str(key).startswith("/FontFile")]:
            del descriptor[key]


def substituted(pdf: Pdf) -> None:
    for font in fonts(pdf):
        font.BaseFont = Name("/ABCDEF+Times-Roman")


def missing_glyph(pdf: Pdf) -> None:
    name = next(iter(pdf.pages[0].resources.Font.keys()))
    painted(f"0 0 0 1 k BT {name} 9 Tf 1 0 0 1 200 300 Tm <0000> Tj ET")(pdf)


def link(pdf: Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://www.example.org/"))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action))])


def see_through(pdf: Pdf) -> None:
    pdf.pages[0].resources.ExtGState = Dictionary(Half=Dictionary(ca=0.5))
    painted("/Half gs")(pdf)


def trim(pdf: Pdf) -> None:
    pdf.pages[2].obj.TrimBox = Array([34, 34, 629, 876])


PLANTED_IN_PRINT = [
    (rgb_picture, "picture colours", [1], f"{CONTENT}:9:25"),
    (unembedded, "fonts embedded", [1], "styles/fonts.css"),
    (substituted, "report fonts", [1], "styles/brand.css"),
    (missing_glyph, "glyphs", [1], "styles/fonts.css"),
    (link, "annotations", [1], "content/printers/coated-sheetfed.yaml"),
    (trim, "boxes", [3], "content/printers/coated-sheetfed.yaml:5:7"),
    (lambda pdf: pdf.pages.__delitem__(-1), "page count", [], "content/printers/coated-sheetfed.yaml:17:8"),
]


@pytest.mark.parametrize(("change", "item", "pages", "place"), PLANTED_IN_PRINT)
def test_a_problem_planted_in_the_press_file(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: Any, item: str, pages: list[int], place: str
) -> None:
    root = copied(built, tmp_path)
    changed(root / PRINT, change)
    found = reported(root, capsys)
    assert failing(found) == {("print", item)}
    assert found["print", item]["pages"] == pages
    assert found["print", item]["place"].startswith(place)


def test_transparency_fails_where_the_standard_has_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = written(tmp_path / "project")
    assert main(["build", "--printer", "book-uncoated"], root) == 0
    assert failing(reported(root, capsys, "--printer", "book-uncoated")) == set()
    changed(root / PRINT, see_through)
    found = reported(root, capsys, "--printer", "book-uncoated")
    assert failing(found) == {("print", "transparency")}
    assert found["print", "transparency"]["found"] == "opacity 0.5"
    assert found["print", "transparency"]["pages"] == [1]


def test_opacity_is_refused_for_a_house_that_has_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = written(tmp_path / "project")
    append(root / "styles" / "lede.css", "\n.lede p { opacity: 0.5 }\n")
    assert main(["build", "--printer", "book-uncoated"], root) == 3
    assert "transparent, which PDF/X-1a does not allow" in capsys.readouterr().err


def without_language(pdf: Pdf) -> None:
    del pdf.Root["/Lang"]


def without_title(pdf: Pdf) -> None:
    del pdf.docinfo["/Title"]


def without_alternate(pdf: Pdf) -> None:
    (figure,) = elements(pdf, "Figure")
    del figure["/Alt"]


def jump(pdf: Pdf) -> None:
    (heading,) = elements(pdf, "H3")
    heading.S = Name.H5


def headless(pdf: Pdf) -> None:
    for level in "123":
        for heading in elements(pdf, f"H{level}"):
            heading.S = Name.P


def late(pdf: Pdf) -> None:
    (title,) = elements(pdf, "H1")
    title.S = Name.H2


def untagged(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


def orphaned(pdf: Pdf) -> None:
    (element,) = elements(pdf, "H3")
    element.K = Array()


def bare(pdf: Pdf) -> None:
    name = next(iter(pdf.pages[0].resources.Font.keys()))
    pdf.pages[0].contents_add(f"BT {name} 9 Tf 1 0 0 1 200 300 Tm <0003> Tj ET".encode())


def unclaimed(pdf: Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes().replace(b"<pdfuaid:part>1<", b"<pdfuaid:part>2<")
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)


def risky(pdf: Pdf) -> None:
    next(note for note in pdf.pages[0].Annots if "/A" in note).A.URI = String("ftp://www.example.org/")


def quiet_title(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


PLANTED_IN_SCREEN = [
    (without_language, "language", [], "templates/chapter.html"),
    (lambda pdf: setattr(pdf.Root, "Lang", String("fr")), "language", [], "templates/chapter.html"),
    (without_title, "title", [], "templates/chapter.html"),
    (quiet_title, "title", [], "templates/chapter.html"),
    (without_alternate, "alternate text", [1], f"{CONTENT}:9:41"),
    (jump, "headings", [1], "templates/section.html"),
    (late, "headings", [1], "templates/section.html"),
    (headless, "headings", [], "templates/section.html"),
    (untagged, "tagged", [], ""),
    (bare, "tagged content", [1], ""),
    (unclaimed, "claims", [], ""),
    (risky, "link addresses", [1], f"{CONTENT}:4"),
    (unembedded, "fonts embedded", [1], "styles/fonts.css"),
    (substituted, "report fonts", [1], "styles/brand.css"),
]


@pytest.mark.parametrize(("change", "item", "pages", "place"), PLANTED_IN_SCREEN)
def test_a_problem_planted_in_the_screen_file(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: Any, item: str, pages: list[int], place: str
) -> None:
    root = copied(built, tmp_path)
    changed(root / SCREEN, change)
    found = reported(root, capsys)
    assert failing(found) == {("screen", item)}
    assert found["screen", item]["pages"] == pages
    assert found["screen", item]["place"].startswith(place)


def test_text_that_no_tag_reaches_fails_and_is_missed_among_the_words(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copied(built, tmp_path)
    changed(root / SCREEN, orphaned)
    found = reported(root, capsys)
    assert failing(found) == {("screen", "tagged content"), ("screen", "words")}
    assert found["screen", "words"]["place"] == f"{CONTENT}:11:18"


def test_a_glyph_that_is_missing_among_words_is_named_by_their_line(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copied(built, tmp_path)
    words = json.loads((root / "dist" / STEM / f"{STEM}.map.json").read_text())["words"]
    (_, left, top, _, bottom), *_ = next(entry["print"] for entry in words if entry["begins"] == "The Judges")

    def change(pdf: Pdf) -> None:
        name, trim = next(iter(pdf.pages[0].resources.Font.keys())), pdf.pages[0].trimbox.as_list()
        across, up = float(trim[0]) + left + 2, float(trim[3]) - (top + bottom) / 2
        painted(f"0 0 0 1 k BT {name} 2 Tf 1 0 0 1 {across} {up} Tm <0000> Tj ET")(pdf)

    changed(root / PRINT, change)
    assert reported(root, capsys)["print", "glyphs"]["place"] == f"{CONTENT}:11"


def test_a_picture_that_is_not_tagged_fails(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied(built, tmp_path)
    changed(root / SCREEN, lambda pdf: setattr(elements(pdf, "Figure")[0], "S", Name.NonStruct))
    found = reported(root, capsys)
    assert failing(found) == {("screen", "alternate text")}
    assert found["screen", "alternate text"]["found"] == "1 described picture not tagged as a figure"


def test_a_file_that_is_no_pdf_fails_as_unreadable(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied(built, tmp_path)
    (root / PRINT).write_bytes(b"%PDF-1.6\nnothing")
    found = reported(root, capsys)
    assert failing(found) == {("print", "readable")}
    assert found["print", "readable"]["found"].startswith("the finished PDF can't be read back")


def test_files_older_than_the_content_say_so(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied(built, tmp_path)
    replace(root / CONTENT, "for life", "for a year")
    found = reported(root, capsys)
    assert failing(found) == {("screen", "words"), ("print", "words"), ("html", "words")}
    for edition in ("screen", "print", "html"):
        item = found[edition, "words"]
        assert "a year" in item["found"]
        assert item["place"].startswith(f"{CONTENT}:12:")
        assert item["found"].startswith("outdated: what it was made from has changed since; ")
        assert "altered" not in item["found"]
        assert item["hint"] == f"run: python build.py build {STEM}"


def test_words_that_a_file_hides_are_not_blamed_on_its_age(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied(built, tmp_path)
    changed(root / SCREEN, orphaned)
    (root / "dist" / ".pressroom" / "record").unlink()
    assert reported(root, capsys)["screen", "words"]["hint"] == "a template or a stylesheet hides or changes them"


def test_words_of_a_file_that_was_altered_since_the_build(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied(built, tmp_path)
    changed(root / SCREEN, orphaned)
    found = reported(root, capsys)
    assert failing(found) >= {("screen", "words")}
    assert found["screen", "words"]["found"].startswith("altered: these are not the bytes that the build wrote; ")
    assert found["screen", "words"]["hint"] == f"run: python build.py build {STEM}"
    assert ("print", "words") not in failing(found)
