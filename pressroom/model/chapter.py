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
    """A body that is one text is short for a list of one `text` block."""
    return [{"text": typed}] if isinstance(typed, str) else typed


def _body_schema(schema: dict[str, Any]) -> None:
    """Allow a single text in the JSON Schema too."""
    array = {key: schema.pop(key) for key in ("type", "items", "minItems") if key in schema}
    schema["anyOf"] = [{"type": "string", "minLength": 1}, array]


class Figure(Part):
    """A picture from `content/images/`: with a description for readers who can't see it, or declared decorative."""

    image: Annotated[
        str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.(?:png|jpg|jpeg)$", description="A PNG or JPEG file in content/images.")
    ]
    alt: Unseen | None = Field(None, description="A description for readers who can't see the picture.")
    decorative: Flag = Field(False, description="true: the picture adds nothing to the text.")
    caption: Inline | None = None
    credit: Words | None = None

    @model_validator(mode="after")
    def _described(self) -> Figure:
        if bool(self.alt) == self.decorative:
            raise ValueError("a figure needs either 'alt' (a description for readers who can't see it) or 'decorative: true'")
        return self


class Table(Part):
    """Rows under column headings. The first cell of a row is the heading of the row."""

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
    """One part of a section's body. It has exactly one of these keys."""

    text: Prose | None = None
    quotation: Quotation | None = None
    figure: Figure | None = None
    table: Table | None = None

    @model_validator(mode="after")
    def _one_key(self) -> Block:
        if len(self.model_fields_set) != 1:
            raise ValueError(f"a block needs exactly one of {str(list(Block.model_fields))[1:-1]}")
        return self

    @property
    def kind(self) -> str:
        """The key that it has, which is also the name of its template."""
        return next(iter(self.model_fields_set))

    @property
    def part(self) -> Any:
        """The value of that key."""
        return getattr(self, self.kind)


Blocks = Annotated[tuple[Block, ...], Field(min_length=1)]
Body = Annotated[
    Blocks,
    BeforeValidator(_as_blocks),
    Field(description=f"Prose, or a list of blocks: {', '.join(Block.model_fields)}.", json_schema_extra=_body_schema),
    Setting("blocks"),  # if it is one text
]


class Subsection(Part):
    """A second-level heading and the text under it."""

    heading: Inline
    body: Body


class Section(Part):
    """A first-level heading and the text under it."""

    heading: Inline
    body: Body | None = None
    subsections: tuple[Subsection, ...] = ()

    @model_validator(mode="after")
    def _filled(self) -> Section:
        if not (self.body or self.subsections):
            raise ValueError("a section needs a 'body' or 'subsections'")
        return self


class Chapter(Part):
    """One country summary: `content/chapters/<stem>.yaml`."""

    title: Words
    status: Literal["draft", "final"] = Field("draft", description="Every page of a draft is marked as a draft.")
    language: LanguageCode | None = Field(None, description="Default: the report's language.")
    direction: Direction | None = Field(None, description="Default: the direction of the language.")
    summary: Unseen | None = Field(None, description="A sentence for search engines and catalogues. Default: the lede's first paragraph.")
    keywords: tuple[Line, ...] = ()
    embargo: Instant | None = Field(None, description="Do not publish before this time. Default: the report's embargo.")
    pages: Annotated[Number, Field(ge=1, le=200)] | None = Field(
        None, description="How many pages the chapter should have, in the print edition if there is one, else in the screen edition."
    )
    lede: Prose
    sections: tuple[Section, ...] = ()
    notes: dict[Label, Note] = Field({}, description="Notes by label (letters A to Z, digits, hyphens). [^label] refers to one.")
    release: Release | None = Field(None, description="The press release about the chapter.")
