"""The stage from a finished PDF to the proof that it holds every word of its chapter.

1. `readout` opens the PDF once: the words in their logical order, the fonts, and what a reader's machine should not be asked to do.
2. `expected` says which words must be there.
3. `proving` finds each of them in its place, or `findings` names those that it doesn't find.
"""

from pressroom.errors import Place
from pressroom.manuscript import Locate, Manuscript
from pressroom.proof.expected import Expected, expected
from pressroom.proof.proving import Proof, find
from pressroom.readout import read

__all__ = ["Expected", "Proof", "expected", "find", "prove"]

FAMILIES = ("report",)  # the name of each of the house's families begins so: report text, report label, …


def prove(pdf: bytes, manuscript: Manuscript, locate: Locate) -> int:
    """Find every word of `manuscript`, and no other, in its finished PDF; returns the number of pages.

    Raises EngineFailed with each text that is missing, altered, moved, doubled or cut, at its place as `locate` gives it.
    """

    def place(unit: Expected) -> tuple[Place, str] | None:
        return locate(unit.path, unit.line, 0) if unit.path else None

    units = expected(manuscript.chapter, manuscript.typography, manuscript.masthead, manuscript.colophon)
    return find(read(pdf), units, place, FAMILIES).pages
