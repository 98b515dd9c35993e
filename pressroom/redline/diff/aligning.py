"""Which unit of an old version is which of the new one: equal ones first, then similar ones, then those that take a lone place.

Pairs that keep their order are in place; the fewest words that can be are moved (the heaviest rising sequence of pairs is kept).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from pressroom.prose.words import likeness
from pressroom.redline.diff.units import Unit

ALIKE = 0.5  # of the words of both: from here on a unit is an edited form of the other
ALIKE_ELSEWHERE = 0.7  # the same, where it stands in another place
FEWEST = 5  # words that must be there for that
COMMON = 40  # a word that more units have is no hint


class Pair(NamedTuple):
    """A unit of the old version and one of the new, by their numbers."""

    old: int
    new: int


class Alignment(NamedTuple):
    """Pairs in the order of the new version: those in place, and those that moved."""

    kept: tuple[Pair, ...]
    moved: tuple[Pair, ...]


def aligned(old: Sequence[Unit], new: Sequence[Unit]) -> Alignment:
    """The units that are in both versions; all others were deleted or inserted."""
    bags = [_bag(unit) for unit in old], [_bag(unit) for unit in new]
    pairs = _equal(old, new)
    pairs += _similar(old, new, bags, _left(old, {pair.old for pair in pairs}), _left(new, {pair.new for pair in pairs}))
    kept = _heaviest_rising(sorted(pairs, key=lambda pair: pair.new), [bag.total() + 1 for bag in bags[1]])
    moved = sorted(set(pairs) - set(kept), key=lambda pair: pair.new)
    moved = [pair for pair in moved if old[pair.old].cells == new[pair.new].cells or _alike_elsewhere(bags[0][pair.old], bags[1][pair.new])]
    taken = [*kept, *moved]
    kept += _lone(old, new, kept, {pair.old for pair in taken}, {pair.new for pair in taken})
    return Alignment(tuple(sorted(kept)), tuple(moved))


def _left(units: Sequence[Unit], taken: set[int]) -> list[int]:
    return [number for number in range(len(units)) if number not in taken]


def _bag(unit: Unit) -> Counter[str]:
    return Counter(token.text for cell in unit.cells for token in cell)


def _equal(old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair]:
    """Units with the same words, in the same order."""
    known: dict[object, int] = {}
    ours, theirs = ([known.setdefault((unit.group, unit.cells), len(known)) for unit in units] for units in (old, new))
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    return [Pair(block.a + step, block.b + step) for block in blocks for step in range(block.size)]


def _similar(
    old: Sequence[Unit], new: Sequence[Unit], bags: tuple[list[Counter[str]], list[Counter[str]]], ours: list[int], theirs: list[int]
) -> list[Pair]:
    """Units with half of their words in common: the most similar first, of these those with the same words, of these the nearest."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number in theirs:
        for word in bags[1][number]:
            holders[new[number].group, word].append(number)
    scored = []
    for number in ours:
        group, bag = old[number].group, bags[0][number]
        near = {other for word in bag if len(found := holders.get((group, word), ())) <= COMMON for other in found}
        for other in near:
            alike = likeness(bag, bags[1][other])
            if alike >= ALIKE:
                scored.append((-alike, old[number].cells != new[other].cells, abs(number / len(old) - other / len(new)), number, other))
    pairs: list[Pair] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for *_, number, other in sorted(scored):
        if number not in taken[0] and other not in taken[1]:
            taken[0].add(number)
            taken[1].add(other)
            pairs.append(Pair(number, other))
    return pairs


def _alike_elsewhere(one: Counter[str], other: Counter[str]) -> bool:
    return (one & other).total() >= FEWEST and likeness(one, other) >= ALIKE_ELSEWHERE


def _heaviest_rising(pairs: Sequence[Pair], weights: Sequence[int]) -> list[Pair]:
    """Of pairs in the order of the new version, those that keep the order of the old one and weigh most together."""
    ends: list[tuple[int, int, int]] = []  # the old unit a sequence ends with, its weight, its last pair; rising in both
    before: list[int] = []
    for number, pair in enumerate(pairs):
        at = bisect_left(ends, (pair.old,))
        weight = weights[pair.new] + (ends[at - 1][1] if at else 0)
        before.append(ends[at - 1][2] if at else -1)
        after = at
        while after < len(ends) and ends[after][1] <= weight:
            after += 1
        ends[at:after] = [(pair.old, weight, number)]
    kept, last = [], ends[-1][2] if ends else -1
    while last >= 0:
        kept.append(pairs[last])
        last = before[last]
    return kept[::-1]


def _lone(old: Sequence[Unit], new: Sequence[Unit], kept: Sequence[Pair], ours: set[int], theirs: set[int]) -> Iterator[Pair]:
    """Between two pairs in place, the only unit of its kind left in either version: the same title, heading or number, written anew."""
    bounds = [Pair(-1, -1), *sorted(kept), Pair(len(old), len(new))]
    for left, right in pairwise(bounds):
        gaps: list[dict[str, list[int]]] = [defaultdict(list), defaultdict(list)]
        for gap, units, taken, first, last in (
            (gaps[0], old, ours, *_ends(left, right, 0)),
            (gaps[1], new, theirs, *_ends(left, right, 1)),
        ):
            for number in range(first, last):
                if number not in taken and units[number].lone:
                    gap[units[number].group].append(number)
        yield from (Pair(found[0], gaps[1][group][0]) for group, found in gaps[0].items() if len(found) == 1 == len(gaps[1].get(group, ())))


def _ends(left: Pair, right: Pair, which: int) -> tuple[int, int]:
    return left[which] + 1, right[which]
