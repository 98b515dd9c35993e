"""Finds the breaks of a paragraph with the fewest demerits in total (the package describes the method)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf
from typing import NamedTuple

from pressroom.composition import scoring
from pressroom.composition.breakpoints import Breakpoint, breakpoints
from pressroom.composition.items import Item

EPSILON = 0.1  # pt: less than anyone sees, and as much as two ways of rounding may differ


@dataclass(frozen=True)
class Options:
    """How to set a paragraph.

    `letters` is the share of their width by which letters may expand or shrink. A ragged paragraph has a `rag`: the number of pt by which
    a line may fall short of the measure at an adjustment ratio of 1; its spaces keep their width. `looseness` is the number of lines to
    add to the best setting. The lines whose numbers (from 0) are in `whole` do not end in a hyphen if that is possible.
    """

    letters: float = 0.02
    rag: float = 0
    looseness: int = 0
    whole: frozenset[int] = frozenset()


class Line(NamedTuple):
    """The items from `start` up to `end`, where the line breaks; `ratio` is its adjustment ratio.

    Its ends hang into the margins by `hang_start` and `hang_end` pt. If `flagged`, it ends in a hyphen. If `overfull`, it is longer than
    the measure, since no setting fits; if `forced`, it ends in a word that was divided at an arbitrary letter.
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
    """The lines of a paragraph and their total demerits; `bad_lines` are the numbers (from 0) of the lines that are out of bounds."""

    lines: tuple[Line, ...]
    demerits: float
    bad_lines: tuple[int, ...]


class _Node(NamedTuple):
    """The best way to a breakpoint in one state: its defects and demerits, and what the demerits of the next line depend on."""

    defects: float
    demerits: float
    line: int
    fitness: int
    stack: int  # how many consecutive lines end in a hyphen
    breakpoint: Breakpoint
    ratio: float
    overfull: bool
    before: _Node | None


@lru_cache(maxsize=1024)
def set_paragraph(items: tuple[Item, ...], measure: float, options: Options = Options()) -> Setting | None:
    """The best setting of `items` in lines of `measure` pt; None if good lines can't have the looseness of `options`.

    Space fills the last line; the items need no glue for it.
    """
    natural = _best(breakpoints(items), measure, replace(options, looseness=0))
    if not options.looseness:
        return _setting(natural)
    wanted = natural.line + options.looseness
    nodes = _nodes(breakpoints(items), measure, options, scoring.ASKED)
    chosen = [node for node in nodes if node.line == wanted and node.defects < scoring.SERIOUS]
    return _setting(min(chosen, key=_rank)) if chosen else None


def _best(every: list[Breakpoint], measure: float, options: Options) -> _Node:
    """The best way to the end in the first pass that finds one without serious defects (without any, for the pass without hyphens)."""
    undivided = [target for target in every if not target.flagged]
    best = None
    for some, tolerance in ((undivided, scoring.STRICT), (every, scoring.TOLERANCE), (every, scoring.BOUND)):
        best = min([*_nodes(some, measure, options, tolerance), *([best] if best else [])], key=_rank, default=None)
        if best and best.defects < (scoring.SERIOUS if some is every else scoring.SAME_WORD):
            return best
    return best or min(_nodes(every, measure, replace(options, whole=frozenset()), inf), key=_rank)


def _rank(node: _Node) -> tuple[float, float]:
    return node.defects, node.demerits


def _nodes(points: Sequence[Breakpoint], measure: float, options: Options, tolerance: float) -> list[_Node]:
    """The best way to the end for each state, with no adjustment ratio over `tolerance`; at least one if that is infinite."""
    counted = bool(options.looseness or options.whole)  # only then does the number of the line matter
    active = [(points[0], [_Node(0, 0, 0, 1, 0, points[0], 0, False, None)])]
    for target in points[1:]:
        final = target is points[-1]
        found: dict[tuple[int, ...], _Node] = {}
        alive, fits = [], False
        for origin, nodes in active:
            ratio = _ratio(origin, target, measure, options, final)
            if ratio < -1:
                continue
            alive.append((origin, nodes))
            fits = True
            if ratio <= tolerance:
                _offer(found, nodes, target, ratio, measure, options, tolerance, final, counted)
        if not fits and tolerance == inf:
            _offer(found, active[-1][1], target, -1, measure, options, tolerance, final, counted, overfull=True)
        if final:
            return list(found.values())
        if found:
            alive.append((target, list(found.values())))
        active = alive
        if not active:
            return []
    return []


