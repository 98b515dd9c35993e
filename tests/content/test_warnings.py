"""Warnings about the words of chapters, each with its place."""

import pytest

from pressroom import content
from tests.content.test_cases import _lay_out

CHAPTER = """\
title: The “Kingdom
lede: More than 500{} were held, and *many died.
sections:
  - heading: Figures
    body:
      - table:
          caption: Prisoners
          columns: [Year, Number]
          rows: [["2004", 500{}]]
      - text: "*Without those of the army."
"""


@pytest.fixture
def warned(tmp_path):
    def warnings(chapter, stems=()):
        _lay_out(tmp_path / "none", tmp_path / "content")
        (tmp_path / "content" / "chapters" / "chapter.yaml").write_text(chapter)
        library = content.load(tmp_path / "content", stems)
        assert not library.problems
        return list(map(str, (*library.warnings["chapter"], *library.left_out)))

    return warnings


def test_each_has_its_place_and_a_hint(warned):
    title, star, first = warned(CHAPTER.format("", ""))
    assert title.startswith(
        "content/chapters/chapter.yaml:1:12: this quotation mark is never closed (add the other quotation mark, or remove this one)\n"
    )
    assert star.startswith("content/chapters/chapter.yaml:2:36: this * is never closed, so it is printed as typed (write *")
    assert first.startswith("content/chapters/chapter.yaml:10:16: this * is never closed")


@pytest.mark.parametrize(("text", "cell"), [("*", ""), ("", "*")])
def test_a_star_before_a_footnote_is_meant_if_one_stands_after_a_word(warned, text, cell):
    assert [line.partition(": ")[0] for line in warned(CHAPTER.format(text, cell))] == [
        "content/chapters/chapter.yaml:1:12",
        f"content/chapters/chapter.yaml:2:{36 + len(text)}",
    ]


def test_a_chapter_that_the_report_leaves_out(warned, tmp_path):
    chapter = "title: Ruritania\nlede: The kingdom voted twice.\n"
    assert warned(chapter) == []
    (tmp_path / "content" / "chapters" / "new.yaml").write_text(chapter)
    assert warned(chapter) == [
        "content/chapters/new.yaml: not built, as content/report.yaml does not list it (add '- new' under 'chapters' there)"
    ]
    assert warned(chapter, ["chapter"]) == []
