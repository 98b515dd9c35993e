"""A project as a run finds it: its content, its manuscripts, and how each edition of them is made and called."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Literal

from pressroom import content, html
from pressroom.content import Library
from pressroom.embargo import Embargo
from pressroom.errors import Fault, WrongUsage
from pressroom.folder import Folder
from pressroom.html import Page, Press
from pressroom.manuscript import Locate, Manuscript
from pressroom.pdf.specification import Specification

Edition = Literal["screen", "press"]


@dataclass(frozen=True)
class Project:
    """The project in `root`, read once. `manuscripts` are those of the library's chapters, by stem.

    `now` is the hour of the build, by which an embargo is in force or over; `correction` the reason for a corrected edition.
    """

    root: Path
    library: Library
    now: datetime
    correction: str = ""

    @cached_property
    def manuscripts(self) -> dict[str, Manuscript]:
        library = self.library
        return {
            stem: Manuscript(
                stem,
                chapter.value,
                library.report.value,
                library.imprint.value.house,
                library.contact,
                library.languages,
                self._embargo(chapter.value.embargo or library.report.value.embargo),
                self.correction,
            )
            for stem, chapter in library.chapters.items()
        }

    @cached_property
    def press(self) -> Press | None:
        """The house of the press edition; None where there is none."""
        printer = self.library.printer
        return Press(printer.value, printer.source.place, self.library.profile) if printer else None

    @property
    def specification(self) -> Specification | None:
        """What the engine is told of that house."""
        return Specification.of(self.press.printer, self.press.profile) if self.press else None

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions that each chapter is made in."""
        return ("screen", "press") if self.press else ("screen",)

    def _embargo(self, until: datetime | None) -> Embargo | None:
        return Embargo(until, self.library.imprint.value.zones, self.now < until) if until else None

    def locate(self, stem: str) -> Locate:
        """Where a chapter's values stand in its file."""
        return self.library.chapters[stem].source.place

    def file(self, stem: str, edition: Edition) -> str:
        """The name of an edition's PDF, without its ending."""
        return self.press.printer.file.replace("{stem}", stem) if edition == "press" and self.press else stem

    def page(self, stem: str, edition: Edition, *, proof: bool = False) -> Page:
        """The page of an edition; with `proof`, its baseline grid shows. Raises `ContentRefused`, `StyleRefused`."""
        return html.page(
            self.manuscripts[stem],
            self.locate(stem),
            self._templates,
            self._styles,
            self._images,
            created=self._created,
            proof=proof,
            press=self.press if edition == "press" else None,
        )

    def release(self, stem: str) -> Page:
        """The page of a chapter's press release, which it must have. Raises `StyleRefused`."""
        return html.release(self.manuscripts[stem], self._templates, self._styles, created=self._created)

    def ticket(self, stem: str, rows: Sequence[tuple[str, str]], file: str) -> Page:
        """The page of the job ticket for a chapter's press edition `file`. Raises `StyleRefused`."""
        return html.ticket(self.manuscripts[stem], rows, file, self._templates, self._styles, created=self._created)

    def image(self, file: str) -> bytes:
        """A picture of content/images; only one that a page was made with."""
        return self._images.read(file)

    @property
    def created(self) -> str:
        """The documents' date (`2005-01-01T00:00:00Z`)."""
        return self._created

    @cached_property
    def _templates(self) -> Folder:
        return Folder(self.root / "templates", "templates")

    @cached_property
    def _styles(self) -> Folder:
        return Folder(self.root / "styles", "styles")

    @cached_property
    def _images(self) -> Folder:
        return Folder(self.root / "content" / "images", "content/images")

    @cached_property
    def _created(self) -> str:
        """The documents' date: SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else the month of issue; never the clock."""
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        if epoch is None:
            return f"{self.library.report.value.issued}-01T00:00:00Z"
        try:
            return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(epoch)))
        except (ValueError, OverflowError, OSError):
            raise WrongUsage(Fault("source-date", f"SOURCE_DATE_EPOCH is no number of seconds: {epoch!r}")) from None


def read(root: Path, stems: Sequence[str], printer: str | None = None, now: datetime | None = None, correction: str = "") -> Project:
    """The project in `root` with the chapters `stems` (none: all that the report lists). `printer`, the stem of a file in
    content/printers, takes the place of the report's; `now` that of the clock. Raises as `content.load` does; chapters that are refused
    are left out.
    """
    return Project(root, content.load(root / "content", stems, printer), now or datetime.now(UTC), correction)
