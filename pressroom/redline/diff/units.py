"""The units of a version: paragraphs, headings, notes, captions, rows of tables, the house's lines, and what no page shows but a reader
or a catalogue is told: the words for a picture, the summary, the keywords, the status.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pressroom import prose
from pressroom.errors import Place
from pressroom.manuscript import Locate, Manuscript, Passage, Path, figures, passages
from pressroom.prose.tree import Call
from pressroom.redline.diff.tokens import Fragment, Words, paragraphs, plain, text, words

Pages = Mapping[str, tuple[int, ...]]  # by edition

HIDDEN = ("status", "language", "direction", "summary", "keywords", "image", "alt")
MASTHEAD = ("house", "series", "dateline")
ORDER = [
    *("title", *HIDDEN[:5], "lede", "sections", "heading", "body", "subsections"),
    *("text", "quotation", "figure", "table", "image", "alt", "speaker", "caption", "credit", "columns", "rows", "source"),
]  # of the names in a path, as they are read
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

    `house` are the places of the house's words (those of the masthead, then those of the contact block), `publication` that of the
    report's title; `pages` gives the pages of a paragraph by its value's path and its line, or of the house's words by `masthead` or
    `contact` and their number; `picture` says which picture a file holds.
    """

    manuscript: Manuscript
    locate: Locate
    house: Sequence[Place]
    publication: Place
    pages: Callable[[Path, int], Pages]
    picture: Callable[[str], str]


def units(version: Version) -> tuple[Unit, ...]:
    """The units of a version in reading order; a note follows the paragraph that calls it. Empty ones are left out."""
    return tuple(unit for unit in _Lister(version).units() if any(unit.cells))


class _Lister:
    """Lists the units of one version; counts the notes that are called on the way."""

    def __init__(self, version: Version):
        self.version = version
        self.manuscript = version.manuscript
        self.called = 0

    def units(self) -> Iterator[Unit]:
        manuscript = self.manuscript
        yield Unit("publication", (plain(self._typeset(manuscript.publication)),), self.version.publication, hidden=True)
        masthead = [f"masthead {field}" for field in MASTHEAD] + ["notice"] * len(manuscript.notices)
        yield from self._house("masthead", masthead, manuscript.masthead, self.version.house[: len(masthead)])
        own = [passage for passage in passages(manuscript.chapter) if passage.path[0] != "notes"]
        heads: tuple[str, ...] = ()
        for path, group in groupby(sorted([*own, *self._untold()], key=_order), key=_row):
            together = list(group)
            if path != together[0].path:
                row = self._row(path, together, heads)
                heads = tuple(text(cell) for cell in row[0].cells) if path[-1] == "columns" else heads
                yield from row
            else:
                yield from self._passage(together[0])
        contact = manuscript.contact
        fields = ["house", *["address"] * len(contact.address), "telephone", *["fax"] * bool(contact.fax), "web"]
        yield from self._house(
            "contact", [f"contact {field}" for field in fields], manuscript.colophon, self.version.house[len(masthead) :]
        )

    def _house(self, part: str, kinds: Sequence[str], lines: Sequence[str], places: Sequence[Place]) -> Iterator[Unit]:
        for number, (kind, line, place) in enumerate(zip(kinds, lines, places, strict=True)):
            yield Unit(kind, (plain(line),), place, pages=self.version.pages((part,), number))

    def _untold(self) -> Iterator[Passage]:
        """What no page shows."""
        chapter = self.manuscript.chapter
        values = {"status": chapter.status, "language": chapter.language, "direction": chapter.direction, "summary": chapter.summary}
        yield from (Passage((name,), value, "plain") for name, value in values.items() if value)
        yield Passage(("keywords",), ", ".join(chapter.keywords), "plain")
        for path, figure in figures(chapter):
            yield Passage((*path, "image"), f"{figure.image} ({self.version.picture(figure.image)})", "plain")
            yield Passage((*path, "alt"), figure.alt or "", "plain")
        for passage in passages(chapter):
            if passage.language:
                yield Passage((*passage.path[:-1], "language"), passage.language, "plain")

    def _passage(self, passage: Passage) -> Iterator[Unit]:
        kind, section = _kind(passage.path), self.manuscript.headings(passage.path)
        if passage.setting == "plain":
            place = self.version.locate(passage.path)[0]
            hidden = passage.path[-1] in HIDDEN
            cells = (plain(passage.text if hidden else self._typeset(passage.text)),)
            yield Unit(kind, cells, place, section, self.version.pages(passage.path, 0), hidden=hidden)
            return
        prose_of = self._prose(passage)
        for told, paragraph in zip(paragraphs(prose_of, self.called), prose_of.paragraphs, strict=True):
            place = self.version.locate(passage.path, paragraph.line, 0)[0]
            yield Unit(kind, (told,), place, section, self.version.pages(passage.path, paragraph.line))
            yield from self._called(paragraph.calls, section)

    def _row(self, path: Path, cells: Sequence[Passage], heads: tuple[str, ...]) -> list[Unit]:
        """A row of a table, or the heads of its columns, and the notes that it calls."""
        section = self.manuscript.headings(path)
        told: list[Words] = []
        notes: list[Unit] = []
        for cell in cells:
            prose_of = self._prose(cell)
            told += paragraphs(prose_of, self.called)
            notes += [note for paragraph in prose_of.paragraphs for note in self._called(paragraph.calls, section)]
        if path[-1] == "columns":
            heads = tuple(map(text, told))
        pages = next((found for cell in cells if (found := self.version.pages(cell.path, 0))), {})
        return [Unit(_kind(path), tuple(told), self.version.locate(cells[0].path)[0], section, pages, heads), *notes]

    def _called(self, calls: Sequence[Call], section: tuple[str, ...]) -> Iterator[Unit]:
        for call in calls:
            self.called += 1
            path, sign = ("notes", call.label), Fragment("", (("number", ""),), self.called)
            told = (words([sign]) + paragraphs(prose.Prose((call.note,)))[0],)
            yield Unit("notes", told, self.version.locate(path)[0], section, self.version.pages(path, 0))

    def _prose(self, passage: Passage) -> prose.Prose:
        set_as = prose.blocks if passage.setting == "blocks" else prose.inline
        return set_as(passage.text, self.manuscript.typography(passage.language), self.manuscript.notes)

    def _typeset(self, typed: str) -> str:
        return prose.plain(typed, self.manuscript.typography())


def _order(passage: Passage) -> list[int]:
    """Sorts passages as they are read."""
    return [part if isinstance(part, int) else ORDER.index(part) for part in passage.path]


def _row(passage: Passage) -> Path:
    """What stands on one row of a table has this in common."""
    return passage.path[:-1] if "table" in passage.path and isinstance(passage.path[-1], int) else passage.path


def _kind(path: Path) -> str:
    names = [part for part in path if isinstance(part, str)]
    if names[-1] == "text" and "quotation" in names:
        return "quotation"
    return "subheading" if names[-1] == "heading" and "subsections" in names else names[-1]
