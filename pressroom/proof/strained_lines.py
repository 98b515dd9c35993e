"""Warnings of lines that could not be set well, at the place of their words in the chapter's file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pressroom.errors import Problem
from pressroom.proof.expected import Expected, Locator
from pressroom.proof.findings import beginning
from pressroom.proof.words import seen
from pressroom.prose.words import SOFT_HYPHEN

if TYPE_CHECKING:
    from pressroom.composition import Strain  # its libraries are not needed here

MESSAGES = {
    "loose": ("is set too loosely", "a word more or less in the paragraph, or another order of words, gives other breaks"),
    "long": ("runs out of its measure", "nothing in it may be divided: let a space in it be an ordinary one"),
    "forced": ("divides a word that is wider than its measure anywhere", "shorten the word, or let it be two"),
}


def warnings(strains: Iterable[Strain], units: Sequence[Expected], place: Locator) -> tuple[Problem, ...]:
    """A warning for each line of `strains`, at the place of that of `units` which has most words with its paragraph in common.

    They come in the order of the units.
    """
    words = [_words(unit.text) for unit in units]
    found = []
    for strain in strains:
        shown = _words(strain.text)
        number = max(range(len(units)), key=lambda unit: _common(shown, words[unit]))
        where, excerpt = place(units[number]) or (None, "")
        what, hint = MESSAGES[strain.kind]
        for line in strain.lines:
            found.append((number, Problem(f"line-{strain.kind}", f'the line "{beginning(line)}" {what}', where, hint, excerpt)))
    return tuple(problem for _, problem in sorted(found, key=lambda one: one[0]))


def _words(text: str) -> Counter[str]:
    """The words of a text, without case, as the page may set it in capitals."""
    return Counter(seen(text).replace(SOFT_HYPHEN, "").lower().split())


def _common(ours: Counter[str], theirs: Counter[str]) -> int:
    """How many words two texts share, less those that they don't."""
    return 2 * (ours & theirs).total() - (ours | theirs).total()
