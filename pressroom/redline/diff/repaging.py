"""Which pages changed, from what they look like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Repaged:
    """The numbers of pages, from 1: those that look otherwise than before, those that don't, those that are new, those that are gone."""

    changed: tuple[int, ...]
    untouched: tuple[int, ...]
    added: tuple[int, ...]
    gone: tuple[int, ...]

    def __str__(self) -> str:
        said = [f"pages changed: {_listed(self.changed)}", f"pages untouched: {_listed(self.untouched)}"]
        said += [f"pages added: {_listed(self.added)}"] * bool(self.added) + [f"pages gone: {_listed(self.gone)}"] * bool(self.gone)
        return "; ".join(said)


def repaged(old: Sequence[str], new: Sequence[str]) -> Repaged:
    """Compares pages of the same number by the names of what they look like."""
    both = list(enumerate(zip(old, new, strict=False), 1))
    return Repaged(
        tuple(number for number, (before, after) in both if before != after),
        tuple(number for number, (before, after) in both if before == after),
        tuple(range(len(old) + 1, len(new) + 1)),
        tuple(range(len(new) + 1, len(old) + 1)),
    )


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers)) or "none"
