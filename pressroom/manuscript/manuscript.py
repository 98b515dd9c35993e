"""A chapter with all that its page needs of the publisher."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pressroom import prose
from pressroom.manuscript.embargo import Embargo
from pressroom.manuscript.lines import File, Line, Path, walk
from pressroom.model import Chapter, Contact, Imprint, Language, Report, Section, Subsection
from pressroom.prose import Prose, Typography


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
    """A chapter with all that its page needs of the publisher: the words are complete, their form is not given yet.

    `contact` is that of the `imprint` in the report's month; `languages`, by code, are all that the chapter needs.
    """

    stem: str
    chapter: Chapter
    report: Report
    imprint: Imprint
    contact: Contact
    languages: Mapping[str, Language]
    embargo: Embargo | None = None
    correction: str = ""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All that the chapter says, in the order in which it is read, its notes behind its text; its press release is another list."""
        own = [line for line in walk(self.chapter) if line.section != "release"]
        publication = prose.plain(self.publication, self.typography())
        running = Line("report", "publication", publication, self._in_report("title"), "report", shown=False)
        placed = {(line.file, line.path) for line in self.masthead if line.kind != "notice"}
        return running, *self.masthead, *(line for line in own if (line.file, line.path) not in placed), *self.contact_block

    @cached_property
    def masthead(self) -> tuple[Line, ...]:
        """The lines above the title, in their order."""
        return (
            Line("masthead", "publisher", self.publisher, ("publisher",), "imprint"),
            Line("masthead", "series", self.series, self._in_report("series"), "report", form="plain"),
            Line("masthead", "dateline", self.dateline, ("month",), "report"),
            *self.notices,
        )

    @property
    def own_masthead(self) -> tuple[Line, ...]:
        """What the masthead says of this chapter alone, but for its notices: a volume says it with the chapter."""
        return tuple(line for line in self.masthead if line.file == "chapter" and line.kind != "notice")

    @cached_property
    def notices(self) -> tuple[Line, ...]:
        """What the first page says of the edition, above the title: that it is under embargo, that it is a correction."""
        found = []
        if self.embargo_notice:
            file: File = "chapter" if self.chapter.embargo else "report"
            found.append(Line("masthead", "notice", self.embargo_notice, ("embargo",), file))
        if self.correction:
            reason = prose.plain(self.correction, self.typography())
            isolated = f"\u2068{reason}\u2069" if self.direction == "rtl" else reason  # it may be in another language
            notice = self.language.labels.correction.replace("{reason}", isolated)
            found.append(Line("masthead", "notice", notice, ("title",)))  # the reason is an option of the command
        return tuple(found)

    @cached_property
    def contact_block(self) -> tuple[Line, ...]:
        """The lines at the foot of the last page; in a right-to-left chapter, addresses and numbers keep their own direction."""
        labels, contact, own = self.language.labels, self.contact, self.isolated
        path = ("contacts", self.imprint.contacts.index(contact))

        def line(kind: str, text: str, *index: int) -> Line:
            return Line("contact", kind, text, (*path, kind, *index), "imprint")

        return (
            Line("contact", "publisher", own(self.publisher), ("publisher",), "imprint"),
            *(line("address", own(text), number) for number, text in enumerate(contact.address)),
            line("telephone", f"{labels.telephone} {own(contact.telephone)}"),
            *([line("fax", f"{labels.fax} {own(contact.fax)}")] if contact.fax else []),
            line("web", own(contact.web)),
        )

    def _in_report(self, field: str) -> Path:
        """The path of one of the report's own words, in the chapter's language."""
        return (field,) if self.code == self.report.language else ("translations", self.code, field)

    def isolated(self, text: str) -> str:
        """An address or a number, which in a right-to-left chapter keeps its own direction."""
        return f"\u2066{text}\u2069" if self.direction == "rtl" else text  # Unicode Bidirectional Algorithm, 2.4: isolates

    def prose(self, line: Line) -> Prose:
        """A line of prose as it is set. Notes are called by no note, and by no press release."""
        notes = None if line.section in ("notes", "release") else self.notes
        return (prose.blocks if line.form == "blocks" else prose.inline)(line.text, self.typography(line.language), notes)

    def words(self, line: Line) -> str:
        """A line that is no prose, as it is set."""
        return prose.plain(line.text, self.typography(line.language)) if line.form == "plain" else line.text

    @property
    def publisher(self) -> str:
        """The publisher's name."""
        return self.imprint.publisher

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
        """The headings over the chapter's value at `path`, as the page shows them: its section's, and its subsection's."""
        if path[:1] != ("sections",):
            return ()
        section = self.chapter.sections[int(path[1])]
        over: list[Section | Subsection] = [section]
        if path[2:3] == ("subsections",):
            over.append(section.subsections[int(path[3])])
        return tuple(prose.inline(part.heading, self.typography(), self.notes).paragraphs[0].text for part in over)

    @property
    def embargo_notice(self) -> str:
        """What each page says while an embargo is in force, else nothing."""
        return self.embargo.notice(self.language) if self.embargo and self.embargo.in_force else ""

    def described(self, text: str) -> str:
        """What a file says of itself to programs: the notices, then the text."""
        return " ".join((*(closed(notice.text) for notice in self.notices), text))
