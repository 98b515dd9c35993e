"""Each output renders the same tree: HTML, XHTML, plain text and the redline have the words that the proof expects, for any prose."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from pressroom import prose
from pressroom.kit.contents import plain
from pressroom.prose import Prose, ProseRefused, Typography
from pressroom.redline.diff import tokens

EN = Typography(("“", "”", "‘", "’"), ("percent", "km"), code="en")
NOTES = (("law", 'The *Law*\\\nof [[redacted: whom]], on "[Media](https://x.org)".'), ("vote", "Plain -- [да]{lang=ru}."))
BLOCKS = {"p", "li", "ul", "ol", "blockquote", "br"}

WORDS = st.lists(
    st.sampled_from(["word", "Ö", '"quoted"', "it's", "--", "&", "\u00a0", "\u00ad", "…", "10\u00a0km", "a—b"]), min_size=1, max_size=6
).map(" ".join)
MARKS = ["*{}*", "**{}**", "[{}](https://x.org/a?b&c)", "[{}]{{lang=ru}}", "[{}]{{lang=ar}}", "{}[^law]", "*{}[^vote]*"]
MARKS += ["{} [[redacted: x]]", "{}\\\nx"]
SPANS = st.recursive(
    WORDS,
    lambda inner: st.tuples(st.sampled_from(MARKS), inner, inner).map(lambda drawn: f"{drawn[0].format(drawn[1])} {drawn[2]}"),
    max_leaves=6,
)
STARTS = st.sampled_from(["", "- ", "3. ", "> ", "> - ", "- > ", "- - ", "1. - "])
PARAGRAPHS = st.tuples(STARTS, SPANS).map(lambda drawn: f"{drawn[0]}w {drawn[1]}")
PROSE = st.lists(PARAGRAPHS, min_size=1, max_size=4).map("\n\n".join)


class Reader(HTMLParser):
    """The words of each paragraph of HTML, with those of notes apart."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.own, self.notes = "", ""
        self._inside: list[bool] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.handle_data(" ")
        if tag != "br":
            self._inside.append(self._in_note or dict(attrs).get("role") in ("doc-footnote", "doc-noteref"))

    def handle_endtag(self, tag: str) -> None:
        if tag != "br":
            self._inside.pop()
        if tag in BLOCKS or not self._in_note:
            self.notes += " "

    def handle_data(self, data: str) -> None:
        if self._in_note:
            self.notes += data
        else:
            self.own += data

    @property
    def _in_note(self) -> bool:
        return bool(self._inside) and self._inside[-1]


def parsed(text: str) -> Prose | None:
    try:
        return prose.blocks(text, EN, NOTES)
    except ProseRefused:
        return None


def visible(text: str) -> list[str]:
    return text.replace("\u00ad", "").split()


@settings(max_examples=300, deadline=None)
@given(text=PROSE)
def test_every_output_has_the_words_that_the_proof_expects(text: str) -> None:
    made = parsed(text)
    if not made:
        return
    own = [word for paragraph in made.paragraphs for word in visible(paragraph.text)]
    notes = [word for call in made.calls for word in visible(call.note.text)]
    page, book = Reader(prose.html(made)), Reader(prose.xhtml(made, 4))
    assert (visible(page.own), visible(page.notes)) == (own, notes)
    assert (visible(book.own), visible(book.notes)) == (own, [str(number) for number in range(5, 5 + len(made.calls))])
    assert visible(in_words(plain.paragraphs(made, 0))) == own
    assert visible(in_words([plain.paragraph(call.note) for call in made.calls])) == notes
    assert visible(" ".join(map(tokens.text, tokens.paragraphs(made)))) == own


def in_words(texts: list[str]) -> str:
    """Plain text without what it adds: list markers, link addresses, note numbers."""
    return "\n".join(re.sub(r"(?m)^ *(?:- |\d+\. )| <https:[^>]+>|\[\d+\]", "", text) for text in texts)


def test_random_prose_is_mostly_prose() -> None:
    """The generator above makes valid prose, with every construct."""
    found: list[Prose] = []

    @settings(max_examples=200, deadline=None, database=None, derandomize=True)
    @given(text=PROSE)
    def collect(text: str) -> None:
        found.extend(filter(None, [parsed(text)]))

    collect()
    assert len(found) > 100
    kinds = {type(span) for each in found for paragraph in each.paragraphs for span in prose.tree.walk(paragraph.spans)}
    assert kinds == set(prose.tree.Span.__args__)
