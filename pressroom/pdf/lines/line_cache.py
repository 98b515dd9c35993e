"""Caches the laid-out lines of a page while it is made again, since an attempt at a better page end changes few of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pressroom.pdf.engine.boxes import LineBox


@dataclass(frozen=True)
class CachedLine:
    """A laid-out line, and how far right of its block's left edge it was put, in px: the engine may have moved it since (a float)."""

    line: LineBox
    offset: float


@dataclass
class _Entry:
    """A cached line and the attempt that used it last. `box` and `composed` are referenced so that their ids, its key, stay valid."""

    cached: CachedLine
    attempt: int
    box: Any
    composed: Any


class LineCache:
    """The lines that were laid out in earlier attempts at a page."""

    def __init__(self) -> None:
        self._page, self._attempt = -1, 0
        self._entries: dict[tuple[int, ...], _Entry] = {}

    def begin(self, page: int) -> None:
        """Start an attempt at page `page`. Lines of pages before the previous one are dropped, since those pages can't be made again."""
        if page > self._page:
            self._entries = {key: entry for key, entry in self._entries.items() if key[0] >= page - 1}
        self._page = page
        self._attempt += 1

    def reuse(self, box: Any, composed: Any, number: int) -> CachedLine | None:
        """Line `number` of a line box's paragraph from an earlier attempt at this page, or None.

        It can be used once in an attempt. A second use, as in the repeated head of a table, is another line.
        """
        entry = self._entries.get((self._page, id(box), id(composed), number))
        if not entry or entry.attempt == self._attempt:
            return None
        entry.attempt = self._attempt
        return entry.cached

    def add(self, box: Any, composed: Any, number: int, line: LineBox, offset: float) -> None:
        """Add a line that was laid out in this attempt, `offset` px right of the left edge of its block's content."""
        self._entries[self._page, id(box), id(composed), number] = _Entry(CachedLine(line, offset), self._attempt, box, composed)
