"""The extent of a chapter, measured on its pages: how many lines it is too long or short, and which lines an editor should check."""

from __future__ import annotations

import random
from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest

from pressroom.composition.copyfit import Fit, Spot
from pressroom.pdf import layout
from pressroom.pdf.engine import document, fonts
from pressroom.pdf.layout import LaidOut
from pressroom.pdf.lines import page_ends, renew_compositor
from pressroom.pdf.lines.line_layout import Origin, origin_of
from tests.support.typesetting import ENGINE_LEAVES_OPEN, engine, page

pytestmark = ENGINE_LEAVES_OPEN

LINES = 20  # on a page
STYLE = """@page { size: 300pt 280pt; margin: 20pt }
html { font: 10pt/12pt EBGaramond } body, p, h2, h3, ul { margin: 0 } p { text-align: justify; hyphens: auto }
h2, h3 { font: inherit; break-after: avoid } .section { margin-top: 12pt }
.contact { margin-top: 12pt; break-before: avoid; break-inside: avoid }
"""
TEXT = (
    "the commission heard witnesses in every district and none of them could say who had given order or why archive was closed for so long "
    "minister asked about it parliament answered that he would look into circumstances nothing came"
)
WORDS = TEXT.split()
LONG = "Every word of this paragraph is known to those who set it, since they have set it often, and so they know where it ends. "
CONTACT = "<footer class='contact'><p>The house</p><p>Its city</p></footer>"
TAKEN = 3  # lines by the contact block, and the space above it


def laid(body: str, style: str = "", asked: int = 0) -> LaidOut:
    with engine():
        return layout.lay_out(document.parse(page(body, STYLE + style)), fonts.new_fonts(), asked)


@cache
def fit(body: str, style: str = "", asked: int = 0) -> Fit:
    return laid(body, style, asked).fit


def lines(count: int) -> str:
    return "".join(f"<p>Line {number}.</p>" for number in range(count))


def kinds(spots: Iterable[Spot]) -> list[str]:
    return [spot.kind for spot in spots]


def test_what_fits_is_reported_with_what_is_free() -> None:
    assert fit(lines(8) + CONTACT, asked=1) == Fit(1, LINES - 8 - TAKEN, 1)
    assert fit(lines(8) + CONTACT) == Fit(1, LINES - 8 - TAKEN)


A_NOTE = "<p>A call<span class='note'>The note.</span> of a note.</p>"
A_SECTION = "<div class='section'><h2>A heading</h2><p>Its text.</p></div>"


@pytest.mark.parametrize("more", ["", A_NOTE, A_SECTION])
def test_so_many_lines_less_fit_and_not_one_fewer(more: str) -> None:
    over = fit(lines(LINES + 4) + more + CONTACT, asked=1).missed
    assert over > 2
    assert fit(lines(LINES + 4 - over) + more + CONTACT, asked=1).missed == 0
    assert fit(lines(LINES + 5 - over) + more + CONTACT, asked=1).missed == 1


@pytest.mark.parametrize("asked", [2, 3, 5])
def test_so_many_lines_more_reach_the_page_and_not_one_fewer(asked: int) -> None:
    short = -fit(lines(8) + CONTACT, asked=asked).missed
    assert short > 0
    assert fit(lines(8 + short) + CONTACT, asked=asked).pages == asked
    assert fit(lines(8 + short - 1) + CONTACT, asked=asked).missed == -1


def test_the_space_that_a_page_break_swallows_has_to_be_found_again() -> None:
    section = "<div class='section'><h2>Heading</h2>" + lines(3) + "</div>"
    assert fit(lines(LINES) + section, asked=1).missed == 5  # a heading, three lines, and the space above them


def test_the_first_line_that_is_over_is_named() -> None:
    (over,) = [spot for spot in fit(lines(LINES + 6), asked=1).spots if spot.kind == "over"]
    assert (over.page, over.text) == (2, f"Line {LINES}.")


