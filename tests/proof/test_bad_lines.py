"""Badly set lines are reported at the place of their words."""

from __future__ import annotations

from pressroom.composition import BadLines
from pressroom.errors import Place, Problem
from pressroom.proof import Expected
from pressroom.proof.bad_lines import MESSAGES, warnings

UNITS = (
    Expected("title", "Zenda"),
    Expected("lede", "The king of Zenda was away, and nobody knew where.", ("lede",)),
    Expected("text", "“Not a word,” said the judge of Zenda, “is true.”", ("sections", 0, "text"), 4),
)


def place(unit: Expected) -> tuple[Place, str] | None:
    return (Place("/".join(map(str, unit.path)), unit.line + 1), "the line") if unit.path else None


def test_each_line_has_the_place_of_its_paragraph_in_the_order_of_the_text() -> None:
    loose = BadLines("“Not a word,”1 said the judge of Zenda, “is true.”", ("“Not a word,”1 said the",), "loose")
    long = BadLines("The king of Zenda was away, and nobody knew where.", ("The king of", "Zenda was away"), "long")
    hints = {kind: hint for kind, (_, hint) in MESSAGES.items()}
    lede, text = Place("lede", 1), Place("sections/0/text", 5)
    assert warnings([loose, long], UNITS, place) == (
        Problem("line-long", 'the line "The king of" is wider than the column', lede, hints["long"], "the line"),
        Problem("line-long", 'the line "Zenda was away" is wider than the column', lede, hints["long"], "the line"),
        Problem("line-loose", 'the line "“Not a word,”1 said the" is set too loosely', text, hints["loose"], "the line"),
    )


def test_the_houses_own_words_have_no_place() -> None:
    assert warnings([BadLines("zenda", ("zenda",), "forced")], UNITS, place)[0].place is None
