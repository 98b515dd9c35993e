"""Unpaired marks are printed as typed, with a warning; a star that is a plain character has none."""

import pytest

from pressroom import prose

ENGLISH = prose.Typography(("“", "”", "‘", "’"))
RUSSIAN = prose.Typography(("«", "»", "„", "“"))


def warnings(text, typography=ENGLISH):
    return [(problem.line, problem.column, problem.message) for problem in prose.blocks(text, typography, (("one", "A note."),)).warnings]


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ("The *court ruled.", (0, 4), "this * is never closed, so it is printed as typed"),
        ("It\nis **void in law.", (1, 3), "this ** is never closed, so it is printed as typed"),
        ("The _court ruled.", (0, 4), "this _ is never closed, so it is printed as typed"),
        ("It ***is** so.", (0, 3), "this * is never closed, so it is printed as typed"),
        ("- One\n- *Two", (1, 2), "this * is never closed, so it is printed as typed"),
        ("> Said *he", (0, 7), "this * is never closed, so it is printed as typed"),
        ("See [the *report](https://example.org).", (0, 9), "this * is never closed, so it is printed as typed"),
        ("See [the report](page 12.", (0, 15), "this link is not complete, so it is printed as typed"),
        (
            "See (the report)[https://example.org].",
            (0, 16),
            "a link has its words between brackets, and its address between parentheses, so it is printed as typed",
        ),
        ("A word[^one and more.", (0, 6), "this note call is not complete, so it is printed as typed"),
        ("The word мир{lang=ru}.", (0, 12), "this span has no brackets around its words, so it is printed as typed"),
        ("This is ~~wrong~~ right.", (0, 8), "~~ is not markup here, so it is printed as typed"),
        ("He said: “No, and left.", (0, 9), "this quotation mark is never closed"),
        ("He said: No,” and left.", (0, 12), "this quotation mark has no opening one before it"),
        ('He said: "No, and left.', (0, 9), "this quotation mark is never closed"),
        ("“Yes.” And\n*he* said: “No, and left.", (1, 11), "this quotation mark is never closed"),
    ],
)
def test_a_mark_that_marks_nothing(text, where, message):
    assert (*where, message) in warnings(text)


@pytest.mark.parametrize(
    "text",
    [
        "3 * 4 is 12, and 3 *\n4 too.",
        "5*3*2 and 5*3, a*b, snake_case",
        "More than 500* were held.",
        "More than **500**, or *some*, or _all_ of **them and *others* too**.",
        r"A plain \*star and \“sign.",
        "At https://example.org/_a_b*c and <https://example.org/*d>.",
        "“He said ‘no’,” she said. He's 5'10\".",
        "“One paragraph.\n\n“And the next.”",
        "> “One paragraph.\n>\n> “And the next.”",
        "The “**Times**” and *“Post”*.",
        "[Words](https://example.org) [слово]{lang=ru} about[^one] 20 ~ 30 [sic] (so).",
        'It is [[redacted: "]] so.',
    ],
)
def test_signs_that_are_none(text):
    assert warnings(text) == []


def test_the_hint_says_how_to_print_the_mark():
    (warning,) = prose.inline("A **word", ENGLISH, None).warnings
    assert warning.hint == r"write ** after the words that it marks, or \*\* if it is plain text"
    assert prose.inline(r"A \*\*word", ENGLISH, None).warnings == ()


def test_quotes_are_those_of_the_language():
    assert warnings("Он сказал: «Нет, и ушёл.", RUSSIAN) == [(0, 11, "this quotation mark is never closed")]
    assert warnings("Он сказал: «Нет „может“», и ушёл.", RUSSIAN) == []


def test_plain_text():
    (warning,) = prose.plain_warnings("A\n“word", ENGLISH)
    assert (warning.line, warning.column, warning.message) == (1, 0, "this quotation mark is never closed")
    assert prose.plain_warnings('“A” "word" * **', ENGLISH) == ()
