"""The words of the redline: without insertions they are the old text, without deletions the new one."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pressroom.prose import ProseRefused, Typography, blocks
from pressroom.redline.diff import Redline, Unit, Version, parts, redline, units
from pressroom.redline.diff.comparing import compared, side
from pressroom.redline.diff.listing import what
from pressroom.redline.diff.setting import html
from pressroom.redline.diff.tokens import paragraphs, text, words
from pressroom.redline.diff.tokens import plain as plain_words
from tests.support.projects import DATA, locate, manuscript

EN = Typography(("“", "”", "‘", "’"), ())
SAID = {"deleted": "deleted", "inserted": "inserted"}
NOTES = (("law", "The *Law*."), ("vote", "Plain."))


def read(markdown: str):
    return words([]) if not markdown else paragraphs(blocks(markdown, EN, NOTES))[0]


def shown(old: str, new: str) -> str:
    """The redline of a paragraph, as text: [-deleted-] and {+inserted+}."""
    signs = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return " ".join(signs[piece.op].format(text(piece.words).strip()) for piece in compared(read(old), read(new)))


def version(chapter: str, publisher: str = "") -> tuple[Unit, ...]:
    made = manuscript(chapter)
    if publisher:
        made = replace(made, imprint=made.imprint.model_copy(update={"publisher": publisher}))
    return units(Version(made, lambda line, row: locate(line.path, row)[0], lambda line, row: {}, lambda file: "a picture"))


def reported(found: Redline) -> list[tuple[str, str]]:
    return [(change[0].change, change[0].unit.kind) for change in found.changes]


SENTENCES = st.lists(st.sampled_from(["the", "court", "sat", "law,", "*law*", "of—by", "in", "2004.", "a[^law]"]), max_size=14).map(
    " ".join
)


@given(SENTENCES, SENTENCES)
@example("the court sat", "the court sat in 2004.")
def test_each_side_of_a_paragraph_comes_out_whole(old: str, new: str) -> None:
    try:
        before, after = read(old), read(new)
    except ProseRefused:
        return
    pieces = compared(before, after)
    assert side(pieces, "inserted") == before
    assert side(pieces, "deleted") == after
    assert all(piece.words for piece in pieces)


UNITS = st.lists(
    st.builds(
        Unit,
        st.sampled_from(["text", "heading", "notes", "title", "rows"]),
        st.lists(SENTENCES.map(lambda sentence: plain_words(sentence)), min_size=1, max_size=3).map(tuple),
    ),
    max_size=9,
)


@given(UNITS, UNITS, st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_each_version_comes_out_whole(old: list[Unit], more: list[Unit], drawn) -> None:
    new = [*old, *more[:4]]
    drawn.shuffle(new)
    new = new[: drawn.randrange(len(new) + 1)]
    found = redline(old, new)
    before = [entry for entry in found.entries if entry.old and entry.change != "moved"]
    after = [entry for entry in found.entries if entry.new and entry.change != "left"]
    for entries, units_of, which, without in ((before, old, "old", "inserted"), (after, new, "new", "deleted")):
        cells = [[side(cell.pieces, without) for cell in entry.cells if getattr(cell, which)] for entry in entries]
        assert cells == [list(unit.cells) for unit in units_of]
    assert {entry.number for entry in found.entries} - {0} == set(range(1, len(found.changes) + 1))
    if old == new:
        assert not found.changes


@given(
    st.lists(
        st.sampled_from([*"ab1 .-\n\"'*_[]()>", "—", "--", "[^law]", "[a](#b)", "[ы]{lang=ru}", "\n\n", "- ", "> ", "1. "]), max_size=30
    )
)
def test_the_words_are_those_that_the_page_shows(pieces: list[str]) -> None:
    try:
        made = blocks("".join(pieces), EN, NOTES)
    except ProseRefused:
        return
    found = ["".join(text(paragraph).split()) for paragraph in paragraphs(made)]
    assert found == ["".join(paragraph.text.split()) for paragraph in made.paragraphs]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("The court sat.", "The high court sat.", "The {+high+} court sat."),
        ("The court sat.", "The court sat. It rose.", "The court sat. {+It rose.+}"),
        ("The court *sat*.", "The court sat.", "The court [-sat.-] {+sat.+}"),
        ("A law—of sorts.", "A law—of kinds.", "A law—of [-sorts.-] {+kinds.+}"),
        ("A law---of sorts.", "A bill---of sorts.", "A [-law—-] {+bill—+} of sorts."),
        ("A law---of sorts.", "A law--- of sorts.", "A [-law—-] {+law—+} of sorts."),
        ("Read [it](https://a.org).", "Read [it](https://b.org).", "Read [-it.-] {+it.+}"),
        ("He went to the old town.", "She came to the new city.", "[-He went-] {+She came+} to the [-old town.-] {+new city.+}"),
        ("Nobody spoke of it here.", "Somebody wrote of us.", "[-Nobody spoke of it here.-] {+Somebody wrote of us.+}"),
        ("A word.[^law]", "A word.", "A [-word.-] {+word.+}"),
        ("A word.[^law]", "A word.[^vote]", "A word."),
    ],
)  # fmt: skip
def test_word_by_word(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


def test_a_redaction_that_came_shows_its_label_alone() -> None:
    made = html(compared(read("The man came."), read("The [[redacted: man]] came.")), SAID, bars=False)
    assert '<ins data-said="[inserted: [redacted]]"><span lang="" dir="ltr">[redacted]</span></ins> came.' in made


def test_a_line_break_in_a_note_ends_nothing_else() -> None:
    (found,) = paragraphs(blocks("One word[^law] and more.", EN, (("law", "The law\\\nof 2003."),)), 4)
    assert text(found).strip() == "One word and more."
    assert [fragment.number for token in found for fragment in token.fragments if not fragment.text] == [5]


def test_what_cannot_be_seen_is_reported() -> None:
    pieces = compared(read("Read [my page](https://a.org) and then *him*."), read("Read [my page](https://b.org) and then him."))
    made = html(pieces, SAID, bars=False)
    assert (
        '<del data-said="[deleted: my page &lt;https://a.org&gt;]">my page<span class="detail"> &lt;https://a.org&gt;</span></del>' in made
    )
    assert '<del data-said="[deleted: him (emphasis).]"><em>him</em>.</del>' in made
    assert "heard" not in made


def test_a_bar_stands_before_each_word_that_changed_and_no_other() -> None:
    made = html(compared(read("One two three."), read("One 2 or three.")), SAID)
    assert made.count('<i class="bar"></i>') == 3
    assert re.sub(r'<i class="bar"></i>', "", made).startswith("One <del")


def test_words_from_right_to_left_stay_in_one_element() -> None:
    made = html(compared((), read("He said [مرحبا بالعالم العربي]{lang=ar} twice.")), SAID)
    assert '<i class="bar"></i><span lang="ar" dir="rtl">مرحبا بالعالم العربي</span>' in made


CHAPTER = """
title: Zenda
lede: |
  The courts of the kingdom sat for nine weeks, and nobody was heard.
