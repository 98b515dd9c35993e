"""What hangs into the margins, and how far: the stylesheets' table.

`--protrusion-start` and `--protrusion-end` are lists of strings, each followed by the share of their width, in per cent, by which its signs
hang at a line's start or end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Shares = Mapping[str, float]


def shares(tokens: Sequence[Any] | None) -> Shares:
    """The table that a property's tokens spell: from a sign to its share (1: all of it)."""
    found: dict[str, float] = {}
    signs = ""
    for token in tokens or ():
        if token.type == "string":
            signs = token.value
        elif token.type == "percentage":
            found |= dict.fromkeys(signs, token.value / 100)
    return found
