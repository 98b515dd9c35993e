"""The stage from finished files to the proof that they hold every word of their chapter.

1. `readout` opens the PDF once: the words in their logical order, the fonts, and what a reader's machine should not be asked to do.
2. `expected` says which words must be there.
3. `proving` finds each of them in its place, or `findings` names those that it doesn't find.
4. `page` finds the same words in the HTML file.
5. `lines` finds the place of what could not be set well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from pressroom.errors import Fault, Place
from pressroom.manuscript import Locate, Manuscript
from pressroom.proof import lines, page
from pressroom.proof.expected import Expected, expected
from pressroom.proof.proving import Proof, find
from pressroom.readout import read

if TYPE_CHECKING:
    from pressroom.composition import Strain

__all__ = ["Expected", "Proof", "expected", "find", "prove", "prove_page", "strained"]

FAMILIES = ("report",)  # the name of each of the house's families begins so: report text, report label, …


def prove(pdf: bytes, manuscript: Manuscript, locate: Locate) -> int:
    """Find every word of `manuscript`, and no other, in its finished PDF; returns the number of pages.

    Raises EngineFailed with each text that is missing, altered, moved, doubled or cut, at its place as `locate` gives it.
    """
    return find(read(pdf), _units(manuscript), _placed(locate), FAMILIES).pages


def prove_page(html: str, manuscript: Manuscript, locate: Locate) -> None:
    """Find every word of `manuscript`, and no other, in its HTML file. Raises EngineFailed with the first difference."""
    page.find(html, _units(manuscript), _placed(locate))


def strained(strains: Iterable[Strain], manuscript: Manuscript, locate: Locate) -> tuple[Fault, ...]:
    """What is told of lines of `manuscript` that could not be set well, at its place as `locate` gives it."""
    return lines.told(strains, _units(manuscript), _placed(locate))


def _units(manuscript: Manuscript) -> tuple[Expected, ...]:
    return expected(manuscript.chapter, manuscript.typography, manuscript.masthead, manuscript.colophon)


def _placed(locate: Locate) -> Callable[[Expected], tuple[Place, str] | None]:
    def place(unit: Expected) -> tuple[Place, str] | None:
        return locate(unit.path, unit.line, 0) if unit.path else None

    return place
