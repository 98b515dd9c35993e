"""The stylesheets as one text with the source of each line."""

import re

import pytest

from pressroom.errors import StyleRefused
from pressroom.files.folder import Folder
from pressroom.html import styles
from tests.support.projects import ROOT, made_page, manuscript, project


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def test_each_line_knows_its_file(folder):
    (folder / "chapter.css").write_text('/* order */\n@import "a.css";\n@import "b.css";\n')
    (folder / "a.css").write_text("p {\n}\n")
    (folder / "b.css").write_text("q {}\n")
    (folder / "last.css").write_text("r {}")
    sheet = styles.assemble(Folder(folder, "styles"), "chapter.css", "last.css")
    assert sheet.text == "p {\n}\nq {}\nr {}"
    assert sheet.style_places == (("styles/a.css", 1), ("styles/a.css", 2), ("styles/b.css", 1), ("styles/last.css", 1))


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"chapter.css": '@import "a.css" print;\nbody {}'}, "styles/chapter.css:1:1: only comments and @import lines are allowed"),
        ({"chapter.css": '@import "a.css";'}, "styles/a.css: the stylesheet does not exist"),
        (
            {"chapter.css": '@import "a.css";', "a.css": "p::after { content: '</style>' }"},
            "styles/a.css: '</' would end the style element",
        ),
        ({}, "styles/chapter.css: the stylesheet does not exist"),
    ],
)
def test_a_wrong_stylesheet_is_named(folder, files, message):
    for name, text in files.items():
        (folder / name).write_text(text)
    with pytest.raises(StyleRefused) as refused:
        styles.assemble(Folder(folder, "styles"), "chapter.css")
    assert str(refused.value).startswith(message)


def test_a_missing_face_is_named(tmp_path):
    root = project(tmp_path)
    (root / "styles" / "fonts" / "EBGaramond_400Regular.ttf").unlink()
    folder = Folder(root / "styles", "styles")
    with pytest.raises(StyleRefused, match=r"styles/fonts/EBGaramond_400Regular.ttf: the face does not exist"):
        styles.with_faces(styles.assemble(folder, "chapter.css"), folder, "a")


def test_cutting_faces_keeps_the_number_of_lines(tmp_path):
    folder = Folder(project(tmp_path) / "styles", "styles")
    sheet = styles.assemble(folder, "chapter.css")
    assert styles.with_faces(sheet, folder, "a").text.count("\n") == sheet.text.count("\n")


def test_a_length_is_read_where_it_is_written(tmp_path):
    folder = Folder(project(tmp_path) / "styles", "styles")
    assert styles.length(styles.assemble(folder, "chapter.css"), "--leading") == 15
    with pytest.raises(StyleRefused, match="--nowhere"):
        styles.length(styles.assemble(folder, "chapter.css"), "--nowhere")


def test_comments_are_left_out_and_lines_and_columns_stay(tmp_path):
    (tmp_path / "a.css").write_text('a { /* one\n two */ color: red; }\nb::after { content: "/* no comment */"; } /* last */\n')
    read = styles.text(Folder(tmp_path, "styles"), "a.css")
    assert read.splitlines() == ["a {", "        color: red; }", 'b::after { content: "/* no comment */"; }']


@pytest.mark.parametrize(("paper", "height", "lines"), [("a4", 297 / 25.4 * 72, 43), ("letter", 792, 40)])
def test_the_type_area_has_room_for_all_its_lines(paper, height, lines):
    """And for hardly more. If it were a hundredth of a point too low, rounding would cost each page its last line."""
    style = (ROOT / "styles" / f"paper-{paper}.css").read_text()
    top, bottom = (float(re.search(rf"--margin-{side}: ([0-9.]+)pt", style)[1]) for side in ("top", "bottom"))
    assert 0 <= height - top - bottom - lines * 15 < 0.05


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_pages_on_the_screen_have_even_margins_and_those_to_be_printed_on_both_sides_mirrored_ones(paper):
    """Whoever scrolls sees no text jump from side to side."""

    def inner_and_outer(facing):
        found = re.findall(
            r"--margin-(inner|outer): ([0-9.]+)pt",
            made_page(manuscript({"title": "Oz", "lede": "Quiet."}, paper=paper, facing=facing)).html,
        )
        margins = {name: float(value) for name, value in found}
        return margins["inner"], margins["outer"]

    across = {"a4": 595.276, "letter": 612}[paper]
    inner, outer = inner_and_outer(facing=False)
    assert inner == outer == pytest.approx((across - 324) / 2, abs=0.001)
    inner, outer = inner_and_outer(facing=True)
    assert inner < outer
    assert inner + outer == pytest.approx(across - 324, abs=0.001)
