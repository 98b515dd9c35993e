"""The words of a text are those that a reader sees."""

from __future__ import annotations

from collections import Counter

import pytest

from pressroom.prose.words import likeness, visible, visible_words, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("so\u00adft\u2060ly \u2067right\u2069 to\u200b left", ["softly", "right", "to", "left"]),
        ("no-break\u00a0space\u202fhere", ["no-break", "space", "here"]),
        ("e\u0301tat", ["état"]),
        ("bro\ufffeken", ["broken"]),
        ("\u0600\u0661 \u06dd", ["\u0600\u0661", "\u06dd"]),  # signs of Arabic numbers are seen, though they are characters of format
        ("  ", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected
    assert visible_words(text) == " ".join(expected)


def test_soft_hyphens_and_outer_spaces_stay_where_a_line_may_be_broken() -> None:
    assert visible(" ho\u00adu\u200dse\n ") == " ho\u00aduse "


def test_likeness() -> None:
    one, other = Counter(["a", "b", "b", "c"]), Counter(["b", "b", "c", "d"])
    assert (likeness(one, other), likeness(one, one), likeness(one, Counter())) == (0.75, 1, 0)
    assert likeness(Counter(), Counter()) == 0
