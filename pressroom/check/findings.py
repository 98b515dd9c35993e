"""What a check finds of a chapter: its files, and the items of each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pressroom.check.preflight import Item
from pressroom.errors import Problem
from pressroom.manuscript import Manuscript


@dataclass(frozen=True)
class File:
    """A finished file: its path as the user knows it, its size in bytes, its SHA-256; of a PDF its pages, of a print edition the pages that
    each plate prints on. Of the folder with all of them, the path alone."""

    path: Path
    size: int = 0
    digest: str = ""
    pages: int = 0
    plates: dict[str, tuple[int, ...]] | None = None


@dataclass(frozen=True)
class Findings:
    """The items of one chapter, and its files by edition: screen, press where there is one, html, and all of them together.

    `warnings` are about lines that could not be set well and about the chapter's extent, as the build of just these files measured them.
    """

    manuscript: Manuscript
    files: dict[str, File]
    items: tuple[Item, ...]
    warnings: tuple[Problem, ...] = ()

    @property
    def failing(self) -> int:
        """How many items fail."""
        return sum(item.verdict == "fail" for item in self.items)
