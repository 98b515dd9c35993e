"""Prose as plain text: unwrapped paragraphs, lists with their marks, quotations indented, web addresses behind their links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from pressroom.prose import Prose
from pressroom.prose.tree import Block, Call, Emphasis, Foreign, LineBreak, Link, List, Paragraph, Quotation, Redaction, Span, Strong, Text

_INDENT = "    "
_BLANKS = re.compile(r"[ \u00a0\u202f\t]+")  # fixed spaces serve a page alone; in a letter they are in the way
_JOINERS = re.compile("[\u00ad\u2060]")
_ON_THE_WEB = ("http:", "https:", "mailto:")


def paragraphs(prose: Prose, called: int) -> list[str]:
    """The blocks of `prose`: a paragraph is one line, a list is one text with a line for each item.

    A note is called by its number in brackets; `called` notes were called before.
    """
    texts: list[str] = []
    in_list = False
    for text, listed in _Lines(called).of(prose.blocks):
        if listed and in_list:
            texts[-1] += f"\n{text}"
        else:
            texts.append(text)
        in_list = listed
    return texts


def paragraph(of: Paragraph) -> str:
    """The text of one paragraph, without any before it: a note, a caption."""
    return _Lines(0).text(of)


class _Lines:
    """Sets blocks; counts the notes that they call."""

    def __init__(self, called: int):
        self.numbers = count(called + 1)

    def of(self, blocks: tuple[Block, ...], lists: int = 0, quotations: int = 0, mark: str = "") -> Iterator[tuple[str, bool]]:
        """The texts of paragraphs that stand in so many `lists` and `quotations`, each with whether it is in a list.

        The first begins with the `mark` of its item.
        """
        for block in blocks:
            match block:
                case Paragraph():
                    indent = _INDENT * (quotations + max(0, lists - 1)) + " " * (3 if lists and not mark else 0)
                    text = self.text(block).replace("\n", f"\n{indent}")
                    if not text:  # invisible characters alone
                        continue
                    yield f"{indent}{mark}{text}", lists > 0
                case Quotation():
                    yield from self.of(block.inner, lists, quotations + 1, mark)
                case List():
                    for number, item in enumerate(block.items, block.first or 0):
                        yield from self.of(item, lists + 1, quotations, "- " if block.first is None else f"{number}. ")
            mark = ""

    def text(self, paragraph: Paragraph) -> str:
        """A paragraph's text; a line break that was typed ends a line."""
        text = _BLANKS.sub(" ", _JOINERS.sub("", self._spans(paragraph.spans)))
        return "\n".join(line.strip() for line in text.split("\n")).strip()

    def _spans(self, spans: tuple[Span, ...]) -> str:
        return "".join(map(self._span, spans))

    def _span(self, span: Span) -> str:
        match span:
            case Text():
                return span.text
            case LineBreak():
                return "\n"
            case Redaction():
                return span.label
            case Call():
                return f"[{next(self.numbers)}]"
            case Link():
                return _link(self._spans(span.inner), span.href)
            case Emphasis() | Strong() | Foreign():
                return self._spans(span.inner)


def _link(words: str, href: str) -> str:
    """An address on the web follows the words of its link, unless they are the address."""
    shown = words.strip() in (href, href.partition(":")[2].strip("/"))
    return words if shown or not href.startswith(_ON_THE_WEB) else f"{words} <{href}>"
