"""Decodes a source file and splits it into lines with their places; collects the warnings of an import."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import NoReturn

from pressroom.errors import ContentRefused, Place, Problem
from pressroom.prose import redaction

MOST_TEXT = 2_000_000
LONGEST_WORD = 500

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
# Invisible, and able to make a line read differently from what is stored: Unicode's embedding, override and isolate controls.
BIDI_CONTROLS = "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"

_WORD = re.compile(r"\w+")
_FILE_LINE = re.compile(r"\r\n|\n|\r")
_INNER_BREAK = re.compile("[\v\f\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")


@dataclass(frozen=True)
class Line:
    """A line of the source: its number in the file, and the column at which its text begins, both from 1."""

    number: int
    text: str
    column: int = 1

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())

    def blanked(self) -> Line:
        """An empty line in the same place."""
        return replace(self, text="")


class Warnings:
    """The warnings about the file `name`, collected while it is converted."""

    def __init__(self, name: str):
        self.name = name
        self._problems: list[Problem] = []
        self._redacted: set[str] = set()

    def hide_redacted(self, text: str) -> None:
        """Show no word of the redactions in `text` in any warning."""
        self._redacted |= {word for words in redaction.words(text) for word in _WORD.findall(words)}

    def add(self, code: str, message: str, line: int = 0, column: int = 0, hint: str = "", excerpt: str = "") -> None:
        """Add a warning at `line` and `column` of the file (from 1; 0: not known), with the `excerpt` to show."""
        self._problems.append(Problem(code, self._shown(message), Place(self.name, line, column), hint, self._shown(excerpt)))

    def _shown(self, text: str) -> str:
        return _WORD.sub(lambda word: redaction.DOT * len(word[0]) if word[0] in self._redacted else word[0], redaction.veiled(text))

    def sorted(self) -> tuple[Problem, ...]:
        """All warnings in the order of their places, without duplicates."""
        return tuple(sorted(dict.fromkeys(self._problems), key=lambda problem: problem.place or Place("")))


def decode(name: str, data: bytes) -> str:
    """The text of a UTF-8 file with newlines as line ends; raises `ContentRefused` with a place for text that is not UTF-8 or too long."""
    if len(data) > MOST_TEXT:
        refuse(name, "too-large", f"the file has {len(data):,} bytes; the limit is {MOST_TEXT:,}", "import it in parts")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = _FILE_LINE.split(data[: error.start].decode("utf-8-sig"))
        byte = f"byte 0x{data[error.start]:02X}"
        refuse(name, "not-utf-8", f"{byte} is not UTF-8 text", "save the file as UTF-8", len(before), len(before[-1]) + 1)
    return _FILE_LINE.sub("\n", text)


def split_lines(text: str, warnings: Warnings) -> list[Line]:
    """The lines of `text` without invisible characters, each of which gives a warning; raises `ContentRefused` for an overlong word.

    Form feed, vertical tab and Unicode's line and paragraph separators end a line too, but do not count in line numbers.
    """
    found = []
    for number, whole in enumerate(text.split("\n"), 1):
        column = 1
        for part in _INNER_BREAK.split(whole):
            found.append(Line(number, without_invisible(part, warnings, number, column), column))
            column += len(part) + 1
        if "\N{PARAGRAPH SEPARATOR}" in whole:
            found = _set_apart(found, number)
    return found


def _set_apart(found: list[Line], number: int) -> list[Line]:
    """The same lines with empty ones between the parts of line `number`, which paragraph separators divide."""
    parts = [line for line in found if line.number == number]
    apart = [each for line in parts for each in (line, line.blanked())]
    return found[: -len(parts)] + apart


def without_invisible(text: str, warnings: Warnings, number: int, column: int = 1) -> str:
    """`text` without control characters, bidi controls and soft hyphens, with a warning for each.

    A control character that separates words (U+001C to U+001F) becomes a space; tabs stay. Raises `ContentRefused` for a word of more
    than `LONGEST_WORD` characters.
    """
    for word in re.finditer(rf"\S{{{LONGEST_WORD + 1},}}", text):
        message = f"a word of {len(word[0]):,} characters; the limit is {LONGEST_WORD}"
        refuse(warnings.name, "long-word", message, "check whether this is text", number, column + word.start())
    remaining = []
    for offset, char in enumerate(text):
        if char == "\t" or not _invisible(char):
            remaining.append(char)
            continue
        what = unicodedata.name(char, "control character").lower()
        message = f"{what} (U+{ord(char):04X}) left out"
        code = "soft-hyphen" if char == SOFT_HYPHEN else "unseen-character"
        hint = "a character was lost here: type the right one" if char == REPLACEMENT else "it is invisible in print"
        warnings.add(code, message, number, column + offset, hint, text)
        remaining.append(" " if char.isspace() else "")
    return "".join(remaining)


def _invisible(char: str) -> bool:
    """Whether `char` is a control or no character (noncharacters: The Unicode Standard, 23.7), or one of the characters named above."""
    control = unicodedata.category(char) in ("Cc", "Cs") or ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef"
    return control or char in BIDI_CONTROLS or char in (SOFT_HYPHEN, BYTE_ORDER_MARK, REPLACEMENT)


def refuse(name: str, code: str, message: str, hint: str = "", line: int = 0, column: int = 0) -> NoReturn:
    """Raise `ContentRefused` for the file `name`, with a place in it if `line` is above 0."""
    raise ContentRefused(Problem(code, message, Place(name, line, column), hint))
