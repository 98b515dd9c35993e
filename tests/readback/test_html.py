"""HTML is read as a browser shows it, and as a screen reader reads it."""

from __future__ import annotations

import pytest

from pressroom.readback.html import read_html, reading_text, seen_text

HEAD = "<html><head><title>T</title><style>p {}</style></head><body>"


def seen(markup: str) -> list[str]:
    return seen_text(read_html(markup)).split()


def read(markup: str, *, aloud: bool = False) -> list[str]:
    return reading_text(read_html(markup), aloud=aloud).split()


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (f"{HEAD}<p>One<p>two</body></html>", "One two"),
        ("<p>W<em>or</em>d, w<wbr>ord, wo<!-- x -->rd</p>", "Word, word, word"),
        ("<p>a<br>b<br/>c</p><div>d</div>e<hr>f", "a b c d e f"),
        ("<script>x()</script><p>seen</p><template>not</template>", "seen"),
        ("<p>&amp;&nbsp;&#8212;</p>", "& —"),
        ("<p>One<em></p><p>two</em></p>three</div>", "One two three"),
    ],
)
def test_what_a_reader_sees(markup: str, words: str) -> None:
    assert seen(markup) == words.split()


def test_elements_without_content_have_no_end_in_html_but_may_have_one_in_xml() -> None:
    package = "<package><meta property='a'>2005</meta><meta name='b' content='c'/><title>T</title></package>"
    assert [piece.element.tag for piece in read_html(f'<?xml version="1.0"?>{package}') if piece.kind == "text"] == ["meta", "title"]
    assert [piece.element.tag for piece in read_html(package) if piece.kind == "text"] == ["package", "title"]


def test_notes_stand_behind_their_paragraph_and_their_numbers_are_not_read() -> None:
    call = '<a role="doc-noteref">1</a><span class="note"><span>A</span> note<br>of it</span>'
    assert read(f"<p>One{call} two</p><p>three</p>") == ["One", "two", "A", "note", "of", "it", "three"]
    assert seen(f"<p>One{call} two</p>") == ["One1A", "note", "of", "it", "two"]


def test_what_is_said_takes_the_place_of_what_is_seen() -> None:
    markup = '<p>They <del data-said="[deleted: ran]"><b>ran</b></del> went</p>'
    assert read(markup) == ["They", "ran", "went"]
    assert read(markup, aloud=True) == ["They", "[deleted:", "ran]", "went"]


def test_a_page_of_any_depth_is_read() -> None:
    assert seen("<b>" * 5000 + "deep") == ["deep"]
