"""What prose is parsed to: blocks of spans, typographic already. Each output renders this tree; none parses another's.

A `Text` holds quotes, dashes and no-break spaces as the page shows them; nothing is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pressroom.prose.problems import ProseProblem

_BLANKS = re.compile(r"[ \t\n]+")


@dataclass(frozen=True, slots=True)
class Text:
    """Characters, as they are set; two texts never follow one another."""

    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line ends here: a backslash was typed at its end."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """The label that stands for redacted words. `language` is the text's own, where the spans around it are in another one."""

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
    """`[words]{lang=ru}`: words in another language, as BCP 47 writes it; `rtl` where its script runs from right to left."""

    language: str
    rtl: bool
    inner: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """`[words](href)`, with the line and column (from 0) of the source at which it begins."""

    href: str
    line: int
    column: int
    inner: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """`[^label]`: the call of a note, and the note, which calls no other."""

    label: str
    note: Paragraph


Span = Text | LineBreak | Redaction | Emphasis | Strong | Foreign | Link | Call


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Spans that are set as one paragraph; `line` (from 0) is the line of the source on which it begins.

    A `bare` one has no `<p>` in HTML: a line of prose, or the text of an item in a list without empty lines.
    """

    line: int
    spans: tuple[Span, ...]
    bare: bool = False

    @property
    def text(self) -> str:
        """What a reader sees, on one line: without markup, and without notes and their calls."""
        return _BLANKS.sub(" ", "".join(map(_text, self.spans))).strip(" ")

    @property
    def calls(self) -> tuple[Call, ...]:
        """The notes that it calls, in order."""
        return tuple(span for span in walk(self.spans) if isinstance(span, Call))


@dataclass(frozen=True, slots=True)
class List:
    """The blocks of each item, and the `first` item's number; None for bullets."""

    first: int | None
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block quotation."""

    inner: tuple[Block, ...]


Block = Paragraph | List | Quotation


@dataclass(frozen=True, slots=True)
class Prose:
    """What a text was parsed to. Its `warnings` are about marks that mark nothing and so are printed as they were typed."""

    blocks: tuple[Block, ...]
    warnings: tuple[ProseProblem, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Its paragraphs, in reading order, wherever they stand."""
        return tuple(_paragraphs(self.blocks))

    @property
    def calls(self) -> tuple[Call, ...]:
        """The notes that it calls, in order."""
        return tuple(call for paragraph in self.paragraphs for call in paragraph.calls)

    @property
    def links(self) -> tuple[Link, ...]:
        """Its links, in order, but those in notes."""
        return tuple(span for paragraph in self.paragraphs for span in walk(paragraph.spans) if isinstance(span, Link))


def walk(spans: tuple[Span, ...]) -> Iterator[Span]:
    """Each span, and after it those inside it; the spans of notes are not entered."""
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
