"""Refuses characters that have no glyph in the report's fonts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Set

from pressroom.errors import ContentRefused, Place, Problem, counted
from pressroom.manuscript import Line, Locate, Manuscript, walk

# Characters that control shaping, line breaks or direction. They need no glyph.
UNSEEN = frozenset(map(ord, "\n\u00ad\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069"))
SHOWN = 5  # characters that a message names


def refuse_missing(manuscript: Manuscript, locate: Locate, characters: frozenset[int]) -> None:
    """Raises `ContentRefused` if a character of the lines is not in `characters`.

    In each file, the letters of a script are one problem, and so is each other sign; its place is that of the first.
    """
    known = characters | UNSEEN
    first: dict[tuple[str, str], tuple[Place, str]] = {}
    missing: dict[tuple[str, str], dict[str, None]] = {}
    for line in (*manuscript.masthead, *walk(manuscript.chapter), *manuscript.contact_block):
        for row, column, character in _missing(line, known) if line.shown else ():
            key = (line.file, script(character) or character)
            if key not in first:
                at = (row, column) if line.form != "typed" else (0, 0)  # the publisher's lines can consist of several values
                first[key] = locate(line.path, *at, file=line.file)
            missing.setdefault(key, {})[character] = None
    if first:
        raise ContentRefused(*(_problem(list(missing[key]), known, *where) for key, where in first.items()))


def script(character: str) -> str:
    """The script of a letter, by the first word of its name in Unicode: Georgian, CJK; empty for other signs."""
    if unicodedata.category(character)[0] not in "LM":
        return ""
    name = unicodedata.name(character, "").split(" ")[0]
    return "" if name == "COMBINING" else name if name == "CJK" else name.capitalize()


def _missing(line: Line, known: frozenset[int]) -> Iterator[tuple[int, int, str]]:
    if not known.issuperset(map(ord, line.text)):
        for number, row in enumerate(line.text.split("\n")):
            yield from ((number, column, character) for column, character in enumerate(row) if ord(character) not in known)


def _problem(missing: list[str], known: Set[int], place: Place, excerpt: str) -> Problem:
    """The problem of characters that are `missing`, all of one script, or a single sign."""
    of = script(missing[0])
    named = ", ".join(missing[:SHOWN]) + (" …" if len(missing) > SHOWN else "")
    if not of:
        message = f"no report font contains '{missing[0]}' (U+{ord(missing[0]):04X})"
    elif any(script(chr(each)) == of for each in known):
        message = f"no report font contains {counted(len(missing), f'{of} character')}: {named}"
    else:
        message = f"no report font contains {of} ({counted(len(missing), 'character')}: {named})"
    hint = f"add a font that has {'them' if len(missing) > 1 else 'it'} to styles/fonts.css, or use other characters"
    return Problem("missing-glyph", message, place, hint, excerpt)
