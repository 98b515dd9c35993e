"""Collects the words of a page by marked content, and whether they are visible."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from math import hypot
from typing import NamedTuple

from pressroom.readback.fonts import Face
from pressroom.readback.graphics import Frame, Listener, Mark, Point, State, Text
from pressroom.readback.machine import Machine

UNREADABLE = "\N{REPLACEMENT CHARACTER}"
X_HEIGHT = 0.4  # of the font size: the part of a letter above the baseline that must be inside the frame
SLACK = 0.5  # of the font size: how far the end of a line may be outside, like hanging punctuation


class Shown(NamedTuple):
    """A run of text: the start and end of its baseline on the page, its font size (all in points), and whether a frame cuts it off.

    `blank` is the width of the space at its end.
    """

    text: str
    start: Point
    end: Point
    size: float
    cut: bool
    blank: float = 0.0


class Words(Listener):
    """The text of one page. `shown` are parts of lines by marked content, `used` the faces by name, `notdef` the names of those that show
    .notdef, `letters` all text in the order of the stream, including running heads and printer's marks."""

    def __init__(self) -> None:
        self.shown: dict[Mark, list[Shown]] = {}
        self.used: dict[str, Face] = {}
        self.notdef: set[str] = set()
        self.letters: list[str] = []

    def text(self, machine: Machine, text: Text) -> None:
        face = machine.state.face
        if face is None:
            return
        self.used[face.name] = face
        if face.lacks(text.codes):
            self.notdef.add(face.name)
        letters = "".join(map(face.letters.get, text.codes, repeat(UNREADABLE)))
        self.letters.append(letters)
        if mark := machine.mark:
            self._add(mark, machine.state, text, letters)

    def _add(self, mark: Mark, state: State, text: Text, letters: str) -> None:
        """Add a text to those of `mark`. If it continues a line, it is joined to the text before it."""
        size, whole = state.size, text.whole
        first, last = whole.transform((text.start, 0)), whole.transform((text.end, 0))
        corners = first, last, whole.transform((text.start, size * X_HEIGHT))
        blank = state.face.widths.get(text.codes[-1], 0.0) * size / 1000 if state.face and letters.endswith(" ") else 0.0
        size *= hypot(whole.c, whole.d)
        cut = bool(letters.strip()) and not _inside(corners, state.clip, size * SLACK)
        parts = self.shown.setdefault(mark, [])
        if parts and text.start:
            before = parts.pop()
            letters, first, cut = before.text + letters, before.start, before.cut or cut
        parts.append(Shown(letters, first, last, size, cut, blank * hypot(whole.a, whole.b)))


def _inside(points: Sequence[Point], frame: Frame, slack: float) -> bool:
    left, bottom, right, top = frame
    return all(left - slack <= x <= right + slack and bottom <= y <= top for x, y in points)
