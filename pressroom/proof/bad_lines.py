"""Warnings about badly set lines, with the place of their words in the chapter's file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pressroom.errors import Problem
from pressroom.proof.expected import Expected, Locator
from pressroom.proof.words import seen
from pressroom.prose.words import SOFT_HYPHEN, beginning

if TYPE_CHECKING:
    from pressroom.composition import BadLines  # its libraries are not needed here

MESSAGES = {
    "loose": ("is set too loosely", "add or cut a word in the paragraph, or change the order of some words"),
    "long": ("is wider than the column", "it can't be broken; replace a no-break space in it with an ordinary one"),
    "forced": ("had to break a word that is wider than the column", "shorten the word, or split it in two"),
}


def warnings(bad_lines: Iterable[BadLines], units: Sequence[Expected], place: Locator) -> tuple[Problem, ...]:
    """A warning for each line of `bad_lines`, in the order of the units.

    Its place is that of the unit that has the most words in common with the line's paragraph.
    """
    words = [_words(unit.text) for unit in units]
    found = []
    for bad in bad_lines:
        shown = _words(bad.text)
        number = max(range(len(units)), key=lambda unit: _common(shown, words[unit]))
        where, excerpt = place(units[number]) or (None, "")
        what, hint = MESSAGES[bad.kind]
        for line in bad.lines:
            found.append((number, Problem(f"line-{bad.kind}", f'the line "{beginning(line)}" {what}', where, hint, excerpt)))
    return tuple(problem for _, problem in sorted(found, key=lambda one: one[0]))


def _words(text: str) -> Counter[str]:
    """The words of a text in lowercase, since the page may set it in capitals."""
    return Counter(seen(text).replace(SOFT_HYPHEN, "").lower().split())


def _common(ours: Counter[str], theirs: Counter[str]) -> int:
    """How many words two texts share, minus the words that only one of them has."""
    return 2 * (ours & theirs).total() - (ours | theirs).total()
