"""The units of a version: paragraphs, headings, notes, captions, rows of tables, the publisher's lines, and what no page shows but
a screen reader or a catalogue has: the words for a picture, the summary, the keywords, the status.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pressroom import prose
from pressroom.errors import Place
from pressroom.manuscript import Line, Manuscript
from pressroom.prose.tree import Call
from pressroom.redline.diff.tokens import Fragment, Words, paragraphs, plain, text, words

Pages = Mapping[str, tuple[int, ...]]  # by edition

GROUPS = {"lede": "text", "subheading": "heading"}
MANY = {"text", "rows", "notes", "contact address"}  # groups whose units have no place of their own


@dataclass(frozen=True)
class Unit:
    """A unit: what it is, its words (of a table's row, those of each cell), where it is typed, the headings over it, its pages.

    `heads` are the heads of the columns of its table. `hidden` units are on no page.
    """

    kind: str
    cells: tuple[Words, ...]
    place: Place = field(default=Place(""), compare=False)
    section: tuple[str, ...] = field(default=(), compare=False)
    pages: Pages = field(default_factory=dict, compare=False)
    heads: tuple[str, ...] = ()
    hidden: bool = False

    @property
    def group(self) -> str:
        """Units of one group may become one another."""
        return GROUPS.get(self.kind, self.kind)

    @property
    def lone(self) -> bool:
        """Whether there is but one of its kind in its place."""
        return self.group not in MANY


@dataclass(frozen=True)
class Version:
    """One version of a chapter.

    `place` says where a line's text is typed, from a row of it on (from 0), `pages` on which pages its paragraph that begins there
    stands; `picture` says which picture a file holds.
    """

    manuscript: Manuscript
    place: Callable[[Line, int], Place]
    pages: Callable[[Line, int], Pages]
    picture: Callable[[str], str]


def units(version: Version) -> tuple[Unit, ...]:
    """The units of a version in reading order; a note follows the paragraph that calls it. Empty ones are left out."""
    return tuple(unit for unit in _Lister(version).units() if any(unit.cells))


class _Lister:
    """Lists the units of one version; counts the notes that are called on the way."""

    def __init__(self, version: Version):
        self.version = version
        self.manuscript = version.manuscript
        self.notes = {line.path[-1]: line for line in self.manuscript.lines if line.section == "notes"}
        self.called = 0

    def units(self) -> Iterator[Unit]:
        heads: tuple[str, ...] = ()
        for _, group in groupby((line for line in self.manuscript.lines if line.section != "notes"), key=_row):
            together = list(group)
            if together[0].block == "table" and together[0].field in ("columns", "rows"):
                row = self._row(together, heads)
                heads = tuple(text(cell) for cell in row[0].cells) if together[0].field == "columns" else heads
                yield from row
            else:
                yield from self._line(together[0])

    def _line(self, line: Line) -> Iterator[Unit]:
        if line.form in ("inline", "blocks"):
            prose_of = self.manuscript.prose(line)
            for content, paragraph in zip(paragraphs(prose_of, self.called), prose_of.paragraphs, strict=True):
                yield self._unit(line, content, paragraph.line)
                yield from self._called(paragraph.calls, self._section(line))
        elif line.field == "image":
            yield self._unit(line, plain(f"{line.text} ({self.version.picture(line.text)})"))
        else:
            yield self._unit(line, plain(self.manuscript.words(line) if line.shown else line.text))

    def _unit(self, line: Line, content: Words, row: int = 0) -> Unit:
        place, pages = self.version.place(line, row), self.version.pages(line, row) if line.shown else {}
        return Unit(_kind(line), (content,), place, self._section(line), pages, hidden=not line.shown)

    def _section(self, line: Line) -> tuple[str, ...]:
        """The headings over a line."""
        return self.manuscript.headings(line.path) if line.section == "chapter" else ()

    def _row(self, cells: Sequence[Line], heads: tuple[str, ...]) -> list[Unit]:
        """A row of a table, or the heads of its columns, and the notes that it calls."""
        section = self._section(cells[0])
        contents: list[Words] = []
        notes: list[Unit] = []
        for cell in cells:
            prose_of = self.manuscript.prose(cell)
            contents += paragraphs(prose_of, self.called)
            notes += [note for paragraph in prose_of.paragraphs for note in self._called(paragraph.calls, section)]
        if cells[0].field == "columns":
            heads = tuple(map(text, contents))
        pages = next((found for cell in cells if (found := self.version.pages(cell, 0))), {})
        return [Unit(cells[0].kind, tuple(contents), self.version.place(cells[0], 0), section, pages, heads), *notes]

    def _called(self, calls: Sequence[Call], section: tuple[str, ...]) -> Iterator[Unit]:
        for call in calls:
            self.called += 1
            line, sign = self.notes[call.label], Fragment("", (("number", ""),), self.called)
            content = (words([sign]) + paragraphs(prose.Prose((call.note,)))[0],)
            yield Unit("notes", content, self.version.place(line, 0), section, self.version.pages(line, 0))


def _row(line: Line) -> tuple[object, ...]:
    """What stands on one row of a table has this in common."""
    cell = line.block == "table" and isinstance(line.path[-1], int)
    return line.section, line.file, line.path[:-1] if cell else line.path


def _kind(line: Line) -> str:
    """What a line is; of the publisher's, where it stands, too."""
    return line.kind if line.section not in ("masthead", "contact") or line.kind == "notice" else f"{line.section} {line.kind}"
