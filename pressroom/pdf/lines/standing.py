"""Standing type: a page is made some times, until it ends well, of nearly the same lines; those that were laid out are kept for it."""

from __future__ import annotations

from typing import Any


class Standing:
    """Lines that were laid out when a page was made before."""

    def __init__(self) -> None:
        self._page, self._attempt = -1, 0
        self._laid: dict[tuple[int, ...], tuple[Any, int, Any, Any]] = {}  # the last two are kept, so that nothing gets their ids

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
        key = self._page, id(box), id(composed), number
        line, attempt, *kept = self._laid.get(key, (None, self._attempt))
        if attempt == self._attempt:
            return None
        self._laid[key] = line, self._attempt, *kept
        return line

    def put(self, box: Any, composed: Any, number: int, line: Any) -> None:
        """Keeps a line that was laid out."""
        self._laid[self._page, id(box), id(composed), number] = line, self._attempt, box, composed
