"""Proves a change sheet: its PDF shows all of its HTML, and its redline contains both versions of the chapter, word for word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pressroom.errors import EngineFailed, Problem
from pressroom.proof.expected import Expected
from pressroom.proof.findings import HINT
from pressroom.proof.words import first_difference, seen
from pressroom.prose.words import SOFT_HYPHEN, words
from pressroom.readback import foreign_fonts, html, read_pdf

ASIDE = {"number", "label", "move", "detail", "sign", "call"}  # classes of elements that belong to neither version
SHOWN, LETTERS = 6, 30  # words and characters of a difference in a message


def prove(pdf: bytes, markup: str, old: Sequence[Expected], new: Sequence[Expected], families: Sequence[str]) -> None:
    """Compare a change sheet's `pdf` with its HTML, character for character, as a screen reader reads it. Find the words of both versions
    in its redline: those of `new` in order, those of `old` in any order, since some may have moved. Raises EngineFailed.
    """
    readback, pieces = read_pdf(pdf), html.read_html(markup)
    problems = [Problem("font-foreign", wrong) for wrong in foreign_fonts(readback, families)]
    problems += [Problem("pdf-unwanted", f"the finished PDF has what it must not have: {found}") for found in readback.unwanted]
    problems += _differing(_letters(html.reading_text(pieces, aloud=True)), _letters("".join(run.text for run in readback.runs)))
    if missing := _first_missing(new, _version(pieces, "del")) or _too_few(old, _version(pieces, "ins")):
        problems.append(Problem("words-redline", f'the redline lacks "{missing}"', None, HINT))
    if problems:
        raise EngineFailed(*problems)


def _version(pieces: Sequence[html.Piece], without: str) -> list[str]:
    """The words of the redline without the deleted (`del`) or the inserted (`ins`) ones."""
    return words("".join(text for kind, text, element in pieces if kind == "break" or (kind == "text" and _says(element, without))))


def _says(element: html.Element, without: str) -> bool:
    around = list(element.and_around())
    became = next((each.tag for each in around if each.tag in ("del", "ins")), "")
    classes = {name for each in around for name in each.classes}
    return became != without and "redline" in classes and not classes & ASIDE


def _letters(text: str) -> str:
    return re.sub(r"\s", "", seen(text).replace(SOFT_HYPHEN, ""))


def _differing(said: str, shown: str) -> list[Problem]:
    """A problem that names the first difference."""
    if said == shown or said.casefold() == shown.casefold():  # the page may set a line in capitals
        return []
    at = first_difference(said, shown)
    there, here = (text[max(0, at - LETTERS) : at + LETTERS] for text in (said, shown))
    return [Problem("words-altered", f'the change sheet shows "{here}" where it should say "{there}"', None, HINT)]


def _first_missing(units: Sequence[Expected], said: Sequence[str]) -> str:
    """The first words of `units` that `said` doesn't contain in this order; empty if it has all."""
    wanted = [word for unit in units for word in words(unit.text)]
    at = 0
    for number, word in enumerate(wanted):
        try:
            at = said.index(word, at) + 1
        except ValueError:
            return " ".join(wanted[number : number + SHOWN])
    return ""


def _too_few(units: Sequence[Expected], said: Sequence[str]) -> str:
    """The first word that is in `units` more often than in `said`, with its unit; empty if there is none."""
    left = Counter(said)
    for unit in units:
        for word in words(unit.text):
            left[word] -= 1
            if left[word] < 0:
                return " ".join([word, "in", f"“{' '.join(unit.text.split()[:SHOWN])} …”"])
    return ""
