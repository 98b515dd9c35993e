"""The numbers of list items are proved: those that were typed, in any digits."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pressroom import proof
from pressroom.errors import EngineFailed
from pressroom.pdf.render import Job, render
from pressroom.proof import list_marks
from pressroom.prose import Typography, blocks
from pressroom.readback import Readback
from tests.support.projects import locate, made_page, manuscript
from tests.support.typesetting import ENGINE_LEAVES_OPEN, engine

pytestmark = ENGINE_LEAVES_OPEN

BODY = """The state should first:

1. Release the prisoners.
2. Repeal the decree:

   - at once, and
   - wholly.

After a year it should:

3. Pay for the damage.
4. Report to the council.
"""
OF = manuscript({"title": "Oz", "lede": "Quiet.", "sections": [{"heading": "Measures", "body": BODY}]})
WANTED = [(unit.text, unit.marks) for unit in proof.units(OF) if unit.marks]


def readback(marks: Sequence[str]) -> Readback:
    return Readback(1, (), (), (), tuple(marks))


def test_each_item_has_the_number_that_was_typed() -> None:
    assert WANTED == [
        ("Release the prisoners.", (1,)),
        ("Repeal the decree:", (2,)),
        ("at once, and", (0,)),
        ("wholly.", (0,)),
        ("Pay for the damage.", (3,)),
        ("Report to the council.", (4,)),
    ]


def test_an_item_that_begins_with_a_list_has_both_marks() -> None:
    prose = blocks("2. - One.\n   - Two.\n", Typography(("“", "”", "‘", "’")))
    assert prose.marks == ((2, 0), (0,))


@pytest.mark.parametrize("marks", [("1.", "2.", "\u2022", "\u2022", "3.", "4."), ("\u0661.", "\u0662.", "-", "-", "\u0663.", ".\u0664")])
def test_right_marks_are_found(marks: Sequence[str]) -> None:
    list_marks.find(readback(marks), proof.units(OF))


@pytest.mark.parametrize(
    ("marks", "message"),
    [
        (("1.", "2.", "\u2022", "\u2022", "1.", "2."), 'the list item "Pay for the damage." has the mark "1.", not "3."'),
        (("1.", "2.", "3.", "\u2022", "3.", "4."), 'the list item "at once, and" has the mark "3.", not a bullet'),
        (("1.", "2.", "\u2022", "\u2022", "3."), 'the list item "Report to the council." has no mark, not "4."'),
        (("1.", "2.", "\u2022", "\u2022", "3.", "4.", "5."), 'the list mark "5." belongs to no item of the content'),
    ],
)
def test_wrong_marks_are_refused(marks: Sequence[str], message: str) -> None:
    with pytest.raises(EngineFailed) as caught:
        list_marks.find(readback(marks), proof.units(OF))
    assert [problem.message for problem in caught.value.problems] == [message]


def test_a_stylesheet_that_numbers_otherwise_is_refused() -> None:
    page = made_page(OF)
    for style, code in (("", None), ("ol { list-style: disc }", "list-mark"), ("li { list-style: none }", "list-mark")):
        with engine():
            pdf = render(Job(page.html.replace("</style>", f"{style}</style>", 1), page.style_places)).pdf
        if code is None:
            proof.prove(pdf, OF, locate)
            continue
        with pytest.raises(EngineFailed) as caught:
            proof.prove(pdf, OF, locate)
        assert {problem.code for problem in caught.value.problems} == {code}
