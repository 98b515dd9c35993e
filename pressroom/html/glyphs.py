"""Every character of the content has a glyph in the faces of the house, or is refused by name."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.errors import ContentRefused, Problem
from pressroom.manuscript import Line, Locate, Manuscript, walk

UNSEEN = frozenset(map(ord, "\n\u00ad\u200c\u200d\u200e\u200f\u2060"))  # shape or break the line, and have no glyph of their own


def refuse_missing(manuscript: Manuscript, locate: Locate, characters: frozenset[int]) -> None:
    """Raises `ContentRefused` naming each character of the content that is not among `characters`, with its place."""
    problems = []
    for line in walk(manuscript.chapter):
        for row, column, character in _missing(line, characters | UNSEEN) if line.shown else ():
            place, excerpt = locate(line.path, row, column)
            message = f"no face of the house has the character '{character}' (U+{ord(character):04X})"
            problems.append(Problem("missing-glyph", message, place, "write it otherwise, or add a face to styles/fonts.css", excerpt))
    if problems:
        raise ContentRefused(*problems)


def _missing(line: Line, known: frozenset[int]) -> Iterator[tuple[int, int, str]]:
    if not known.issuperset(map(ord, line.text)):
        for number, row in enumerate(line.text.split("\n")):
            yield from ((number, column, character) for column, character in enumerate(row) if ord(character) not in known)
