"""The vocabulary of the house: a report, its imprint, its languages, its chapters.

Each class is one kind of content file or a part of one. Values arrive as the text that was typed; the types here say what they
mean. The JSON Schemas that editors use are made from these classes.
"""

from __future__ import annotations

import os
import re
from typing import Annotated, Any, Literal

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # we have none, and looking for them reads every installed package's data

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

STEM = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\Z")


def _one_line(text: str) -> str:
    if "\n" in text:
        raise ValueError("should be one line of text")
    return text


def _number(typed: Any) -> Any:
    """A number as it was typed, in plain decimal digits; anything else is left for the type to refuse."""
    return int(typed) if isinstance(typed, str) and re.fullmatch(r"[0-9]{1,6}", typed) else typed


def _flag(typed: Any) -> Any:
    return {"true": True, "false": False}.get(typed, typed) if isinstance(typed, str) else typed


POINTS = {"pt": 1.0, "mm": 72 / 25.4, "in": 72.0}
LENGTH = r"^([0-9]{1,4}(?:\.[0-9]{1,4})?) (pt|mm|in)$"


def _points(typed: Any) -> Any:
    """A length as it was typed (`3 mm`, `0.125 in`, `9 pt`), in points."""
    if isinstance(typed, str):
        found = re.fullmatch(LENGTH, typed)
        if not found:
            raise ValueError("a length is a number, a space and pt, mm or in: 3 mm")
        return float(found[1]) * POINTS[found[2]]
    return typed


def _stem(text: str) -> str:
    if not STEM.match(text):
        raise ValueError("a stem has only small letters a to z, digits and single hyphens between them, at most 64")
    return text


def _as_blocks(typed: Any) -> Any:
    """A section's body may be one text: it is the short form of a list of one block."""
    return [{"text": typed}] if isinstance(typed, str) else typed


def _body_schema(schema: dict[str, Any]) -> None:
    """In JSON Schema too, a body may be one text."""
    array = {key: schema.pop(key) for key in ("type", "items", "minItems") if key in schema}
    schema["anyOf"] = [{"type": "string", "minLength": 1}, array]


class Part(BaseModel):
    """What all content has in common: nothing unknown is accepted, nothing changes after it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


Line = Annotated[str, StringConstraints(min_length=1, max_length=1000), AfterValidator(_one_line)]
Inline = Annotated[Line, Field(description="One line of prose: *emphasis*, **strong**, [links](https://…) and notes.")]
Note = Annotated[
    str, StringConstraints(min_length=1, max_length=2500), AfterValidator(_one_line)
]  # about 30 lines: a note is never divided
Cell = Annotated[str, StringConstraints(max_length=1000), AfterValidator(_one_line)]
Prose = Annotated[str, Field(min_length=1, description="Paragraphs of prose, set apart by empty lines.")]
Number = Annotated[int, BeforeValidator(_number), Field(strict=True)]
Flag = Annotated[bool, BeforeValidator(_flag), Field(strict=True)]
Stem = Annotated[str, AfterValidator(_stem), Field(json_schema_extra={"pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"})]
LanguageCode = Annotated[
    str, Field(pattern=r"^[a-z]{2,3}(?:-[A-Z]{2})?$", description="A language as BCP 47 writes it: en, ru, kk, pt-BR.")
]
Month = Annotated[str, Field(pattern=r"^[12][0-9]{3}-(?:0[1-9]|1[0-2])$", description="A year and a month: 2005-01.")]
Label = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,31}$")]
Direction = Literal["ltr", "rtl"]
Length = Annotated[
    float, BeforeValidator(_points), Field(json_schema_extra={"type": "string", "pattern": LENGTH}, description="3 mm, 0.125 in, 9 pt.")
]


class Figure(Part):
    """A picture from `content/images/`, with words for readers who can't see it, or the statement that it says nothing."""

    image: Annotated[
        str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.(?:png|jpg|jpeg)$", description="A PNG or JPEG file in content/images.")
    ]
    alt: Line | None = Field(None, description="What the picture says, for readers who can't see it.")
    decorative: Flag = Field(False, description="true: the picture says nothing that the text does not.")
    caption: Inline | None = None
    credit: Line | None = None

    @model_validator(mode="after")
    def _described(self) -> Figure:
        if bool(self.alt) == self.decorative:
            raise ValueError("a figure has either 'alt', the words that stand for it, or 'decorative: true'")
        return self


