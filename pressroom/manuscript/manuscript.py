"""A chapter with all data from the publisher that its pages need."""

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
    """The notice with a full stop, unless it ends with a punctuation mark already."""
    return notice if notice.rstrip("\u2069").endswith((".", "!", "?", "…", "؟")) else f"{notice}."


def typography(language: Language, code: str = "") -> Typography:
    """The typography of a language, from its file; `code` is its BCP 47 tag."""
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
    """A chapter with all data from the publisher that its pages need: all words of the document, but no layout.

    `contact` is the entry of `imprint` that is valid in the report's month; `languages`, by code, are all that the chapter uses.
    `correction` is the reason for a corrected edition.
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
        """All lines of the document in reading order, notes after the text. The press release has a list of its own (`release_lines`)."""
        own = [line for line in walk(self.chapter) if line.section != "release"]
        publication = prose.plain(self.publication, self.typography())
        running = Line("report", "publication", publication, self._in_report("title"), "report", shown=False)
        placed = {(line.file, line.path) for line in self.masthead if line.kind != "notice"}
        return running, *self.masthead, *(line for line in own if (line.file, line.path) not in placed), *self.contact_block

    @cached_property
    def masthead(self) -> tuple[Line, ...]:
        """The lines above the title, in order."""
        return (
            Line("masthead", "publisher", self.publisher, ("publisher",), "imprint"),
            Line("masthead", "series", self.series, self._in_report("series"), "report", form="plain"),
            Line("masthead", "dateline", self.dateline, ("month",), "report"),
            *self.notices,
        )

    @property
    def own_masthead(self) -> tuple[Line, ...]:
        """The masthead lines that come from the chapter itself, without notices. A volume prints them with the chapter."""
        return tuple(line for line in self.masthead if line.file == "chapter" and line.kind != "notice")

    @cached_property
    def notices(self) -> tuple[Line, ...]:
        """The notices above the title: that the chapter is under embargo, that it is a correction."""
        found = []
        if self.embargo_notice:
            file: File = "chapter" if self.chapter.embargo else "report"
            found.append(Line("masthead", "notice", self.embargo_notice, ("embargo",), file))
        if self.correction:
            reason = prose.plain(self.correction, self.typography())
            isolated = f"\u2068{reason}\u2069" if self.direction == "rtl" else reason  # it may be in another language and direction
            notice = self.language.labels.correction.replace("{reason}", isolated)
            found.append(Line("masthead", "notice", notice, ("title",)))  # no source line: the reason is an option of the command
        return tuple(found)

    @cached_property
    def contact_block(self) -> tuple[Line, ...]:
        """The lines at the foot of the last page. In a right-to-left chapter, addresses and numbers stay left-to-right."""
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
        """The path of the report's `title` or `series` in the chapter's language."""
        return (field,) if self.code == self.report.language else ("translations", self.code, field)

    def isolated(self, text: str) -> str:
        """An address or a number, kept left-to-right in a right-to-left chapter."""
        return f"\u2066{text}\u2069" if self.direction == "rtl" else text  # Unicode Bidirectional Algorithm, 2.4: isolates

    def prose(self, line: Line) -> Prose:
        """The parsed prose of a line. Notes and press releases can't refer to notes."""
        notes = None if line.section in ("notes", "release") else self.notes
        return (prose.blocks if line.form == "blocks" else prose.inline)(line.text, self.typography(line.language), notes)

    def words(self, line: Line) -> str:
        """The text of a line that isn't prose, as it is printed."""
        return prose.plain(line.text, self.typography(line.language)) if line.form == "plain" else line.text

    @property
    def publisher(self) -> str:
        """The publisher's name."""
        return self.imprint.publisher

    @property
    def code(self) -> str:
        """The BCP 47 tag of the chapter's language."""
        return self.chapter.language or self.report.language

    @property
    def language(self) -> Language:
        """The settings of the chapter's language."""
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
        """The name of the series in the chapter's language: Country Summary."""
        return self.report.in_language(self.code).series

    @property
    def dateline(self) -> str:
        """The month of issue as the masthead shows it."""
        month = self.language.months[self.report.month - 1]
        return self.language.dateline.replace("{month}", month).replace("{year}", str(self.report.year))

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        """Label and text of each note."""
        return tuple(self.chapter.notes.items())

    def typography(self, code: str | None = None) -> Typography:
        """The typography of a language (default: the chapter's)."""
        return typography(self.languages.get(code or self.code, self.language), code or self.code)

    def headings(self, path: Path) -> tuple[str, ...]:
        """The headings of the section and subsection that contain the chapter's value at `path`, as the page shows them."""
        if path[:1] != ("sections",):
            return ()
        section = self.chapter.sections[int(path[1])]
        over: list[Section | Subsection] = [section]
        if path[2:3] == ("subsections",):
            over.append(section.subsections[int(path[3])])
        return tuple(prose.inline(part.heading, self.typography(), self.notes).paragraphs[0].text for part in over)

    @property
    def draft_label(self) -> str:
        """What every page of a draft says, in the chapter's language; empty if the chapter is final."""
        return self.language.labels.draft if self.chapter.status == "draft" else ""

    @property
    def embargo_notice(self) -> str:
        """The notice on each page while an embargo is in force, else an empty string."""
        return self.embargo.notice(self.language) if self.embargo and self.embargo.in_force else ""

    def described(self, text: str) -> str:
        """The description in a file's metadata: the notices, then `text`."""
        return " ".join((*(closed(notice.text) for notice in self.notices), text))
