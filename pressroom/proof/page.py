"""Compares the words of the HTML file, in reading order, with those of the content."""

from __future__ import annotations

from collections.abc import Sequence

from pressroom.errors import EngineFailed, Problem
from pressroom.proof import findings
from pressroom.proof.expected import Expected, Locator
from pressroom.proof.words import first_difference
from pressroom.prose.words import words
from pressroom.readback import html

SHOWN = 6  # words of a difference in a message


def find(markup: str, expected: Sequence[Expected], place: Locator = lambda _: None) -> None:
    """Find each of `expected`, and no other words, in an HTML file. Raises EngineFailed with the first difference and its place."""
    shown = words(html.reading_text(html.read_html(markup)))
    wanted = [(word, unit) for unit in expected for word in words(unit.text)]
    should = [word for word, _ in wanted]
    if shown == should:
        return
    at = first_difference(shown, should)
    here, there = (" ".join(some[at : at + SHOWN]) for some in (shown, should))
    unit = wanted[at][1] if at < len(wanted) else None
    message = f"the HTML {findings.differing(here, there)}"
    raise EngineFailed(
        findings.problem("words-html", message, unit, place) if unit else Problem("words-html", message, None, findings.HINT)
    )
