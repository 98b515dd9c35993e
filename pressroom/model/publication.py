"""The publisher and its report: `content/report.yaml`, `content/imprint.yaml`, `content/languages/<code>.yaml`."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 (a field is called date)
from typing import Annotated, Literal

from pydantic import Field, model_validator

from pressroom.model.fields import Direction, Flag, Instant, LanguageCode, Line, Month, Number, Part, Stem, Zone


class Translation(Part):
    """The report's title and series in another language."""

    title: Line
    series: Line


class Report(Part):
    """The report: `content/report.yaml`. If it names a `printer`, each chapter gets a print edition for that printer."""

    title: Line
    series: Line = Field(description="What each chapter is called in the masthead: Country Summary.")
    year: Annotated[Number, Field(ge=1900, le=2999)]
    month: Annotated[Number, Field(ge=1, le=12)]
    language: LanguageCode
    paper: Literal["letter", "a4"] = Field(
        "letter", description="The paper of the screen edition. The print edition has its printer's trim."
    )
    facing: Flag = Field(False, description="true: the screen edition has mirrored margins, to be printed on both sides.")
    printer: Stem | None = Field(None, description="The printer that the print edition is for: the stem of a file in content/printers.")
    embargo: Instant | None = Field(
        None, description="No chapter may be published before this time. A chapter's own embargo takes precedence."
    )
    chapters: Annotated[tuple[Stem, ...], Field(description="The stems of the chapters, in order.")] = ()
    translations: dict[LanguageCode, Translation] = Field({})

    @property
    def page_style(self) -> str:
        """The stylesheet of the screen edition's pages: `styles/paper-{page_style}.css`."""
        return f"{self.paper}-facing" if self.facing else self.paper

    @model_validator(mode="after")
    def _each_once(self) -> Report:
        for number, stem in enumerate(self.chapters):
            if stem in self.chapters[:number]:
                raise ValueError(f"chapter '{stem}' is listed more than once", ("chapters", number))
        return self

    @property
    def issued(self) -> str:
        """The month of issue as `2005-01`."""
        return f"{self.year:04d}-{self.month:02d}"

    def in_language(self, code: str) -> Translation:
        """The report's title and series in a language. Raises KeyError if there is no translation."""
        return Translation(title=self.title, series=self.series) if code == self.language else self.translations[code]


class Contact(Part):
    """The publisher's address and numbers, valid from the month `since`."""

    since: Month
    address: Annotated[tuple[Line, ...], Field(min_length=1, max_length=6)]
    telephone: Line
    fax: Line | None = None
    web: Annotated[
        Line,
        Field(pattern=r"^[a-z0-9.-]+\.[a-z]{2,}(?:/[A-Za-z0-9._~/-]*)?$", description="A web address without its scheme: www.hrw.org."),
    ]


class Imprint(Part):
    """The publisher: `content/imprint.yaml`."""

    publisher: Line
    short: Stem = Field("publisher", description="The publisher's short name, the first part of the names of kits: hrw.")
    zones: Annotated[
        tuple[Zone, ...], Field(min_length=1, max_length=3, description="The time zones that an embargo notice gives, at most three.")
    ] = ("UTC",)
    contacts: Annotated[tuple[Contact, ...], Field(min_length=1)]

    def contact(self, month: str) -> Contact | None:
        """The contact that is valid in `month` (`2005-01`), or None if all are valid only from a later month."""
        begun = [contact for contact in self.contacts if contact.since <= month]
        return max(begun, key=lambda contact: contact.since, default=None)


class Labels(Part):
    """The words that templates add to a document, in one language. `deleted` and `inserted` are for screen readers, in the redline."""

    draft: Line
    telephone: Line
    fax: Line
    email: Line
    embargo: Annotated[Line, Field(pattern=r"\{time\}", description="Embargoed until {time}.")]
    correction: Annotated[Line, Field(pattern=r"\{reason\}", description="Correction: {reason}.")]
    release: Line
    editors: Line
    contacts: Line
    ends: Line
    notes: Line
    redacted: Line = Field(description="The word in brackets that replaces redacted words.")
    contents: Line = Field(description="The heading of a book's table of contents.")
    deleted: Line = "deleted"
    inserted: Line = "inserted"


class Language(Part):
    """How one language is set: `content/languages/<code>.yaml`."""

    name: Line
    direction: Direction
    hyphenation: Flag = Field(description="true: justified and hyphenated. false: ragged, for languages without hyphenation patterns.")
    quotes: Annotated[tuple[Line, Line, Line, Line], Field(description="Opening and closing double quotes, then single ones.")]
    units: Annotated[tuple[Line, ...], Field(description="Words that stay on the same line as the number before them: km.")] = ()
    numbered: Annotated[tuple[Line, ...], Field(description="Words that stay on the same line as the number after them: No., page.")] = ()
    titles: Annotated[tuple[Line, ...], Field(description="Titles that stay on the same line as the name after them: Mr.")] = ()
    proclitics: Annotated[tuple[Line, ...], Field(description="Words that stay on the same line as the word after them: в.")] = ()
    months: Annotated[tuple[Line, ...], Field(min_length=12, max_length=12)]
    dateline: Annotated[Line, Field(pattern=r"\{month\}", description="{month} and {year}, in the order of the language.")]
    date: Annotated[
        Line, Field(pattern=r"\{day\}.*\{month\}|\{month\}.*\{day\}", description="{day}, {month}, {year}, in the order of the language.")
    ]
    months_of_dates: Annotated[tuple[Line, ...], Field(min_length=12, max_length=12)] | None = Field(
        None, description="The months in the form used in dates, if it is another one."
    )
    labels: Labels

    def day(self, date: Date) -> str:
        """A date as the language writes it."""
        month = (self.months_of_dates or self.months)[date.month - 1]
        return self.date.replace("{day}", str(date.day)).replace("{month}", month).replace("{year}", str(date.year))
