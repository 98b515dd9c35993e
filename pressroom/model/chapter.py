"""A chapter: `content/chapters/<stem>.yaml`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from pressroom.model.fields import (
    Cell,
    Direction,
    Flag,
    Inline,
    Instant,
    Label,
    LanguageCode,
    Line,
    Note,
    Number,
    Part,
    Prose,
    Setting,
    Unseen,
    Words,
)
from pressroom.model.quotation import Quotation
from pressroom.model.release import Release


def _as_blocks(typed: Any) -> Any:
    """A section's body may be one text: it is the short form of a list of one block."""
    return [{"text": typed}] if isinstance(typed, str) else typed


def _body_schema(schema: dict[str, Any]) -> None:
    """In JSON Schema too, a body may be one text."""
    array = {key: schema.pop(key) for key in ("type", "items", "minItems") if key in schema}
    schema["anyOf"] = [{"type": "string", "minLength": 1}, array]


class Figure(Part):
    """A picture from `content/images/`, with words for readers who can't see it, or the statement that it says nothing."""

    image: Annotated[
        str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.(?:png|jpg|jpeg)$", description="A PNG or JPEG file in content/images.")
    ]
    alt: Unseen | None = Field(None, description="What the picture says, for readers who can't see it.")
    decorative: Flag = Field(False, description="true: the picture says nothing that the text does not.")
    caption: Inline | None = None
    credit: Words | None = None

    @model_validator(mode="after")
    def _described(self) -> Figure:
        if bool(self.alt) == self.decorative:
            raise ValueError("a figure has either 'alt', the words that stand for it, or 'decorative: true'")
        return self


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
            raise ValueError(f"a block has exactly one of {str(list(Block.model_fields))[1:-1]}")
        return self

    @property
    def kind(self) -> str:
        """Which of its keys it has; its template has that name."""
        return next(iter(self.model_fields_set))

    @property
    def part(self) -> Any:
        """What it holds under that key."""
        return getattr(self, self.kind)


Blocks = Annotated[tuple[Block, ...], Field(min_length=1)]
Body = Annotated[
    Blocks,
    BeforeValidator(_as_blocks),
    Field(description=f"Prose, or a list of blocks: {', '.join(Block.model_fields)}.", json_schema_extra=_body_schema),
    Setting("blocks"),  # where it is one text
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

    title: Words
    status: Literal["draft", "final"] = Field("draft", description="A draft says so on every page.")
    language: LanguageCode | None = Field(None, description="The report's language where it isn't given.")
    direction: Direction | None = Field(None, description="The language's direction where it isn't given.")
    summary: Unseen | None = Field(None, description="A sentence for search engines and catalogues; else the lede's first paragraph.")
    keywords: tuple[Line, ...] = ()
    embargo: Instant | None = Field(None, description="Not to be published before; the report's where it isn't given.")
    pages: Annotated[Number, Field(ge=1, le=200)] | None = Field(
        None, description="How many pages it should take, in the print edition where there is one."
    )
    lede: Prose
    sections: tuple[Section, ...] = ()
    notes: dict[Label, Note] = Field({}, description="Notes by label (letters A to Z, digits, hyphens); [^label] calls one.")
    release: Release | None = Field(None, description="The press release that goes with the chapter.")
