"""What is told of a paragraph that can't be set within bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Strain:
    """A paragraph's text, and its lines that are out of bounds.

    They are `loose`; `long`, since nothing in them may be divided; or `forced`, and divide a word wherever it is full.
    """

    text: str
    lines: tuple[str, ...]
    kind: Literal["loose", "long", "forced"]
