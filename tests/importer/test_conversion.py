"""Import of plain text, and what all formats have in common: the resulting chapter and the warnings."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressroom import prose
from pressroom.content import parse_file
from pressroom.errors import ContentRefused, Problem
from pressroom.importer import Conversion, convert
from pressroom.manuscript import walk
from pressroom.model import Chapter, Imprint

TYPOGRAPHY = prose.Typography(('"', '"', "'", "'"))
IMPRINT = Imprint.model_validate(
    {
        "publisher": "Northern Rights Watch",
        "contacts": [
            {
                "since": "2004-01",
                "address": ["12 Harbour Street, 3rd floor", "Bergen, Norway 5003"],
                "telephone": "+47 55 00 00 00",
                "web": "www.nrw.example",
            }
        ],
    }
)
WRAPPED = """ Ruritania \n \n
Faced with a scandal over its oil funds and wary of its rivals at home, the government of \nRuritania did little this year to answer \
its critics’ doubts about the course that it has set. \n \n
Bribery is common. In 2003 a survey placed the country near the end of its table, and named \nit as one of many states in which oil \
has done more harm than good to the public purse.  \n \n
The president has been praised abroad for his half-steps, though little has changed. Hostility \ntoward critical newspapers grew in \
the weeks before the \nMarch 2004parliamentary elections. \n \n
Pressure on Newspapers \nThe ministry released one reporter in January 2004. It also withdrew a bill on the press after \nmuch \
criticism at home.  \n   \n
Two papers were closed by lawsuits. On June 2, 2004, a forged issue of one was handed out in town. \n The editors published a \
statement in which they told their readers that “the palace or…people \nclose to it” had printed it. The paper was fined, and its \
accounts were seized by the court. \n \n
Nongovernmental Organizations (NGOs) \nA law of 2003 asked every group to show that its work was “useful” before it could be \
registered. \nIt was withdrawn in [late] October after protests.  The groups still report visits by tax officers \nand the police, \
who ask for papers that no law requires. \n \n\n\n \n
Northern Rights Watch \n
12 Harbour Street, 3rd floor \nBergen, Norway 5003  \n
Tel. +47 55 00 00 00   Fax +47 55 00 00 01 \n              www.nrw.example \n
Elections  \nObservers found that the vote fell short of the standards that the government had signed, and \nthat the commissions \
were one-sided.  \n Local groups also complained that few voters had been told how the new machines worked or what \nthey should do \
if one of them failed. \n \n
""".replace("\n\n", "\n\n")
CONTACT = """Northern Rights Watch 12 Harbour Street, 3rd floor Bergen, Norway 5003 Tel. +47 55 00 00 00 Fax +47 55 00 00 01
www.nrw.example"""


def chapter_of(converted: Conversion) -> Chapter:
    assert converted.yaml.startswith("# yaml-language-server: $schema=../schemas/chapter.schema.json\n")
    return parse_file(Chapter, converted.yaml.encode(), "content/chapters/ruritania.yaml").value


def read_words(chapter: Chapter) -> list[str]:
    """The words that a reader sees, in the order of the page."""
    notes = tuple(chapter.notes.items())
    texts: list[str] = []
    for line in (line for line in walk(chapter) if line.shown):
        if line.form == "plain":
            texts.append(prose.plain(line.text, TYPOGRAPHY))
            continue
        own = None if line.section == "notes" else notes
        prose_of = prose.blocks if line.form == "blocks" else prose.inline
        texts += [paragraph.text for paragraph in prose_of(line.text, TYPOGRAPHY, own).paragraphs]
    return words(" ".join(texts))


def words(text: str) -> list[str]:
    """The words of a text, ignoring typographic spaces and dots."""
    return text.replace("\u00a0", " ").replace("…", "...").split()


def texts_of(body: object) -> list[str]:
    return [" ".join(part.split()) for block in body for part in block.text.split("\n\n")]  # type: ignore[attr-defined]


def codes(converted: Conversion) -> list[str]:
    return [problem.code for problem in converted.warnings]


def warning(converted: Conversion, code: str) -> Problem:
    found = [problem for problem in converted.warnings if problem.code == code]
    assert len(found) == 1, converted.warnings
    return found[0]


def text(source: str, imprint: Imprint | None = None, name: str = "ruritania-2005.txt") -> Conversion:
    return convert(name, source.encode(), imprint)


def test_a_hard_wrapped_chapter_is_recognised() -> None:
    chapter = chapter_of(text(WRAPPED, IMPRINT))
    assert chapter.title == "Ruritania"
    assert chapter.status == "draft"
    assert len(chapter.lede.split("\n\n")) == 3
    headings = [section.heading for section in chapter.sections]
    assert headings == ["Pressure on Newspapers", "Nongovernmental Organizations (NGOs)", "Elections"]
    assert [len(texts_of(section.body)) for section in chapter.sections] == [2, 1, 2]


@pytest.mark.parametrize("imprint", [IMPRINT, None])
def test_every_word_but_the_contact_block_stays_in_order(imprint: Imprint | None) -> None:
    converted = text(WRAPPED, imprint)
    contact = " ".join(words(CONTACT))
    source = " ".join(words(WRAPPED))
    assert source.count(contact) == 1
    assert read_words(chapter_of(converted)) == words(source.replace(contact, ""))
    found = warning(converted, "contact-block")
    lines = WRAPPED.split("\n")
    assert lines[found.place.line - 1].strip() == "Northern Rights Watch"
    assert " ".join(words(found.message.removeprefix("contact block left out: ").replace(" / ", " "))) == contact


def test_warnings_have_the_place_in_the_source() -> None:
    converted = text(WRAPPED, IMPRINT)
    lines = WRAPPED.split("\n")
    for code, after in {"missing-space": ["2004", "or…"], "doubled-space": ["protests."]}.items():
        found = [problem.place for problem in converted.warnings if problem.code == code]
        assert [lines[place.line - 1][: place.column - 1].endswith(word) for place, word in zip(found, after, strict=True)] == [True] * len(
            after
        )
    assert "2004parliamentary" in converted.yaml
    assert "protests.  The" in converted.yaml
    breaks = [problem for problem in converted.warnings if problem.code == "paragraph-break"]
    assert ["continues the paragraph" in problem.message for problem in breaks] == [True, False]
    assert [lines[problem.place.line - 1].split()[0] for problem in breaks] == ["The", "Local"]


def test_prose_is_wrapped_without_spaces_at_ends() -> None:
    lines = text(WRAPPED, IMPRINT).yaml.split("\n")
    assert max(map(len, lines)) <= 92
    assert not [line for line in lines if line != line.rstrip()]


def test_one_line_for_each_paragraph() -> None:
    long = "The court heard the case again, and again it put the verdict off without a reason. " * 4
    source = f"Ruritania\n{long}\n{long}\nFree Speech\n{long}\nElections\n{long}\n{long}\n"
    converted = text(source)
    chapter = chapter_of(converted)
    assert chapter.title == "Ruritania"
    assert [(section.heading, len(texts_of(section.body))) for section in chapter.sections] == [("Free Speech", 1), ("Elections", 2)]
    assert read_words(chapter) == words(source)
    assert codes(converted) == []


def test_a_text_of_one_paragraph_has_the_title_of_its_file() -> None:
    converted = text("It rained, and nobody was surprised.\nThen it stopped.\n")
    assert chapter_of(converted).title == "Ruritania 2005"
    assert chapter_of(converted).lede.strip() == "It rained, and nobody was surprised. Then it stopped."
    assert "Ruritania 2005" in warning(converted, "title-guessed").message


def test_a_heading_apart_from_its_text_is_a_guess() -> None:
    body = "The committee met in March and found that nothing that it had asked for had been done by then.\nIt met again in May.\n\n"
    converted = text(f"Ruritania\n\n{body}Free Speech\n\n{body}17\n\n{body}")
    assert [section.heading for section in chapter_of(converted).sections] == ["Free Speech"]
    assert warning(converted, "guessed-heading").place.line == 6
    assert warning(converted, "stray-line").place.line == 11


def test_headings_before_any_text_and_without_text_stay() -> None:
    source = "# Ruritania\n\n## First\n\nText.\n\n## Empty\n\n## Last\n\nText.\n\n### Nothing\n"
    converted = convert("a.md", source.encode())
    assert read_words(chapter_of(converted)) == words(source.replace("#", ""))
    assert {"no-lede", "empty-section"} <= set(codes(converted))


@pytest.mark.parametrize(
    "typed",
    [
        "# no heading",
        "1. July was dry.",
        "- a dash",
        "+ a plus",
        "> quoted",
        "*starred* and _underscored_",
        "[a](https://b.example)",
        "`code`",
        "a \\* b",
        "<b>bold</b>",
        "&amp; and &#65;",
        "![x](y)",
        "[^1] called",
        "[x]{lang=ru}",
        "~~~ fence",
        "---",
        "***",
        "| a |",
        "= b",
        "snake_case _a __b__ c_ d",
        "[ref]: http://a.example",
        "===",
        "<https://a.example>",
    ],
)
def test_markup_in_plain_text_is_escaped(typed: str) -> None:
    for source in (f"Words first. {typed} and words {typed} after {typed}", f"{typed} goes first."):
        converted = text(source)
        printed = read_words(chapter_of(converted))[2:]
        dashed = {"---": "—"}
        assert printed == [dashed.get(word, word) for word in words(source)]
        assert "markup" not in codes(converted)


def test_no_line_begins_with_markup() -> None:
    source = "In the year " + "we counted 1986. - # > + 12) * words and then " * 30
    lines = chapter_of(text(source)).lede.split("\n")
    assert len(lines) > 10
    assert not [line for line in lines if re.match(r"(?:\d+[.)]|[-#>+])(?:\s|$)", line)]


def test_invisible_characters_are_removed_with_a_warning() -> None:
    converted = text("It was co\u00adoperation\x07 that \u202ehelped\u202c.\n\fPage two, with a\ttab.\n")
    assert chapter_of(converted).lede.split() == words("It was cooperation that helped. Page two, with a tab.")
    assert [(problem.code, problem.place.column) for problem in converted.warnings if problem.place.line == 1] == [
        ("soft-hyphen", 10),
        ("unseen-character", 20),
        ("unseen-character", 27),
        ("unseen-character", 34),
    ]


def test_a_word_divided_at_a_line_end_is_joined_with_a_warning() -> None:
    converted = text("They met the opposition in the capital of the coun-\ntry, and then in the north.\n")
    assert "coun-try," in chapter_of(converted).lede
    assert warning(converted, "hyphen").place.line == 2


@pytest.mark.parametrize(
    ("name", "data", "code", "place"),
    [
        ("a.txt", b"one\r\ntwo \xff", "not-utf-8", "a.txt:2:5"),
        ("a.rtf", b"words", "unknown-format", "a.rtf"),
        ("a.docx", b"words", "not-docx", "a.docx"),
        ("a.txt", b" \n\f\n", "empty", "a.txt"),
        ("a.txt", b"", "empty", "a.txt"),
        ("a.md", b"# \n", "empty", "a.md"),
        ("a.txt", b"a " * 1_000_001, "too-large", "a.txt"),
        ("a.txt", b"fine\nso " + b"a" * 501, "long-word", "a.txt:2:4"),
        ("a.md", b"---\ntitle: A\n---\nText.\n", "front-matter", "a.md:1:1"),
    ],
)
def test_what_cannot_be_read_is_refused(name: str, data: bytes, code: str, place: str) -> None:
    with pytest.raises(ContentRefused) as refused:
        convert(name, data)
    assert [(problem.code, str(problem.place)) for problem in refused.value.problems] == [(code, place)]


def test_a_year_and_a_city_are_no_contact_block() -> None:
    source = "Title\n\nWords, and more of them.\n\nAlmaty 1999\n\nAstana 2000\n\nMore words.\n"
    converted = text(source)
    assert "contact-block" not in codes(converted)
    assert read_words(chapter_of(converted)) == words(source)


LETTERS = st.text(st.sampled_from(list("aábБж中.,:;!?()[]*_#>+<`\\&~|={}^/@%$1234 ")), min_size=1, max_size=12)
LINES = st.lists(
    st.lists(
        st.one_of(LETTERS, st.sampled_from(["the", "1.", "-", "#", "http://a.b_c", "![x](", "[^1]", "**a**", "&lt;"])),
        min_size=0,
        max_size=14,
    ).map(" ".join),
    min_size=1,
    max_size=12,
)


@settings(max_examples=80, deadline=None)
@given(LINES)
def test_no_word_of_any_text_is_lost(lines: list[str]) -> None:
    source = "\n".join(lines)
    if not source.strip():
        return
    converted = text(source)
    if "contact-block" in codes(converted):
        return
    chapter = chapter_of(converted)
    kept = read_words(chapter)
    if "title-guessed" in codes(converted):
        kept = kept[len(chapter.title.split()) :]
    assert kept == words(source)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_text_gives_a_chapter_or_a_refusal(source: str) -> None:
    for name in ("a.txt", "a.md"):
        try:
            data = source.encode()
            converted = convert(name, data)
        except (ContentRefused, UnicodeEncodeError):
            continue
        read_words(chapter_of(converted))
