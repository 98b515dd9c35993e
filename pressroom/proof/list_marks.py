"""The proof that list items have the numbers that were typed. Texts refer to them: "see point 3"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from pressroom.errors import EngineFailed, Problem
from pressroom.proof import findings
from pressroom.proof.expected import Expected, Locator
from pressroom.prose.words import beginning
from pressroom.readback import Readback

HINT = "check whether a template or a stylesheet changes the marks or counters of lists"


def find(readback: Readback, expected: Sequence[Expected], place: Locator = lambda _: None) -> None:
    """Find the number or bullet of each list item in `expected`, in order, in the PDF that `readback` has read.

    Raises EngineFailed with the first that differs.
    """
    wanted = [(mark, unit) for unit in expected for mark in unit.marks]
    for shown, (mark, unit) in zip_longest(readback.marks, wanted, fillvalue=(None, None)):
        if unit is None:
            raise EngineFailed(Problem("list-mark", f'the list mark "{shown}" belongs to no item of the content', None, HINT))
        if not isinstance(shown, str) or _number(shown) != mark:
            should = f'"{mark}."' if mark else "a bullet"
            has = f'the mark "{shown}"' if isinstance(shown, str) else "no mark"
            message = f'the list item "{beginning(unit.text)}" has {has}, not {should}'
            raise EngineFailed(findings.problem("list-mark", message, unit, place, HINT))


def _number(mark: str) -> int:
    """The number in a mark, in the digits of any script; 0 if it has none."""
    digits = "".join(re.findall(r"\d", mark))
    return int(digits) if digits else 0
