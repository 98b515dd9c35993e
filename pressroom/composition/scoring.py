"""Scores lines: badness and demerits as Knuth and Plass define them, with costs that were tuned on the chapters of this project."""

from __future__ import annotations

LINE = 10.0  # the cost of each line, so that fewer are better
# The adjustment ratios up to which a line is good without hyphens, good with them, good if another number of lines is asked for, and
# acceptable if there is no better one.
STRICT, TOLERANCE, ASKED, BOUND = 1.2, 1.5, 1.8, 2.2
HYPHEN_BEFORE_LAST = 1e5
FAR_FITNESS = 2e4
SHORTEST_LAST = 0.14  # of the measure
HIGHEST_STACK = 2  # consecutive lines that end in a hyphen; more than one is a defect, more than these a serious one

# Defects and their weights: within tolerance, a setting with a lower sum of them is better, whatever its demerits. Without a tolerance,
# each counts as so many demerits. Lines that are just acceptable are tried before a sum of SERIOUS or more is accepted.
SAME_WORD, HYPHENS_RUNNING, SHORT_LAST, HYPHEN_MISPLACED, OVERFULL = 1, 4, 4, 16, 1000
SERIOUS = 4
DEFECT_BEYOND = 1e5
FORCED = 3000.0  # a break of this cost or more is reported, since no compositor would make it


def badness(ratio: float) -> float:
    """How bad a line of this adjustment ratio is: 0 for natural spaces, 100 if the glue has stretched or shrunk as far as it should."""
    return 100 * abs(ratio) ** 3


def demerits(ratio: float, cost: float) -> float:
    """The demerits of a line by itself; `cost` is that of the break at its end."""
    return (LINE + badness(ratio)) ** 2 + cost * abs(cost)


def fitness(ratio: float) -> int:
    """The fitness class: 0 tight, 1 decent, 2 loose, 3 very loose."""
    return 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
