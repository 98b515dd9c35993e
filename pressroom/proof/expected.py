"""The words that a chapter's finished files must contain, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pressroom.errors import Place
from pressroom.manuscript import File, Line, Manuscript, Path


@dataclass(frozen=True)
class Expected:
    """One paragraph, heading, cell, note, … as the page must show it. `marks` are those of the list items that begin with it (0: a bullet).

    `kind` is `masthead`, `contact`, or the name of its field (title, lede, heading, text, caption, notes, …). `path` is the path of its
    value in `file`, `line` (from 0) the line of the value on which it begins; `section` is that of the `manuscript.Line`.
    """

    kind: str
    text: str
    path: Path = ()
    line: int = 0
    file: File = "chapter"
    section: str = "chapter"
    marks: tuple[int, ...] = ()


Locator = Callable[[Expected], tuple[Place, str] | None]  # gives the place and the source line of a text, or None


def expected(manuscript: Manuscript, lines: Iterable[Line]) -> tuple[Expected, ...]:
    """The texts of `lines` that a page must show. A note comes after the paragraph that refers to it."""
    shown = (line for line in lines if line.shown and line.section != "notes")
    return tuple(unit for line in shown for unit in _units(line, manuscript) if unit.text)


def _units(line: Line, manuscript: Manuscript) -> Iterator[Expected]:
    kind = line.section if line.section in ("masthead", "contact") else line.field

    def unit(text: str, at: int = 0, marks: tuple[int, ...] = ()) -> Expected:
        return Expected(kind, text, line.path, at, line.file, line.section, marks)

    if line.form in ("typed", "plain"):
        yield unit(manuscript.words(line))
        return
    prose = manuscript.prose(line)
    for number, (paragraph, marks) in enumerate(zip(prose.paragraphs, prose.marks, strict=True)):
        opening = f"{line.opening} " if line.opening and not number else ""
        yield unit(f"{opening}{paragraph.text}", paragraph.line, marks)
        yield from (Expected("notes", call.note.text, ("notes", call.label), section="notes") for call in paragraph.calls)
