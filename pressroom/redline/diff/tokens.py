"""Prose as words: what a reader sees between two spaces, with the marks that it carries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from pressroom.prose import Prose
from pressroom.prose.tree import Block, Call, Emphasis, Foreign, LineBreak, Link, List, Paragraph, Quotation, Redaction, Span, Strong, Text

PART = re.compile(r"\s+|[^\s—]+—*|—+")

Mark = tuple[str, str]  # an element, and its address or language, with ` rtl` where it is set from right to left


@dataclass(frozen=True)
class Fragment:
    """Letters with the same `marks` around them, the outermost first.

    Without letters it is a sign: a note call, a line break, the number or bullet of a list item, a block quotation. `number` is that of
    the note or item; it depends on those before, so another number is no change.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    number: int = field(default=0, compare=False)


_QUOTATION = (Fragment("", (("quotation", ""),)),)


class Token(NamedTuple):
    """A word with its punctuation, or a part of one that ends with a dash; `space` tells whether a space follows."""

    fragments: tuple[Fragment, ...]
    space: bool

    @property
    def text(self) -> str:
        """The letters of its fragments."""
        return "".join(fragment.text for fragment in self.fragments)


Words = tuple[Token, ...]


def words(fragments: Iterable[Fragment]) -> Words:
    """The words of a paragraph. The last one counts as followed by a space, so that a sentence added after it does not change it."""
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


def paragraphs(prose: Prose, called: int = 0) -> tuple[Words, ...]:
    """The words of each paragraph of `prose`; `called` notes were called before it. A note is a sign; its words are left out."""
    return tuple(_Paragraphs(called).of(prose.blocks))


def text(tokens: Sequence[Token]) -> str:
    """The text of words, with the spaces between them."""
    return "".join(token.text + " " * token.space for token in tokens)


class _Paragraphs:
    """Splits blocks into words; counts the notes that they call."""

    def __init__(self, called: int):
        self.numbers = count(called + 1)

    def of(self, blocks: tuple[Block, ...], lists: int = 0, *, quoted: bool = False, sign: tuple[Fragment, ...] = ()) -> Iterator[Words]:
        """The words of paragraphs in so many `lists`; the first begins with the `sign` of its item."""
        for block in blocks:
            match block:
                case Paragraph():
                    found = list(self._fragments(block.spans, ()))
                    yield words([*_QUOTATION * quoted, *sign, *found]) if words(found) else ()
                case Quotation():
                    yield from self.of(block.inner, lists, quoted=True, sign=sign)
                case List():
                    kind = f"{'ul' if block.first is None else 'ol'} {lists + 1}"
                    for number, item in enumerate(block.items, 1 if block.first is None else block.first):
                        yield from self.of(item, lists + 1, quoted=quoted, sign=(Fragment("", (("item", kind),), number),))
            sign = ()

    def _fragments(self, spans: tuple[Span, ...], marks: tuple[Mark, ...]) -> Iterator[Fragment]:
        for span in spans:
            match span:
                case Text():
                    yield Fragment(span.text, marks)
                case LineBreak():
                    yield Fragment("", (*marks, ("br", "")))
                case Call():
                    yield Fragment("", (*marks, ("note", "")), next(self.numbers))
                case Redaction():
                    yield Fragment(span.label, (*marks, ("span", span.language)))
                case Emphasis():
                    yield from self._fragments(span.inner, (*marks, ("em", "")))
                case Strong():
                    yield from self._fragments(span.inner, (*marks, ("strong", "")))
                case Link():
                    yield from self._fragments(span.inner, (*marks, ("a", span.href)))
                case Foreign():
                    yield from self._fragments(span.inner, (*marks, ("span", f"{span.language}{' rtl' * span.rtl}")))
