"""Prose as words: what a reader sees between two spaces, with the marks that it carries.

The HTML of prose is read, so that quotes, dashes and emphasis are those of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

PART = re.compile(r"\s+|[^\s—]+—*|—+")
BLOCKS = {"p", "li", "ul", "ol", "blockquote"}
MARKS = {"em": "", "strong": "", "a": "href", "span": "lang"}  # the attribute that tells one such element from another

Mark = tuple[str, str]  # an element, and what its attribute says, with ` rtl` where it is set from right to left


@dataclass(frozen=True)
class Fragment:
    """Letters of one look. `marks` are around them, the outer first.

    Without letters it is a sign: the call of a note, a line's break, the number or bullet of a list's item, a block quotation. `number` is
    that of the note or item: since it counts those before, another number is no change.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    number: int = field(default=0, compare=False)


class Token(NamedTuple):
    """A word with its punctuation, or a part of one that ends with a dash; `space` says that a space follows."""

    fragments: tuple[Fragment, ...]
    space: bool

    @property
    def text(self) -> str:
        """Its letters."""
        return "".join(fragment.text for fragment in self.fragments)


Words = tuple[Token, ...]


def words(fragments: Iterable[Fragment]) -> Words:
    """The words of a paragraph; its last one counts as followed by a space, so that a sentence after it changes nothing of it."""
    done: list[Token] = []
    begun: list[Fragment] = []

    def close(space: bool) -> None:
        if begun:
            done.append(Token(tuple(begun), space))
            begun.clear()
        elif space and done:
            done[-1] = done[-1]._replace(space=True)

    for fragment in fragments:
        if fragment.marks and fragment.marks[-1][0] == "br":
            close(True)
        if not fragment.text:
            begun.append(fragment)
        for part in PART.findall(fragment.text):
            if part.isspace():
                close(True)
                continue
            begun.append(Fragment(part, fragment.marks))
            if part.endswith("—"):
                close(False)
        if fragment.marks and fragment.marks[-1][0] in ("br", "item", "quotation"):
            close(True)
    close(True)
    return tuple(done)


def plain(text: str) -> Words:
    """The words of a text without markup."""
    return words([Fragment(text)] if text else [])


def paragraphs(html: str, notes: int = 0) -> tuple[Words, ...]:
    """The paragraphs of prose that has become `html`; `notes` have been called before it."""
    reader = _Reader(notes)
    reader.feed(html)
    reader.close()
    reader.end()
    return tuple(reader.paragraphs)


def text(tokens: Sequence[Token]) -> str:
    """The letters of words, with the spaces between them."""
    return "".join(token.text + " " * token.space for token in tokens)


class _Reader(HTMLParser):
    """Collects paragraphs; a note inside one is a sign, and its words are left out."""

    def __init__(self, notes: int) -> None:
        super().__init__()
        self.paragraphs: list[Words] = []
        self._notes = notes
        self._inside = 0  # how many elements of a note are open
        self._marks: list[Mark] = []
        self._blocks: list[str] = []
        self._counts: list[int] = []  # of each open list
        self._fragments: list[Fragment] = []
        self._signs: list[Fragment] = []  # what the next paragraph begins with

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._inside or given.get("class") == "note":
            self._call()
        elif tag == "br":
            self._fragments.append(Fragment("", (*self._marks, ("br", ""))))
        elif tag in BLOCKS:
            self.end()
            self._open(tag, given)
        elif tag in MARKS:
            self._marks.append((tag, f"{given.get(MARKS[tag]) or ''}{' rtl' * (given.get('dir') == 'rtl')}"))

    def handle_endtag(self, tag: str) -> None:
        if self._inside:
            self._inside -= 1
        elif tag in BLOCKS:
            self.end()
            self._blocks.pop()
            if tag in ("ul", "ol"):
                self._counts.pop()
        elif tag in MARKS:
            self._marks.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self._fragments.append(Fragment(data, tuple(self._marks)))

    def end(self) -> None:
        """A block begins or ends: so does the paragraph."""
        found = words(self._fragments)
        if found:
            cited = [Fragment("", (("quotation", ""),))] * ("blockquote" in self._blocks)
            self.paragraphs.append(words([*cited, *self._signs, *self._fragments]))
            self._signs = []
        self._fragments = []

    def _call(self) -> None:
        """A note begins, or an element inside one."""
        if not self._inside:
            self._notes += 1
            self._fragments.append(Fragment("", (*self._marks, ("note", "")), self._notes))
        self._inside += 1

    def _open(self, tag: str, given: dict[str, str | None]) -> None:
        self._blocks.append(tag)
        if tag in ("ul", "ol"):
            self._counts.append(int(given.get("start") or 1) - 1)
        elif tag == "li":
            self._counts[-1] += 1
            lists = [block for block in self._blocks if block in ("ul", "ol")]
            self._signs = [Fragment("", (("item", f"{lists[-1]} {len(lists)}"),), self._counts[-1])]