sections:
  - heading: Courts
    body:
      - text: |
          The first paragraph says what the courts did in the year.[^one]

          - An item of a list that names the judge.
          - Another item that names nobody.
      - table: {caption: Votes, columns: [Party, Seats], rows: [[Otan, "42"], [Asar, "4"]], source: The court}
      - figure: {image: a.png, alt: A bar chart, caption: Seats, credit: Ours}
      - quotation: {text: I was not heard., speaker: A judge}
  - heading: Press
    body: |
      The second section says that the newspapers of the kingdom were closed.
notes:
  one: The judges would not say why.
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: Zenda", "title: Strelsau", [("edited", "title")]),
        ("title: Zenda", "title: Zenda\nstatus: final", [("edited", "status")]),
        ("title: Zenda", "title: Zenda\nkeywords: [courts]", [("inserted", "keywords")]),
        ("nine weeks", "ten weeks", [("edited", "lede")]),
        ("heading: Courts", "heading: Tribunals", [("edited", "heading")]),
        ("would not say", "did not say", [("edited", "notes")]),
        ("an item of", "an item in", []),
        ("An item of a list", "An item of the list", [("edited", "text")]),
        ("  - Another item that names nobody.\n", "\n", [("deleted", "text")]),
        ("caption: Votes", "caption: Seats won", [("edited", "caption")]),
        ('[Otan, "42"]', '[Otan, "43"]', [("edited", "rows")]),
        (', [Asar, "4"]', "", [("deleted", "rows")]),
        ("Party, Seats]", "Party, Won]", [("edited", "columns")]),
        ("source: The court", "source: The ministry", [("edited", "source")]),
        ("a.png", "b.png", [("edited", "image")]),
        ("alt: A bar chart", "alt: A chart", [("edited", "alt")]),
        ("caption: Seats", "caption: Chairs", [("edited", "caption")]),
        ("credit: Ours", "credit: Theirs", [("edited", "credit")]),
        ("I was not heard", "I was never heard", [("edited", "quotation")]),
        ("speaker: A judge", "speaker: Another judge", [("edited", "speaker")]),
        ("speaker: A judge", "speaker: A judge, language: ru", [("inserted", "language")]),
    ],
)  # fmt: skip
def test_each_kind_of_content_that_changes_is_one_change(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert old in CHAPTER or not expected
    assert reported(redline(version(CHAPTER), version(CHAPTER.replace(old, new)))) == expected


def unit(words_of: str, kind: str = "text") -> Unit:
    return Unit(kind, (plain_words(words_of),))


LONG = unit("A paragraph of many words that weighs more than the few that stand around it, whatever they say and however they are put.")


def test_the_fewest_words_move() -> None:
    one, two = unit("One item."), unit("Another item.")
    found = redline([LONG, one, two], [one, two, LONG])
    assert [entry.unit for change in found.changes for entry in change] == [one, two]


def test_what_is_equal_is_not_taken_for_what_is_like_it() -> None:
    one, other = unit("the dog bit the man at noon today"), unit("the man bit the dog at noon today")
    rest = [LONG, unit("And one more."), unit("And the last.")]
    found = redline([one, other, *rest], [*rest, one, other])
    assert [(entry.change, entry.edited) for change in found.changes for entry in change] == [("moved", False)] * 2


def test_words_that_become_something_else_go_and_come() -> None:
    assert reported(redline([unit("The courts sat.")], [unit("The courts sat.", "quotation")])) == [
        ("deleted", "text"),
        ("inserted", "quotation"),
    ]


def test_what_moved_along_and_was_edited_is_a_change_of_its_own() -> None:
    moved, behind = unit("Heading of the part", "heading"), unit("It says nine things of the court and its judges.")
    edited = unit("It says ten things of the court and its judges.")
    assert reported(redline([moved, behind, LONG], [LONG, moved, edited])) == [("moved", "heading"), ("moved", "text")]


def test_notes_are_numbered_as_they_are_called() -> None:
    two = CHAPTER.replace("nobody was heard.", "nobody was heard.[^new]").replace("notes:\n", "notes:\n  new: All said so.\n")
    shown_parts = parts(redline(version(CHAPTER), version(two)), SAID)
    notes = [part["html"] for part in shown_parts if part["kind"] == "notes"]
    assert [re.findall(r'class="sign">(\d)<', note) for note in notes] == [["1"], ["2"]]
    calls = [re.findall(r'class="call">(\d)<', part["html"]) for part in shown_parts if part["kind"] in ("lede", "text")]
    assert calls[:2] == [["1"], ["2"]]


def test_what_no_page_shows_is_shown_where_it_changed() -> None:
    assert [part["label"] for part in parts(redline(version(CHAPTER), version(CHAPTER)), SAID) if part.get("label")] == []
    found = parts(redline(version(CHAPTER), version(CHAPTER.replace("alt: A bar", "alt: One bar"))), SAID)
    assert [part["label"] for part in found if part.get("label")] == ["alternative text of a picture"]


def test_what_left_together_is_reported_once() -> None:
    moved, behind = unit("Heading of the part", "heading"), unit("It says nine things of the court.")
    found = parts(redline([moved, behind, LONG], [LONG, moved, behind]), SAID)
    assert [(part["kind"], part["along"]) for part in found] == [("left", False), ("text", False), ("heading", False), ("text", True)]
    assert found[0]["more"] == 1


def test_a_row_that_came_stands_under_the_columns_that_it_has() -> None:
    new = CHAPTER.replace("[Party, Seats]", "[Party]").replace(', "42"]', "]").replace('[Asar, "4"]', "[Asar], [Auyl]")
    (table,) = (part for part in parts(redline(version(CHAPTER), version(new)), SAID) if part["kind"] == "table")
    assert {len(row["cells"]) for row in table["rows"]} == {2}
    assert table["rows"][-1]["cells"][1] == ""


def test_a_section_that_moved_is_one_change_and_leaves_word_where_it_was() -> None:
    head, courts, press = re.split(r"(?=  - heading)", CHAPTER.split("notes:")[0])
    moved = head + press + courts + "notes:" + CHAPTER.split("notes:")[1]
    found = redline(version(CHAPTER), version(moved))
    assert reported(found) == [("moved", "heading")]
    assert [entry.unit.kind for entry in found.changes[0]] == ["heading", "text"]
    assert [entry.change for entry in found.entries if entry.number] == ["moved", "moved", "left", "left"]


def test_a_paragraph_that_moved_may_be_edited() -> None:
    old = CHAPTER.replace("  - heading: Press", "  - heading: Press and more")
    sentence = "The first paragraph says what the courts did in the year.[^one]"
    new = old.replace(f"          {sentence}\n\n", "").replace(
        "were closed.\n", f"were closed.\n\n      {sentence.replace('did', 'had done')}\n"
    )
    found = redline(version(old), version(new))
    assert ("moved", "text") in reported(found)
    moved = next(change[0] for change in found.changes if change[0].change == "moved")
    assert moved.edited


def test_a_column_that_came_leaves_the_others_in_place() -> None:
    new = CHAPTER.replace("[Party, Seats]", "[Party, Votes, Seats]").replace('"42"', '"9", "42"').replace('"4"', '"8", "4"')
    rows = [entry for entry in redline(version(CHAPTER), version(new)).entries if entry.unit.kind in ("columns", "rows")]
    assert [[(cell.old, cell.new) for cell in entry.cells] for entry in rows] == [[(True, True), (False, True), (True, True)]] * 3


def test_another_publisher_is_named_in_the_masthead_and_in_the_contact_block() -> None:
    found = redline(version(CHAPTER), version(CHAPTER, "Ruritania Watch"))
    assert [what(change) for change in found.changes] == ["Publisher edited", "Publisher in the contact block edited"]


def test_another_number_of_a_note_or_item_is_no_change() -> None:
    two = CHAPTER.replace("nobody was heard.", "nobody was heard.[^new]").replace("notes:\n", "notes:\n  new: All said so.\n")
    assert reported(redline(version(CHAPTER), version(two))) == [("edited", "lede"), ("inserted", "notes")]


def test_ten_times_as_long_takes_seconds() -> None:
    chapter = (DATA / "stress.yaml").read_text()
    body = chapter[chapter.index("sections:\n") + 10 : chapter.index("notes:\n")]
    body = re.sub(r"\[\^\w+\]|\(#[\w-]+\)", "", body).replace("[second table]", "second table").replace("[courts]", "courts")
    ten = "title: Ruritania\nlede: |\n  Long.\nsections:\n" + "".join(body.replace("the", f"the{number}") for number in range(10))
    other = ten.replace("was", "were").replace("the4", "then")
    old, new = version(ten), version(other)
    start = time.perf_counter()
    found = redline(old, new)
    assert len(old) > 1000
    assert len(found.changes) > 100
    assert time.perf_counter() - start < 8


def test_the_list_names_parts_of_a_table_plainly() -> None:
    old = version(CHAPTER)
    for before, after, said in [("Party, Seats]", "Party, Won]", "Column headings edited"), ('"42"]', '"43"]', "Table row “Otan” edited")]:
        (change,) = redline(old, version(CHAPTER.replace(before, after))).changes
        assert what(change) == said
