"""A change sheet contains both versions, and its PDF shows them."""

from __future__ import annotations

import pytest

from pressroom.errors import EngineFailed
from pressroom.proof import Expected
from pressroom.proof.redline import prove
from tests.support.printing import ENGINE_LEAVES_OPEN, FAMILIES, printed

pytestmark = ENGINE_LEAVES_OPEN
WENT, CAME = "<del data-said='[deleted: gave]'>gave</del>", "<ins data-said='[inserted: sold]'>sold</ins>"
EDITED = f"They {WENT} {CAME} their ho&shy;use<span class='call'>1</span>."
BODY = f"""<h1>Changes</h1><table><tr><td>1</td><td>Paragraph edited</td></tr></table>
<section class="redline"><p><span class="number" data-said="Change 1: ">1</span>{EDITED}</p>
<p class="moved">Nobody<br>knew.</p><p><span class="label">It moved from there: </span><s></s></p></section>"""
OLD, NEW = ("Nobody knew.", "They gave their house."), ("They sold their house.", "Nobody knew.")


def units(texts: tuple[str, ...]) -> list[Expected]:
    return [Expected("text", text) for text in texts]


def proved(pdf: bytes, body: str = BODY, old: tuple[str, ...] = OLD, new: tuple[str, ...] = NEW) -> None:
    prove(pdf, f"<html><body>{body}</body></html>", units(old), units(new), FAMILIES)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return printed(BODY)


def test_a_sound_sheet_is_proved(pdf: bytes) -> None:
    proved(pdf)


@pytest.mark.parametrize(
    ("body", "shows"),
    [
        (BODY.replace("Nobody<br>knew.", "Nobody<br>knows."), "Nobodyknew"),
        (BODY.replace("<td>1</td>", ""), "Changes1Paragraph"),
        (BODY.replace("[deleted: gave]", "[deleted: give]"), "[deleted:gave]"),
    ],
)
def test_a_pdf_that_does_not_say_all_of_the_sheet_is_refused(pdf: bytes, body: str, shows: str) -> None:
    with pytest.raises(EngineFailed) as failed:
        proved(pdf, body, (), ())
    assert shows in str(failed.value)


def test_words_that_are_painted_nowhere_are_missed() -> None:
    with pytest.raises(EngineFailed, match="the change sheet shows"):
        proved(printed(BODY, "del { display: none }"))


@pytest.mark.parametrize(
    ("old", "new", "lacks"),
    [
        (OLD, (*NEW, "And so on."), "And so on."),
        (OLD, NEW[::-1], "They sold their house."),
        (OLD, ("They gave their house.",), "gave their house."),
        ((*OLD, "Nobody knew."), NEW, "Nobody in “Nobody knew. …”"),
        (("They sold their house.",), NEW, "sold in “They sold their house. …”"),
    ],
)
def test_a_word_of_either_version_that_the_redline_lacks_is_named(
    pdf: bytes, old: tuple[str, ...], new: tuple[str, ...], lacks: str
) -> None:
    with pytest.raises(EngineFailed) as failed:
        proved(pdf, BODY, old, new)
    assert [problem.message for problem in failed.value.problems] == [f'the redline lacks "{lacks}"']
