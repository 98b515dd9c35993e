"""A printer: `content/printers/<stem>.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from pressroom.model.fields import Flag, Length, Line, Number, Part


class Size(Part):
    """Width and height of the trimmed page."""

    width: Length
    height: Length


class Condition(Part):
    """The printing condition that the file is made for. The PDF's output intent names it (ISO 15930-7, 6.2)."""

    name: Annotated[Line, Field(description="The registered name: FOGRA39.")]
    registry: Annotated[Line, Field(pattern=r"^https?://", description="Where it is registered.")] = "http://www.color.org"
    info: Annotated[Line, Field(description="The condition in words.")]
    profile: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.icc$")] | None = Field(
        None, description="Its ICC profile, a file in content/printers/icc. PDF/X-4 and coloured pictures need one."
    )


class Resolution(Part):
    """The minimum resolution of pictures at printed size, in pixels per inch."""

    photograph: Annotated[Number, Field(ge=72, le=2400)]
    line_art: Annotated[Number, Field(ge=72, le=4800)]


class Extent(Part):
    """The number of pages that the printer binds: a multiple, and what to do if a chapter has fewer."""

    multiple: Annotated[Number, Field(ge=1, le=64)] = 1
    short: Literal["blanks", "refuse"] = "blanks"


class Printer(Part):
    """A printer's specification: `content/printers/<stem>.yaml`. Lengths are read into points."""

    name: Line
    standard: Literal["PDF/X-4", "PDF/X-1a:2003"]
    trim: Size
    bleed: Length
    slug: Length = Field(description="The width of the area outside the bleed, for marks.")
    marks: tuple[Literal["crop", "registration"], ...] = ("crop", "registration")
    condition: Condition
    black: Literal["100 K"] = Field("100 K", description="Text is printed in black ink alone.")
    ink_limit: Annotated[Number, Field(ge=100, le=400, description="The most ink at any point, in percent of the four inks together.")]
    smallest_line: Length
    resolution: Resolution
    safety: Length = Field(description="The minimum distance of text from the trim.")
    pages: Extent = Extent()
    stock: Line | None = Field(None, description="The paper, as named on the job ticket.")
    quantity: Annotated[Number, Field(ge=1)] | None = Field(None, description="The number of copies.")
    contact: Line | None = Field(None, description="The contact at the printer.")
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
