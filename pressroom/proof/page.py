"""The words of the HTML file, in the order in which they are read, against those of the content."""

from __future__ import annotations

from collections.abc import Sequence

from pressroom.errors import EngineFailed, Problem
from pressroom.proof import findings
from pressroom.proof.expected import Expected, Locator
from pressroom.proof.words import parting
from pressroom.prose.words import words
from pressroom.readback import html

SHOWN = 6  # words of a difference


def find(markup: str, expected: Sequence[Expected], place: Locator = lambda _: None) -> None:
    """Find each of `expected`, and no other words, in an HTML file. Raises EngineFailed that names the first difference, at its text's
    place."""
    shown = words(html.reading_text(html.read_html(markup)))
    wanted = [(word, unit) for unit in expected for word in words(unit.text)]
    should = [word for word, _ in wanted]
    if shown == should:
        return
    at = parting(shown, should)
    here, there = (" ".join(some[at : at + SHOWN]) or "nothing" for some in (shown, should))
    unit = wanted[at][1] if at < len(wanted) else None
    message = f'the HTML says "{here}" where the content says "{there}"'
    raise EngineFailed(
        findings.problem("words-html", message, unit, place) if unit else Problem("words-html", message, None, findings.HINT)
    )
