"""The comparison of words: line ends may change some characters, and nothing else may differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressroom.proof.words import match, seen
from pressroom.readback import Run

LETTERS = "abcdeéжқبت"
WORD = st.text(LETTERS, min_size=1, max_size=8)
TEXT = st.lists(WORD, min_size=1, max_size=12).map(" ".join)


def run(text: str, touches: bool = False) -> Run:
    return Run(seen(text), 1, 1, touches, False)


@st.composite
def broken(draw: st.DrawFn, text: str, edit: bool = False) -> tuple[Run, ...]:
    """The text split into runs: lines that end at a space, lines that end inside a word, and parts of lines."""
    ends = sorted(draw(st.sets(st.integers(1, max(1, len(text) - 1)), max_size=6)) - {len(text)})
    runs, touches = [], False
    for start, end in zip([0, *ends], [*ends, len(text)], strict=True):
        part, goes_on = text[start:end], end < len(text)
        same_line = goes_on and draw(st.booleans())
        if goes_on and not same_line:
            if part[-1] != " " and text[end] != " ":
                part += draw(st.sampled_from("\u00ad\u2010"))
            elif draw(st.booleans()):
                part = part.rstrip(" ")
        if start and not touches and draw(st.booleans()):
            part = part.lstrip(" ")
        if part.strip():
            runs.append(run(part, touches))
        touches = same_line and bool(part.strip())
    return tuple(runs)


@given(st.data(), TEXT)
def test_any_break_is_accepted(data: st.DataObject, text: str) -> None:
    runs = data.draw(broken(text))
    assert match(text, runs, 0) == len(runs)


@given(st.data(), TEXT)
def test_any_wrong_letter_is_refused(data: st.DataObject, text: str) -> None:
    runs = list(data.draw(broken(text)))
    number = data.draw(st.integers(0, len(runs) - 1))
    shown = runs[number].text
    at = data.draw(st.integers(0, len(shown) - 1).filter(lambda at: shown[at] in LETTERS))
    new = data.draw(st.sampled_from(["", "x", shown[at] * 2, shown[at] + "x", "x" + shown[at]]))
    runs[number] = runs[number]._replace(text=shown[:at] + new + shown[at + 1 :])
    if runs[number].text.strip():
        assert match(text, runs, 0) != len(runs)


@given(st.lists(WORD, min_size=2, max_size=8), st.data())
def test_any_lost_space_inside_a_line_is_refused(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(words) - 1))
    glued = " ".join(words[:at]) + " ".join(words[at:])
    assert match(" ".join(words), [run(glued)], 0) is None
    assert match(" ".join(words), [run(" ".join(words[:at])), run(" ".join(words[at:]), touches=True)], 0) is None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("first-rate", ["first-", "rate"]),
        ("first-rate", ["first\u2010", "rate"]),
        ("no. 5 now", ["no.\u00a05", "now"]),
        ("wider", ["wi\u200bder"]),
        ("café", ["cafe\u0301"]),
        ("Country Summary", ["COUNTRY", "SUMMARY"]),
        ("kind words", ["kind ", " words"]),
    ],
)
def test_what_looks_the_same_is_the_same(text: str, lines: list[str]) -> None:
    assert match(text, [run(line) for line in lines], 0) == len(lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("first-rate", ["first\u00ad", "rate"]),
        ("firstrate", ["first-rate"]),
        ("firstrate", ["first\u00adrate"]),
        ("two words", ["two\u00ad", "words"]),
        ("one two", ["one", "one two"]),
        ("one two", ["one two two"]),
        ("one two", ["one"]),
        ("Turkish", ["turkish"]),
        ("words", ["wo", "rds extra"]),
    ],
)
def test_what_looks_different_is_refused(text: str, lines: list[str]) -> None:
    assert match(text, [run(line) for line in lines], 0) is None


def test_a_visible_hyphen_inside_a_line_is_refused() -> None:
    assert match("authority", [run("author\u00ad"), run("ity", touches=True)], 0) is None


def test_a_text_ends_where_a_run_ends() -> None:
    runs = [run("one two"), run("three")]
    assert match("one", runs, 0) is None
    assert match("one two", runs, 0) == 1
    assert match("three", runs, 1) == 2
