"""A note is set once, on the page of its call or on the next, also if the line with the call fits only because other notes were moved."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from pressroom import proof
from pressroom.errors import EngineFailed
from pressroom.manuscript import Manuscript
from pressroom.pdf.render import Job, render
from pressroom.pdf.specification import Specification
from tests.html.test_inks import printer_file
from tests.support.projects import locate, made_page, manuscript
from tests.support.typesetting import ENGINE_LEAVES_OPEN, engine

pytestmark = ENGINE_LEAVES_OPEN

CALLING = (  # in its first line and in its second
    "The commission heard witnesses in every district,[^clerk] and none of them could say[^judge] who had given the order, or why the "
    "archive had been closed for so long. The minister answered in parliament that he would look into the circumstances."
)
AFTER = "No answer came in that year or in the next one, and those who had asked for it were asked in their turn who had sent them. " * 3
NOTES = {"clerk": "Interview with a clerk, May 2004.", "judge": "Interview with a judge, June 2004."}
LONG = " None of what was said then was written down by those who were there, and all of it was denied by those who were not."

# The printer of an edition, and how many short paragraphs bring the line that calls the second note to the foot of the first page:
# with the first note there, of one line, it does not fit any more, and the line before it can't stand alone.
EDITIONS = {"screen": ("", 25), "print": ("book-uncoated", 18)}
LOSING = [(edition, foot - more, more) for edition, (_, foot) in EDITIONS.items() for more in (0, 1)]  # the note takes `more` lines more
CHAPTERS = [(edition, before + away, more) for edition, before, more in LOSING for away in (-1, 0, 1)]


def chapter(before: int, more: int) -> Manuscript:
    """A chapter with short paragraphs before the one that calls two notes, which have one line or more."""
    body = "\n\n".join([*(f"Line {number}." for number in range(before)), CALLING, AFTER, AFTER])
    said = {label: note + LONG * more for label, note in NOTES.items()}
    section = {"heading": "Courts", "body": body}
    return manuscript({"title": "Ruritania", "status": "final", "lede": "The year was quiet.", "sections": [section], "notes": said})


def made(of: Manuscript, edition: str, patched: bool = True) -> bytes:
    """The PDF of an edition as a build makes it, or with the notes laid out by the plain engine."""
    printer = EDITIONS[edition][0]
    asked = printer_file(printer) if printer else None
    page = made_page(of, printer=asked)
    with engine(*(() if patched else ("notes",))):
        return render(Job(page.html, page.style_places, Specification.of(asked.values, asked.profile) if asked else None)).pdf


def letters(text: str) -> str:
    """A text without spaces, and without the hyphens that break words."""
    return re.sub(r"[\s\u0002\ufffe\xad]+", "", text)


@pytest.mark.parametrize(("edition", "before", "more"), CHAPTERS)
def test_each_note_is_set_once_and_in_order(edition: str, before: int, more: int) -> None:
    of = chapter(before, more)
    pdf = made(of, edition)
    proof.prove(pdf, of, locate)
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [letters(page.get_textpage().get_text_bounded()) for page in document]
    stands = []
    for label, calling in (("clerk", "The commission heard"), ("judge", "none of them could say")):
        note = letters(NOTES[label] + LONG * more)
        assert sum(page.count(note) for page in pages) == 1
        (call,) = (number for number, page in enumerate(pages) if letters(calling) in page)
        (foot,) = (number for number, page in enumerate(pages) if note in page)
        assert foot in (call, call + 1)
        stands.append((foot, pages[foot].index(note)))
    assert stands == sorted(stands)


@pytest.mark.parametrize(("edition", "before", "more"), LOSING)
def test_the_engine_by_itself_loses_one(edition: str, before: int, more: int) -> None:
    """If this fails, the engine has been corrected, and `engine/footnotes.py` can be removed; or the page has other dimensions."""
    of = chapter(before, more)
    with pytest.raises(EngineFailed) as caught:
        proof.prove(made(of, edition, patched=False), of, locate)
    assert [problem.code for problem in caught.value.problems] == ["words-missing"]
