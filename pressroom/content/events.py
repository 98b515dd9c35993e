"""Strict YAML: every value stays the text that was typed, with its place; whatever could lose a word is refused.

The reader handles libyaml's events one by one. YAML libraries compose nodes by recursion, so a small file of brackets could crash the
process. A comment after a value needs two spaces before its `#` and one after it, as formatters write it; any other `#` after text is
refused, since YAML would drop what follows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml import events

from pressroom.content import comments
from pressroom.content.characters import described, escapes
from pressroom.content.nesting import Nesting, Stop, Value
from pressroom.content.source import FOLDED, LITERAL, Source, Span
from pressroom.content.syntax import explained
from pressroom.errors import Problem
from pressroom.manuscript import Path

MOST_LETTERS = 500
ENOUGH = 1000  # problems in one file, after which reading stops

_LONG_WORD = re.compile(rf"\S{{{MOST_LETTERS + 1},}}")
_QUOTE = "put the text in quotation marks; if it is a comment, write two spaces before the # and one after it"


@dataclass
class YamlReader:
    """Reads one file. `value` is its content, None where there is none; `problems` are its errors."""

    file: str
    text: str
    problems: list[Problem] = field(default_factory=list)
    source: Source = field(init=False)

    _nesting: Nesting = field(init=False)
    _end: int = 0  # of the last value; only punctuation, white space and comments stand between two values
    _documents: int = 0
    _quoted: tuple[int, int] = (0, 0)  # where the last value in quotation marks starts and ends

    def __post_init__(self) -> None:
        spans: dict[Path, Span] = {}
        keys: dict[Path, int] = {}
        self.source = Source(self.file, self.text, spans, keys)
        self._nesting = Nesting(self.source, spans, keys, self._refuse)

    @property
    def value(self) -> Value | None:
        """The content of the file, as far as it was read."""
        return self._nesting.value

    def read(self) -> bool:
        """Read the file as far as possible. Returns whether it was read to its end and is not empty."""
        handlers: dict[type[events.Event], Callable[[Any, Span], None]] = {
            events.DocumentStartEvent: self._document,
            events.AliasEvent: self._alias,
            events.ScalarEvent: self._scalar,
            events.SequenceStartEvent: self._list,
            events.MappingStartEvent: self._mapping,
            events.SequenceEndEvent: self._close,
            events.MappingEndEvent: self._close,
        }
        event: Any
        try:
            for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
                if handler := handlers.get(type(event)):
                    handler(event, Span(event.start_mark.index, event.end_mark.index))
            self._comments(len(self.text))
            if self.value is None:
                self._refuse("empty-file", "the file is empty", 0, "start with a key and a value, such as 'title: …'")
        except yaml.MarkedYAMLError as error:
            self._explain(error)
            return False
        except Stop:
            return False
        return self.value is not None

    def _explain(self, error: yaml.MarkedYAMLError) -> None:
        index, message, hint = explained(error, self.text, self._quoted)
        place, excerpt = self.source.at(index)
        if place.line not in {
            problem.place.line for problem in self.problems if problem.place
        }:  # else it follows from a problem reported already
            self.problems.append(Problem("not-yaml", message, place, hint, excerpt))

    def _refuse(self, code: str, message: str, index: int, hint: str = "") -> None:
        place, excerpt = self.source.at(index)
        self.problems.append(Problem(code, message, place, hint, excerpt))
        if len(self.problems) > ENOUGH:
            raise Stop

    def _document(self, event: Any, span: Span) -> None:
        self._documents += 1
        if event.version or event.tags:
            self._refuse("directive", "a YAML directive (a line that starts with %) is not allowed", span.start, "remove the line")
        if self._documents > 1:
            self._refuse("several-documents", "--- starts a second document, but a file holds one", span.start, "remove the line")
            raise Stop

    def _alias(self, event: Any, span: Span) -> None:
        hint = "write out the value, or put text that starts with * in quotation marks"
        self._refuse("alias", f"a YAML alias is not allowed: *{event.anchor}", span.start, hint)
        self._nesting.add("", span)

    def _scalar(self, event: Any, span: Span) -> None:
        style = event.style or ""
        self._properties(event, span)
        self._comments(span.start, span.end)
        span = Span(span.start, span.end, style, event.value)
        if style in ('"', "'"):
            self._quoted = span.start, span.end
        if style == '"':
            self._escapes(span)
        if style in (LITERAL, FOLDED):
            header = self.text[span.start : span.end].split("\n", 1)[0]
            if "#" in header:
                self._refuse(
                    "text-cut-off",
                    f"nothing may follow {style} on its line",
                    span.start + header.index("#"),
                    "start the text on the next line",
                )
        elif not style:
            self._plain(span)
        path = self._nesting.add(event.value, span)
        if word := _LONG_WORD.search(event.value):
            self._long_word(path, span, word)

    def _plain(self, span: Span) -> None:
        """Only a plain value can end too early: at a comma between brackets, or above a line that starts with `#`."""
        frame = self._nesting.innermost
        if frame and span.text and not (frame.at_key and isinstance(frame.value, dict)):
            index = comments.below(self.text, span.end, frame.column)
            if index is not None:
                self._refuse("text-cut-off", "YAML would read this line as a comment, not as part of the text above", index, _QUOTE)
        before, after = self.text[max(0, span.start - 2) : span.start], self.text[span.start : span.start + 1]
        if frame and frame.flow and re.fullmatch("[0-9],", before) and after.isdigit():
            message = "YAML would split this number at its comma"
            self._refuse(
                "split-number", message, span.start, "put the number in quotation marks; between two items, write a space after the comma"
            )

    def _escapes(self, span: Span) -> None:
        for index, character, written in escapes(self.text[span.start : span.end]):
            words, hint = described(character)
            self._refuse("forbidden-character", f"{written}: {words}", span.start + index, hint)

    def _long_word(self, path: Path | None, span: Span, word: re.Match[str]) -> None:
        place, excerpt = self.source.at(span.start)
        if path is not None:
            head = span.text[len(span.text) - len(span.text.lstrip()) : word.start()]
            place, excerpt = self.source.place(path, head.count("\n"), len(head) - head.rfind("\n") - 1)
        hint = f"the limit is {MOST_LETTERS}; is a space missing?"
        self.problems.append(Problem("long-word", f"a word of {len(word[0])} letters", place, hint, excerpt))

    def _list(self, event: Any, span: Span) -> None:
        self._open(event, span, [])

    def _mapping(self, event: Any, span: Span) -> None:
        self._open(event, span, {})

    def _open(self, event: Any, span: Span, value: list[Any] | dict[str, Any]) -> None:
        self._properties(event, span)
        self._nesting.open(value, span, bool(event.flow_style), event.start_mark.column)

    def _close(self, event: Any, span: Span) -> None:
        self._nesting.close()
        if span.end > span.start:  # it ends with a bracket or brace
            self._comments(span.start, span.end)

    def _properties(self, event: Any, span: Span) -> None:
        if event.anchor:
            hint = "remove it, or put text that starts with & in quotation marks"
            self._refuse("anchor", f"a YAML anchor is not allowed: &{event.anchor}", span.start, hint)
        if event.tag:
            hint = "remove it, or put text that starts with ! in quotation marks"
            self._refuse("tag", f"a YAML tag is not allowed: {event.tag}", span.start, hint)

    def _comments(self, until: int, end: int | None = None) -> None:
        """Refuse every comment before the index `until` that could be text. The next search starts at `end`."""
        for index in comments.ambiguous(self.text, self._end, until):
            self._refuse("text-cut-off", "YAML would read everything after # as a comment", index, _QUOTE)
        self._end = until if end is None else end
