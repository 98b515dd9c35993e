"""The words of a change sheet: its PDF shows all that its HTML says, and its redline holds both versions of the chapter, word for word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html.parser import HTMLParser

from pressroom.errors import EngineFailed, Problem
from pressroom.proof import page
from pressroom.proof.expected import Expected
from pressroom.proof.findings import HINT
from pressroom.proof.words import SOFT_HYPHEN, parting, seen
from pressroom.readback import foreign_fonts, read_pdf

ASIDE = {"number", "label", "move", "told", "sign", "call"}  # classes of what neither version says
SHOWN, LETTERS = 6, 30  # words and letters of a difference


class _Redline(HTMLParser):
    """Collects the words of the redline, each with whether it went, came (`del`, `ins`) or stayed (an empty name)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._open: list[tuple[str, bool, str]] = []  # of each open element: its name, whether its words are read, what became of them
        self._parts: dict[str, list[str]] = {"del": [], "ins": []}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in page.EMPTY:
            self._say(" ", "")
            return
        _, read_, became = self._open[-1] if self._open else ("", False, "")
        classes = set((dict(attrs).get("class") or "").split())
        self._open.append((tag, (read_ or "redline" in classes) and not classes & ASIDE, tag if tag in self._parts else became))
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        self._break(tag)

    def handle_data(self, data: str) -> None:
        _, read_, became = self._open[-1] if self._open else ("", False, "")
        if read_:
            self._say(data, became)

    def _break(self, tag: str) -> None:
        if page.BREAKS.fullmatch(tag):
            self._say(" ", "")

    def _say(self, data: str, became: str) -> None:
        for without, parts in self._parts.items():
            if became != without:
                parts.append(data)

    def words(self, without: str) -> list[str]:
        """The words but for those in `del`, or in `ins`."""
        return page.words("".join(self._parts[without]))


def prove(pdf: bytes, html: str, old: Sequence[Expected], new: Sequence[Expected], families: Sequence[str]) -> None:
    """Finds all that the sheet's HTML says in its PDF, letter for letter in order, as it is read aloud; and in its redline the words of
    both versions: those of the `new` one in order, those of the `old` one, of which some may have moved. Raises `EngineFailed`.
    """
    readback = read_pdf(pdf)
    problems = [Problem("font-foreign", told) for told in foreign_fonts(readback, families)]
    problems += [Problem("pdf-unwanted", f"the finished PDF is not harmless: {told}") for told in readback.unwanted]
    problems += _differing(_letters(page.spoken(html)), _letters("".join(run.text for run in readback.runs)))
    redline = _Redline(html)
    if missing := _first_missing(new, redline.words("del")) or _too_few(old, redline.words("ins")):
        problems.append(Problem("words-redline", f'the redline lacks "{missing}"', None, HINT))
    if problems:
        raise EngineFailed(*problems)


def _letters(text: str) -> str:
    return re.sub(r"\s", "", seen(text).replace(SOFT_HYPHEN, ""))


def _differing(said: str, shown: str) -> list[Problem]:
    """A problem that names the first difference."""
    if said == shown or said.casefold() == shown.casefold():  # the page may set a line in capitals
        return []
    at = parting(said, shown)
    there, here = (text[max(0, at - LETTERS) : at + LETTERS] for text in (said, shown))
    return [Problem("words-altered", f'the change sheet shows "{here}" where it should say "{there}"', None, HINT)]


def _first_missing(units: Sequence[Expected], said: Sequence[str]) -> str:
    """The first words of `units` that `said` has not in their order."""
    words = [word for unit in units for word in page.words(unit.text)]
    at = 0
    for number, word in enumerate(words):
        try:
            at = said.index(word, at) + 1
        except ValueError:
            return " ".join(words[number : number + SHOWN])
    return ""


def _too_few(units: Sequence[Expected], said: Sequence[str]) -> str:
    """A unit of which some words are not in `said`, or not so often."""
    left = Counter(said)
    for unit in units:
        for word in page.words(unit.text):
            left[word] -= 1
            if left[word] < 0:
                return " ".join([word, "in", f"“{' '.join(unit.text.split()[:SHOWN])} …”"])
    return ""
