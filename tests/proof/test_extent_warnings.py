"""The findings about a chapter's extent: page, place, and what to do."""

from __future__ import annotations

from typing import Any

import pytest

from pressroom.composition.copyfit import Fit, Spot
from pressroom.errors import Place
from pressroom.proof import FinishedEdition, Proof
from pressroom.proof.extent import Extent, extent
from pressroom.proof.mapping import recalled, written
from tests.support.printing import ENGINE_LEAVES_OPEN, place, printed, proved, units
from tests.support.projects import locate

pytestmark = ENGINE_LEAVES_OPEN
TEXTS = ("The first of all paragraphs.", "The second, which is here.", "The third, on its own page.")
OWN = Place("chapter.yaml", 9), "pages: 1"


@pytest.fixture(scope="module")
def found() -> Proof:
    first, second, third = TEXTS
    return proved(printed(f"<p>{first}</p><p>{second}</p><p style='break-before: page'>{third}</p>"), *TEXTS)


def examined(found: Proof, fit: Fit) -> Extent:
    return extent("print", fit, units(TEXTS), found, place, OWN if fit.asked else None)


def on(found: Proof, number: int, kind: Any, counted: int = 0) -> Spot:
    """A spot in the line of a text."""
    line = found.lines[number][0]
    return Spot(kind, line.page, (line.top + line.bottom) / 2 + 1, TEXTS[number], counted)


@pytest.mark.parametrize(
    ("kind", "counted", "message", "hint"),
    [
        ("few-words", 4, 'the last line "{}" is short', "cut 4 characters from this paragraph to save a line"),
        ("few-words", 1, 'the last line "{}" is short', "cut 1 character from this paragraph to save a line"),
        ("few-words", 0, 'the last line "{}" is short', ""),
        ("widow", 0, 'the last line "{}" is alone at the top of the page', "add or cut a word before it"),
        ("hyphens", 3, '3 consecutive lines end in a hyphen, from "{}"', "change the order of some words"),
        ("low-heading", 1, 'the heading "{}" is too low, with 1 line below it', "add or cut a line before it"),
        ("thin-page", 0, 'only the contact block is on a page after "{}"', "cut some lines, or add text"),
        ("thin-page", 4, 'only 4 lines on this page, from "{}"', "cut them, or add text"),
    ],
)
@pytest.mark.parametrize("number", [0, 1, 2])
def test_each_spot_has_its_page_and_the_place_of_its_text(
    found: Proof, number: int, kind: str, counted: int, message: str, hint: str
) -> None:
    (one,) = examined(found, Fit(2, 3, asked=2, spots=(on(found, number, kind, counted),))).findings
    page = (1, 1, 2)[number]
    assert (one.kind, one.page, one.what) == (kind, page, message.format(TEXTS[number]))
    assert one.problem.code == f"fit-{kind}"
    assert one.problem.message == f"the print edition, page {page}: {one.what}"
    assert (one.problem.place, one.problem.hint) == (Place("chapter.yaml", number + 1), hint)


def test_short_last_lines_are_reported_only_where_pages_are_asked_for(found: Proof) -> None:
    spots = (on(found, 0, "few-words"), on(found, 1, "widow"))
    assert [one.kind for one in examined(found, Fit(2, 3, spots=spots)).findings] == ["widow"]


def test_lines_over_and_lines_short_stand_at_the_pages_that_were_asked_for(found: Proof) -> None:
    (over,) = examined(found, Fit(2, 3, 1, 2, (on(found, 2, "over"),))).findings
    assert (over.kind, over.page, over.problem.place) == ("too-long", 1, OWN[0])
    assert over.problem.message == f'the print edition: 2 lines over on page 1, from "{TEXTS[2]}"'
    assert over.problem.hint == "cut 2 lines, or ask for 2 pages"
    (short,) = examined(found, Fit(1, 3, 2, -1)).findings
    assert (short.kind, short.page, short.problem.place) == ("too-short", 1, OWN[0])
    assert (short.problem.message, short.problem.hint) == ("the print edition: 1 line short of page 2", "add 1 line, or ask for 1 page")


def test_what_was_set_shorter_is_named_by_its_lines(found: Proof) -> None:
    (one,) = examined(found, Fit(2, 0, 2, 0, (on(found, 0, "tightened"), on(found, 2, "tightened")))).findings
    assert one.problem.message == "the print edition: 2 lines saved by tighter setting, to end on page 2"
    assert (one.problem.hint, one.problem.place) == ("in the paragraphs that begin at line 1, 3", OWN[0])


def test_a_map_recalls_all_of_it(found: Proof) -> None:
    whole = examined(found, Fit(2, 3, 1, 2, (on(found, 2, "over"), on(found, 0, "few-words", 3), on(found, 1, "few-words"))))
    data = written("oz", units(TEXTS), [FinishedEdition("press", "oz.pdf", b"the file", found, extent=whole)], locate, lambda _: ())
    line_warnings, again = recalled(data, "press", b"the file")
    assert again
    assert not line_warnings
    assert [one.record() for one in again.warnings] == [one.record() for one in whole.warnings]
    assert (again.pages, again.free, again.asked, again.missed) == (2, 3, 1, 2)
    assert [(one.kind, one.page, one.what) for one in again.findings] == [(one.kind, one.page, one.what) for one in whole.findings]
    assert recalled(data, "press", b"another") == recalled(b"no map", "press", b"the file") == ((), None)