class Quotation(Part):
    """A pull quotation: a short saying of a named person, set large."""

    text: Inline
    speaker: Line | None = None
    language: LanguageCode | None = None


class Table(Part):
    """Rows under named columns; the first cell of a row names it."""

    caption: Inline
    columns: Annotated[tuple[Inline, ...], Field(min_length=1, max_length=12)]
    rows: Annotated[tuple[tuple[Cell, ...], ...], Field(min_length=1)]
    source: Inline | None = None

    @model_validator(mode="after")
    def _rectangular(self) -> Table:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                message = f"row {number} has {len(row)} cells, but the table has {len(self.columns)} columns"
                raise ValueError(message, ("rows", number - 1))
        return self


class Block(Part):
    """One part of a section's body: exactly one of its keys."""

    text: Prose | None = None
    quotation: Quotation | None = None
    figure: Figure | None = None
    table: Table | None = None

    @model_validator(mode="after")
    def _one_key(self) -> Block:
        if len(self.model_fields_set) != 1:
            raise ValueError("a block has exactly one of 'text', 'quotation', 'figure', 'table'")
        return self


Blocks = Annotated[tuple[Block, ...], Field(min_length=1)]
Body = Annotated[
    Blocks,
    BeforeValidator(_as_blocks),
    Field(description="Prose, or a list of blocks: text, quotation, figure, table.", json_schema_extra=_body_schema),
]


class Subsection(Part):
    """A heading of the second level, and what stands under it."""

    heading: Inline
    body: Body


class Section(Part):
    """A heading of the first level, and what stands under it."""

    heading: Inline
    body: Body | None = None
    subsections: tuple[Subsection, ...] = ()

    @model_validator(mode="after")
    def _filled(self) -> Section:
        if not (self.body or self.subsections):
            raise ValueError("a section has a 'body' or 'subsections'")
        return self


class Chapter(Part):
    """One country summary: `content/chapters/<stem>.yaml`."""

    title: Line
    status: Literal["draft", "final"] = Field("draft", description="A draft says so on every page.")
    language: LanguageCode | None = Field(None, description="The report's language where it isn't given.")
    direction: Direction | None = Field(None, description="The language's direction where it isn't given.")
    summary: Line | None = Field(None, description="A sentence for search engines and catalogues; else the lede's first paragraph.")
    keywords: tuple[Line, ...] = ()
    lede: Prose
    sections: tuple[Section, ...] = ()
    notes: dict[Label, Note] = Field({}, description="Notes by label (letters A to Z, digits, hyphens); [^label] calls one.")


class Translation(Part):
    """The report's own words in another language."""

    title: Line
    series: Line


class Report(Part):
    """The publication: `content/report.yaml`. With a `printer`, each chapter gets a press edition for that house."""

    title: Line
    series: Line = Field(description="What each chapter is, as the masthead says it: Country Summary.")
    year: Annotated[Number, Field(ge=1900, le=2999)]
    month: Annotated[Number, Field(ge=1, le=12)]
    language: LanguageCode
    paper: Literal["letter", "a4"] = "letter"
    printer: Stem | None = Field(None, description="The printing house of the press edition: the stem of a file in content/printers.")
    chapters: Annotated[tuple[Stem, ...], Field(description="The chapters in their order, by stem.")] = ()
    translations: dict[LanguageCode, Translation] = {}

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
    """How the house is reached, from a month on."""

    since: Month
    address: Annotated[tuple[Line, ...], Field(min_length=1, max_length=6)]
    telephone: Line
    fax: Line | None = None
    web: Annotated[
        Line,
        Field(pattern=r"^[a-z0-9.-]+\.[a-z]{2,}(?:/[A-Za-z0-9._~/-]*)?$", description="A web address without its scheme: www.hrw.org."),
    ]


