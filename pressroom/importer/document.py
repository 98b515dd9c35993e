"""What a reader finds in a file: headings, passages and tables in their order, and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass

TITLE = 0
LONGEST_LINE = 1000
_PUNCTUATED = re.compile(r"[.,;:!?…。؟۔،][\"'”’»)\]*_]*$")


@dataclass(frozen=True)
class Heading:
    """A heading as inline prose; `plain` is its words without markup. Level 0 is the title; a deeper heading has a greater level."""

    text: str
    plain: str
    level: int
    line: int


@dataclass(frozen=True)
class Passage:
    """A paragraph, list or quotation, as lines of prose."""

    text: str
    line: int


@dataclass(frozen=True)
class Table:
    """A table, its cells as inline prose; the first row names the columns."""

    rows: tuple[tuple[str, ...], ...]
    line: int
    caption: str = ""


Item = Heading | Passage | Table


@dataclass(frozen=True)
class Document:
    """The items of a file in their order, and the notes by their labels."""

    items: list[Item]
    notes: dict[str, str]


def ends_with_punctuation(text: str) -> bool:
    """Whether `text` ends with a mark that closes a sentence or a part of one."""
    return bool(_PUNCTUATED.search(text.rstrip()))


def looks_like_heading(text: str, longest: int = 80) -> bool:
    """Whether `text` could be a heading: short, with a word in it, no lowercase letter first, no punctuation at the end."""
    words = text.strip()
    begins = words.lstrip("\"'“‘«([")[:1]
    has_word = bool(re.search(r"[^\W\d_]{2}", words))
    return len(words) <= longest and has_word and not begins.islower() and not ends_with_punctuation(words)
