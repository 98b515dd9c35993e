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


LOST = "YAML drops the empty line above this text, so it continues the paragraph"


@pytest.mark.parametrize("value", ["{}", "'{}'", '"{}"', ">\n  {}", ">-\n\n  {}"])
@pytest.mark.parametrize(("gap", "lost"), [("\n  ", False), ("\n\n  ", True), ("\n  \n  ", True), ("\n\n\n  ", False)])
def test_paragraphs_that_yaml_joins(warned, value, gap, lost):
    text = f"title: R\nlede: {value.format(f'It voted twice.{gap}It was free.')}\n"
    line = 1 + text[: text.index("It was")].count("\n")
    column = text[: text.index("It was")].rpartition("\n")[2].count(" ") + 1
    found = warned(text)
    assert [each.partition("\n")[0] for each in found] == [
        f"content/chapters/chapter.yaml:{line}:{column}: {LOST} (write 'lede: |', and the text below it, indented)"
    ] * lost


def test_each_value_whose_paragraphs_are_joined_is_named_by_its_own_key(warned):
    found = warned(
        """\
title: R
lede: |
  It voted.

  Twice.
sections:
  - heading: One
    body: It was free.

      It was fair.
  - heading: Two
    body:
      - text: >
          It was.


          Not.

          It
          Was.
"""
    )
    assert [line.partition(":1")[2].partition("\n")[0] for line in found] == [
        f"0:7: {LOST} (write 'body: |', and the text below it, indented)",
        f"9:11: {LOST} (write 'text: |', and the text below it, indented)",
    ]


@pytest.mark.parametrize(
    "lede", ['"It voted.\\n\\n  Twice."', '"It\n  voted.\n\n  "', ">\n  It voted\n\n   - twice\n\n  and\n  once.", "It was.\n\n# twice"]
)
def test_paragraphs_that_stay_whole(warned, lede):
    assert warned(f"title: R\nlede: {lede}\n") == []
