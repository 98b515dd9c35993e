"""Set prose becomes plain text: unwrapped paragraphs, lists with their marks, quotations moved in, addresses behind their links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

INDENT = "    "
BLANKS = re.compile(r"[ \u00a0\u202f\t]+")  # fixed spaces serve a page alone; in a letter they are in the way
JOINERS = re.compile("[\u00ad\u2060]")


@dataclass
class Notes:
    """The notes called so far, in the order of their numbers."""

    texts: list[str] = field(default_factory=list)


def paragraphs(html: str, notes: Notes) -> list[str]:
    """The blocks of a piece of HTML as `prose` sets it, each as one text: a paragraph is a line, a list is a line for each item.

    A note is called by its number in brackets, and goes to `notes`.
    """
    reader = _Reader(notes)
    reader.feed(html)
    reader.close()
    return reader.finished()


def line(html: str, notes: Notes) -> str:
    """One line of prose, as `paragraphs` sets it."""
    return " ".join(paragraphs(html, notes))


class _Reader(HTMLParser):
    def __init__(self, notes: Notes):
        super().__init__()
        self.notes = notes
        self.blocks: list[tuple[str, bool]] = []  # each with whether it follows the one before it without an empty line
        self.lists: list[int | None] = []  # the open ones, outermost first: the number of the last item, or None
        self.in_list = False  # whether the last block stands in one
        self.quoted = 0
        self.mark = ""  # of the item that has begun and said nothing yet
        self.parts: list[str] = []
        self.href = ""
        self.link_from = 0
        self.outer: list[str] | None = None  # what is open around a note
        self.spans = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self.outer is not None:
            self.spans += tag == "span"
        elif tag == "span" and given.get("class") == "note":
            self.outer, self.parts, self.spans = self.parts, [], 1
        elif tag in ("p", "ul", "ol", "li", "blockquote"):
            self._end_block()
            self._open(tag)
        if tag == "br":
            self.parts.append("\n")
        if tag == "a":
            self.href, self.link_from = given.get("href") or "", len(self.parts)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
        elif tag == "span" and self.outer is not None:
            self.spans -= 1
            if not self.spans:
                self.notes.texts.append(_clean("".join(self.parts)))
                self.parts, self.outer = [*self.outer, f"[{len(self.notes.texts)}]"], None
        elif tag in ("p", "li", "ul", "ol", "blockquote"):
            self._end_block()
            if tag in ("ul", "ol"):
                self.lists.pop()
            self.quoted -= tag == "blockquote"

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def finished(self) -> list[str]:
        """All blocks; those of one list are one text."""
        self._end_block()
        texts: list[str] = []
        for text, follows in self.blocks:
            if follows and texts:
                texts[-1] += f"\n{text}"
            else:
                texts.append(text)
        return texts

    def _open(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            number = self.lists[-1]
            self.mark = "- " if number is None else f"{number + 1}. "
            self.lists[-1] = None if number is None else number + 1
        self.quoted += tag == "blockquote"

    def _end_link(self) -> None:
        """An address on the web follows the words of its link, unless they are the address."""
        words = "".join(self.parts[self.link_from :])
        if self.href.startswith(("http:", "https:", "mailto:")) and words.strip() not in (
            self.href,
            self.href.partition(":")[2].strip("/"),
        ):
            self.parts.append(f" <{self.href}>")

    def _end_block(self) -> None:
        text = _clean("".join(self.parts))
        self.parts = []
        if text:
            indent = INDENT * (self.quoted + max(0, len(self.lists) - 1)) + (" " * 3 if self.lists and not self.mark else "")
            self.blocks.append((indent + self.mark + text.replace("\n", f"\n{indent}"), bool(self.lists) and self.in_list))
            self.in_list = bool(self.lists)
            self.mark = ""


def _clean(text: str) -> str:
    return "\n".join(part.strip() for part in BLANKS.sub(" ", JOINERS.sub("", text)).split("\n")).strip()