def _ratio(origin: Breakpoint, target: Breakpoint, measure: float, options: Options, final: bool) -> float:
    """The adjustment ratio of the line between two breakpoints; below -1 it does not fit."""
    after, before = origin.after, target.before
    slack = measure - (before.width - after.width + target.width - target.end - origin.start_hang)
    letters = options.letters * (before.boxes - after.boxes)
    if slack < 0:
        shrink = 0 if options.rag else before.shrink - after.shrink + letters
        return slack / shrink if shrink else (-2.0 if slack < -EPSILON else 0.0)
    if final:
        return 0.0
    if options.rag:
        return slack / options.rag
    stretch = before.stretch - after.stretch
    if slack <= stretch + letters:
        return slack / (stretch + letters) if slack else 0.0
    return (slack - letters) / stretch if stretch else inf  # letters can't expand more; spaces take the rest


def _offer(
    found: dict[tuple[int, ...], _Node],
    nodes: Sequence[_Node],
    target: Breakpoint,
    ratio: float,
    measure: float,
    options: Options,
    tolerance: float,
    final: bool,
    counted: bool,
    overfull: bool = False,
) -> None:
    """Add to `found` the line to `target` from each of `nodes`, which share a breakpoint, if it is the best in its state."""
    origin = nodes[0].breakpoint
    by_itself = scoring.demerits(min(ratio, 1e3), target.cost)
    fitness = scoring.fitness(ratio)
    defects = _defects(origin, target, measure, final) + (scoring.OVERFULL if overfull else 0)
    for node in nodes:
        demerits = node.demerits + by_itself
        stack = min(node.stack, scoring.HIGHEST_STACK) + 1 if target.flagged else 0
        bad: float = defects
        if stack > scoring.HIGHEST_STACK or (target.flagged and node.line in options.whole):
            bad += scoring.HYPHEN_MISPLACED
        elif stack > 1:
            bad += scoring.HYPHENS_RUNNING
        if final and node.stack:
            demerits += scoring.HYPHEN_BEFORE_LAST
        if abs(fitness - node.fitness) > 1:
            demerits += scoring.FAR_FITNESS
        if tolerance == inf and bad:
            bad, demerits = bad // scoring.OVERFULL, demerits + scoring.DEFECT_BEYOND * (bad % scoring.OVERFULL)
        bad += node.defects
        key = (fitness, stack, node.line) if counted else (fitness, stack)
        held = found.get(key)
        if held is None or (bad, demerits) < (held.defects, held.demerits):
            found[key] = _Node(bad, demerits, node.line + 1, fitness, stack, target, ratio, overfull, node)


def _defects(origin: Breakpoint, target: Breakpoint, measure: float, final: bool) -> int:
    """The defects of the line between two breakpoints that do not depend on the lines around it."""
    defects = 0
    if target.ends and target.ends == origin.ends:
        defects += scoring.SAME_WORD
    if target.begins and target.begins == origin.begins:
        defects += scoring.SAME_WORD
    if final and origin.item and target.before.width - origin.after.width < scoring.SHORTEST_LAST * measure:
        defects += scoring.SHORT_LAST
    return defects


def _setting(node: _Node) -> Setting:
    lines: list[Line] = []
    demerits, at = node.demerits, node
    while at.before:
        origin = at.before.breakpoint
        target, forced = at.breakpoint, at.breakpoint.cost >= scoring.FORCED
        lines.append(Line(origin.start, target.item, at.ratio, origin.start_hang, target.end, target.flagged, at.overfull, forced))
        at = at.before
    lines.reverse()
    bad_lines = tuple(number for number, line in enumerate(lines) if line.overfull or line.forced or line.ratio > scoring.BOUND)
    return Setting(tuple(lines), demerits, bad_lines)
