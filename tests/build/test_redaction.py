"""Redactions in prose and in plain texts: a bar, and no trace of the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressroom import prose
from pressroom.prose import ProseRefused, Typography, blocks, inline, line, plain, slug
from pressroom.prose.redaction import veiled, words

EN = Typography(("“", "”", "‘", "’"), ("km",), "redacted", "en")
RU = Typography(("«", "»", "„", "“"), (), "скрыто", "ru")
BAR = '<span class="redacted">[redacted]</span>'


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("A [[redacted: man]] said.", f"<p>A {BAR} said.</p>"),
        ('"[[redacted:man]]," *[[redacted: a [x]]*', None),
        ('"[[redacted:man]]," he said', f"<p>“{BAR},” he said</p>"),
        ("*[[redacted: one\ntwo]]* three", f"<p><em>{BAR}</em> three</p>"),
        ("> [[redacted: one\n> two]]", f"<blockquote><p>{BAR}</p>\n</blockquote>"),
        ("[слово [[redacted: имя]]]{lang=ru}", '<p><span lang="ru">слово <span class="redacted" lang="en">[redacted]</span></span></p>'),
        ("no [redactions] and [[sic]](https://x.org)", '<p>no [redactions] and <a href="https://x.org">[sic]</a></p>'),
    ],
)
def test_a_bar_stands_for_the_words(typed: str, html: str | None) -> None:
    if html is None:
        with pytest.raises(ProseRefused):
            blocks(typed, EN)
    else:
        assert prose.html(blocks(typed, EN)) == html


def test_the_label_is_in_the_language_and_the_width_tells_nothing() -> None:
    short, long = (prose.html(inline(f"[[redacted: {words}]]", RU)) for words in ("a", "much longer words"))
    assert short == long == '<span class="redacted">[скрыто]</span>'


def test_a_plain_text_has_the_label_and_a_line_the_bar() -> None:
    assert plain('"A" [[redacted: 5 km]] <b> [[redacted: x]]', EN) == "“A” [redacted] <b> [redacted]"
    assert line("A & [[redacted: x]]'s", EN) == f"A &amp; {BAR}’s"
    assert plain("[[redacted: x]]", EN) == "[redacted]"


def test_an_anchor_has_none_of_the_words() -> None:
    assert slug("The case of [[redacted: Secret Name]] & Co.") == "the-case-of-redacted-co"


@pytest.mark.parametrize(
    ("typed", "at", "message"),
    [
        ("a [[redacted: b", 2, "not closed"),
        ("a [[redacted: ]]", 2, "empty"),
        ("a [[redacted: b\n\nc]]", 2, "not closed"),
        ("a [[redacted: b [[redacted: c]] d]]", 2, "contain another"),
        ("a [[redacted: b[^n]]]", 2, "contain brackets"),
        ("a [[Redacted: b]]", 2, "begins with 'redacted' in small letters"),
        ("a \\[[redacted: b]]", 2, "has no backslash in it"),
        ("a \\[\\[redacted: b]]", 2, "has no backslash in it"),
        ("a [[redacted] : b]", 2, "has a colon after 'redacted'"),
        ("a [[ redacted b]]", 2, "has a colon after 'redacted'"),
        ("a [[redcated: b]]", 2, "begins with the word 'redacted'"),
    ],
)
def test_what_is_no_whole_redaction_is_refused_at_its_place(typed: str, at: int, message: str) -> None:
    with pytest.raises(ProseRefused) as refused:
        blocks(typed, EN)
    first = refused.value.problems[0]
    assert (first.line, first.column, first.code) == (0, at, "prose-redaction")
    assert message in first.message
    assert "b" not in veiled(typed).replace("[^n]", "").replace("redacted b", "").split("redacted", 1)[-1]


def test_words_are_found_on_one_line_and_veiled_in_their_place() -> None:
    text = "x [[redacted: Aliya\n  Bek]] y\n\n[[redacted: z]] [[redacted]"
    assert list(words(text)) == ["Aliya Bek", "z"]
    assert veiled(text) == "x [[redacted:......\n.....]] y\n\n[[redacted:..]] [[redacted]"


@given(st.text("[]redact: \n\\ab*^Z.", max_size=60))
def test_a_veil_keeps_every_place_and_hides_once_for_all(text: str) -> None:
    hidden = veiled(text)
    assert [len(part) for part in hidden.split("\n")] == [len(part) for part in text.split("\n")]
    assert veiled(hidden) == hidden
    assert not any("Z" in word for word in words(hidden))
