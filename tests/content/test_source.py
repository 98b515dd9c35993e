"""A position in the text of a value is converted to the place where it was typed in the file."""

import pytest

from pressroom.content import Source, parse_file
from pressroom.errors import Place
from pressroom.model import Chapter

CHAPTER = """\
title: Ruritania
summary: "The kingdom voted
  twice in a year."
keywords: ['a ''quoted'' word', "an \\u00e9scape"]
lede: |

  The first line.

    The king said so.
sections:
  - heading: The courts sat
      in winter
    body: |2
        They sat.
      And rose.
  - heading: Prisons
    body:
      - text: >-
          They were
          full, and

          cold.
      - table: {caption: Cells, columns: [a, b], rows: [[c, d]]}
"""


@pytest.fixture(scope="module")
def source() -> Source:
    return parse_file(Chapter, CHAPTER.encode(), "c.yaml").source


@pytest.mark.parametrize(
    ("path", "line", "column", "pointed"),
    [
        (("title",), 0, 0, "Ruritania"),
        (("title",), 0, 4, "tania"),
        (("summary",), 0, 4, "kingdom voted"),
        (("summary",), 0, 18, "twice in"),
        (("keywords", 0), 0, 3, "'a ''quoted"),
        (("keywords", 1), 0, 3, '"an \\u00e9scape"'),
        (("lede",), 0, 0, "The first line."),
        (("lede",), 0, 4, "first line."),
        (("lede",), 2, 0, "  The king said so."),
        (("lede",), 2, 6, "king said so."),
        (("sections", 0, "heading"), 0, 15, "in winter"),
        (("sections", 0, "body", 0, "text"), 0, 0, "They sat."),
        (("sections", 0, "body", 0, "text"), 0, 5, "sat."),
        (("sections", 0, "body", 0, "text"), 1, 4, "rose."),
        (("sections", 1, "body", 0, "text"), 0, 10, "full, and"),
        (("sections", 1, "body", 0, "text"), 1, 0, "cold."),
        (("sections", 1, "body", 1, "table", "rows", 0, 1), 0, 0, "d]]}"),
        (("sections", 1, "body", 1, "table", "source"), 0, 0, "{caption"),
        (("notes", "x"), 0, 0, "title: Ruritania"),
    ],
)
def test_place(source: Source, path: tuple[str | int, ...], line: int, column: int, pointed: str) -> None:
    place, excerpt = source.place(path, line, column)
    assert excerpt == CHAPTER.split("\n")[place.line - 1]
    assert excerpt[place.column - 1 :].startswith(pointed)


def test_every_letter_of_a_literal_block(source: Source) -> None:
    text = "The first line.\n\n  The king said so."
    for number, line in enumerate(text.split("\n")):
        for column, letter in enumerate(line):
            place, excerpt = source.place(("lede",), number, column)
            assert (place.line, excerpt[place.column - 1]) == (7 + number, letter)


def test_key(source: Source) -> None:
    assert source.key(("sections", 1, "heading")) == (Place("c.yaml", 16, 5), "  - heading: Prisons")
    assert source.file == "c.yaml"
