"""Whether runs of a page show a text: every letter of it, once, in order.

At the end of a line a space may be dropped or added, and a hyphen stands where a word is broken; nothing else may differ. Characters that
are only commands to the typesetter (no-break spaces and hyphens, joiners, marks of direction) count as what a reader sees of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from pressroom.prose.words import SOFT_HYPHEN, visible
from pressroom.readback import Run

HYPHENS = str.maketrans({"\N{HYPHEN}": "-", "\N{NON-BREAKING HYPHEN}": "-"})


def parting(one: Sequence[str], other: Sequence[str]) -> int:
    """The index at which two texts, or lists of words, begin to differ."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (here, there) in pairs if here != there), min(len(one), len(other)))


def seen(text: str) -> str:
    """The text as a reader sees it, with one kind of hyphen; soft hyphens stay."""
    return visible(text).translate(HYPHENS)


def match(text: str, runs: Sequence[Run], start: int) -> int | None:
    """The number of the run after those that show `text`, all of it and nothing else, from run `start` on; or None.

    `text` and the runs' texts are as `seen` gives them; `text` has no soft hyphens, and no space at its ends. The page may set all
    of it in capitals.
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
            at += len(words) - 1  # written where a line breaks inside a word or at a dash: nobody sees it
        elif line_ends and words[-1] in (SOFT_HYPHEN, "-") and text.startswith(words[:-1], at):
            at += len(words) - 1
            if text[at : at + 1] in ("", " ") or text[at - 1] in " -":
                return None
        else:
            return None
        if at == len(text):
            return number + 1
    return None
