"""Properties of prose for any text: nothing typed disappears, the HTML is well-formed, and no other error than `ProseRefused` is raised."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from pressroom.prose import Prose, ProseRefused, Typography, blocks, html, inline, plain

EN = Typography(("“", "”", "‘", "’"), ("percent", "million", "km", "m"))
RU = Typography(("«", "»", "„", "“"), ("км", "млн", "лет"))
NOTES = (("law", 'The *Law* on "Media".'), ("vote", "Plain."))

ALLOWED = {"p": set(), "em": set(), "strong": set(), "a": {"href"}, "ul": set(), "ol": {"start"}, "li": set(), "blockquote": set(),
           "br": set(), "span": {"class", "role", "lang", "dir"}}  # fmt: skip


def texts(pieces: str, *more: str, longest: int = 40) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from([*pieces, *more]), max_size=longest).map("".join)


NASTY = texts("ab1 .-\n\"'*_[]()<>{}^#`&;:!\\|=~+/", "https://x.org", "{lang=ru}", "[^law]", "](#b)", "é", "\u2010", "\u00a0", "\n\n")
ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)
WORDS = texts("abЯй1 .,-—–\"'…“”()?«»%;:§", "\u2010", "\u00a0", "\U0001f600", "e\u0301", "...", "--", "10 000", " -- ", "\n", longest=60)
INSIDE = texts("abЯ1.,\"'…“ -?:", "\u00a0", "...", " -- ", "J. R. ", "😀", longest=16)
WRAPS = st.sampled_from(["{}", "*{}*", "**{}**", "[{}](https://x.org)", "[{}]{{lang=ru}}", "- {}", "> {}", "1. {}"])


class Reader(HTMLParser):
    """Reads HTML strictly: every tag must be allowed, and closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert {name for name, _ in attrs} <= ALLOWED[tag]
        assert tag != "a" or "a" not in self.open
        for name, value in attrs:
            assert name != "href" or re.match("#|https?://|mailto:", value or "", re.IGNORECASE)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.words += "\n" if tag in ("p", "li") else ""

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def read(text: str, setting: str) -> Prose | None:
    try:
        return (inline if setting == "inline" else blocks)(text, EN, NOTES)
    except ProseRefused as refused:
        lines = re.split(r"\r\n?|\n", text)
        misplaced = [problem for problem in refused.problems if problem.line >= len(lines) or problem.column > len(lines[problem.line])]
    assert not misplaced
    return None


@settings(max_examples=400, deadline=None)
@given(text=NASTY | ANY, setting=st.sampled_from(["inline", "blocks"]))
def test_any_text_becomes_whole_html_or_is_refused(text: str, setting: str) -> None:
    prose = read(text, setting)
    if prose:
        reader = Reader(html(prose))
        for paragraph in prose.paragraphs:
            for word in paragraph.text.split():
                assert word in reader.words or paragraph.calls


def same(text: str) -> str:
    """`text` without what typography may change: quotes, dashes, ellipses, the kind and number of spaces."""
    text = re.sub("[“”„‘’«»\"']", "'", text).replace("…", "...")
    return " ".join(re.sub("[-\u2010–—]+", "-", text).split())


@settings(max_examples=300, deadline=None)
@given(words=WORDS)
def test_plain_never_loses_or_changes_a_word(words: str) -> None:
    assert same(plain(words, RU)) == same(words)
    assert same(plain(words, EN)) == same(words)
    assert plain(words, EN).count(" ") + plain(words, EN).count("\u00a0") == words.count(" ") + words.count("\u00a0")


@settings(max_examples=300, deadline=None)
@given(parts=st.lists(st.tuples(WRAPS, INSIDE), min_size=1, max_size=4))
def test_prose_never_loses_or_changes_a_word(parts: list[tuple[str, str]]) -> None:
    """Words come out as they went in, with any markup around them."""
    sources = [f"q {wrap.format('w' + words + 'w')} z" if wrap[0] in "*[{" else wrap.format(f"w{words}w") for wrap, words in parts]
    prose = blocks("\n\nq\n\n".join(sources), EN)
    seen = [same(paragraph.text) for paragraph in prose.paragraphs][::2]
    assert seen == [same(f"q w{words}w z" if wrap[0] in "*[{" else f"w{words}w") for wrap, words in parts]


@settings(max_examples=500, deadline=None)
@given(text=NASTY)
def test_no_letter_disappears_unsaid(text: str) -> None:
    """Every letter of a text is visible, in order, except in addresses, language codes and note calls."""
    prose = read(text, "blocks")
    if prose and not prose.links and "<span" not in html(prose):
        assert letters("".join(paragraph.text for paragraph in prose.paragraphs)) == letters(text)


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalpha())
