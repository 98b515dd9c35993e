"""Each text is tried with the house's own reader of prose: what that refuses is kept as words, and reported."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from pressroom import prose
from pressroom.importer.draft import Found, Grid, Heading, Item, Passage
from pressroom.importer.inline import cleared
from pressroom.importer.markup import literal, paragraph
from pressroom.importer.source import Findings

# The language is not known yet; what is refused is the same in all.
_TYPOGRAPHY = prose.Typography(("“", "”", "‘", "’"))
_LISTED = re.compile(r"(?:[-+*>]|\d{1,9}[.)])(?:\s|$)|>")
_Read = Callable[[str], object]


def fit(found: Found, findings: Findings) -> Found:
    """The same words, with the markup that our prose refuses (a list out of order, an empty item …) as plain characters."""
    notes = {label: _inline(text, 0, partial(_read_line, notes=None), findings) for label, text in found.notes.items()}
    known = tuple(notes.items())
    items: list[Item] = []
    listed = ""
    for each in found.items:
        item = _item(each, known, findings)
        # A list goes on in the one above it, where the numbers may not follow one another.
        if (
            listed
            and isinstance(item, Passage)
            and not _fits(f"{listed}\n\n{item.text}", item.line, partial(_read_blocks, notes=known), findings)
        ):
            item = _as_words(item)
        goes_on = isinstance(item, Passage) and _LISTED.match(item.text)
        listed = f"{listed}\n\n{item.text}".strip() if isinstance(item, Passage) and goes_on else ""
        items.append(item)
    return Found(items, notes)


def _read_line(text: str, notes: prose.Notes | None) -> object:
    return prose.inline(text, _TYPOGRAPHY, notes)


def _read_blocks(text: str, notes: prose.Notes) -> object:
    return prose.blocks(text, _TYPOGRAPHY, notes)


def _item(item: Item, notes: prose.Notes, findings: Findings) -> Item:
    read = partial(_read_line, notes=notes)
    if isinstance(item, Heading):
        return replace(item, text=_inline(item.text, item.line, read, findings))
    if isinstance(item, Grid):
        return replace(item, rows=tuple(tuple(_inline(cell, item.line, read, findings) for cell in row) for row in item.rows))
    return item if _fits(item.text, item.line, partial(_read_blocks, notes=notes), findings) else _as_words(item)


def _as_words(item: Passage) -> Passage:
    lines = [line.strip() for line in item.text.split("\n")]
    return Passage("\n\n".join(paragraph(literal(cleared(line))) for line in lines if line), item.line)


def _inline(text: str, line: int, read: _Read, findings: Findings) -> str:
    return text if not text or _fits(text, line, read, findings) else literal(cleared(text))


def _fits(text: str, line: int, read: _Read, findings: Findings) -> bool:
    try:
        read(text)
    except prose.ProseRefused as refused:
        for problem in refused.problems:
            findings.add("markup", f"{problem.message}; the markup is kept as plain characters", line, int(line > 0), problem.hint)
        return False
    return True
