"""The requirements of a printer for a file, as plain data for a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pressroom.model import Printer


@dataclass(frozen=True)
class Specification:
    """The values of a `Printer` that matter to the file. Lengths are in points.

    `blanks` is the page multiple to which blank pages are added; `profile` is the data of an ICC profile.

    The model's `Printer` is not used, since workers start before the content is read, and unpickling it would import pydantic and the model
    in each worker. That takes 0.23 s of processor time, while loading the engine takes 0.25 s.
    """

    standard: str
    width: float
    height: float
    bleed: float
    slug: float
    marks: tuple[str, ...]
    condition: str
    registry: str
    info: str
    profile: bytes | None
    blanks: int
    links: bool
    bookmarks: bool

    @classmethod
    def of(cls, printer: Printer, profile: bytes | None) -> Specification:
        """The specification of `printer`, whose condition has `profile`."""
        return cls(
            standard=printer.standard,
            width=printer.trim.width,
            height=printer.trim.height,
            bleed=printer.bleed,
            slug=printer.slug,
            marks=printer.marks,
            condition=printer.condition.name,
            registry=printer.condition.registry,
            info=printer.condition.info,
            profile=profile,
            blanks=printer.pages.multiple if printer.pages.short == "blanks" else 1,
            links=printer.links,
            bookmarks=printer.bookmarks,
        )

    @property
    def offset(self) -> float:
        """The distance from the edge of the page to its trim."""
        return self.bleed + self.slug
