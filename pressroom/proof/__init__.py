"""The stage from finished files to the proof that they contain every word of their chapter, and no others.

1. `readback` reads the PDF: the words in logical order, the fonts, and scripts or attachments, which must not be there.
2. `expected` lists the words that must be there.
3. `proving` finds each of them where it should be; if it can't, `findings` reports what is missing or different.
   `list_marks` does the same for the numbers of list items.
4. `page` finds the same words in the HTML file and in the documents of a book, `text` in the plain text.
5. `mapping` records where on the pages the words were found.
6. `bad_lines` warns of badly set lines, with their places in the content.
7. `extent` does the same for chapters that are too long or short, and for pages that end badly.
8. `redline` checks that a change sheet contains both versions of a chapter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pressroom.composition.copyfit import Fit
from pressroom.errors import Place, Problem
from pressroom.manuscript import Locate, Manuscript, release_lines
from pressroom.proof import bad_lines, extent, list_marks, mapping, page, redline, text
from pressroom.proof.expected import Expected, Locator, expected
from pressroom.proof.extent import Extent, Finding
from pressroom.proof.mapping import FinishedEdition
from pressroom.proof.proving import Proof, find
from pressroom.readback import read_pdf

if TYPE_CHECKING:
    from pressroom.composition import BadLines

__all__ = [
    "Expected",
    "Extent",
    "Finding",
    "FinishedEdition",
    "Proof",
    "expected",
    "find",
    "line_warnings",
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
    "units",
]

FAMILIES = ("report",)  # all font families of the report have names that begin like this: report text, report label, …


def prove(pdf: bytes, manuscript: Manuscript, locate: Locate) -> Proof:
    """Find every word of `manuscript`, and no other, in its finished PDF. Returns where they are.

    Raises EngineFailed with a problem, at its place from `locate`, for each text that is missing, altered, moved, doubled or cut off.
    """
    return _proved(pdf, units(manuscript), locate)


def _proved(pdf: bytes, wanted: Sequence[Expected], locate: Locate) -> Proof:
    readback = read_pdf(pdf)
    proof = find(readback, wanted, _placed(locate), FAMILIES)
    list_marks.find(readback, wanted, _placed(locate))
    return proof


def prove_page(html: str, manuscript: Manuscript, locate: Locate) -> None:
    """Find every word of `manuscript`, and no other, in its HTML file. Raises EngineFailed with the first difference."""
    page.find(html, units(manuscript), _placed(locate))


def prove_text(edition: str, manuscript: Manuscript, locate: Locate) -> None:
    """Find every word of `manuscript`, and no other, in its plain text, which has the notes after the text. Raises EngineFailed."""
    own = units(manuscript)
    notes = [unit for unit in own if unit.kind == "notes"]
    contact = [unit for unit in own if unit.kind == "contact"]
    before = [unit for unit in own if unit.kind not in ("notes", "contact")]
    heading = [Expected("heading", manuscript.language.labels.notes)] if notes else []
    text.find(edition, [*_draft(manuscript.draft_label.upper()), *before, *heading, *notes, *contact], _placed(locate))


def prove_release(pdf: bytes, html: str, edition: str, manuscript: Manuscript, locate: Locate) -> int:
    """Find every word of the press release of `manuscript`, and no other, in its PDF, HTML and plain text.

    Returns the number of pages of the PDF. Raises EngineFailed.
    """
    wanted = expected(manuscript, release_lines(manuscript))
    page.find(html, wanted, _placed(locate))
    text.find(edition, [*_draft(manuscript.draft_label.upper()), *wanted], _placed(locate))
    return _proved(pdf, wanted, locate).pages


def prove_redline(pdf: bytes, html: str, old: Manuscript | None, new: Manuscript) -> None:
    """Find all words of a change sheet's HTML in its PDF, and all words of both versions in its redline. Raises EngineFailed."""
    redline.prove(pdf, html, units(old) if old else (), units(new), FAMILIES)


def prove_document(xhtml: str, manuscript: Manuscript, locate: Locate) -> None:
    """Find every word of `manuscript`, and no other, in its document of a book, which has the notes after the text.

    Raises EngineFailed with the first difference.
    """
    own = [line for line in manuscript.lines if line.section in ("chapter", "notes")]
    units = expected(manuscript, [*manuscript.own_masthead, *manuscript.notices, *own])
    page.find(xhtml, [*_draft(manuscript.draft_label), *sorted(units, key=lambda unit: unit.kind == "notes")], _placed(locate))


def prove_lines(xhtml: str, lines: Sequence[str]) -> None:
    """Find `lines`, and nothing else, in a document of a book. Raises EngineFailed with the first difference."""
    page.find(xhtml, [Expected("line", line) for line in lines])


def map_words(manuscript: Manuscript, editions: Sequence[FinishedEdition], locate: Locate) -> bytes:
    """The JSON file that says where the words of `manuscript` are in each of its `editions`."""
    return mapping.written(manuscript.stem, units(manuscript), editions, locate, manuscript.headings)


def line_warnings(bad: Iterable[BadLines], manuscript: Manuscript, locate: Locate) -> tuple[Problem, ...]:
    """Warnings about badly set lines of `manuscript`, with their places from `locate`."""
    return bad_lines.warnings(bad, units(manuscript), _placed(locate))


def measured(edition: str, fit: Fit, found: Proof, manuscript: Manuscript, locate: Locate) -> Extent:
    """The extent of an edition of `manuscript`, with findings and their places. `found` is the proof of the edition."""
    own = locate(("pages",), 0, 0) if manuscript.chapter.pages else None
    return extent.extent(edition, fit, units(manuscript), found, _placed(locate), own)


def units(manuscript: Manuscript) -> tuple[Expected, ...]:
    """The texts that the finished files of `manuscript` must contain, in the order of the lines of a `Proof`."""
    return expected(manuscript, manuscript.lines)


def _draft(label: str) -> list[Expected]:
    """The label of a draft, with which its text begins; nothing for an empty one."""
    return [Expected("status", label)] if label else []


def _placed(locate: Locate) -> Locator:
    def place(unit: Expected) -> tuple[Place, str] | None:
        return locate(unit.path, unit.line, 0, file=unit.file) if unit.path else None

    return place
