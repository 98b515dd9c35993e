"""Paragraphs for tests: converts text to items with the widths of the real face, as the package does."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

from pressroom.composition import Box, Face, Glue, Item, Penalty, Setting, hyphenation

FACE = Path(__file__).parents[2] / "styles" / "fonts" / "EBGaramond_400Regular.ttf"
SIZE = 11.5
LETTERS = re.compile(r"[^\W\d_]+")


@cache
def face() -> Face:
    return Face(FACE.read_bytes())


def items(text: str, language: str = "en", cost: float = 300) -> tuple[Item, ...]:
    """The items of a paragraph. Words can be broken at hyphenation points, at `cost`, and after their own hyphens."""
    found: list[Item] = []
    space = face().edges(" ", (), language)[-1] * SIZE
    hyphen = face().edges("\u2010", (), language)[-1] * SIZE
    for word in text.split(" "):
        if found:
            found.append(Glue(space, 0.6 * space, 0.3 * space))
        edges = face().edges(word, (), language)
        cuts = {at: Penalty(cost, flagged=True) for at in range(1, len(word)) if word[at - 1] == "-"}
        for part in LETTERS.finditer(word):
            cuts |= {part.start() + at: Penalty(cost, hyphen, flagged=True) for at in hyphenation(part[0], language, 6, 3, 3)}
        places = [0, *sorted(cuts), len(word)]
        for start, end in pairwise(places):
            found += [cuts[start]] if start else []
            found.append(Box((edges[end] - edges[start]) * SIZE, word[start:end]))
    return tuple(found)


def lines(matter: tuple[Item, ...], setting: Setting) -> list[str]:
    """The text of each line, with the hyphens that the breaks add."""
    found = []
    for line in setting.lines:
        parts = [" " if isinstance(item, Glue) else item.text for item in matter[line.start : line.end] if not isinstance(item, Penalty)]
        broken = matter[line.end] if line.end < len(matter) else None
        found.append("".join(parts) + ("\u2010" if isinstance(broken, Penalty) and broken.width else ""))
    return found
