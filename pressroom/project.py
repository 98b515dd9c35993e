"""A project as a command finds it: its content, its manuscripts, and what each edition of them is made from and called."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from pressroom import content, editions, html
from pressroom.content import Library, UpToDate
from pressroom.editions import PRINT, Edition
from pressroom.errors import Place, Problem, WrongUsage
from pressroom.files import Folder
from pressroom.html import Book, Page, PrinterFile
from pressroom.manuscript import Embargo, File, Locate, Manuscript, walk
from pressroom.manuscript import Path as ValuePath
from pressroom.model import Chapter, Language, Report
from pressroom.pdf.render import Job
from pressroom.pdf.specification import Specification

RED_GREEN_BLUE = re.compile(r"the colour #([0-9a-f]{6})")
EPOCH = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True)
class Project:
    """The project in `root`, read once.

    `now` is the time by which embargoes are in force or over, `correction` the reason for a corrected kit, empty where it is none.
    """

    root: Path
    library: Library
    now: datetime
    correction: str = ""

    @cached_property
    def manuscripts(self) -> dict[str, Manuscript]:
        """The chapters that were read, by stem, each with all that its pages need of the publisher."""
        library = self.library
        report = library.report.value
        return {
            stem: Manuscript(
                stem,
                chapter.value,
                report,
                library.imprint.value,
                library.contact,
                _own(library.languages, chapter.value, report),
                self._embargo(chapter.value.embargo or report.embargo),
                self.correction,
            )
            for stem, chapter in library.chapters.items()
        }

    @cached_property
    def printer(self) -> PrinterFile | None:
        """What the printer asks for; None where there is no printer, and so no print edition."""
        printer = self.library.printer
        return PrinterFile(printer.value, printer.source.place, self.library.profile) if printer else None

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions that each chapter is made in."""
        return editions.made(printer=self.printer is not None)

    def _embargo(self, until: datetime | None) -> Embargo | None:
        return Embargo(until, self.library.imprint.value.zones, self.now < until) if until else None

    def locate(self, stem: str) -> Locate:
        """Where a chapter's values stand in its file, those of the publisher in theirs."""
        library = self.library
        sources = {"chapter": library.chapters[stem].source, "report": library.report.source, "imprint": library.imprint.source}

        def place(path: ValuePath, line: int = 0, column: int = 0, *, file: File = "chapter") -> tuple[Place, str]:
            return sources[file].place(path, line, column)

        return place

    @cached_property
    def protected(self) -> tuple[Problem, ...]:
        """An error for each place at which the content has a protected name. Raises `ContentRefused` where the names can't be read."""
        return content.protected(self.root / "content", self.library)

    def redacted(self, stem: str) -> dict[str, Place]:
        """The words of a chapter's redactions, which must be in no file, each with its place."""
        return self.library.chapters[stem].source.redacted

    def open_texts(self, stem: str) -> list[str]:
        """All texts that may stand in a chapter's files: its own without what is redacted, and the publisher's."""
        library = self.library
        sources = [library.chapters[stem].source, library.report.source, library.imprint.source]
        labels = [str(language) for language in library.languages.values()]
        return [stem, *(source.shown for source in sources), *labels]

    def file(self, stem: str, edition: Edition) -> str:
        """The name of an edition's PDF, without its ending."""
        name = edition.file or (self.printer.values.file if self.printer else "")
        return name.replace("{stem}", stem)

    def asked_pages(self, stem: str, edition: Edition) -> int:
        """How many pages an edition should have; 0: as many as it takes. The print edition's are counted where there is one, since a
        printer charges for them, else those of the first."""
        counted = next((each for each in self.editions if each.for_printer), self.editions[0])
        return self.manuscripts[stem].chapter.pages or 0 if edition == counted else 0

    def page(self, stem: str, edition: Edition, *, proof: bool = False) -> Page:
        """The page of an edition; with `proof`, its baseline grid shows. Raises `ContentRefused`, `StyleRefused`."""
        return html.chapter_page(
            self.manuscripts[stem],
            self.locate(stem),
            self._templates,
            self._styles,
            self._images,
            edition,
            self.printer,
            created=self.created,
            proof=proof,
        )

    def job(self, stem: str, edition: Edition, page: Page) -> Job:
        """What the engine has to do for the page of an edition."""
        printer = self.printer if edition.standard == "PDF/X" else None
        specification = Specification.of(printer.values, printer.profile) if printer else None
        return Job(page.html, page.style_places, specification, self.asked_pages(stem, edition))

    def release(self, stem: str) -> Page:
        """The page of a chapter's press release, which it must have. Raises `StyleRefused`."""
        return self.sheet("release", stem, html.release_values(self.manuscripts[stem]), chapter=True)

    def image(self, file: str) -> bytes:
        """The bytes of a picture in content/images that a page was made with."""
        return self._images.read(file)

    def declared(self, colour: tuple[int, ...] = (), width: float = 0) -> tuple[Place, str] | None:
        """The place and the line of the print edition's stylesheets that declares a colour (red, green and blue from 0 to 255), or a width
        in points; None where none does."""
        from pressroom.html import declared  # its parser serves only where something is wrong

        sheet = declared.edition_stylesheet(self._styles, PRINT, self.library.report.value.page_style)
        return declared.colour(sheet, colour) if colour else declared.width(sheet, width)

    def placed(self, problem: Problem) -> Problem:
        """The problem, at the stylesheet's line that declares the colour where the engine refuses one."""
        found = RED_GREEN_BLUE.search(problem.message) if problem.code == "ink-foreign" else None
        where = self.declared(tuple(bytes.fromhex(found[1]))) if found else None
        return problem.at(*where) if where else problem

    def sheet(self, name: str, stem: str, values: dict[str, Any], *, chapter: bool = False) -> Page:
        """A document that goes with a chapter, from the template `name`, set as a `chapter` is or more plainly. Raises `StyleRefused`."""
        return html.sheet(name, self.manuscripts[stem], values, self._templates, self._styles, created=self.created, chapter=chapter)

    @cached_property
    def volume(self) -> Manuscript:
        """The report's own words, in its language, as the manuscript of its first chapter has them."""
        first = next(iter(self.manuscripts.values()))
        return replace(first, chapter=first.chapter.model_copy(update={"language": None, "direction": None}))

    def book(self, stems: Sequence[str], *, volume: bool) -> Book:
        """The EPUB's files of a chapter, or of a volume of chapters. Raises `ContentRefused`, `StyleRefused`."""
        chapters = [(self.manuscripts[stem], self.locate(stem)) for stem in stems]
        templates, styles, images = self._templates, self._styles, self._images
        if volume:
            return html.volume_book(self.volume, chapters, templates, styles, images, self.created)
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
        """The documents' date, `2005-01-01T00:00:00Z`: SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else the month of
        issue; never the clock's. Raises `WrongUsage`."""
        epoch = os.environ.get(EPOCH)
        if epoch is None:
            return f"{self.library.report.value.issued}-01T00:00:00Z"
        try:
            return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(epoch)))
        except (ValueError, OverflowError, OSError):
            raise WrongUsage(Problem("source-date", f"{EPOCH} is not a number of seconds: {epoch!r}")) from None


def read(
    root: Path,
    stems: Sequence[str],
    printer: str | None = None,
    is_up_to_date: UpToDate = lambda *_: False,
    *,
    now: datetime | None = None,
    correction: str = "",
) -> Project:
    """The project in `root` with the chapters `stems` (none: all that the report lists). `printer`, the stem of a file in
    content/printers, takes the place of the report's, and `now` that of the clock. Chapters that are up to date are not read, those that
    have errors are left out: `library.problems` has them. Raises as `content.load` does.
    """
    return Project(root, content.load(root / "content", stems, printer, is_up_to_date), now or datetime.now(UTC), correction)


def _own(languages: Mapping[str, Language], chapter: Chapter, report: Report) -> dict[str, Language]:
    """Those of `languages` that a chapter and its press release are written in, or name."""
    named = [line.text for line in walk(chapter) if line.kind == "language"]
    return {code: languages[code] for code in dict.fromkeys([chapter.language or report.language, *named])}
