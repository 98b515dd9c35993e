"""The publisher and its report: `content/report.yaml`, `content/imprint.yaml`, `content/languages/<code>.yaml`."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 (a field is called date)
from typing import Annotated, Literal

from pydantic import Field, model_validator

from pressroom.model.fields import Direction, Flag, Instant, LanguageCode, Line, Month, Number, Part, Stem, Zone


class Translation(Part):
    """The report's own words in another language."""

    title: Line
    series: Line


class Report(Part):
    """The publication: `content/report.yaml`. With a `printer`, each chapter gets a print edition for it."""

    title: Line
    series: Line = Field(description="What each chapter is, as the masthead says it: Country Summary.")
    year: Annotated[Number, Field(ge=1900, le=2999)]
    month: Annotated[Number, Field(ge=1, le=12)]
    language: LanguageCode
    paper: Literal["letter", "a4"] = Field("letter", description="The paper of the screen edition; a print edition has its printer's trim.")
    printer: Stem | None = Field(None, description="The printer of the print edition: the stem of a file in content/printers.")
    embargo: Instant | None = Field(None, description="No chapter is to be published before; a chapter's own embargo comes first.")
    chapters: Annotated[tuple[Stem, ...], Field(description="The chapters in their order, by stem.")] = ()
    translations: dict[LanguageCode, Translation] = Field({})

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
        """The report's words in a language that it has; KeyError in any other."""
        return Translation(title=self.title, series=self.series) if code == self.language else self.translations[code]


class Contact(Part):
    """How to reach the publisher, from a month on."""

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
    short: Stem = Field("publisher", description="The publisher's short name, with which the names of its kits begin: hrw.")
    zones: Annotated[
        tuple[Zone, ...], Field(min_length=1, max_length=3, description="The time zones in which an embargo is stated, at most three.")
    ] = ("UTC",)
    contacts: Annotated[tuple[Contact, ...], Field(min_length=1)]

    def contact(self, month: str) -> Contact | None:
        """The contact set in force in `month` (`2005-01`), or None where all begin later."""
        begun = [contact for contact in self.contacts if contact.since <= month]
        return max(begun, key=lambda contact: contact.since, default=None)


class Labels(Part):
    """The few words that the templates add, in one language; those of the redline are for who hears it read."""

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
    redacted: Line = Field(description="What stands, in brackets, for words that are redacted.")
    contents: Line = Field(description="What a book's list of its parts is called.")
    deleted: Line = "deleted"
    inserted: Line = "inserted"


class Language(Part):
    """How one language is set: `content/languages/<code>.yaml`."""

    name: Line
    direction: Direction
    hyphenation: Flag = Field(description="true: justified and hyphenated; false, where there are no patterns: ragged.")
    quotes: Annotated[tuple[Line, Line, Line, Line], Field(description="Opening and closing double quotes, then single ones.")]
    units: Annotated[tuple[Line, ...], Field(description="Words that stay on the line of the number before them.")] = ()
    numbered: Annotated[tuple[Line, ...], Field(description="Words that stay on the line of the number behind them: No., page.")] = ()
    titles: Annotated[tuple[Line, ...], Field(description="Titles that stay on the line of the name behind them: Mr.")] = ()
    proclitics: Annotated[tuple[Line, ...], Field(description="Words that no line ends in: they stay with the word behind them: в.")] = ()
    months: Annotated[tuple[Line, ...], Field(min_length=12, max_length=12)]
    dateline: Annotated[Line, Field(pattern=r"\{month\}", description="{month} {year}, in the language's order.")]
    date: Annotated[
        Line, Field(pattern=r"\{day\}.*\{month\}|\{month\}.*\{day\}", description="{day}, {month} and {year}, in the language's order.")
    ]
    months_of_dates: Annotated[tuple[Line, ...], Field(min_length=12, max_length=12)] | None = Field(
        None, description="The months as they stand in a date, where that is another form."
    )
    labels: Labels

    def day(self, date: Date) -> str:
        """A day of the calendar in the language's words."""
        month = (self.months_of_dates or self.months)[date.month - 1]
        return self.date.replace("{day}", str(date.day)).replace("{month}", month).replace("{year}", str(date.year))
