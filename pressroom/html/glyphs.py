"""Refuses characters that have no glyph in the report's fonts."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.errors import ContentRefused, Problem
from pressroom.manuscript import Line, Locate, Manuscript, walk

# Characters that control shaping, line breaks or direction. They need no glyph.
UNSEEN = frozenset(map(ord, "\n\u00ad\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069"))


def refuse_missing(manuscript: Manuscript, locate: Locate, characters: frozenset[int]) -> None:
    """Raises `ContentRefused` with each character of the lines that is not in `characters`, and its place."""
    known = characters | UNSEEN
    problems = []
    for line in (*manuscript.masthead, *walk(manuscript.chapter), *manuscript.contact_block):
        for row, column, character in _missing(line, known) if line.shown else ():
            at = (row, column) if line.form != "typed" else (0, 0)  # the publisher's lines can consist of several values
            place, excerpt = locate(line.path, *at, file=line.file)
            message = f"no report font contains '{character}' (U+{ord(character):04X})"
            problems.append(Problem("missing-glyph", message, place, "use another character, or add a font to styles/fonts.css", excerpt))
    if problems:
        raise ContentRefused(*problems)


def _missing(line: Line, known: frozenset[int]) -> Iterator[tuple[int, int, str]]:
    if not known.issuperset(map(ord, line.text)):
        for number, row in enumerate(line.text.split("\n")):
            yield from ((number, column, character) for column, character in enumerate(row) if ord(character) not in known)