def paragraphs(count: int, seed: int = 5) -> str:
    dice = random.Random(seed)
    return "".join(f"<p>{' '.join(dice.choices(WORDS, k=dice.randint(70, 110)))}.</p>" for _ in range(count))


@pytest.mark.parametrize("over", [1, 2])
def test_a_chapter_a_line_or_two_over_is_set_shorter(over: int) -> None:
    tall = "@page :first { size: 300pt 3640pt }"  # some of the paragraphs on this page can give a line
    body = paragraphs(30)
    full = lines(fit(body, tall).free + LINES - TAKEN)
    assert fit(body + full + CONTACT, tall, asked=2).missed == 0
    found = laid(lines(over) + body + full + CONTACT, tall, asked=2)
    assert (found.fit.pages, found.fit.missed, found.fit.free) == (2, 0, 0)
    assert kinds(found.fit.spots).count("tightened") == over
    assert len(found.document.pages) == 2
    assert fit(lines(3) + body + full + CONTACT, tall, asked=2).missed == 3


TALL = "@page { size: 340pt 4000pt }"


def composed_lines(found: LaidOut) -> list[tuple[Any, Origin]]:
    """The lines of composed paragraphs, each with its origin."""
    every = (box for sheet in document.page_boxes(found.document) for box in sheet.descendants())
    return [(box, origin) for box in every if (origin := origin_of(box))]


def loosenesses(found: LaidOut) -> set[int]:
    """By how many lines paragraphs are longer or shorter than ideal."""
    return {origin.composed.options.looseness for _, origin in composed_lines(found)}


def lengthened(found: LaidOut) -> set[str]:
    """The last lines of paragraphs that are longer than ideal."""
    last = (
        box
        for box, origin in composed_lines(found)
        if origin.composed.options.looseness > 0 and origin.number == len(origin.composed.setting.lines) - 1
    )
    return {"".join(part.text for part in box.descendants() if hasattr(part, "text")).strip() for box in last}


def one_over(seed: int) -> str:
    """A chapter that is one line longer than its page."""
    body = paragraphs(30, seed)
    return lines(1 + fit(body + CONTACT, TALL).free) + body + CONTACT


def test_lines_that_are_there_for_a_pages_end_are_not_over() -> None:
    chapters = [one_over(3)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "MOST", 0)
        best = [laid(chapter, TALL, asked=1) for chapter in chapters]
    assert any(1 in loosenesses(one) for one in best)
    assert all(one.fit.missed <= 1 for one in best)
    assert not any(spot.number for one in best for spot in one.fit.spots if spot.text in lengthened(one)), "no letters save such a line"


def test_where_lines_are_wanted_none_is_given_for_a_pages_end() -> None:
    chapter = one_over(3)
    with engine():
        own, source = fonts.new_fonts(), document.parse(page(chapter, STYLE + TALL))
        document.lay_out(source, own)
        renew_compositor(own, [], -1)
        assert 1 not in loosenesses(LaidOut(document.lay_out(source, own), (), Fit(0, 0)))


def test_only_a_line_or_two_is_tried_and_what_does_not_do_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def shorter(html: object, fonts: object, of: Fit) -> list[LaidOut]:
        tried.append(of.missed)
        return [LaidOut(None, (), Fit(2, 0, 1, 1))]

    monkeypatch.setattr(layout, "_shorter", shorter)
    for over in (1, 2, 3):
        assert laid(lines(LINES - TAKEN + over) + CONTACT, asked=1).fit.missed == over
    assert tried == [1, 2]


def test_one_that_is_not_saved_so_is_set_as_is_best() -> None:
    body = lines(LINES - TAKEN - 1) + "<p>Two lines that nobody can set in one, since there is nothing in them to give</p>" + CONTACT
    found, best = laid(body, asked=1), laid(body)
    assert found.fit.missed == 1
    assert len(found.document.pages) == 2
    assert "tightened" not in kinds(found.fit.spots)
    assert [spot for spot in found.fit.spots if spot.kind != "over"] == list(best.fit.spots)


