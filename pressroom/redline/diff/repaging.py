"""Which pages changed, from what they look like and where the changes are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pressroom.redline.diff.merging import Redline

ON_EVERY_PAGE = {"title", "publication", "status", "notice"}  # kinds of units that may stand in the margins of all pages


@dataclass(frozen=True)
class Repaged:
    """Page numbers, from 1: pages that look different from before, those that don't, those that are new, those that are gone.

    On those of the changed pages that are `only_moved`, no text changed: the lines moved, as text before them became longer or shorter.
    """

    changed: tuple[int, ...]
    untouched: tuple[int, ...]
    added: tuple[int, ...]
    gone: tuple[int, ...]
    only_moved: tuple[int, ...] = ()

    def __str__(self) -> str:
        listed = {
            "changed": tuple(number for number in self.changed if number not in self.only_moved),
            "where lines only moved": self.only_moved,
            "untouched": self.untouched,
            "added": self.added,
            "gone": self.gone,
        }
        return "; ".join(f"pages {what}: {_listed(pages)}" for what, pages in listed.items() if pages or what in ("changed", "untouched"))


def repaged(old: Sequence[str], new: Sequence[str], edited: Collection[int] | None) -> Repaged:
    """Compares pages of the same number by the names of what they look like; text changed on the pages `edited` (None: on any)."""
    both = list(enumerate(zip(old, new, strict=False), 1))
    changed = tuple(number for number, (before, after) in both if before != after)
    return Repaged(
        changed,
        tuple(number for number, (before, after) in both if before == after),
        tuple(range(len(old) + 1, len(new) + 1)),
        tuple(range(len(new) + 1, len(old) + 1)),
        () if edited is None else tuple(number for number in changed if number not in edited),
    )


def edited_pages(redline: Redline, edition: str) -> set[int] | None:
    """The pages of an edition, of either version, on which a change is; None if a change may be on every page."""
    changed = [entry for entry in redline.entries if entry.number]
    if any(entry.unit.kind in ON_EVERY_PAGE for entry in changed):
        return None
    return {number for entry in changed for unit in (entry.old, entry.new) if unit for number in unit.pages.get(edition, ())}


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers)) or "none"
