"""The words that a chapter's PDF must hold, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pressroom import prose
from pressroom.manuscript import Passage, Path, passages
from pressroom.model import Chapter


@dataclass(frozen=True)
class Expected:
    """One paragraph, heading, cell, note, … as the page must show it.

    `kind` is what it is: the last name of its path (title, lede, heading, text, caption, notes, …), `masthead` or `contact`. `path`
    is that of its value in the chapter's file and `line` (from 0) that of the value on which it begins; both are empty for the
    house's words.
    """

    kind: str
    text: str
    path: Path = ()
    line: int = 0


def expected(
    chapter: Chapter, typography: Callable[[str | None], prose.Typography], before: Sequence[str] = (), after: Sequence[str] = ()
) -> tuple[Expected, ...]:
    """All that the PDF of `chapter` must say: the lines `before` its title, its own words, the lines `after` them.

    `typography` gives the typography of a language, for None that of the chapter. A note follows the paragraph that calls it.
    """
    notes = tuple(chapter.notes.items())
    own = (unit for passage in passages(chapter) if passage.path[0] != "notes" for unit in _units(passage, typography, notes))
    house = ((Expected("masthead", line) for line in before), own, (Expected("contact", line) for line in after))
    return tuple(unit for units in house for unit in units if unit.text)


def _units(
    passage: Passage, typography: Callable[[str | None], prose.Typography], notes: tuple[tuple[str, str], ...]
) -> Iterator[Expected]:
    language = typography(passage.language)
    kind = next(name for name in reversed(passage.path) if isinstance(name, str))
    if passage.setting == "plain":
        yield Expected(kind, prose.plain(passage.text, language), passage.path)
        return
    set_as = prose.blocks if passage.setting == "blocks" else prose.inline
    for paragraph in set_as(passage.text, language, notes).paragraphs:
        yield Expected(kind, paragraph.text, passage.path, paragraph.line)
        yield from (Expected("notes", call.note.text, ("notes", call.label)) for call in paragraph.calls)