class Imprint(Part):
    """The house: `content/imprint.yaml`."""

    house: Line
    contacts: Annotated[tuple[Contact, ...], Field(min_length=1)]

    def contact(self, month: str) -> Contact | None:
        """The contact set in force in `month` (`2005-01`), or None where all begin later."""
        begun = [contact for contact in self.contacts if contact.since <= month]
        return max(begun, key=lambda contact: contact.since, default=None)


class Labels(Part):
    """The few words that the templates add, in one language."""

    draft: Line
    telephone: Line
    fax: Line


class Language(Part):
    """How one language is set: `content/languages/<code>.yaml`."""

    name: Line
    direction: Direction
    hyphenation: Flag = Field(description="true: justified and hyphenated; false, where there are no patterns: ragged.")
    quotes: Annotated[tuple[Line, Line, Line, Line], Field(description="Opening and closing double quotes, then single ones.")]
    units: Annotated[tuple[Line, ...], Field(description="Words that stay on the line of the number before them.")] = ()
    months: Annotated[tuple[Line, ...], Field(min_length=12, max_length=12)]
    dateline: Annotated[Line, Field(pattern=r"\{month\}", description="{month} {year}, in the language's order.")]
    labels: Labels


class Size(Part):
    """A sheet's width and height."""

    width: Length
    height: Length


class Condition(Part):
    """The printing condition that the file is made for, as the PDF's output intent names it (ISO 15930-7, 6.2)."""

    name: Annotated[Line, Field(description="The registered name: FOGRA39.")]
    registry: Annotated[Line, Field(pattern=r"^https?://", description="Where it is registered.")] = "http://www.color.org"
    info: Annotated[Line, Field(description="The condition in words.")]
    profile: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.icc$")] | None = Field(
        None, description="Its ICC profile, a file in content/printers/icc. PDF/X-4 and coloured pictures need one."
    )


class Resolution(Part):
    """The least resolution of pictures at the size they are printed, in pixels an inch."""

    photograph: Annotated[Number, Field(ge=72, le=2400)]
    line_art: Annotated[Number, Field(ge=72, le=4800)]


class Extent(Part):
    """How many pages the house binds: a multiple, and what happens where a chapter has fewer."""

    multiple: Annotated[Number, Field(ge=1, le=64)] = 1
    short: Literal["blanks", "refuse"] = "blanks"


class Printer(Part):
    """A printing house's specification: `content/printers/<stem>.yaml`. Lengths are in points once read."""

    name: Line
    standard: Literal["PDF/X-4", "PDF/X-1a:2003"]
    trim: Size
    bleed: Length
    slug: Length = Field(description="The room beyond the bleed, for marks.")
    marks: tuple[Literal["crop", "registration"], ...] = ("crop", "registration")
    condition: Condition
    black: Literal["100 K"] = Field("100 K", description="Text is printed in black ink alone.")
    ink_limit: Annotated[Number, Field(ge=100, le=400, description="The most ink at one place, in percent of the four inks together.")]
    smallest_line: Length
    resolution: Resolution
    safety: Length = Field(description="How far text stays from the trim.")
    pages: Extent = Extent()
    links: Flag = False
    bookmarks: Flag = False
    file: Annotated[Line, Field(pattern=r"^[A-Za-z0-9._{}-]*\{stem\}[A-Za-z0-9._{}-]*$", description="The file's name: {stem}-print.")] = (
        "{stem}-print"
    )

    @model_validator(mode="after")
    def _profiled(self) -> Printer:
        if self.standard == "PDF/X-4" and not self.condition.profile:
            raise ValueError("PDF/X-4 needs the condition's ICC profile (ISO 15930-7, 6.2.3)")
        return self
