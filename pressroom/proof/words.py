"""Decides whether runs of a page show a text: every character, once, in order.

Only line ends may differ: a space may be dropped or added there, and a hyphen added inside a broken word. Characters that only control
typesetting (no-break spaces and hyphens, joiners, direction marks) are compared as what a reader sees of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from pressroom.prose.words import SOFT_HYPHEN, visible
from pressroom.readback import Run

HYPHENS = str.maketrans({"\N{HYPHEN}": "-", "\N{NON-BREAKING HYPHEN}": "-"})


def first_difference(one: Sequence[str], other: Sequence[str]) -> int:
    """The index of the first difference between two texts, or two lists of words."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (here, there) in pairs if here != there), min(len(one), len(other)))


def seen(text: str) -> str:
    """The text as a reader sees it, with all hyphens alike. Soft hyphens stay."""
    return visible(text).translate(HYPHENS)


def match(text: str, runs: Sequence[Run], start: int) -> int | None:
    """The index after the runs that show exactly `text`, beginning with run `start`; None if they don't.

    `text` and the texts of the runs are as `seen` returns them. `text` has no soft hyphens, and no spaces at its ends. The page may set
    the whole text in capitals.
    """
    end = _match(text, runs, start)
    return end if end is not None or text.isupper() else _match(text.upper(), runs, start)


def _match(text: str, runs: Sequence[Run], start: int) -> int | None:
    at = 0
    for number in range(start, len(runs)):
        run = runs[number]
        words = run.text
        if at == 0 or text[at - 1] == " ":
            words = words.removeprefix(" ")
        elif text[at] == " " and words[0] != " " and not run.touches:
            at += 1
        line_ends = number + 1 < len(runs) and not runs[number + 1].touches
        if not words:
            continue
        if text.startswith(words, at):
            at += len(words)
        elif words[-1] == " " and (line_ends or text[at:] == words[:-1]) and text.startswith(words[:-1], at):
            at += len(words) - 1  # the engine writes this space at a line break inside a word or at a dash; it is invisible
        elif line_ends and words[-1] in (SOFT_HYPHEN, "-") and text.startswith(words[:-1], at):
            at += len(words) - 1
            if text[at : at + 1] in ("", " ") or text[at - 1] in " -":
                return None
        else:
            return None
        if at == len(text):
            return number + 1
    return None
