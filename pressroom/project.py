"""A project as a run finds it: its content, its manuscripts, and how each edition of them is made and called."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from pressroom import content, html
from pressroom.content import Library
from pressroom.errors import Fault, Place, WrongUsage
from pressroom.folder import Folder
from pressroom.html import Book, Page, Press
from pressroom.manuscript import Locate, Manuscript
from pressroom.pdf.specification import Specification

Edition = Literal["screen", "press"]


@dataclass(frozen=True)
class Project:
    """The project in `root`, read once. `manuscripts` are those of the library's chapters, by stem."""

    root: Path
    library: Library

    @cached_property
    def manuscripts(self) -> dict[str, Manuscript]:
        library = self.library
        return {
            stem: Manuscript(stem, chapter.value, library.report.value, library.imprint.value.house, library.contact, library.languages)
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

    def locate(self, stem: str) -> Locate:
        """Where a chapter's values stand in its file."""
        return self.library.chapters[stem].source.place

    @cached_property
    def protected(self) -> tuple[Fault, ...]:
        """Each place at which the content says a protected name. Raises `ContentRefused` where the names can't be read."""
        return content.protected(self.root / "content", self.library)

    def redacted(self, stem: str) -> dict[str, Place]:
        """The words of a chapter's redactions, which no file may say, each with its place."""
        return self.library.chapters[stem].source.redacted

    def open_texts(self, stem: str) -> list[str]:
        """All that may be said in a chapter's files: its own words but for the redacted and the house's."""
        library = self.library
        sources = [library.chapters[stem].source, library.report.source, library.imprint.source]
        labels = [str(language) for language in library.languages.values()]
        return [stem, *(source.shown for source in sources), *labels]

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
            created=self.created,
            proof=proof,
            press=self.press if edition == "press" else None,
        )

    @cached_property
    def house(self) -> Manuscript:
        """The report's own words in its own language, as its first chapter knows them."""
        first = next(iter(self.manuscripts.values()))
        return replace(first, chapter=first.chapter.model_copy(update={"language": None, "direction": None}))

    def book(self, stems: Sequence[str], *, volume: bool) -> Book:
        """The EPUB's files of a chapter, or of a volume of chapters. Raises `ContentRefused`, `StyleRefused`."""
        chapters = [(self.manuscripts[stem], self.locate(stem)) for stem in stems]
        templates, styles, images = self._templates, self._styles, self._images
        if volume:
            return html.volume_book(self.house, chapters, templates, styles, images, self.created)
        return html.chapter_book(*chapters[0], templates, styles, images, self.created)

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
    def created(self) -> str:
        """The documents' date: SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else the month of issue; never the clock."""
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        if epoch is None:
            return f"{self.library.report.value.issued}-01T00:00:00Z"
        try:
            return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(epoch)))
        except (ValueError, OverflowError, OSError):
            raise WrongUsage(Fault("source-date", f"SOURCE_DATE_EPOCH is no number of seconds: {epoch!r}")) from None


def read(root: Path, stems: Sequence[str], printer: str | None = None) -> Project:
    """The project in `root` with the chapters `stems` (none: all that the report lists). `printer`, the stem of a file in
    content/printers, takes the place of the report's. Raises as `content.load` does; chapters that are refused are left out.
    """
    return Project(root, content.load(root / "content", stems, printer))
