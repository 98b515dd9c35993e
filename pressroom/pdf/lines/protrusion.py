"""Reads from the stylesheets which characters hang into the margins, and how far.

`--protrusion-start` and `--protrusion-end` are lists of strings, each followed by the share of their width, in percent, by which its
characters hang at the start or end of a line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Shares = Mapping[str, float]


def shares(tokens: Sequence[Any] | None) -> Shares:
    """The table in a property's tokens: the share of each character (1: its whole width)."""
    found: dict[str, float] = {}
    signs = ""
    for token in tokens or ():
        if token.type == "string":
            signs = token.value
        elif token.type == "percentage":
            found |= dict.fromkeys(signs, token.value / 100)
    return found
