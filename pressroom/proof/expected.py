"""The words that a chapter's PDF must hold, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pressroom.errors import Place
from pressroom.manuscript import File, Line, Manuscript, Path


@dataclass(frozen=True)
class Expected:
    """One paragraph, heading, cell, note, … as the page must show it.

    `kind` is what it is: `masthead`, `contact`, or the name of its field (title, lede, heading, text, caption, notes, …). `path` is that of
    its value in `file`, and `line` (from 0) that of the value on which it begins; `section` is that of its line.
    """

    kind: str
    text: str
    path: Path = ()
    line: int = 0
    file: File = "chapter"
    section: str = "chapter"


Locator = Callable[[Expected], tuple[Place, str] | None]  # gives the place and the source line of a text; None where it has none


def expected(manuscript: Manuscript, lines: Iterable[Line]) -> tuple[Expected, ...]:
    """All that a page must show of `lines`. A note follows the paragraph that calls it."""
    shown = (line for line in lines if line.shown and line.section != "notes")
    return tuple(unit for line in shown for unit in _units(line, manuscript) if unit.text)


def _units(line: Line, manuscript: Manuscript) -> Iterator[Expected]:
    kind = line.section if line.section in ("masthead", "contact") else line.field

    def unit(text: str, at: int = 0) -> Expected:
        return Expected(kind, text, line.path, at, line.file, line.section)

    if line.form in ("typed", "plain"):
        yield unit(manuscript.words(line))
        return
    for number, paragraph in enumerate(manuscript.prose(line).paragraphs):
        opening = f"{line.opening} " if line.opening and not number else ""
        yield unit(f"{opening}{paragraph.text}", paragraph.line)
        yield from (Expected("notes", call.note.text, ("notes", call.label), section="notes") for call in paragraph.calls)
