"""What a change is, in words for people and as a record for machines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pressroom.prose.words import beginning
from pressroom.redline.diff.comparing import side
from pressroom.redline.diff.merging import Entry
from pressroom.redline.diff.tokens import text
from pressroom.redline.diff.units import Unit

NAMES = {
    "lede": "paragraph",
    "text": "paragraph",
    "notes": "note",
    "rows": "table row",
    "columns": "column headings",
    "source": "source of a table",
    "image": "picture",
    "alt": "alternative text of a picture",
    "status": "status of the chapter",
    "publication": "title of the report",
    "masthead publisher": "publisher",
    "contact publisher": "publisher in the contact block",
}


def name(unit: Unit) -> str:
    """What a unit is: a paragraph, a note, a contact telephone."""
    return NAMES.get(unit.kind, unit.kind)


def what(change: Sequence[Entry]) -> str:
    """What happened to what; of a row, the first cell says which."""
    entry, more = change[0], len(change) - 1
    happened = "moved and edited" if entry.change == "moved" and entry.edited else entry.change
    row = f" “{text(entry.unit.cells[0]).strip()}”" if entry.unit.kind == "rows" and entry.change == "edited" else ""
    said = f"{name(entry.unit)}{row}{f' and {more} more' if more else ''} {happened}"
    return said[0].upper() + said[1:]


def where(unit: Unit) -> str:
    """The headings over a unit; over a heading, those above it."""
    return " / ".join(unit.section[: -1 if unit.group == "heading" else None])


def whence(entry: Entry) -> str:
    """Of an entry that moved or left, from or to where."""
    moved = entry.change == "moved"
    other = entry.old if moved else entry.new
    if other is None:
        return ""
    places = [f"page {_numbers(numbers)} of the {edition} edition" for edition, numbers in other.pages.items()]
    under = [f"“{where(other)}”"] if where(other) else []
    return f"Moved {'here from' if moved else 'from here to'} {', '.join([*places, *under]) or 'elsewhere'}"


def begins(unit: Unit) -> str:
    """The first words of a unit, which are enough to know it."""
    return beginning(" ".join(text(cell) for cell in unit.cells))


def pages(change: Sequence[Entry], edition: str) -> str:
    """The pages of a change in the old and in the new version of an edition."""
    old, new = (_numbers(_of(units, edition)) for units in ([entry.old for entry in change], [entry.new for entry in change]))
    return "–" if old == new == "–" else f"{old} → {new}"


def on_pages(change: Sequence[Entry], edition: str) -> str:
    """The pages of a change in an edition, for a message: `screen page 2`, `print pages 2–3 → 3–4`; empty if no page shows it."""
    seen = [number for number in pages(change, edition).split(" → ") if number != "–"]
    return f"{edition} {'pages' if '–' in ''.join(seen) else 'page'} {' → '.join(dict.fromkeys(seen))}" if seen else ""


def record(entry: Entry) -> dict[str, Any]:
    """The change for `--format json`; what there isn't is left out."""
    fields: dict[str, Any] = {"number": entry.number, "change": entry.change, "edited": entry.edited, "what": entry.unit.kind}
    for version, unit in (("old", entry.old), ("new", entry.new)):
        if unit is not None:
            words = [text(side(cell.pieces, "inserted" if version == "old" else "deleted")).strip() for cell in entry.cells]
            place = {"file": unit.place.file, "line": unit.place.line, "section": unit.section}
            fields[version] = {**place, "pages": {edition: list(numbers) for edition, numbers in unit.pages.items()}, "text": words}
    return fields


def _of(units: Sequence[Unit | None], edition: str) -> tuple[int, ...]:
    return tuple(sorted({number for unit in units if unit for number in unit.pages.get(edition, ())}))


def _numbers(numbers: tuple[int, ...]) -> str:
    return "–".join(str(number) for number in dict.fromkeys((numbers[0], numbers[-1]))) if numbers else "–"
