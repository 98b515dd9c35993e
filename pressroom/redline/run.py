"""A run of `changes` as a whole: its chapters, and the errors that it has to report."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pressroom import errors
from pressroom.console import Console
from pressroom.editions import Edition
from pressroom.errors import ContentRefused, PressroomError
from pressroom.html import Page
from pressroom.pdf.render import Job
from pressroom.project import Project
from pressroom.redline.comparison import Comparison, Side
from pressroom.redline.old_version import OldVersion

SHEET = "change sheet"  # in messages


@dataclass(frozen=True)
class Chapter:
    """A chapter of which both versions are loaded; there is no `old` side where the old version did not have it."""

    version: OldVersion
    old: Side | None
    new: Side

    @property
    def stem(self) -> str:
        """Its stem."""
        return self.new.stem


@dataclass(frozen=True)
class RenderedEdition:
    """An edition of a chapter for the engine, and the `sides` that it is of: both, where their pages are the same."""

    stem: str
    job: Job
    edition: Edition
    sides: tuple[Side, ...]
    is_old: bool = False

    @property
    def part(self) -> str:
        """What messages call it."""
        return f"{self.edition} edition{' of the old version' if self.is_old else ''}"


@dataclass(frozen=True)
class RenderedSheet:
    """The change sheet of a chapter for the engine."""

    stem: str
    job: Job
    page: Page
    comparison: Comparison
    part: str = SHEET


@dataclass
class Run:
    """A run over the chapters of `project`. `failures` are the errors so far, `failed` the chapters that have any."""

    project: Project
    console: Console
    chapters: list[Chapter] = field(default_factory=list)
    failures: list[PressroomError] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.project.library.problems:
            self.failures.append(ContentRefused(*self.project.library.problems))

    @contextmanager
    def errors_of(self, stem: str, part: str = "") -> Iterator[None]:
        """Collect an error of a chapter, named as `errors.named` does, and go on: it keeps the sheet that it had, the others get theirs."""
        try:
            yield
        except PressroomError as error:
            self.failures.append(errors.named(error, stem, part))
            self.failed.add(stem)
