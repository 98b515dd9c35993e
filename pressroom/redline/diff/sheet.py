"""What the template of the change sheet prints: the list of changes, and the redline in parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from pressroom.redline.diff import listing
from pressroom.redline.diff.merging import Cell, Entry, Redline
from pressroom.redline.diff.setting import BAR, html
from pressroom.redline.diff.units import Unit

TAGS = {"title": "h2", "heading": "h3", "subheading": "h4"}


def changes(redline: Redline, editions: Sequence[str], said: Mapping[str, str]) -> list[dict[str, Any]]:
    """A row of the list for each change."""
    return [
        {
            "number": change[0].number,
            "what": listing.what(change),
            "section": listing.where(change[0].unit),
            "place": _place(change[0]),
            "edits": list(_edits(change[0], said)),
            "beginning": listing.begins(change[0].unit),
            "pages": [listing.pages(change, edition) for edition in editions],
        }
        for change in redline.changes
    ]


def _place(entry: Entry) -> str:
    place = entry.unit.place
    return f"{place.file}:{place.line}" if place.line else place.file


def _edits(entry: Entry, said: Mapping[str, str]) -> Iterator[str]:
    """What went and came, one after the other; of an entry that is new or gone as a whole, nothing."""
    if entry.change in ("edited", "moved"):
        for cell in entry.cells:
            for same, run in groupby(cell.pieces, key=lambda piece: piece.op == "same"):
                if not same:
                    yield html(list(run), said, bars=False)


def parts(redline: Redline, said: Mapping[str, str]) -> list[dict[str, Any]]:
    """The redline: a part for each entry, but one for all rows of a table. What no page shows is there only where it changed; where
    several entries left together, the first stands for all.
    """
    shown: list[Entry] = []
    together = Counter(entry.number for entry in redline.entries if entry.change == "left")
    for entry in redline.entries:
        along = entry.change == "left" and shown and shown[-1].change == "left" and shown[-1].number == entry.number
        if not along and (entry.number or not entry.unit.hidden):
            shown.append(entry)
    found: list[dict[str, Any]] = []
    before = 0  # the number of the entry before, which says for both where they came from
    for table, run in groupby(shown, key=lambda entry: entry.unit.kind in ("columns", "rows")):
        entries = list(run)
        for part in _tables(entries, said) if table else [_part(entry, said) for entry in entries]:
            part["along"] = part["number"] == before != 0
            part["more"] = together[part["number"]] - 1
            before = part["number"]
            found.append(part)
    return found


def _part(entry: Entry, said: Mapping[str, str]) -> dict[str, Any]:
    unit = entry.unit
    left = entry.change == "left"
    return {
        "tag": "p" if left else TAGS.get(unit.kind, "p"),
        "kind": "left" if left else " ".join([unit.kind.split()[0], *_signs(unit)]),
        "change": entry.change,
        "number": entry.number,
        "label": listing.name(unit) if unit.hidden else "",
        "moved": listing.whence(entry),
        "html": listing.begins(unit) if left else _words(entry, said),
    }


def _words(entry: Entry, said: Mapping[str, str]) -> str:
    """The words with bars; of a notice, which may be in two languages, in one piece behind one bar, so that it keeps its order."""
    pieces = entry.cells[0].pieces
    if entry.unit.kind != "notice":
        return html(pieces, said)
    return BAR * any(piece.op != "same" for piece in pieces) + html(pieces, said, bars=False)


def _signs(unit: Unit) -> Iterator[str]:
    """The classes of an item of a list, and of a block quotation."""
    for kind, value in (mark for token in unit.cells[0][:2] for fragment in token.fragments for mark in fragment.marks):
        if kind == "item":
            yield f"item depth-{value.split()[1]}"
        elif kind == "quotation":
            yield "cited"


def _tables(rows: Sequence[Entry], said: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """A part for each table: another one begins with the heads of its columns."""
    begun: list[Entry] = []
    for entry in rows:
        if entry.unit.kind == "columns" and any(row.unit.kind == "rows" for row in begun):
            yield _table(begun, said)
            begun = []
        begun.append(entry)
    yield _table(begun, said)


def _table(rows: Sequence[Entry], said: Mapping[str, str]) -> dict[str, Any]:
    heads = next((entry.cells for entry in rows if entry.unit.kind == "columns" and entry.change == "edited"), ())
    return {
        "kind": "table",
        "number": 0,
        "rows": [
            {
                "head": entry.unit.kind == "columns",
                "change": entry.change,
                "number": entry.number,
                "moved": listing.whence(entry),
                "cells": [] if entry.change == "left" else [html(cell.pieces, said) for cell in _spread(entry.cells, heads)],
                "beginning": listing.begins(entry.unit) if entry.change == "left" else "",
            }
            for entry in rows
        ],
        "columns": max(len(_spread(entry.cells, heads)) for entry in rows),
    }


def _spread(cells: Sequence[Cell], heads: Sequence[Cell]) -> list[Cell]:
    """The cells under the columns of both versions: a row that only one of them has leaves the other's columns empty."""
    for which in ("old", "new"):
        own = [head for head in heads if getattr(head, which)]
        if len(cells) == len(own) < len(heads) and all(getattr(cell, which) for cell in cells):
            waiting = iter(cells)
            return [next(waiting) if getattr(head, which) else Cell(()) for head in heads]
    return list(cells)
