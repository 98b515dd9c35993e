"""A notice in a right-to-left line, whose order a page's reader guesses: its figures and Latin letters are compared where they stand.

The Unicode Bidirectional Algorithm (UAX 9) sets what stands in an isolate from left to right, and all else one after the other from the
right. So a time that stands with another date, or a date whose day and year changed places, is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from pressroom.manuscript import ISOLATED

TOKEN = re.compile(r"[0-9A-Za-z]+")
ISOLATE = re.compile(ISOLATED.format("([^\u2066\u2069]*)"))
SAME_LINE = 0.5  # of a letter's height
TOUCHING = 0.06  # of it: a gap narrower than any space or colon


@dataclass(frozen=True)
class Letter:
    """A letter with its box, in points from the bottom left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def asked(notice: str) -> list[str]:
    """The figures and Latin words of a notice from right to left: those of an isolate stand the other way round."""
    parts = ISOLATE.split(notice)  # what is isolated stands at the odd places
    return [word for number, part in enumerate(parts) for word in TOKEN.findall(part)[:: -1 if number % 2 else 1]]


def stand(page: pypdfium2.PdfPage) -> list[str]:
    """The figures and Latin words within the trim of a page, line by line from the top, each line from right to left."""
    lines: list[list[Letter]] = []
    for letter in sorted(_letters(page), key=lambda letter: -letter.bottom):
        if lines and abs(lines[-1][0].bottom - letter.bottom) < SAME_LINE * (letter.top - letter.bottom):
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return [word for line in lines for word in reversed(_words(sorted(line, key=lambda letter: letter.left)))]


def follow(words: Sequence[str], on_page: Sequence[str]) -> bool:
    """Whether the words stand on the page one after the other."""
    return any(list(on_page[at : at + len(words)]) == list(words) for at in range(len(on_page) - len(words) + 1))


def _letters(page: pypdfium2.PdfPage) -> Iterator[Letter]:
    text = page.get_textpage()
    left, bottom, right, top = page.get_trimbox()
    for number in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, number))
        if TOKEN.fullmatch(letter):
            box = text.get_charbox(number, loose=True)
            if left <= box[0] and box[2] <= right and bottom <= box[1] and box[3] <= top:
                yield Letter(letter, *box)


def _words(line: Sequence[Letter]) -> list[str]:
    """The words of a line of letters that come from left to right."""
    words: list[str] = []
    before: Letter | None = None
    for letter in line:
        if before and letter.left - before.right < TOUCHING * (letter.top - letter.bottom):
            words[-1] += letter.text
        else:
            words.append(letter.text)
        before = letter
    return words
