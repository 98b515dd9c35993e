"""A chapter on its way through a build, and what its parts are called in the record and in dist/."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pressroom.editions import Edition
from pressroom.errors import Problem
from pressroom.files import Shelf
from pressroom.html import Page
from pressroom.pdf.render import Made
from pressroom.project import Project

if TYPE_CHECKING:
    from pressroom.proof import Extent, Proof

MAP = "map"  # what a chapter's map of words is called in the record


@dataclass(frozen=True)
class Proved:
    """An edition that holds every word of its chapter.

    `page` is what it was typeset from, None where an earlier build made it; `line_warnings` are about badly set lines,
    `extent` says how far it fills its pages.
    """

    page: Page | None
    pdf: bytes
    proof: Proof
    line_warnings: tuple[Problem, ...] = ()
    extent: Extent | None = None


@dataclass
class Chapter:
    """The chapter `stem` in a build: its `outdated` editions are made, those that are `proved` wait to be published together."""

    stem: str
    outdated: tuple[Edition, ...]
    proved: dict[Edition, Proved] = field(default_factory=dict)
    failed: bool = False
    published: bool = False

    @property
    def complete(self) -> bool:
        """Whether all editions that are made are proved."""
        return not self.failed and self.proved.keys() == set(self.outdated)


@dataclass(frozen=True)
class Rendered:
    """The page of an edition of a chapter."""

    chapter: Chapter
    edition: Edition
    page: Page


@dataclass(frozen=True)
class Typeset:
    """An edition of a chapter, its page, and what the engine made of it."""

    chapter: Chapter
    edition: Edition
    page: Page
    made: Made


def key(stem: str, edition: Edition, grid: bool = False) -> str:
    """What an edition of a chapter is called in the record."""
    return f"{stem}/{'proof' if grid else edition.name}"


def keys(stem: str, editions: Sequence[Edition], grid: bool = False) -> list[str]:
    """What everything that is made of a chapter is called in the record."""
    return [*(key(stem, edition, grid) for edition in editions), *([] if grid else [f"{stem}/{MAP}"])]


def pdf_name(project: Project, stem: str, edition: Edition, grid: bool = False) -> str:
    """The path of an edition's PDF below dist/."""
    return f"{stem}/{project.file(stem, edition)}{'-proof' if grid else ''}.pdf"


def recalled(shelf: Shelf, stem: str, edition: Edition, pdf: str) -> tuple[bytes, tuple[Problem, ...], Extent | None]:
    """An edition that an earlier build made, `pdf` below dist/, with its warnings and its extent as the map of words has them.

    Raises `OutputFailed` where the PDF or the map can't be read.
    """
    from pressroom import proof

    data = shelf.read(pdf)
    return data, *proof.mapping.recalled(shelf.read(f"{stem}/{stem}.map.json"), edition.name, data)
