"""Compares the words of the plain text, in reading order, with those of the content.

It ignores what the plain text adds: rules, list markers, note numbers, link addresses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressroom.errors import EngineFailed, Problem
from pressroom.proof import findings
from pressroom.proof.expected import Expected, Locator
from pressroom.prose.words import words

MARK = re.compile(r"[-=.]+|\d+\.")
CALL = re.compile(r" ?<(?:https?|mailto):[^\s<>]+>|\[\d+\]")  # directly after a word
SHOWN = 6  # words of a difference in a message


def find(text: str, expected: Sequence[Expected], place: Locator = lambda _: None) -> None:
    """Find each of `expected`, and no other words, in a plain text. Raises EngineFailed with the first difference."""
    wanted = [(word, unit) for unit in expected for word in _words(unit.text)]
    shown = _words(text)
    at = 0
    for number, word in enumerate(shown):
        if at < len(wanted) and word == wanted[at][0]:
            at += 1
        elif not MARK.fullmatch(word):
            raise EngineFailed(_difference(shown[number:], wanted, at, place))
    if at < len(wanted):
        raise EngineFailed(_difference([], wanted, at, place))


def _difference(shown: Sequence[str], wanted: Sequence[tuple[str, Expected]], at: int, place: Locator) -> Problem:
    here, there = " ".join(shown[:SHOWN]), " ".join(word for word, _ in wanted[at : at + SHOWN])
    message = f"the plain text {findings.differing(here, there)}"
    unit = wanted[at][1] if at < len(wanted) else None
    return findings.problem("words-text", message, unit, place) if unit else Problem("words-text", message, None, findings.HINT)


def _words(text: str) -> list[str]:
    """The words of `text` without note numbers and link addresses."""
    return words(CALL.sub("", text))
