"""Every character of a chapter's lines has a glyph in the report's fonts, or is refused by name."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.errors import ContentRefused, Problem
from pressroom.manuscript import Line, Locate, Manuscript, walk

# These shape or break a line, or give its direction, and have no glyph of their own.
UNSEEN = frozenset(map(ord, "\n\u00ad\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069"))


def refuse_missing(manuscript: Manuscript, locate: Locate, characters: frozenset[int]) -> None:
    """Raises `ContentRefused` naming each character of the lines that is not among `characters`, with its place."""
    known = characters | UNSEEN
    problems = []
    for line in (*manuscript.masthead, *walk(manuscript.chapter), *manuscript.contact_block):
        for row, column, character in _missing(line, known) if line.shown else ():
            at = (row, column) if line.form != "typed" else (0, 0)  # the publisher's lines are put together of several values
            place, excerpt = locate(line.path, *at, file=line.file)
            message = f"no report font contains '{character}' (U+{ord(character):04X})"
            problems.append(Problem("missing-glyph", message, place, "use another character, or add a font to styles/fonts.css", excerpt))
    if problems:
        raise ContentRefused(*problems)


def _missing(line: Line, known: frozenset[int]) -> Iterator[tuple[int, int, str]]:
    if not known.issuperset(map(ord, line.text)):
        for number, row in enumerate(line.text.split("\n")):
            yield from ((number, column, character) for column, character in enumerate(row) if ord(character) not in known)
