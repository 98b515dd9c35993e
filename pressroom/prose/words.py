"""The words of any text, as a reader sees them: what is compared wherever two texts are."""

from __future__ import annotations

import re
from collections import Counter
from unicodedata import normalize

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
SPACES = re.compile(r"\s+")
# Characters of format (Unicode's category Cf) but for those that are seen, as the Arabic number sign is; and the noncharacter by which
# PDFium says that a word is broken.
UNSEEN = re.compile("[\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\U000e0000-\U000e007f]")


def visible(text: str) -> str:
    """The text in normal form (NFC) with one kind of space, without what nobody sees but soft hyphens: a page may break a line there."""
    return SPACES.sub(" ", UNSEEN.sub("", normalize("NFC", text)))


def single_spaced(text: str) -> str:
    """The text on one line, with one common space wherever it has white space, and none at its ends."""
    return " ".join(text.split())


def words(text: str) -> list[str]:
    """The words of a text between its spaces."""
    return visible(text).replace(SOFT_HYPHEN, "").split()


def visible_words(text: str) -> str:
    """The words of a text, with one space between them."""
    return " ".join(words(text))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """How many of their words two texts have in common, from 0 (none) to 1 (all): the coefficient of Sørensen and Dice."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())
