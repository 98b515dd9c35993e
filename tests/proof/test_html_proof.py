"""Comparison of the words of an HTML file with those of the content."""

from __future__ import annotations

import pytest

from pressroom.errors import EngineFailed
from pressroom.proof import page
from tests.support.printing import place, units


def find(body: str, *texts: str) -> None:
    page.find(f"<html><head><title>T</title><style>p {{}}</style></head><body>{body}</body></html>", units(texts), place)


def problem(body: str, *texts: str) -> tuple[str, int]:
    """The message, and the place (the number of the text; -1 for none)."""
    with pytest.raises(EngineFailed) as caught:
        find(body, *texts)
    (found,) = caught.value.problems
    assert found.code == "words-html"
    return found.message, found.place.line - 1 if found.place else -1


def test_all_words_in_their_order() -> None:
    find(
        "<h1>One</h1><p>Two <em>th</em>ree</p><ul><li>four<ul><li>five</li></ul></li></ul><img alt='x'>", "One", "Two three", "four", "five"
    )
    find("<table><caption>A</caption><tr><th>b<td>c</table><p>d<br>e</p>", "A", "b", "c", "d e")


def test_a_note_follows_the_paragraph_that_calls_it() -> None:
    find('<p>One<span class="note">Note <em>one</em></span> goes on.</p><p>Two</p>', "One goes on.", "Note one", "Two")
    find('<p>One<span class="note">A<br>b</span> more.<span class="note">C</span></p>', "One more.", "A b", "C")


def test_what_nobody_sees_is_no_word() -> None:
    find("<script>x()</script><p>So\u00adft\u2066ly</p><style>q</style>", "Softly")


@pytest.mark.parametrize(
    ("body", "reported", "number"),
    [
        ("<p>One</p><p>Too</p>", 'says "Too" where the content says "Two"', 1),
        ("<p>One</p>", 'the HTML lacks "Two"', 1),
        ("<p>One</p><p>Two</p><p>Three</p>", 'the HTML has "Three", which the content does not say', -1),
        ("<p>Two</p><p>One</p>", 'says "Two One" where the content says "One Two"', 0),
        ("<p>OneTwo</p>", 'says "OneTwo" where the content says "One Two"', 0),
    ],
)
def test_the_first_difference_is_reported_at_its_place(body: str, reported: str, number: int) -> None:
    message, at = problem(body, "One", "Two")
    assert message.endswith(reported)
    assert at == number
