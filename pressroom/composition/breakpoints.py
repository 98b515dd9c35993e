"""Finds where the lines of a paragraph may break, with sums from which any two breakpoints give a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pressroom.composition.items import FORBIDDEN, Box, Glue, Item, Penalty

PUNCTUATION = " .,;:!?()[]“”‘’«»„\"'–—…\u2010-"
NO_PENALTY = Penalty(0)


class Sums(NamedTuple):
    """The totals of the items up to a breakpoint: natural width, stretch and shrink of glue, width of boxes."""

    width: float = 0
    stretch: float = 0
    shrink: float = 0
    boxes: float = 0


class Breakpoint(NamedTuple):
    """Where a line may break.

    `item` is the index of the item at which it breaks, `start` that of the next line's first box; `before` and `after` are the sums up
    to these two. The break adds `width` and costs `cost`; the line may hang by `end`, the next by `start_hang` pt. `ends` is the last
    word of the line, `begins` the first of the next.
    """

    item: int
    start: int
    before: Sums
    after: Sums
    cost: float = 0
    width: float = 0
    end: float = 0
    start_hang: float = 0
    flagged: bool = False
    ends: str = ""
    begins: str = ""


@lru_cache(maxsize=256)
def breakpoints(items: Sequence[Item]) -> list[Breakpoint]:
    """The start of the paragraph, each place where a line may break, and its end."""
    sums, words = list(_sums(items)), _words(items)
    following = _following(items)
    found = [_breakpoint(0, NO_PENALTY, None, items, sums, words, following)]
    last: Box | None = None
    for index, item in enumerate(items):
        if isinstance(item, Box):
            last = item
        elif last is None or following[index] == len(items):
            continue
        elif isinstance(item, Penalty):
            if item.cost < FORBIDDEN:
                found.append(_breakpoint(index, item, last, items, sums, words, following))
        elif items[index - 1] is last:
            found.append(_breakpoint(index, NO_PENALTY, last, items, sums, words, following))
    return [*found, _breakpoint(len(items), NO_PENALTY, last, items, sums, words, following)]


def _following(items: Sequence[Item]) -> list[int]:
    """For each index that of the next box; the number of items if there is none."""
    following = [len(items)] * (len(items) + 1)
    for index in range(len(items) - 1, -1, -1):
        following[index] = index if isinstance(items[index], Box) else following[index + 1]
    return following


def _breakpoint(
    index: int, penalty: Penalty, last: Box | None, items: Sequence[Item], sums: list[Sums], words: list[str], following: list[int]
) -> Breakpoint:
    """The breakpoint at `index`, after the box `last`."""
    start = following[index]
    first = items[start] if start < len(items) else None
    return Breakpoint(
        index,
        start,
        sums[index],
        sums[start],
        penalty.cost,
        penalty.width,
        penalty.end if penalty.width else last.end if last else 0,
        first.start if isinstance(first, Box) else 0,
        penalty.flagged,
        words[index - 1] if index else "",
        words[start] if isinstance(first, Box) and (index or first.text) else "",  # a word after an indent is not below another
    )


def _sums(items: Sequence[Item]) -> Iterator[Sums]:
    width = stretch = shrink = boxes = 0.0
    for item in items:
        yield Sums(width, stretch, shrink, boxes)
        if isinstance(item, Box):
            width += item.width
            boxes += item.width
        elif isinstance(item, Glue):
            width += item.width
            stretch += item.stretch
            shrink += item.shrink
    yield Sums(width, stretch, shrink, boxes)


def _words(items: Sequence[Item]) -> list[str]:
    """For each item the word that it is part of, or that ends before it, without punctuation and in lowercase."""
    found, start = [""] * len(items), 0
    for index in range(len(items) + 1):
        if index == len(items) or isinstance(items[index], Glue):
            word = "".join(item.text for item in items[start:index] if isinstance(item, Box)).strip(PUNCTUATION).lower()
            found[start:index] = [word] * (index - start)
            start = index + 1
    return found