def test_so_many_letters_less_save_the_line_of_a_short_last_line() -> None:
    words = random.Random(3).choices(WORDS, k=60)
    found = 0
    for count in range(20, len(words)):
        text = " ".join(words[:count])
        for spot in fit(f"<p>{text}</p>").spots:
            found += 1
            assert len(spot.text.split()) <= 2
            assert text.endswith(spot.text)
            assert row_count(text[: -spot.number].strip()) == row_count(text) - 1
            assert spot.number == len(words[count - 1]) or row_count(" ".join(words[: count - 1])) == row_count(text)
    assert found > 2


def row_count(body: str) -> int:
    return LINES - fit(body if body.startswith("<") else f"<p>{body}</p>").free


def test_a_widow_is_reported() -> None:
    text = (LONG * 2)[:-60]
    body = lines(LINES - row_count(text) + 1) + f"<p>{text}</p>" + lines(5)
    (spot,) = fit(body, "p { widows: 1; orphans: 1 }").spots
    assert (spot.kind, spot.page) == ("widow", 2)
    assert spot.text in LONG
    assert not fit(body, "p { widows: 2; orphans: 2 }").spots


def test_three_hyphens_running_are_reported_and_two_are_not() -> None:
    word = "incomprehensi\u00adbilities "
    narrow = "p { width: 98pt; hyphens: manual; letter-spacing: 0.01pt }"  # which the engine sets
    (spot,) = (spot for spot in fit(f"<p>and soon {word * 4}and so on</p>", narrow).spots if spot.kind == "hyphens")
    assert (spot.kind, spot.number, spot.text) == ("hyphens", 4, "and soon incomprehensi\u00ad\u2010")
    assert "hyphens" not in kinds(fit(f"<p>and soon {word * 2}and so on</p>", narrow).spots)


@pytest.mark.parametrize(("below", "reported"), [(0, True), (1, True), (2, False)])
def test_a_heading_too_low_on_its_page_is_reported(below: int, reported: bool) -> None:
    body = lines(LINES - 1 - below) + "<h2>The heading</h2>" + lines(below + 6)
    spots = fit(body, "h2 { break-after: auto !important }").spots
    assert [(spot.kind, spot.page, spot.text, spot.number) for spot in spots] == [("low-heading", 1, "The heading", below)] * reported


def test_at_a_chapters_end_a_heading_may_stand_low() -> None:
    assert not fit(lines(LINES - 2) + "<h2>The heading</h2><p>All of it.</p>").spots


@pytest.mark.parametrize(("count", "reported"), [(4, True), (5, False)])
def test_a_last_page_with_fewer_than_five_lines_is_reported(count: int, reported: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_ends, "FEWEST_LAST", 0)  # the page before gives none
    spots = fit(lines(LINES + count) + CONTACT, ".contact { break-before: auto }").spots
    assert [(spot.kind, spot.page, spot.number) for spot in spots] == [("thin-page", 2, count)] * reported


def test_a_last_page_with_the_contact_block_alone_is_reported_at_the_line_before() -> None:
    spots = fit(lines(LINES) + CONTACT, ".contact { break-before: page }").spots
    assert [(spot.kind, spot.page, spot.number, spot.text) for spot in spots] == [("thin-page", 1, 0, f"Line {LINES - 1}.")]


def test_a_chapter_of_one_page_may_be_short_and_an_empty_one_too() -> None:
    assert fit(lines(1)) == Fit(1, LINES - 1)
    assert fit("") == Fit(1, LINES)
    assert fit("", asked=2).missed == -(LINES + 1)


def test_the_houses_words_tables_and_headings_have_no_short_last_lines() -> None:
    words = "Words that take more than one line of this narrow measure, and one"
    body = f"<footer class='contact'><p>{words}</p></footer>"
    for tag in ("h1", "h2"):
        assert not fit(f"<{tag}>{words}</{tag}>", "@page { size: 200pt 280pt }").spots
    assert not fit(body, "@page { size: 200pt 280pt }").spots
    assert not fit(f"<table><tr><td>{words}</td></tr></table>", "@page { size: 200pt 280pt }").spots
