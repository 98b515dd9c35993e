"""The values of a file as they are read: lists and mappings inside one another, each value with its path and its place in the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pressroom.content.source import Source, Span
from pressroom.manuscript import Path

MOST_DEPTH = 32
MOST_VALUES = 100_000

Value = str | list[Any] | dict[str, Any]


class Stop(Exception):
    """Stops reading the file."""


@dataclass
class Frame:
    """A list or mapping that is being read. `path` is None under a refused key, whose values have no place in the model."""

    value: list[Any] | dict[str, Any]
    path: Path | None
    flow: bool
    column: int
    key: str | None = None
    at_key: bool = True


@dataclass
class Nesting:
    """The values so far. `value` is the outermost, None before there is one; `spans` and `keys` are those of `source`.

    `refuse` takes the code, the message, the index in the text and the hint of a problem.
    """

    source: Source
    spans: dict[Path, Span]
    keys: dict[Path, int]
    refuse: Callable[[str, str, int, str], None]
    value: Value | None = None
    _open: list[Frame] = field(default_factory=list)
    _count: int = 0

    @property
    def innermost(self) -> Frame | None:
        """The list or mapping that the next value belongs to; None outside of all."""
        return self._open[-1] if self._open else None

    def open(self, value: list[Any] | dict[str, Any], span: Span, flow: bool, column: int) -> None:
        """Begin a list or mapping; `flow` says whether it is in brackets. Raises `Stop` where there are too many in one another."""
        path = self.add(value, span)
        if len(self._open) == MOST_DEPTH:
            self.refuse("too-deep", f"more than {MOST_DEPTH} nested levels", span.start, "put text that holds brackets in quotation marks")
            raise Stop
        self._open.append(Frame(value, path, flow, column))

    def close(self) -> None:
        """End the innermost list or mapping."""
        self._open.pop()

    def add(self, value: Value, span: Span) -> Path | None:
        """Add a value to the innermost list or mapping. Returns its path; None for a key, and under a refused one. Raises `Stop`."""
        self._count += 1
        if self._count > MOST_VALUES:
            self.refuse("too-many", f"more than {MOST_VALUES:,} values", span.start, "is it the right file?")
            raise Stop
        frame = self.innermost
        if frame is None:
            return self._place(value, span, ()) if value != "" or span.style else None
        if isinstance(frame.value, list):
            frame.value.append(value)
            return self._place(value, span, None if frame.path is None else (*frame.path, len(frame.value) - 1))
        frame.at_key = not frame.at_key
        if not frame.at_key:
            frame.key = self._key(frame, frame.value, value, span)
            return None
        if frame.key is None:
            return None
        frame.value[frame.key] = value
        return self._place(value, span, None if frame.path is None else (*frame.path, frame.key))

    def _place(self, value: Value, span: Span, path: Path | None) -> Path | None:
        if path == ():
            self.value = value
        if path is not None:
            self.spans[path] = span
        if value == "" and not span.style and span.start == span.end:
            hint = "write its value, or remove it"
            if self._open[-1].flow:
                hint += "; between braces a comma ends a value, so put text that holds a comma in quotation marks"
            name = f"'{path[-1]}'" if path and isinstance(path[-1], str) else "this item"
            self.refuse("empty-value", f"{name} has no value", span.start, hint)
        return path

    def _key(self, frame: Frame, keys: dict[str, Any], value: Value, span: Span) -> str | None:
        """The key of the value that follows, or None if the key is refused."""
        if not isinstance(value, str) or not value.strip():
            self.refuse(
                "bad-key",
                "this is not a valid key",
                span.start,
                "write a word; put text that holds braces, brackets or '? ' in quotation marks",
            )
        elif value == "<<" and not span.style:
            self.refuse("merge-key", "a YAML merge key is not allowed: <<", span.start, "write out the keys")
        elif value in keys:
            first = self.source.key((*frame.path, value))[0].line if frame.path is not None else 0
            message = f"duplicate key '{value}'" + (f" (first on line {first})" if first else "")
            self.refuse("duplicate-key", message, span.start, "keep one of them")
        else:
            keys[value] = ""
            if frame.path is not None:
                self.keys[(*frame.path, value)] = span.start
            return value
        return None
