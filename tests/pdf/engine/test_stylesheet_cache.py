"""What the engine's process keeps from one page to the next doesn't affect the pages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from pressroom.errors import PressroomError
from pressroom.pdf.engine import stylesheet_cache
from pressroom.pdf.render import Job, Made, loader, render
from pressroom.workers.pool import Limits, WorkerPool
from tests.pdf.test_lines import STYLE, Letter, rows
from tests.support.projects import made_page, manuscript
from tests.support.typesetting import ENGINE_LEAVES_OPEN, engine, typeset

pytestmark = ENGINE_LEAVES_OPEN

BODY = "The incomprehensible counterproductive characterizations of the undersecretary had notwithstanding been uncontroversial. " * 4
MORE = """
@counter-style stars { system: cyclic; symbols: "*"; suffix: " " }
@page { margin-top: 90pt }
p { hyphens: none; font-size: 10.5pt; display: list-item; list-style: stars inside }
""".replace("\n", " ")
LIMITS = Limits(seconds=30, megabytes=1000)


def job(lede: str = "A short one.", pages: int = 0, more: str = "") -> Job:
    page = made_page(manuscript({"title": "Oz", "lede": lede, "sections": [{"heading": "Courts", "body": BODY}]}))
    return Job(page.html.replace("<style>", f"<style>{more}", 1), page.style_places, pages=pages)


def outcomes(jobs: Iterable[Job], tmp_path: Path) -> list[Made | tuple[str, ...]]:
    """The results of jobs in one process, or the codes of their problems."""
    with WorkerPool(loader(tmp_path), 1, LIMITS, tmp_path) as pool:
        made = dict(pool.run(enumerate(jobs)))
    return [
        tuple(problem.code for problem in found.problems) if isinstance(found, PressroomError) else found
        for _, found in sorted(made.items())
    ]


def test_a_page_comes_out_as_if_it_were_the_first(tmp_path: Path) -> None:
    """Pages that are edited, have a new letter, can't be set well, have another stylesheet, or are as before."""
    joined = "\u00a0".join(f"No one could say who had given the order, or why.{' Nor who had not.' * 4}".split())
    first, edited, lettered = job(), job("A short one indeed."), job("Țara.")
    badly_set, styled = job(f"They asked. {joined}"), job(more=MORE)
    alone = {each: outcomes([each], tmp_path)[0] for each in (first, edited, lettered, badly_set, styled)}
    order = [first, edited, lettered, first, badly_set, styled, edited, first, styled]
    assert outcomes(order, tmp_path) == [alone[each] for each in order]
    assert len({made.pdf for made in alone.values() if isinstance(made, Made)}) == 5
    assert [bool(made.bad_lines) for made in alone.values() if isinstance(made, Made)] == [False, False, False, True, False]


def test_what_the_engine_ignores_is_reported_each_time(tmp_path: Path) -> None:
    bad = job(more="p { colour: red }\n")
    assert outcomes([bad, bad, job(), bad], tmp_path)[::3] == [("style-ignored",)] * 2


def test_styles_are_given_back_with_their_sheets() -> None:
    with engine():
        render(job())
    assert len(stylesheet_cache.borrow(job().html).sheets) == 1


def test_few_are_kept() -> None:
    lent = [stylesheet_cache.borrow(f"<style>{number}</style>") for number in range(stylesheet_cache.MOST + 1)]
    for styles in lent:
        stylesheet_cache.give_back(styles)
    assert stylesheet_cache.borrow("<style>0</style>") is not lent[0]
    assert stylesheet_cache.borrow("<style>1</style>") is lent[1]
    assert stylesheet_cache.borrow("<style>1</style>") is not lent[1], "who borrows one has it alone"


@pytest.mark.parametrize(
    "style",
    [
        "hyphens: none",
        "hyphens: manual",
        "hyphenate-limit-chars: 30 3 3",
        "font-size: 11pt",
        "font-style: italic",
        "font-weight: bold",
        "font-variant-caps: small-caps",
        "font-family: Amiri",
        "white-space: nowrap",
        '--protrusion-end: "." 100%',
        '--protrusion-start: "Tu" 90%',
        "direction: rtl",
    ],
)
def test_words_are_set_as_their_own_style_has_it(style: str) -> None:
    """A paragraph that differs from the one before only in its style."""
    paragraph, plain = f'<p class="own">{BODY}</p>', f"<p>{BODY}</p>"
    rules = STYLE + f"@page {{ size: 200pt 2000pt }} p {{ margin-right: 40pt }} .own {{ {style} }}"
    both, alone = (rows(typeset(body, rules))[0] for body in (plain + paragraph, paragraph))
    assert shape(both[len(both) - len(alone) :]) == shape(alone)
    assert shape(both[: len(alone)]) != shape(alone)


@pytest.mark.parametrize("own", ["<p lang=de>{}</p>", "<p><span lang=de>{}</span></p>", "<p><span class=own>{}</span></p>"])
def test_words_are_set_as_their_own_language_and_span_have_it(own: str) -> None:
    rules = STYLE + "@page { size: 200pt 2000pt } p { margin-right: 60pt } .own { white-space: nowrap }"
    second = own.format(BODY)
    both, alone = (rows(typeset(body, rules))[0] for body in (f"<p>{BODY}</p>{second}", second))
    assert shape(both[len(both) - len(alone) :]) == shape(alone)
    assert shape(both[: len(alone)]) != shape(alone)


def shape(lines: list[list[Letter]]) -> list[tuple[str, float, float]]:
    """The letters of each line, and where it begins and ends in pt."""
    return [("".join(letter.character for letter in line), round(line[0].left, 1), round(line[-1].right, 1)) for line in lines]
