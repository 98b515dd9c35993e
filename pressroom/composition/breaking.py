"""The breaks of a paragraph with the fewest demerits in all (see the package for the method)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf
from typing import NamedTuple

from pressroom.composition import weighing
from pressroom.composition.items import Item
from pressroom.composition.places import Place, places

EPSILON = 0.1  # pt: what no eye sees, and two ways of rounding may differ by


@dataclass(frozen=True)
class Manner:
    """How a paragraph is to be set.

    `letters` is the share of their width by which letters may open or close. A ragged paragraph has a `rag`: by so many pt a line may
    fall short of the measure as easily as glue may stretch; its spaces stay as they are. `looseness` is the number of lines wanted
    beyond the best. The lines whose numbers (from 0) are `whole` do not end in a hyphen, if that can be had.
    """

    letters: float = 0.02
    rag: float = 0
    looseness: int = 0
    whole: frozenset[int] = frozenset()


class Line(NamedTuple):
    """The items from `start` up to `end`, where the line breaks; `ratio` is its adjustment ratio.

    By `hang_start` and `hang_end` pt it stands in the margins; if `flagged` it ends in a hyphen. Where it is `overfull`, no setting fits;
    where it is `forced`, a word was divided anywhere.
    """

    start: int
    end: int
    ratio: float
    hang_start: float
    hang_end: float
    flagged: bool
    overfull: bool
    forced: bool


@dataclass(frozen=True)
class Setting:
    """A paragraph's lines, and the demerits of all; `strained` are the numbers of the lines that are out of bounds."""

    lines: tuple[Line, ...]
    demerits: float
    strained: tuple[int, ...]


class _Node(NamedTuple):
    """The best way to a place in one state: its faults and demerits, and what the next line's demerits depend on."""

    faults: float
    demerits: float
    line: int
    fitness: int
    stack: int  # how many lines running end in a hyphen
    place: Place
    ratio: float
    overfull: bool
    before: _Node | None


@lru_cache(maxsize=1024)
def set_paragraph(items: tuple[Item, ...], measure: float, manner: Manner = Manner()) -> Setting | None:
    """The best setting of `items` in lines of `measure` pt; None where the looseness that is asked for can't be had with good lines.

    The last line is filled up with space; the items need no glue for it.
    """
    natural = _best(places(items), measure, replace(manner, looseness=0))
    if not manner.looseness:
        return _setting(natural)
    wanted = natural.line + manner.looseness
    nodes = _nodes(places(items), measure, manner, weighing.ASKED)
    chosen = [node for node in nodes if node.line == wanted and node.faults < weighing.GRAVE]
    return _setting(min(chosen, key=_rank)) if chosen else None


def _best(all_places: list[Place], measure: float, manner: Manner) -> _Node:
    """The best way to the end, in the first pass that has one."""
    undivided = [place for place in all_places if not place.flagged]
    best = None
    for some, tolerance in ((undivided, weighing.STRICT), (all_places, weighing.TOLERANCE), (all_places, weighing.BOUND)):
        best = min([*_nodes(some, measure, manner, tolerance), *([best] if best else [])], key=_rank, default=None)
        if best and best.faults < (weighing.GRAVE if some is all_places else weighing.SAME_WORD):
            return best
    return best or min(_nodes(all_places, measure, replace(manner, whole=frozenset()), inf), key=_rank)


def _rank(node: _Node) -> tuple[float, float]:
    return node.faults, node.demerits


def _nodes(places: Sequence[Place], measure: float, manner: Manner, tolerance: float) -> list[_Node]:
    """The best ways to the end with no adjustment ratio over `tolerance`, one for each state; with no tolerance at least one."""
    counted = bool(manner.looseness or manner.whole)  # only then the number of the line matters
    active = [(places[0], [_Node(0, 0, 0, 1, 0, places[0], 0, False, None)])]
    for place in places[1:]:
        final = place is places[-1]
        found: dict[tuple[int, ...], _Node] = {}
        alive, fits = [], False
        for origin, nodes in active:
            ratio = _ratio(origin, place, measure, manner, final)
            if ratio < -1:
                continue
            alive.append((origin, nodes))
            fits = True
            if ratio <= tolerance:
                _offer(found, nodes, place, ratio, measure, manner, tolerance, final, counted)
        if not fits and tolerance == inf:
            _offer(found, active[-1][1], place, -1, measure, manner, tolerance, final, counted, overfull=True)
        if final:
            return list(found.values())
        if found:
            alive.append((place, list(found.values())))
        active = alive
        if not active:
            return []
    return []


