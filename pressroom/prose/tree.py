"""The tree of parsed prose: blocks of spans. Each output renders this tree.

Texts have typographic quotes, dashes and no-break spaces, as the page shows them; nothing is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pressroom.prose.problems import ProseProblem

_BLANKS = re.compile(r"[ \t\n]+")


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as they are set. A text is never followed by another text."""

    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break, typed as a backslash at the end of a line."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """The label that replaces redacted words. `language` is that of the label, if the spans around it are in another one."""

    label: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """`*words*`."""

    inner: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """`**words**`."""

    inner: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """`[words]{lang=ru}`: words in another language (a BCP 47 tag). `rtl`: its script runs from right to left."""

    language: str
    rtl: bool
    inner: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """`[words](href)`, with the line and column (from 0) in the source where it begins."""

    href: str
    line: int
    column: int
    inner: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """`[^label]`: a note call, with the note, which contains no calls."""

    label: str
    note: Paragraph


Span = Text | LineBreak | Redaction | Emphasis | Strong | Foreign | Link | Call


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Spans that are set as one paragraph; `line` (from 0) is the line of the source on which it begins.

    A `bare` paragraph has no `<p>` in HTML: it is a line of prose, or an item of a list without empty lines.
    """

    line: int
    spans: tuple[Span, ...]
    bare: bool = False

    @property
    def text(self) -> str:
        """The visible text on one line, without markup, notes and note calls."""
        return _BLANKS.sub(" ", "".join(map(_text, self.spans))).strip(" ")

    @property
    def calls(self) -> tuple[Call, ...]:
        """The notes that it calls, in order."""
        return tuple(span for span in walk(self.spans) if isinstance(span, Call))


@dataclass(frozen=True, slots=True)
class List:
    """A list: the blocks of each item, and the number of the `first` item, None for bullets."""

    first: int | None
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block quotation."""

    inner: tuple[Block, ...]


Block = Paragraph | List | Quotation


@dataclass(frozen=True, slots=True)
class Prose:
    """A parsed text. Its `warnings` are about unpaired marks, which are printed as typed."""

    blocks: tuple[Block, ...]
    warnings: tuple[ProseProblem, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All its paragraphs in reading order, also those inside lists and quotations."""
        return tuple(_paragraphs(self.blocks))

    @property
    def marks(self) -> tuple[tuple[int, ...], ...]:
        """For each of its paragraphs, the numbers of the list items that begin with it, the outer ones first. 0 is a bullet."""
        return tuple(_marks(self.blocks))

    @property
    def calls(self) -> tuple[Call, ...]:
        """The notes that it calls, in order."""
        return tuple(call for paragraph in self.paragraphs for call in paragraph.calls)

    @property
    def links(self) -> tuple[Link, ...]:
        """Its links in order, without those in notes."""
        return tuple(span for paragraph in self.paragraphs for span in walk(paragraph.spans) if isinstance(span, Link))


def walk(spans: tuple[Span, ...]) -> Iterator[Span]:
    """Each span, followed by the spans inside it; those of notes are left out."""
    for span in spans:
        yield span
        if isinstance(span, Emphasis | Strong | Foreign | Link):
            yield from walk(span.inner)


def _text(span: Span) -> str:
    match span:
        case Text():
            return span.text
        case LineBreak():
            return " "
        case Redaction():
            return span.label
        case Call():
            return ""
    return "".join(map(_text, span.inner))


def _paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    for block in blocks:
        match block:
            case Paragraph():
                yield block
            case List():
                for item in block.items:
                    yield from _paragraphs(item)
            case Quotation():
                yield from _paragraphs(block.inner)


def _marks(blocks: tuple[Block, ...], before: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    for block in blocks:
        match block:
            case Paragraph():
                yield before
            case List():
                for at, item in enumerate(block.items):
                    mark = 0 if block.first is None else block.first + at
                    yield from _marks(item, (*before, mark) if not at else (mark,))
            case Quotation():
                yield from _marks(block.inner, before)
        before = ()
