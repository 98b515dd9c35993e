"""Splits texts into words as a reader sees them, so that texts can be compared."""

from __future__ import annotations

import re
from collections import Counter
from unicodedata import normalize

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
SPACES = re.compile(r"\s+")
# Format characters (Unicode category Cf) except visible ones like the Arabic number sign; and the noncharacter with which PDFium marks
# a broken word.
UNSEEN = re.compile("[\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\U000e0000-\U000e007f]")


def visible(text: str) -> str:
    """The text in normal form NFC, with one kind of space and without invisible characters except soft hyphens, where lines may break."""
    return SPACES.sub(" ", UNSEEN.sub("", normalize("NFC", text)))


def single_spaced(text: str) -> str:
    """The text on one line, with one common space wherever it has white space, and none at its ends."""
    return " ".join(text.split())


def beginning(text: str, words: int = 8) -> str:
    """So many of the first words of a text, and an ellipsis where more follow."""
    all_words = text.split()
    return " ".join(all_words[:words]) + (" …" if len(all_words) > words else "")


def words(text: str) -> list[str]:
    """The words of a text, which are separated by spaces."""
    return visible(text).replace(SOFT_HYPHEN, "").split()


def visible_words(text: str) -> str:
    """The words of a text, joined by single spaces."""
    return " ".join(words(text))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that two texts have in common, from 0 to 1 (Sørensen-Dice coefficient)."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())
