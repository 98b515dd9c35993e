"""The places where a paragraph may be broken, with the sums by which any two of them give a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pressroom.composition.items import FORBIDDEN, Box, Glue, Item, Penalty

SIGNS = " .,;:!?()[]“”‘’«»„\"'–—…\u2010-"


class Sums(NamedTuple):
    """Of the items up to a place: natural width, stretch and shrink of glue, width of boxes."""

    width: float = 0
    stretch: float = 0
    shrink: float = 0
    boxes: float = 0


class Place(NamedTuple):
    """Where a line may break.

    `item` breaks it and `start` is the next line's first box; `before` and `after` are the sums up to these two. The break adds
    `width` and costs `cost`; the line may hang by `end`, the next by `start_hang`. The line `ends` in one word, the next `begins` with
    another.
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


def places(items: Sequence[Item]) -> list[Place]:
    """The start of the paragraph, each place where it may be broken, and its end."""
    sums, words = list(_sums(items)), _words(items)
    boxes = [index for index, item in enumerate(items) if isinstance(item, Box)]
    following = [len(items)] * (len(items) + 1)
    for index in range(len(items) - 1, -1, -1):
        following[index] = index if isinstance(items[index], Box) else following[index + 1]

    def place(index: int, penalty: Penalty) -> Place:
        start = following[index]
        last = next((items[at] for at in range(index - 1, -1, -1) if isinstance(items[at], Box)), Box(0))
        first = items[start] if start < len(items) else Box(0)
        assert isinstance(last, Box)
        assert isinstance(first, Box)
        end = penalty.end if penalty.width else last.end
        ends, begins = words[index - 1] if index else "", words[start] if start < len(items) else ""
        return Place(index, start, sums[index], sums[start], penalty.cost, penalty.width, end, first.start, penalty.flagged, ends, begins)

    found = [place(0, Penalty(0))] if boxes else []
    for index, item in enumerate(items[:-1]):
        if index == 0 or following[index] == len(items):
            continue
        if isinstance(item, Penalty) and item.cost < FORBIDDEN:
            found.append(place(index, item))
        elif isinstance(item, Glue) and isinstance(items[index - 1], Box):
            found.append(place(index, Penalty(0)))
    return [*found, place(len(items), Penalty(0))]


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
    """For each item the word that it is part of, or that ends before it, without signs and case."""
    found, start = [""] * len(items), 0
    for index in range(len(items) + 1):
        if index == len(items) or isinstance(items[index], Glue):
            word = "".join(item.text for item in items[start:index] if isinstance(item, Box)).strip(SIGNS).lower()
            found[start:index] = [word] * (index - start)
            start = index + 1
    return found
