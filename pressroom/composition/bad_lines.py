"""Reports lines of a paragraph that can't be set well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class BadLines:
    """The text of a paragraph, and its lines that are out of bounds.

    `kind` says how: `loose` lines have too wide spaces, `long` ones exceed the measure, since they can't be broken, and `forced` ones end
    in a word that was broken at an arbitrary letter.
    """

    text: str
    lines: tuple[str, ...]
    kind: Literal["loose", "long", "forced"]
