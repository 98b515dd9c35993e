"""Pages with notes: each note whole and once, begun with its call, at the foot of its page; a long one goes on on the next page."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from pressroom import proof
from pressroom.manuscript import Manuscript
from pressroom.pdf.engine import document, fonts
from pressroom.pdf.engine.boxes import POINTS, flow, is_line, note_areas
from pressroom.pdf.render import Job, render
from pressroom.pdf.specification import Specification
from tests.html.test_inks import printer_file
from tests.support.note_chapters import NoteChapter, Shown, shown
from tests.support.projects import locate, made_page, manuscript
from tests.support.typesetting import ENGINE_LEAVES_OPEN, engine, page, typeset

pytestmark = ENGINE_LEAVES_OPEN

LEADING = 15.0  # pt, of text
ABOVE = 0.6  # lines between text and notes at least
MOST_EMPTY = 2.2  # lines more: two, and what letters stand above and below their lines
PRINTERS = ("", "book-uncoated")
CHAPTERS = [(seed, printer) for seed in range(20) for printer in PRINTERS]


def made(of: Manuscript, printer: str = "") -> bytes:
    """The PDF of the screen edition, or of the print edition for a printer."""
    asked = printer_file(printer) if printer else None
    html = made_page(of, printer=asked)
    with engine():
        return render(Job(html.html, html.style_places, Specification.of(asked.values, asked.profile) if asked else None)).pdf


def gaps(of: Shown) -> list[tuple[int, float]]:
    """The pages that are emptier above their notes than they may be, with the lines. The last page of text is not looked at, nor the one
    before it, whose last lines and notes may have gone over with the contact block."""
    found = [(number, (page.notes_top - page.text_end) / LEADING - ABOVE) for number, page in enumerate(of.pages[:-2], 1) if page.notes_top]
    return [(number, gap) for number, gap in found if gap > MOST_EMPTY and not of.pages[number - 1].next_apart]


@pytest.mark.parametrize(("seed", "printer"), CHAPTERS)
def test_any_chapter_with_any_notes(seed: int, printer: str) -> None:
    of = NoteChapter(seed, paragraphs=3).manuscript
    seen = shown(made(of, printer), of)
    assert gaps(seen) == []
    assert {note[0] - call for note, call in zip(seen.notes, seen.calls, strict=True)} <= {0, 1}
    assert len({round(page.notes_end) for page in seen.pages if page.notes_top}) == 1, "the last lines of notes stand at different heights"


SMALL = (
    "p { margin: 0; orphans: 2; widows: 2 } @page { @footnote { box-decoration-break: clone; margin-top: 12pt; --rule-above-rest: 0.4pt } }"
)


def laid_out(body: str, *plain: str) -> document.Document:
    """Small pages, for 13 lines of 12 pt each."""
    with engine(*plain):
        return document.lay_out(document.parse(page(body, SMALL)), fonts.new_fonts())


def words_of(box: object) -> str:
    return "".join(found.text for found in box.descendants() if hasattr(found, "text")).strip()  # type: ignore[attr-defined]


def test_a_long_note_goes_on_at_the_foot_of_the_next_page_below_a_rule() -> None:
    note = " ".join(f"{number}th answer" for number in range(1, 60))
    pages = document.page_boxes(laid_out(f"<p>{'word ' * 60}call<span class=note>{note}</span> {'more ' * 80}</p>"))
    areas = [area for made in pages for area in note_areas(made)]
    assert len(areas) > 1
    assert [area.border_top_width > 0 for area in areas] == [False, *[True] * (len(areas) - 1)]
    set_in = [words_of(line) for area in areas for line in area.descendants() if is_line(line)]
    assert " ".join(set_in).split() == ["1.", *note.split()]


@pytest.mark.parametrize("printer", PRINTERS)
@pytest.mark.parametrize("after", [0, 1, 3, 30])
def test_a_note_longer_than_a_page(printer: str, after: int) -> None:
    note = "None of what was said then was written down, and all of it was denied. " * 130
    body = f"It was denied. It was denied again.[^long] {'No answer came in that year or in the next one. ' * after}"
    of = manuscript({"title": "Oz", "lede": "Quiet.", "sections": [{"heading": "Courts", "body": body}], "notes": {"long": note}})
    seen = proof.prove(made(of, printer), of, locate)
    (stands,) = (lines for unit, lines in zip(proof.units(of), seen.lines, strict=True) if unit.kind == "notes")
    pages = list(dict.fromkeys(line.page for line in stands))
    assert pages == list(range(pages[0], pages[-1] + 1))
    assert len(pages) > 1


LOSING = """<style>
  @page { size: 400px 168px; margin: 20px; font-size: 16px }
  html, body, p { margin: 0; font-size: 16px; line-height: 20px; orphans: 2; widows: 2 }
  .note::footnote-call { line-height: 0 }
</style>
<p>one<br>two<br>three</p>
<p>four<span class=note>The first note.</span><br>five<span class=note>The second note.</span><br>six<br>seven</p>"""


@pytest.mark.parametrize(("plain", "times"), [((), 1), (("pages",), 0)])
def test_a_note_that_the_engine_by_itself_loses(plain: tuple[str, ...], times: int) -> None:
    """Where it fails for the engine alone, the engine has been put right, and docs/engine.md can say so."""
    with pypdfium2.PdfDocument(io.BytesIO(typeset(LOSING, plain=plain))) as pdf:
        text = " ".join(made.get_textpage().get_text_bounded() for made in pdf)
    assert text.count("The first note.") == 1
    assert text.count("The second note.") == times


def test_no_line_begins_with_a_call() -> None:
    opening = [
        "the",
        "court",
        "heard",
        "the",
        "case",
        "of",
        "that",
        "year",
        "and",
        "said",
        "no",
        "word",
        "on",
        "it",
        "while",
        "men",
        "from",
        "the",
        "north",
        "went",
        "home",
        "with",
        "their",
        "sons",
    ]
    paragraphs = [
        f"{' '.join(opening[:count])} until the end came in Marlin.[^{count}] It went on for long." for count in range(len(opening))
    ]
    notes = {str(count): "A note." for count in range(len(opening))}
    of = manuscript({"title": "Oz", "lede": "Quiet.", "sections": [{"heading": "Courts", "body": "\n\n".join(paragraphs)}], "notes": notes})
    html = made_page(of)
    with engine():
        pages = document.page_boxes(document.lay_out(document.parse(html.html), fonts.new_fonts()))
    firsts = [line.children[0] for made in pages for line in flow(made).descendants() if is_line(line) and line.children]
    assert len(firsts) > len(opening)
    assert [first for first in firsts if getattr(first, "footnote", None)] == []


def test_the_last_line_of_notes_is_on_the_last_line_of_the_page() -> None:
    text = "The court sat in that town and heard witnesses. " * 120
    of = manuscript(
        {"title": "Oz", "lede": "Quiet.", "sections": [{"heading": "Courts", "body": f"{text}[^1] {text}"}], "notes": {"1": "A note."}}
    )
    html = made_page(of)
    with engine():
        pages = document.page_boxes(document.lay_out(document.parse(html.html), fonts.new_fonts()))
    without, noted = (next(made for made in pages[:-1] if bool(note_areas(made)) is has) for has in (False, True))
    *_, last_text = (line for line in flow(without).descendants() if is_line(line))
    *_, last_note = (line for line in note_areas(noted)[0].descendants() if is_line(line))
    assert (last_note.position_y + last_note.baseline) * POINTS == pytest.approx(
        (last_text.position_y + last_text.baseline) * POINTS, abs=0.05
    )
