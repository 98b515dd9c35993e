"""What is told of a paragraph that can't be set within bounds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Strain:
    """A paragraph's text, and its lines that are too loose or, where it is `overfull`, longer than the measure: nothing may be divided."""

    text: str
    lines: tuple[str, ...]
    overfull: bool
