"""What a printer asks of a file, as plain data for the worker that makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pressroom.model import Printer


@dataclass(frozen=True)
class Specification:
    """The values of a `Printer` that matter to the file. Lengths are in points.

    `blanks` is the number of which the pages are made a multiple; `profile` is an ICC profile's bytes.

    It is not the model's `Printer` itself: a worker starts before the content is read, and reading that from a job would have it import
    pydantic and the model first. That takes 0.23 s of processor time in each worker, where loading the engine takes 0.25 s.
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
        """From the sheet's edge to the trim."""
        return self.bleed + self.slug