def _ratio(origin: Place, place: Place, measure: float, manner: Manner, final: bool) -> float:
    """The adjustment ratio of the line between two places; below -1 it does not fit."""
    after, before = origin.after, place.before
    slack = measure - (before.width - after.width + place.width - place.end - origin.start_hang)
    letters = manner.letters * (before.boxes - after.boxes)
    if slack < 0:
        shrink = 0 if manner.rag else before.shrink - after.shrink + letters
        return slack / shrink if shrink else (-2.0 if slack < -EPSILON else 0.0)
    if final:
        return 0.0
    if manner.rag:
        return slack / manner.rag
    stretch = before.stretch - after.stretch
    if slack <= stretch + letters:
        return slack / (stretch + letters) if slack else 0.0
    return (slack - letters) / stretch if stretch else inf  # letters give no more; spaces take the rest


def _offer(
    found: dict[tuple[int, ...], _Node],
    nodes: Sequence[_Node],
    place: Place,
    ratio: float,
    measure: float,
    manner: Manner,
    tolerance: float,
    final: bool,
    counted: bool,
    overfull: bool = False,
) -> None:
    """Puts the line from each of `nodes`, which are at one place, to `place` into `found`, where it is the best in its state."""
    origin = nodes[0].place
    by_itself = weighing.demerits(min(ratio, 1e3), place.cost)
    fitness = weighing.fitness(ratio)
    faults = _faults(origin, place, measure, final) + (weighing.OVERFULL if overfull else 0)
    for node in nodes:
        demerits = node.demerits + by_itself
        stack = min(node.stack, weighing.HIGHEST_STACK) + 1 if place.flagged else 0
        bad: float = faults
        if stack > weighing.HIGHEST_STACK or (place.flagged and node.line in manner.whole):
            bad += weighing.HYPHEN_MISPLACED
        elif stack > 1:
            bad += weighing.HYPHENS_RUNNING
        if final and node.stack:
            demerits += weighing.HYPHEN_BEFORE_LAST
        if abs(fitness - node.fitness) > 1:
            demerits += weighing.FAR_FITNESS
        if tolerance == inf and bad:
            bad, demerits = bad // weighing.OVERFULL, demerits + weighing.FAULT_BEYOND * (bad % weighing.OVERFULL)
        bad += node.faults
        key = (fitness, stack, node.line) if counted else (fitness, stack)
        held = found.get(key)
        if held is None or (bad, demerits) < (held.faults, held.demerits):
            found[key] = _Node(bad, demerits, node.line + 1, fitness, stack, place, ratio, overfull, node)


def _faults(origin: Place, place: Place, measure: float, final: bool) -> int:
    """The faults of the line between two places that the lines around it do not change."""
    faults = 0
    if place.ends and place.ends == origin.ends:
        faults += weighing.SAME_WORD
    if place.begins and place.begins == origin.begins:
        faults += weighing.SAME_WORD
    if final and origin.item and place.before.width - origin.after.width < weighing.SHORTEST_LAST * measure:
        faults += weighing.SHORT_LAST
    return faults


def _setting(node: _Node) -> Setting:
    lines: list[Line] = []
    demerits, at = node.demerits, node
    while at.before:
        origin = at.before.place
        place, forced = at.place, at.place.cost >= weighing.FORCED
        lines.append(Line(origin.start, place.item, at.ratio, origin.start_hang, place.end, place.flagged, at.overfull, forced))
        at = at.before
    lines.reverse()
    strained = tuple(number for number, line in enumerate(lines) if line.overfull or line.forced or line.ratio > weighing.BOUND)
    return Setting(tuple(lines), demerits, strained)
