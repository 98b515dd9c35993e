"""The stage from finished files to the proof that they hold every word of their chapter.

1. `readback` opens the PDF once: the words in their logical order, the fonts, and what a reader's machine should not be asked to do.
2. `expected` says which words must be there.
3. `proving` finds each of them in its place, or `findings` names those that it doesn't find.
4. `page` finds the same words in the HTML file, and in the documents of a book; `text` in the text edition.
5. `mapping` writes down where on the pages they were found.
6. `strained_lines` finds the place of what could not be set well.
7. `extent` finds it for what makes a chapter too long, or its pages end badly.
8. `redline` finds both versions of a chapter in a change sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pressroom.composition.copyfit import Fit
from pressroom.errors import Place, Problem
from pressroom.manuscript import Locate, Manuscript, release_lines
from pressroom.proof import extent, mapping, page, redline, strained_lines, text
from pressroom.proof.expected import Expected, Locator, expected
from pressroom.proof.extent import Extent, Finding
from pressroom.proof.mapping import FinishedEdition
from pressroom.proof.proving import Proof, find
from pressroom.readback import read_pdf

if TYPE_CHECKING:
    from pressroom.composition import Strain

__all__ = [
    "Expected",
    "Extent",
    "Finding",
    "FinishedEdition",
    "Proof",
    "expected",
    "find",
    "map_words",
    "mapping",
    "measured",
    "prove",
    "prove_document",
    "prove_lines",
    "prove_page",
    "prove_redline",
    "prove_release",
    "prove_text",
    "strained",
    "units",
]

FAMILIES = ("report",)  # the name of each of the report's font families begins so: report text, report label, …


def prove(pdf: bytes, manuscript: Manuscript, locate: Locate) -> Proof:
    """Find every word of `manuscript`, and no other, in its finished PDF; returns where they stand.

    Raises EngineFailed with each text that is missing, altered, moved, doubled or cut, at its place as `locate` gives it.
    """
    return find(read_pdf(pdf), units(manuscript), _placed(locate), FAMILIES)


def prove_page(html: str, manuscript: Manuscript, locate: Locate) -> None:
    """Find every word of `manuscript`, and no other, in its HTML file. Raises EngineFailed with the first difference."""
    page.find(html, units(manuscript), _placed(locate))


def prove_text(edition: str, manuscript: Manuscript, locate: Locate) -> None:
    """Find every word of `manuscript`, and no other, in its text edition, whose notes stand behind the text. Raises EngineFailed."""
    own = units(manuscript)
    notes = [unit for unit in own if unit.kind == "notes"]
    contact = [unit for unit in own if unit.kind == "contact"]
    before = [unit for unit in own if unit.kind not in ("notes", "contact")]
    heading = [Expected("heading", manuscript.language.labels.notes)] if notes else []
    text.find(edition, [*before, *heading, *notes, *contact], _placed(locate))


def prove_release(pdf: bytes, html: str, edition: str, manuscript: Manuscript, locate: Locate) -> int:
    """Find every word of the press release of `manuscript`, and no other, in its PDF, its HTML and its text; returns the PDF's pages.

    Raises EngineFailed.
    """
    said = expected(manuscript, release_lines(manuscript))
    page.find(html, said, _placed(locate))
    text.find(edition, said, _placed(locate))
    return find(read_pdf(pdf), said, _placed(locate), FAMILIES).pages


def prove_redline(pdf: bytes, html: str, old: Manuscript | None, new: Manuscript) -> None:
    """Find in a change sheet's PDF all that its HTML says, and in its redline every word of both versions. Raises EngineFailed."""
    redline.prove(pdf, html, units(old) if old else (), units(new), FAMILIES)


def prove_document(xhtml: str, manuscript: Manuscript, locate: Locate) -> None:
    """Find every word of `manuscript`, and no other, in its document of a book, where the notes stand together behind the text.

    Raises EngineFailed with the first difference.
    """
    own = [line for line in manuscript.lines if line.section in ("chapter", "notes")]
    units = expected(manuscript, [*manuscript.own_masthead, *manuscript.notices, *own])
    draft = [Expected("status", manuscript.language.labels.draft)] if manuscript.chapter.status == "draft" else []
    page.find(xhtml, [*draft, *sorted(units, key=lambda unit: unit.kind == "notes")], _placed(locate))


def prove_lines(xhtml: str, lines: Sequence[str]) -> None:
    """Find `lines`, and nothing else, in a document of a book. Raises EngineFailed with the first difference."""
    page.find(xhtml, [Expected("line", line) for line in lines])


def map_words(manuscript: Manuscript, editions: Sequence[FinishedEdition], locate: Locate) -> bytes:
    """The file that says where the words of `manuscript` stand in each of its `editions`."""
    return mapping.written(manuscript.stem, units(manuscript), editions, locate, manuscript.headings)


def strained(strains: Iterable[Strain], manuscript: Manuscript, locate: Locate) -> tuple[Problem, ...]:
    """Warnings of lines of `manuscript` that could not be set well, at their places as `locate` gives them."""
    return strained_lines.warnings(strains, units(manuscript), _placed(locate))


def measured(edition: str, fit: Fit, found: Proof, manuscript: Manuscript, locate: Locate) -> Extent:
    """The extent of an edition of `manuscript`, whose words stand as was `found`; its findings have their places."""
    own = locate(("pages",), 0, 0) if manuscript.chapter.pages else None
    return extent.extent(edition, fit, units(manuscript), found, _placed(locate), own)


def units(manuscript: Manuscript) -> tuple[Expected, ...]:
    """What the finished files of `manuscript` must say, in the order in which a `Proof` has its lines."""
    return expected(manuscript, manuscript.lines)


def _placed(locate: Locate) -> Locator:
    def place(unit: Expected) -> tuple[Place, str] | None:
        return locate(unit.path, unit.line, 0, file=unit.file) if unit.path else None

    return place
