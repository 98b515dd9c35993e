"""What is bad about a line, in numbers: badness as Knuth and Plass have it, costs weighed on the house's own texts."""

from __future__ import annotations

LINE = 10.0  # each line costs so much, so that fewer are better
# The adjustment ratios up to which a line is good without hyphens, good with them, good where another number of lines is asked for, and
# bearable for want of a better one.
STRICT, TOLERANCE, ASKED, BOUND = 1.2, 1.5, 1.8, 2.2
HYPHEN_BEFORE_LAST = 1e5
FAR_FITNESS = 2e4
SHORTEST_LAST = 0.14  # of the measure
HIGHEST_STACK = 2  # hyphens at the ends of lines running; more than one is a fault, more than these a grave one

# Faults, which any setting within tolerance without them beats, by weight; beyond tolerance each costs as demerits. For GRAVE ones
# lines that are just bearable are tried before they are taken.
SAME_WORD, HYPHENS_RUNNING, SHORT_LAST, HYPHEN_MISPLACED, OVERFULL = 1, 4, 4, 16, 1000
GRAVE = 4
FAULT_BEYOND = 1e5
FORCED = 3000.0  # a break that costs so much is told: it is none that anyone would make


def badness(ratio: float) -> float:
    """How bad a line of this adjustment ratio is: 0 for natural spaces, 100 where glue gives all that it should."""
    return 100 * abs(ratio) ** 3


def demerits(ratio: float, cost: float) -> float:
    """Of a line by itself: `cost` is that of the break at its end."""
    return (LINE + badness(ratio)) ** 2 + cost * abs(cost)


def fitness(ratio: float) -> int:
    """The fitness class: 0 tight, 1 decent, 2 loose, 3 very loose."""
    return 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
