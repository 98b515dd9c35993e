"""KeptLines type: a page is made some times, until it ends well, of nearly the same lines; those that were laid out are kept for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass
class _Kept:
    """A line, and when it was used last; what it is known by is kept too, so that nothing else gets its id."""

    line: Any
    attempt: int
    box: Any
    composed: Any


class KeptLines:
    """Lines that were laid out when a page was made before."""

    def __init__(self) -> None:
        self._page, self._attempt = -1, 0
        self._laid: dict[tuple[int, ...], _Kept] = {}

    def begin(self, page: int) -> None:
        """Page `page` is made from here on; as it was made before, it is not wanted any more. The one before it may be made again."""
        if page > self._page:
            self._laid = {key: kept for key, kept in self._laid.items() if key[0] >= page - 1}
        self._page = page
        self._attempt += 1

    def take(self, box: Any, composed: Any, number: int) -> Any:
        """A line of a line box's paragraph from an earlier making of this page, to be put in its place; None where there is none.

        A second one on the page, as in a table's head, is another.
        """
        kept = self._laid.get((self._page, id(box), id(composed), number))
        if not kept or kept.attempt == self._attempt:
            return None
        kept.attempt = self._attempt
        return kept.line

    def put(self, box: Any, composed: Any, number: int, line: Any) -> None:
        """Keeps a line that was laid out."""
        self._laid[self._page, id(box), id(composed), number] = _Kept(line, self._attempt, box, composed)
