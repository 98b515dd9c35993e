"""The stage from finished files to the proof that they hold every word of their chapter.

1. `readout` opens the PDF once: the words in their logical order, the fonts, and what a reader's machine should not be asked to do.
2. `expected` says which words must be there.
3. `proving` finds each of them in its place, or `findings` names those that it doesn't find.
4. `page` finds the same words in the HTML file, `text` in the text edition.
5. `release` says which words a press release must hold; the same three find them.
"""

from collections.abc import Callable

from pressroom.errors import Place
from pressroom.manuscript import Locate, Manuscript
from pressroom.proof import page, release, text
from pressroom.proof.expected import Expected, expected
from pressroom.proof.proving import Proof, find
from pressroom.readout import read

__all__ = ["Expected", "Proof", "expected", "find", "prove", "prove_page", "prove_release", "prove_text"]

FAMILIES = ("report",)  # the name of each of the house's families begins so: report text, report label, …


def prove(pdf: bytes, manuscript: Manuscript, locate: Locate) -> int:
    """Find every word of `manuscript`, and no other, in its finished PDF; returns the number of pages.

    Raises EngineFailed with each text that is missing, altered, moved, doubled or cut, at its place as `locate` gives it.
    """
    return find(read(pdf), _units(manuscript), _placed(locate), FAMILIES).pages


def prove_page(html: str, manuscript: Manuscript, locate: Locate) -> None:
    """Find every word of `manuscript`, and no other, in its HTML file. Raises EngineFailed with the first difference."""
    page.find(html, _units(manuscript), _placed(locate))


def prove_text(edition: str, manuscript: Manuscript, locate: Locate) -> None:
    """Find every word of `manuscript`, and no other, in its text edition, whose notes stand behind the text. Raises EngineFailed."""
    units = _units(manuscript)
    notes = [unit for unit in units if unit.kind == "notes"]
    contact = [unit for unit in units if unit.kind == "contact"]
    before = [unit for unit in units if unit.kind not in ("notes", "contact")]
    heading = [Expected("heading", manuscript.language.labels.notes)] if notes else []
    text.find(edition, [*before, *heading, *notes, *contact], _placed(locate))


def prove_release(pdf: bytes, html: str, edition: str, manuscript: Manuscript, locate: Locate) -> int:
    """Find every word of the press release of `manuscript`, and no other, in its PDF, its HTML and its text; returns the PDF's pages.

    Raises EngineFailed.
    """
    units = release.expected(manuscript)
    page.find(html, units, _placed(locate))
    text.find(edition, units, _placed(locate))
    return find(read(pdf), units, _placed(locate), FAMILIES).pages


def _units(manuscript: Manuscript) -> tuple[Expected, ...]:
    return expected(manuscript.chapter, manuscript.typography, manuscript.masthead, manuscript.colophon)


def _placed(locate: Locate) -> Callable[[Expected], tuple[Place, str] | None]:
    def place(unit: Expected) -> tuple[Place, str] | None:
        return locate(unit.path, unit.line, 0) if unit.path else None

    return place
