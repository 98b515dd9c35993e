"""Both versions as one sequence of entries, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from pressroom.redline.diff.aligning import aligned
from pressroom.redline.diff.comparing import Piece, compared
from pressroom.redline.diff.units import Unit

Change = Literal["same", "edited", "deleted", "inserted", "moved", "left"]


class Cell(NamedTuple):
    """The words of a unit, or of one cell of it; whether the old version has the cell, and whether the new one has."""

    pieces: tuple[Piece, ...]
    old: bool = True
    new: bool = True


@dataclass(frozen=True)
class Entry:
    """A unit of the old version, the new one, or both. A unit that moved has two entries: `moved` where it is now, `left` where it was.

    `unit` is the new unit, or the old one if it was deleted or left. `number` counts the changes from 1; an unchanged entry has 0. One that
    left has the number of the one that moved; so have unedited units that moved together with it.
    """

    change: Change
    unit: Unit
    old: Unit | None
    new: Unit | None
    cells: tuple[Cell, ...]
    number: int = 0

    @property
    def edited(self) -> bool:
        """Whether any of its words changed."""
        return _edited(self.cells)


@dataclass(frozen=True)
class Redline:
    """Two versions as one sequence of entries."""

    entries: tuple[Entry, ...]

    @property
    def changes(self) -> tuple[tuple[Entry, ...], ...]:
        """The entries of each change, in the order of their numbers: one, or those that moved together."""
        found: dict[int, list[Entry]] = {}
        for entry in self.entries:
            if entry.number and entry.change != "left":
                found.setdefault(entry.number, []).append(entry)
        return tuple(tuple(found[number]) for number in sorted(found))


def redline(old: Sequence[Unit], new: Sequence[Unit]) -> Redline:
    """Merge two versions into their redline."""
    entries: list[Entry] = []
    moves: dict[tuple[int | None, int | None], int] = {}
    count = 0
    for change, ours, theirs in _steps(old, new):
        before, after = _at(old, ours), _at(new, theirs)
        unit = before if change == "left" else after or before
        if unit is None:
            continue
        cells = _cells(before, after)
        change = "edited" if change == "same" and _edited(cells) else change
        number = 0
        if ours is not None and theirs is not None and change in ("moved", "left"):
            number = moves.get((ours, theirs), 0) or (0 if _edited(cells) else moves.get((ours - 1, theirs - 1), 0))
        if change != "same" and not number:
            number = count = count + 1
        if change in ("moved", "left"):
            moves[ours, theirs] = number
        entries.append(Entry(change, unit, before, after, cells, number))
    return Redline(tuple(entries))


def _at(units: Sequence[Unit], number: int | None) -> Unit | None:
    return None if number is None else units[number]


def _edited(cells: Sequence[Cell]) -> bool:
    return any(piece.op != "same" for cell in cells for piece in cell.pieces)


def _steps(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[tuple[Change, int | None, int | None]]:
    """The indices of the units of both versions in one order: between two units in place, first deleted ones, then inserted ones."""
    kept, moved = aligned(old, new)
    target, origin = {pair.old: pair.new for pair in moved}, {pair.new: pair.old for pair in moved}
    ours = theirs = 0
    for pair in (*kept, None):
        until = pair or (len(old), len(new))
        for number in range(ours, until[0]):
            yield ("left", number, target[number]) if number in target else ("deleted", number, None)
        for number in range(theirs, until[1]):
            yield ("moved", origin[number], number) if number in origin else ("inserted", None, number)
        if pair:
            yield "same", pair.old, pair.new
            ours, theirs = pair.old + 1, pair.new + 1


def _cells(old: Unit | None, new: Unit | None) -> tuple[Cell, ...]:
    if new is None:
        return tuple(Cell(compared(cell, ()), new=False) for cell in old.cells) if old else ()
    if old is None:
        return tuple(Cell(compared((), cell), old=False) for cell in new.cells)
    return tuple(
        Cell(
            compared(old.cells[ours] if ours is not None else (), new.cells[theirs] if theirs is not None else ()),
            ours is not None,
            theirs is not None,
        )
        for ours, theirs in _columns(old, new)
    )


def _columns(old: Unit, new: Unit) -> Iterator[tuple[int | None, int | None]]:
    """Which cell of an old row is which of a new one: column heads match them; a head that was reworded keeps its place."""
    ours, theirs = (unit.heads if len(unit.heads) == len(unit.cells) else ("",) * len(unit.cells) for unit in (old, new))
    for _, first, last, start, end in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        both = min(last - first, end - start)
        yield from ((first + step, start + step) for step in range(both))
        yield from ((number, None) for number in range(first + both, last))
        yield from ((None, number) for number in range(start + both, end))
