"""A chapter's words in the order in which they are read: what is checked before a page is made, and looked for on the pages after.

The page adds the house's words around these (masthead, running heads, contact block); a chapter says nothing that is not here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pressroom.errors import Place
from pressroom.manuscript.embargo import Embargo
from pressroom.model import Block, Chapter, Contact, Figure, Language, Quotation, Release, Report, Section, Subsection, Table
from pressroom.prose import Typography, inline, plain

Path = tuple[str | int, ...]
Locate = Callable[..., tuple[Place, str]]  # of a path, and a line and column of its text counted from 0: its place and source line
Setting = Literal["plain", "inline", "blocks"]


@dataclass(frozen=True)
class Passage:
    """A value that readers see: its path in the chapter's file, its text as typed, and how it is set.

    `plain` text is set as it is typed, but for typographic quotes and dashes; `inline` prose is one line of Markdown, `blocks` are
    paragraphs of it. `language` is given where it is not the chapter's.
    """

    path: Path
    text: str
    setting: Setting
    language: str | None = None


def passages(chapter: Chapter) -> Iterator[Passage]:
    """The passages of `chapter` in reading order; its notes come last, in the order of the file."""
    yield Passage(("title",), chapter.title, "plain")
    yield Passage(("lede",), chapter.lede, "blocks")
    for number, section in enumerate(chapter.sections):
        yield from _section(section, ("sections", number))
    for label, note in chapter.notes.items():
        yield Passage(("notes", label), note, "inline")


def release_passages(release: Release) -> Iterator[Passage]:
    """The passages of a chapter's press release, in the order in which they are read."""
    yield Passage(("release", "headline"), release.headline, "plain")
    if release.subheadline:
        yield Passage(("release", "subheadline"), release.subheadline, "plain")
    yield Passage(("release", "place"), release.place, "plain")
    yield Passage(("release", "body"), release.body, "blocks")
    for number, quotation in enumerate(release.quotations):
        yield from _quotation(quotation, ("release", "quotations", number))
    if release.editors:
        yield Passage(("release", "editors"), release.editors, "blocks")
    for number, contact in enumerate(release.contacts):
        yield Passage(("release", "contacts", number, "name"), contact.name, "plain")


def _section(section: Section | Subsection, path: Path) -> Iterator[Passage]:
    yield Passage((*path, "heading"), section.heading, "inline")
    for number, block in enumerate(section.body or ()):
        yield from _block(block, (*path, "body", number))
    if isinstance(section, Section):
        for number, subsection in enumerate(section.subsections):
            yield from _section(subsection, (*path, "subsections", number))


def _block(block: Block, path: Path) -> Iterator[Passage]:
    if block.text is not None:
        yield Passage((*path, "text"), block.text, "blocks")
    if block.quotation:
        yield from _quotation(block.quotation, (*path, "quotation"))
    if block.figure:
        yield from _figure(block.figure, (*path, "figure"))
    if block.table:
        yield from _table(block.table, (*path, "table"))


def _quotation(quotation: Quotation, path: Path) -> Iterator[Passage]:
    yield Passage((*path, "text"), quotation.text, "inline", quotation.language)
    if quotation.speaker:
        yield Passage((*path, "speaker"), quotation.speaker, "plain")


def _figure(figure: Figure, path: Path) -> Iterator[Passage]:
    if figure.caption:
        yield Passage((*path, "caption"), figure.caption, "inline")
    if figure.credit:
        yield Passage((*path, "credit"), figure.credit, "plain")


def _table(table: Table, path: Path) -> Iterator[Passage]:
    yield Passage((*path, "caption"), table.caption, "inline")
    for number, column in enumerate(table.columns):
        yield Passage((*path, "columns", number), column, "inline")
    for row_number, row in enumerate(table.rows):
        for number, cell in enumerate(row):
            yield Passage((*path, "rows", row_number, number), cell, "inline")
    if table.source:
        yield Passage((*path, "source"), table.source, "inline")


def figures(chapter: Chapter) -> Iterator[tuple[Path, Figure]]:
    """The figures of `chapter`, each with its path."""
    for number, section in enumerate(chapter.sections):
        parts: list[tuple[Path, Section | Subsection]] = [(("sections", number), section)]
        parts += [(("sections", number, "subsections", inner), subsection) for inner, subsection in enumerate(section.subsections)]
        for path, part in parts:
            yield from (((*path, "body", place, "figure"), block.figure) for place, block in enumerate(part.body or ()) if block.figure)


def closed(notice: str) -> str:
    """A notice as a sentence: with a full stop, unless it ends with a sign of its own."""
    return notice if notice.rstrip("\u2069").endswith((".", "!", "?", "…", "؟")) else f"{notice}."


