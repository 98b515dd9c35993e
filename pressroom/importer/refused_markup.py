"""Escapes the markup of a document that the prose of a chapter can't have, as the prose parser itself decides."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from pressroom import prose
from pressroom.importer.document import Document, Heading, Item, Passage, Table
from pressroom.importer.escaping import escape, wrap_paragraph
from pressroom.importer.markdown_inline import unescape
from pressroom.importer.source import Warnings

# The language is not known yet; the parser refuses the same markup in every language.
_TYPOGRAPHY = prose.Typography(("“", "”", "‘", "’"))
_LISTED = re.compile(r"(?:[-+*>]|\d{1,9}[.)])(?:\s|$)|>")
_Parse = Callable[[str], object]


def escape_refused_markup(document: Document, warnings: Warnings) -> Document:
    """The same document with the markup that prose refuses (a list out of order, an empty item …) escaped; a warning for each."""
    notes = {label: _inline(text, 0, partial(_parse_line, notes=None), warnings) for label, text in document.notes.items()}
    known = tuple(notes.items())
    items: list[Item] = []
    listed = ""
    for each in document.items:
        item = _item(each, known, warnings)
        # Prose joins a list to the one above it; then the numbers may be out of order.
        if isinstance(item, Passage):
            parse = partial(_parse_blocks, notes=known)
            if listed and not _is_accepted(f"{listed}\n\n{item.text}", item.line, parse, warnings):
                item = _escaped(item)
            listed = f"{listed}\n\n{item.text}".strip() if _LISTED.match(item.text) else ""
        else:
            listed = ""
        items.append(item)
    return Document(items, notes)


def _parse_line(text: str, notes: prose.Notes | None) -> object:
    return prose.inline(text, _TYPOGRAPHY, notes)


def _parse_blocks(text: str, notes: prose.Notes) -> object:
    return prose.blocks(text, _TYPOGRAPHY, notes)


def _item(item: Item, notes: prose.Notes, warnings: Warnings) -> Item:
    parse = partial(_parse_line, notes=notes)
    if isinstance(item, Heading):
        return replace(item, text=_inline(item.text, item.line, parse, warnings))
    if isinstance(item, Table):
        return replace(item, rows=tuple(tuple(_inline(cell, item.line, parse, warnings) for cell in row) for row in item.rows))
    return item if _is_accepted(item.text, item.line, partial(_parse_blocks, notes=notes), warnings) else _escaped(item)


def _escaped(item: Passage) -> Passage:
    lines = [line.strip() for line in item.text.split("\n")]
    return Passage("\n\n".join(wrap_paragraph(escape(unescape(line))) for line in lines if line), item.line)


def _inline(text: str, line: int, parse: _Parse, warnings: Warnings) -> str:
    return text if not text or _is_accepted(text, line, parse, warnings) else escape(unescape(text))


def _is_accepted(text: str, line: int, parse: _Parse, warnings: Warnings) -> bool:
    try:
        parse(text)
    except prose.ProseRefused as refused:
        for problem in refused.problems:
            warnings.add("markup", f"{problem.message}; the markup is imported as text", line, int(line > 0), problem.hint)
        return False
    return True
