"""The words of the HTML file, in the order in which they are read, against those of the content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from unicodedata import category, normalize

from pressroom.errors import EngineFailed, Problem
from pressroom.proof import findings
from pressroom.proof.expected import Expected
from pressroom.proof.proving import Locate
from pressroom.proof.words import parting

BREAKS = re.compile(
    r"address|blockquote|body|br|caption|d[dlt]|div|fig(?:ure|caption)|footer|h[1-6]|header|aside|li|main|ol|p|pre|section|t[dhr]|table|ul"
)
EMPTY = {"br", "img", "meta", "link", "hr", "input", "wbr"}
UNSEEN = {"head", "script", "style", "template", "title"}
NUMBERS = {"doc-noteref", "doc-backlink"}
SHOWN = 6  # words of a difference


class _Reader(HTMLParser):
    """Collects the words of a page; those of a note stand after the paragraph that calls it."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._notes: list[str] = []
        self._open: list[tuple[str, bool, bool]] = []  # of each open element: its name, whether it is unseen, whether in a note

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)
        if tag in EMPTY:
            return
        _, unseen, note = self._open[-1] if self._open else ("", False, False)
        given = dict(attrs)
        begins = tag == "span" and "note" in (given.get("class") or "").split()
        if begins and not note:
            self._notes.append(" ")
        self._open.append((tag, unseen or tag in UNSEEN or given.get("role") in NUMBERS, note or begins))

    def handle_endtag(self, tag: str) -> None:
        while self._open and any(name == tag for name, _, _ in self._open):
            if self._open.pop()[0] == tag:
                break
        self._break(tag)

    def handle_data(self, data: str) -> None:
        _, unseen, note = self._open[-1] if self._open else ("", False, False)
        if not unseen:
            (self._notes if note else self.parts).append(data)

    def _break(self, tag: str) -> None:
        """A block begins or ends: so does the paragraph, and the notes that it called follow."""
        if not BREAKS.fullmatch(tag):
            return
        if self._open and self._open[-1][2]:
            self._notes.append(" ")
        else:
            self.parts += [" ", *self._notes, " "]
            self._notes = []


class _Aloud(_Reader):
    """Collects the words of a page as they are read aloud."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        said = dict(attrs).get("data-said")
        if said and tag not in EMPTY:
            self.handle_data(said)
            self._open[-1] = (tag, True, self._open[-1][2])


def find(html: str, expected: Sequence[Expected], place: Locate = lambda _: None) -> None:
    """Finds each of `expected` in the text of an HTML file. Raises EngineFailed that names the first difference, at its text's place."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    shown = words("".join(reader.parts))
    wanted = [(word, unit) for unit in expected for word in words(unit.text)]
    said = [word for word, _ in wanted]
    if shown == said:
        return
    at = parting(shown, said)
    here, there = (" ".join(some[at : at + SHOWN]) or "nothing" for some in (shown, said))
    unit = wanted[at][1] if at < len(wanted) else None
    message = f'the HTML says "{here}" where the content says "{there}"'
    raise EngineFailed(
        findings.problem("words-html", message, unit, place) if unit else Problem("words-html", message, None, findings.HINT)
    )


def spoken(html: str) -> str:
    """The text of an HTML file as it is read aloud: `data-said` stands for what is in its element."""
    reader = _Aloud()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


def words(text: str) -> list[str]:
    """The words as a reader sees them: without marks of direction, soft hyphens and joiners."""
    return "".join(letter for letter in normalize("NFC", text) if category(letter) != "Cf").split()
