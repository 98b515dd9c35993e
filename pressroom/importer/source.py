"""The bytes of a source file become lines of text with their places, and what is doubtful is gathered with its place."""

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
# Invisible, and able to make a line read other than it is stored: Unicode's embedding, override and isolate controls.
BIDI_CONTROLS = "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"

_WORD = re.compile(r"\w+")
_FILE_LINE = re.compile(r"\r\n|\n|\r")
_INNER_BREAK = re.compile("[\v\f\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")


@dataclass(frozen=True)
class Line:
    """A line of the source: its number in the file, and the column, both from 1, at which its text begins."""

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
        """The line's place without its text."""
        return replace(self, text="")


class Findings:
    """What is doubtful in the file `name`, gathered while it is read."""

    def __init__(self, name: str):
        self.name = name
        self._problems: list[Problem] = []
        self._redacted: set[str] = set()

    def hide(self, text: str) -> None:
        """What is told shows no word of the redactions in `text`."""
        self._redacted |= {word for words in redaction.words(text) for word in _WORD.findall(words)}

    def add(self, code: str, message: str, line: int = 0, column: int = 0, hint: str = "", excerpt: str = "") -> None:
        self._problems.append(Problem(code, self._shown(message), Place(self.name, line, column), hint, self._shown(excerpt)))

    def _shown(self, text: str) -> str:
        return _WORD.sub(lambda word: redaction.DOT * len(word[0]) if word[0] in self._redacted else word[0], redaction.veiled(text))

    def sorted(self) -> tuple[Problem, ...]:
        """All of them in the order of their places, each once."""
        return tuple(sorted(dict.fromkeys(self._problems), key=lambda problem: problem.place or Place("")))


def decode(name: str, data: bytes) -> str:
    """The text of a file in UTF-8, its lines ended by a newline; raises ContentRefused, with a place, for anything else."""
    if len(data) > MOST_TEXT:
        refuse(name, "too-large", f"the file has {len(data):,} bytes; a chapter has at most {MOST_TEXT:,}", "import it in parts")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = _FILE_LINE.split(data[: error.start].decode("utf-8-sig"))
        byte = f"byte 0x{data[error.start]:02X}"
        refuse(name, "not-utf-8", f"{byte} is not UTF-8 text", "save the file as UTF-8", len(before), len(before[-1]) + 1)
    return _FILE_LINE.sub("\n", text)


def lines(text: str, findings: Findings) -> list[Line]:
    """The lines of `text`, without the characters that nobody sees; those and a word too long to be one are reported or refused.

    A page end, a vertical tab and Unicode's own line and paragraph separators end a line too, but are not counted as lines.
    """
    found = []
    for number, whole in enumerate(text.split("\n"), 1):
        column = 1
        for part in _INNER_BREAK.split(whole):
            found.append(Line(number, clean(part, findings, number, column), column))
            column += len(part) + 1
        if "\N{PARAGRAPH SEPARATOR}" in whole:
            found = _set_apart(found, number)
    return found


def _set_apart(found: list[Line], number: int) -> list[Line]:
    """The same lines with an empty one between those of line `number`, which paragraph separators divided."""
    parts = [line for line in found if line.number == number]
    apart = [each for line in parts for each in (line, line.blanked())]
    return found[: -len(parts)] + apart


def clean(text: str, findings: Findings, number: int, column: int = 1) -> str:
    """`text` without control characters, bidi controls and soft hyphens, each reported; raises ContentRefused for an endless word.

    A control character that separates words (U+001C to U+001F do) becomes a space; tabs stay.
    """
    for word in re.finditer(rf"\S{{{LONGEST_WORD + 1},}}", text):
        message = f"a word of {len(word[0]):,} letters; a word has at most {LONGEST_WORD}"
        refuse(findings.name, "long-word", message, "is it text?", number, column + word.start())
    kept = []
    for offset, char in enumerate(text):
        if char == "\t" or not _unseen(char):
            kept.append(char)
            continue
        what = unicodedata.name(char, "control character").lower()
        message = f"{what} (U+{ord(char):04X}) left out"
        code = "soft-hyphen" if char == SOFT_HYPHEN else "unseen-character"
        hint = "a letter was lost here: type the one that was meant" if char == REPLACEMENT else "it shows nothing in print"
        findings.add(code, message, number, column + offset, hint, text)
        kept.append(" " if char.isspace() else "")
    return "".join(kept)


def _unseen(char: str) -> bool:
    """Whether `char` is a control, a bidi control, or none at all (noncharacters: The Unicode Standard, 23.7)."""
    nonsense = unicodedata.category(char) in ("Cc", "Cs") or ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef"
    return nonsense or char in BIDI_CONTROLS or char in (SOFT_HYPHEN, BYTE_ORDER_MARK, REPLACEMENT)


def refuse(name: str, code: str, message: str, hint: str = "", line: int = 0, column: int = 0) -> NoReturn:
    raise ContentRefused(Problem(code, message, Place(name, line, column), hint))