def typography(language: Language, code: str = "") -> Typography:
    """How a language is set, by its file; `code` is its code."""
    months = (*language.months, *(language.months_of_dates or ()))
    return Typography(
        language.quotes,
        language.units,
        language.labels.redacted,
        code,
        numbered=language.numbered,
        titles=language.titles,
        months=months,
        proclitics=language.proclitics,
    )


@dataclass(frozen=True)
class Manuscript:
    """A chapter with all that its page needs of the house: the words are complete, their form is not given yet."""

    stem: str
    chapter: Chapter
    report: Report
    house: str
    contact: Contact
    languages: Mapping[str, Language]
    embargo: Embargo | None = None
    correction: str = ""

    @property
    def code(self) -> str:
        """The chapter's language as BCP 47 writes it."""
        return self.chapter.language or self.report.language

    @property
    def language(self) -> Language:
        """How the chapter's language is set."""
        return self.languages[self.code]

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return self.chapter.direction or self.language.direction

    @property
    def publication(self) -> str:
        """The report's title, in the chapter's language."""
        return self.report.in_language(self.code).title

    @property
    def series(self) -> str:
        """What the chapter is, in its language: Country Summary."""
        return self.report.in_language(self.code).series

    @property
    def dateline(self) -> str:
        """The month of issue, as the masthead prints it."""
        month = self.language.months[self.report.month - 1]
        return self.language.dateline.replace("{month}", month).replace("{year}", str(self.report.year))

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        """Label and text of each note."""
        return tuple(self.chapter.notes.items())

    def typography(self, code: str | None = None) -> Typography:
        """How a language is set (the chapter's where none is given)."""
        return typography(self.languages.get(code or self.code, self.language), code or self.code)

    def headings(self, path: Path) -> tuple[str, ...]:
        """The headings over the value at `path`, as the page shows them: its section's, and its subsection's."""
        if path[:1] != ("sections",):
            return ()
        section = self.chapter.sections[int(path[1])]
        over: list[Section | Subsection] = [section]
        if path[2:3] == ("subsections",):
            over.append(section.subsections[int(path[3])])
        return tuple(inline(part.heading, self.typography(), self.notes).paragraphs[0].text for part in over)

    @property
    def embargo_notice(self) -> str:
        """What each page says while an embargo is in force, else nothing."""
        return self.embargo.notice(self.language) if self.embargo and self.embargo.in_force else ""

    @property
    def notices(self) -> tuple[str, ...]:
        """What the first page says of the edition, above the title: that it is under embargo, that it is a correction."""
        reason = plain(self.correction, self.typography())
        isolated = f"\u2068{reason}\u2069" if self.direction == "rtl" else reason  # it may be in another language
        corrected = self.language.labels.correction.replace("{reason}", isolated)
        return *([self.embargo_notice] if self.embargo_notice else []), *([corrected] if self.correction else [])

    def described(self, text: str) -> str:
        """What a file says of itself to programs: the notices, then the text."""
        return " ".join((*map(closed, self.notices), text))

    @property
    def masthead(self) -> tuple[str, ...]:
        """The lines above the title."""
        return self.house, self.series, self.dateline, *self.notices

    @property
    def release_dateline(self) -> str:
        """Where and when the press release is issued, as its text begins: on the day on which the embargo ends, else in the month of issue.

        Empty where the chapter has no release.
        """
        if not self.chapter.release:
            return ""
        when = self.embargo.day(self.language) if self.embargo else self.dateline
        return f"({plain(self.chapter.release.place, self.typography())}, {when}) –"

    @property
    def spokespersons(self) -> tuple[tuple[str, ...], ...]:
        """The lines of each contact of the press release: the language with the name, then how to reach them."""
        labels, own = self.language.labels, self._own
        contacts = self.chapter.release.contacts if self.chapter.release else ()
        return tuple(
            (
                f"{self.languages[contact.language].name}: {plain(contact.name, self.typography())}",
                *([f"{labels.telephone} {own(contact.telephone)}"] if contact.telephone else []),
                *([f"{labels.email} {own(contact.email)}"] if contact.email else []),
            )
            for contact in contacts
        )

    def _own(self, text: str) -> str:
        """An address or a number, which in a right-to-left chapter keeps its own direction."""
        return f"\u2066{text}\u2069" if self.direction == "rtl" else text  # Unicode Bidirectional Algorithm, 2.4: isolates

    @property
    def colophon(self) -> tuple[str, ...]:
        """The lines of the contact block; in a right-to-left chapter, addresses and numbers keep their own direction."""
        labels, contact, own = self.language.labels, self.contact, self._own
        numbers = [f"{labels.telephone} {own(contact.telephone)}", *([f"{labels.fax} {own(contact.fax)}"] if contact.fax else [])]
        return own(self.house), *map(own, contact.address), *numbers, own(contact.web)
