"""The plain text, which a journalist pastes."""

import re
from dataclasses import replace

import pytest

from pressroom import proof
from pressroom.errors import EngineFailed
from pressroom.kit.contents import text
from pressroom.manuscript import release_lines
from pressroom.proof.text import find
from tests.support.projects import DATA, ROOT, locate, manuscript

CHAPTER = """title: Ruritania
lede: |
  A *first* paragraph, which the editor
  has wrapped, by "the state".[^one] See [the report](https://www.example.org/report), or <https://www.example.org/>.

  A second one: 11 percent.
sections:
  - heading: Courts
    body:
      - text: |
          - one
          - two
            1. inner
            2. last

          > Quoted.[^two]

          In 2004. So it was.
      - quotation: {text: A law, speaker: A Judge}
      - figure: {image: chart.png, alt: A chart, caption: A caption, credit: A credit}
      - table:
          caption: Figures
          columns: [Name, Heard, Pending]
          rows: [[A long name, "1", "20"], [B, "", "3"]]
          source: The ministry
    subsections:
      - heading: Lower courts
        body: Text.
notes:
  one: A note with [a link](https://www.example.org/note).
  two: Another.
"""
TEXT = """DRAFT

Human Rights Watch
Country Summary
January 2005

Ruritania
=========

A first paragraph, which the editor has wrapped, by “the state”.[1] See the report <https://www.example.org/report>, or https://www.example.org/.

A second one: 11 percent.

Courts
------

- one
- two
    1. inner
    2. last

    Quoted.[2]

In 2004. So it was.

    A law
    A Judge

A caption

A credit

Figures

Name         Heard  Pending
-----------  -----  -------
A long name  1      20
B                   3
The ministry

Lower courts
............

Text.

Notes
-----

[1] A note with a link <https://www.example.org/note>.

[2] Another.

Human Rights Watch
350 Fifth Avenue, 34th floor
New York, New York 10118-3299
Tel. +1 212 216 1200
Fax +1 212 736 1300
www.hrw.org
"""


def test_everything_has_its_form():
    assert text.chapter(manuscript(CHAPTER)) == TEXT


def test_a_final_chapter_is_not_called_a_draft():
    of = manuscript(CHAPTER.replace("title: Ruritania", "title: Ruritania\nstatus: final"))
    assert text.chapter(of) == TEXT.removeprefix("DRAFT\n\n")
    with pytest.raises(EngineFailed, match=r'says "DRAFT Human'):
        proof.prove_text(TEXT, of, locate)


def test_a_list_begins_with_the_number_that_was_typed():
    of = manuscript("title: T\nlede: |\n  3. three\n  4. four\n\n     > quoted\n\n     on\n\n  Next.\nsections: []\n")
    assert "\n\n3. three\n4. four\n       quoted\n   on\n\nNext.\n\n" in text.chapter(of)


@pytest.mark.parametrize("file", ["stress", "russian", "kazakh", "arabic"])
def test_every_word_is_there_and_every_paragraph_is_one_line(file):
    of = manuscript((DATA / f"{file}.yaml").read_text())
    said = text.chapter(of)
    proof.prove_text(said, of, locate)
    assert "\u00a0" not in said
    assert max(map(len, said.splitlines())) > 250
    assert not re.search(r"\n{3}| \n", said)


def test_words_that_differ_are_reported_at_their_place():
    of = manuscript(CHAPTER)
    for *changed, reported in (
        ("DRAFT\n\n", "", 'where the content says "DRAFT Human'),
        ("11 percent", "12 percent", r'says "12 percent\..* where the content says "11 percent\.'),
        ("Another.", "", 'where the content says "Another'),
        ("In 2004.", "In 2004. Now", 'says "Now'),
        ("2004.", "", 'where the content says "2004'),
        ("350 Fifth", "351 Fifth", 'where the content says "350 Fifth'),
        ("www.hrw.org\n", "", 'lacks "www.hrw.org"'),
        ("www.hrw.org\n", "www.hrw.org\nMore\n", 'has "More", which the content does not say'),
    ):
        with pytest.raises(EngineFailed, match=f"the plain text .*{reported}"):
            proof.prove_text(TEXT.replace(*changed), of, locate)
    with pytest.raises(EngineFailed, match=r"lede:4:1: the plain text says \"12 percent. Courts") as refused:
        proof.prove_text(TEXT.replace("11 percent", "12 percent"), of, locate)
    assert refused.value.problems[0].code == "words-text"


def test_a_release_has_its_parts_in_their_order():
    of = manuscript((ROOT / "content" / "chapters" / "kazakhstan.yaml").read_text())
    said = text.release(of)
    parts = [
        "Press Release",
        "Half-Steps in Place",
        "Opposition newspapers",
        "(New York, January 2005) – In 2004",
        "My first concern",
        "ENDS",
    ]
    parts += ["Notes to editors", "For more information", "English: Human Rights Watch, New York\nTel. +1 212 216 1200", "350 Fifth Avenue"]
    places = [said.index(part) for part in parts]
    assert places == sorted(places)
    draft = replace(of, chapter=of.chapter.model_copy(update={"status": "draft"}))
    assert text.release(draft) == f"DRAFT\n\n{said}"


def test_each_word_of_a_release_is_asked_for():
    of = manuscript((ROOT / "content" / "chapters" / "kazakhstan.yaml").read_text())
    asked, said = proof.expected(of, release_lines(of)), text.release(of)
    find(said, asked)
    for part in (
        "Press Release",
        "Half-Steps",
        "Opposition newspapers",
        "January 2005",
        "party, Otan",
        "Haraszti",
        "ENDS",
        "covers",
        "English",
    ):
        for changed in (said.replace(part, "", 1), said.replace(part, f"{part} more", 1)):
            with pytest.raises(EngineFailed):
                find(changed, asked)
