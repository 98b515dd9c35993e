"""The source location of each value of a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pressroom.errors import Place
from pressroom.manuscript import Path
from pressroom.prose import redaction

LITERAL, FOLDED = "|", ">"
_EMPTY_LINES = re.compile(r"\n[ \t]*\n\s*")


class Span(NamedTuple):
    """A value in a file's text: the index of its first character and of the one after its last.

    `style` is the character that opens it (`|`, `>` or a quotation mark) and `text` is its text; both are empty for lists and mappings.
    """

    start: int
    end: int
    style: str = ""
    text: str = ""


@dataclass(frozen=True)
class Source:
    """A file as it was read, for looking up places.

    `spans` and `keys` hold the positions of values and keys in `text`, by path. Excerpts never contain redacted words.
    """

    file: str
    text: str
    spans: Mapping[Path, Span]
    keys: Mapping[Path, int]

    def place(self, path: Path, line: int = 0, column: int = 0) -> tuple[Place, str]:
        """The place of the value at `path`, and the source line there; if the file has no such value, those of its nearest ancestor.

        `line` and `column`, both from 0, point into the value's text as the model holds it (without white space at its ends).
        """
        span = self.spans.get(self._nearest(path), Span(0, 0))
        if not span.text.strip():
            return self.at(span.start)
        return self.at((self._literal if span.style == LITERAL else self._flowing)(span, line, column))

    def key(self, path: Path) -> tuple[Place, str]:
        """The place of the key at the end of `path`, and the source line there; those of the value if it has no key."""
        return self.at(self.keys[path]) if path in self.keys else self.place(path)

    def at(self, index: int) -> tuple[Place, str]:
        """The place of the character at `index`, and the source line there."""
        start = self.text.rfind("\n", 0, index) + 1
        end = self.text.find("\n", start)
        return Place(self.file, self.text.count("\n", 0, start) + 1, index - start + 1), self.shown[start : end if end >= 0 else None]

    def joined(self, path: Path) -> tuple[Path, Place, str] | None:
        """The first text of the value at `path` that YAML joins to the paragraph above, although an empty line stands between them: the
        value's own path, the text's place and its source line. None if all paragraphs of the value are whole.

        In every style but the literal, YAML turns one empty line into one line feed (YAML 1.2.2, 6.5), which begins no paragraph.
        """
        path = self._nearest(path)
        span = self.spans[path]
        if span.style == LITERAL:
            return None
        raw = self.text[span.start : span.end]
        opening = raw.index("\n") if span.style == FOLDED else len(span.style)
        typed = raw[opening:].removesuffix(span.style).rstrip()
        lines = typed.lstrip()
        gaps = list(_EMPTY_LINES.finditer(lines))
        if len(gaps) <= len(_EMPTY_LINES.findall(span.text.strip())):
            return None
        lost = next((gap for gap in gaps if gap[0].count("\n") == 2), gaps[0])
        return path, *self.at(span.start + opening + len(typed) - len(lines) + lost.end())

    @property
    def redacted(self) -> dict[str, Place]:
        """The words of each redaction and the place of its value, so that finished files can be searched for them."""
        return {words: self.place(path)[0] for path, span in self.spans.items() for words in redaction.words(span.text)}

    @cached_property
    def shown(self) -> str:
        """The file's text without redacted words."""
        return redaction.veiled(self.text)

    def _nearest(self, path: Path) -> Path:
        """The path of the value at `path`, or else of its nearest ancestor in the file."""
        while path and path not in self.spans:
            path = path[:-1]
        return path

    def _literal(self, span: Span, line: int, column: int) -> int:
        """Each line of a literal block is a line of the file, moved to the right by one indentation."""
        blank = span.text[: len(span.text) - len(span.text.lstrip())]
        if line == 0:
            column += len(blank) - blank.rfind("\n") - 1
        lines = self.text[span.start : span.end].split("\n")
        typed = span.text.split("\n")
        first = blank.count("\n")
        indentation = len(lines[1 + first]) - len(typed[first])
        wanted = min(1 + first + line, len(lines) - 1)
        return span.start + len("\n".join(lines[:wanted])) + 1 + indentation + column

    def _flowing(self, span: Span, line: int, column: int) -> int:
        """In any other style only white space may differ between file and value, so that their n-th letters match.

        Escapes and doubled quotation marks break that; then the start of the value is the best place.
        """
        raw = self.text[span.start : span.end]
        opening = raw.index("\n") if span.style == FOLDED else len(span.style)
        if "".join(raw[opening:].removesuffix(span.style).split()) != "".join(span.text.split()):
            return span.start
        lines = span.text.strip().split("\n")
        before = "".join(("".join(lines[:line]) + "".join(lines[line : line + 1])[:column]).split())
        letters = [number for number, letter in enumerate(raw) if number >= opening and not letter.isspace()]
        return span.start + letters[min(len(before), len(letters) - 1)]
