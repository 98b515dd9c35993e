"""Finished files read back and examined, item by item. What was made is never asked of its maker."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, cached_property, partial
from pathlib import Path

from pressroom import project, proof, readback
from pressroom.check import machine_names, preflight
from pressroom.check.preflight import Flaw, Item, Sources, judged
from pressroom.check.verapdf import Validator
from pressroom.editions import PRINT, SCREEN
from pressroom.errors import ContentRefused, EngineFailed, OutputFailed, Place, PressroomError, Problem
from pressroom.manuscript import Manuscript, figures
from pressroom.project import Project
from pressroom.proof import Extent, Told
from pressroom.readback import Frame, Line, Survey

CHAPTER = "content/chapters/"  # the files there are each said by one chapter, all others by every one
WORDS = "every word of the content, in order"
HIDDEN = "a template or a stylesheet hides or changes them"


@dataclass(frozen=True)
class File:
    """A finished file: its path as the user knows it, its size in bytes, its SHA-256, and of a PDF the pages and the plates' pages. Of the
    folder with all of them, the path alone."""

    path: Path
    size: int = 0
    digest: str = ""
    pages: int = 0
    plates: dict[str, tuple[int, ...]] | None = None


@dataclass(frozen=True)
class Findings:
    """The items of one chapter, and its files by edition: screen, press where there is one, html, and all of them together.

    `notes` are the lines that could not be set well, as the map of words remembers them for just these files.
    """

    manuscript: Manuscript
    files: dict[str, File]
    items: tuple[Item, ...]
    notes: tuple[Problem, ...] = ()

    @property
    def failing(self) -> int:
        """How many items fail."""
        return sum(item.verdict == "fail" for item in self.items)


def opened(root: Path, stems: Sequence[str], printer: str | None, now: datetime | None = None) -> Project:
    """The project in `root` at the hour `now` (else the clock's) with the chapters `stems`, all of whose files are there.

    Raises `ContentRefused` where the content can't be read, `WrongUsage` for a stem or a printer that there isn't, `OutputFailed` that
    names each file that was not made.
    """
    ours = project.read(root, stems, printer, now=now)
    if ours.library.problems:
        raise ContentRefused(*ours.library.problems)
    option = f" --printer {printer}" if printer else ""
    missing = [
        Problem("not-built", "is not there", Place(str(path)), f"run: python build.py build {stem}{option}")
        for stem in ours.manuscripts
        for path in _paths(ours, stem, root / "dist").values()
        if not path.is_file()
    ]
    if missing:
        raise OutputFailed(*missing)
    return ours


def inspect(ours: Project, shelf: Path | None = None) -> Iterator[Findings]:
    """Examines the files of each chapter of `ours` on `shelf` (else dist/). Raises `OutputFailed` where a file can't be read."""
    yield from (_Chapter(ours, stem, shelf or ours.root / "dist").examined() for stem in ours.manuscripts)


def validated(findings: Findings, validator: Validator) -> Findings:
    """The findings with what a `validator` says of the screen edition; waits for its answer."""
    more = preflight.validated(partial(validator.answer, findings.files[SCREEN.name].path))
    return replace(findings, items=(*findings.items, *more))


def _paths(ours: Project, stem: str, shelf: Path) -> dict[str, Path]:
    """The files of a chapter on a shelf, by edition."""
    folder = shelf / stem
    return {**{edition.name: folder / f"{ours.file(stem, edition)}.pdf" for edition in ours.editions}, "html": folder / f"{stem}.html"}


class _Chapter:
    """The examination of one chapter's files."""

    def __init__(self, ours: Project, stem: str, shelf: Path):
        self.ours, self.stem, self.folder = ours, stem, shelf / stem
        self.paths = _paths(ours, stem, shelf)
        self.manuscript, self.locate = ours.manuscripts[stem], ours.locate(stem)
        self.pictures = list(figures(self.manuscript.chapter))
        self.unreadable: set[str] = set()
        self.tagged = {edition.name for edition in ours.editions if edition.standard == "PDF/UA"}
        self.data = {edition: _read(path) for edition, path in self.paths.items()}

    def examined(self) -> Findings:
        """All items but veraPDF's."""
        files, items = {}, []
        for edition, path in self.paths.items():
            data = self.data[edition]
            file = File(path, len(data), hashlib.sha256(data).hexdigest())
            if edition == "html":
                items.append(self.words(edition, partial(proof.prove_page, data.decode("utf-8", "replace"))))
            else:
                try:
                    survey = readback.survey(data)
                except EngineFailed as failure:
                    self.unreadable.add(path.name)
                    items.append(judged("readable", edition, "a PDF", "", [Flaw(problem.message) for problem in failure.problems]))
                else:
                    file = File(path, file.size, file.digest, len(survey.pages), preflight.plates(survey))
                    items += self.screen(survey, edition) if edition in self.tagged else self.press(survey)
                    items.append(self.words(edition, partial(proof.prove, data)))
            files[edition] = file
        items += self.fitted()
        items += self.harm()
        files["all"] = File(self.folder)
        return Findings(self.manuscript, files, tuple(items), self.notes())

    @cached_property
    def map(self) -> bytes:
        """The map of words."""
        path = self.folder / f"{self.stem}.map.json"
        return _read(path) if path.is_file() else b""

    def where(self, survey: Survey, edition: str) -> preflight.Where:
        """Where in the content words on a page are written, by the map of words."""
        places = cache(partial(proof.places, self.map, edition))

        def where(page: int, bounds: Frame) -> Place | None:
            boxes = survey.pages[page - 1].boxes
            trim = boxes.get("TrimBox", boxes["MediaBox"])
            across, down = (bounds[0] + bounds[2]) / 2 - trim[0], trim[3] - (bounds[1] + bounds[3]) / 2
            at = (place for line, place in places() if line.page == page and _holds(line, across, down))
            return next(at, None)

        return where

    @cached_property
    def remembered(self) -> dict[str, tuple[tuple[Problem, ...], Extent | None]]:
        """What the map of words remembers of each edition, if it is of this very file."""
        return {edition.name: proof.remembered(self.map, edition.name, self.data[edition.name]) for edition in self.ours.editions}

    def notes(self) -> tuple[Problem, ...]:
        told = [note for strained, extent in self.remembered.values() for note in (*strained, *(extent.notes if extent else ()))]
        return tuple(dict.fromkeys(told))

    def fitted(self) -> Iterator[Item]:
        """The items of how the chapter fits the pages that it asks for, in the edition that has them."""
        for edition in self.ours.editions:
            if asked := self.ours.asked_pages(self.stem, edition):
                _, extent = self.remembered[edition.name]
                flaws = [(told.kind, Flaw(_told(told), told.page, told.problem.place)) for told in (extent.told if extent else ())]
                measured = preflight.Extent(extent.pages, extent.free, flaws, extent.missed > 0) if extent else None
                own, build = self.locate(("pages",))[0], f"run: python build.py build {self.stem}"
                yield from preflight.fitted(edition.name, asked, measured, own, build)

    def screen(self, survey: Survey, edition: str) -> Iterator[Item]:
        """The items of an edition that is tagged, as the screen edition is."""
        described = [(figure.alt, self.locate((*path, "alt"))[0]) for path, figure in self.pictures if figure.alt]
        items = preflight.screen(survey, self.manuscript.code, described, self.where(survey, edition))
        return (replace(item, edition=edition) for item in items)

    def press(self, survey: Survey) -> Iterator[Item]:
        house = self.ours.printer
        if not house:
            raise ValueError("a print edition without a printer")
        sources = Sources(
            value=lambda key: house.locate((key,))[0],
            pictures=[self.locate((*path, "image"))[0] for path, _ in self.pictures],
            colour=cache(lambda colour: self.declared(colour=colour)),
            width=cache(lambda width: self.declared(width=width)),
            words=self.where(survey, PRINT.name),
        )
        return preflight.press(survey, house.values, sources)

    def harm(self) -> Iterator[Item]:
        """The items that none of the files in a chapter's folder says what it may not."""
        known = {path.name: self.data[edition] for edition, path in self.paths.items()}
        names = [path.name for path in sorted(self.folder.iterdir()) if path.is_file() and path.name not in self.unreadable]
        files = {name: known[name] if name in known else _read(self.folder / name) for name in names}
        said, file = self.ours.open_texts(self.stem), self.ours.library.chapters[self.stem].source.file
        named = [
            problem
            for problem in self.ours.protected
            if problem.place and (problem.place.file == file or CHAPTER not in problem.place.file)
        ]
        flaws = [Flaw(problem.message, place=problem.place) for problem in named]
        yield judged("protected names", "all", "no name of content/protected.yaml", "none", flaws, "take it out, or redact it")
        if redacted := self.ours.redacted(self.stem):
            yield preflight.redactions(redacted, said, files)
        yield preflight.machine_traces(machine_names.machine_names(self.ours.root), said, files)

    def declared(self, **what: object) -> Place | None:
        found = self.ours.declared(**what)  # type: ignore[arg-type]
        return found[0] if found else None

    def words(self, edition: str, prove: Callable[..., object]) -> Item:
        """The item that a file says every word of the content, and no other; its fonts and actions have items of their own."""
        problems: tuple[Problem, ...] = ()
        try:
            prove(self.manuscript, self.locate)
        except EngineFailed as failure:
            problems = tuple(problem for problem in failure.problems if problem.code not in ("font-foreign", "pdf-unwanted"))
        flaws = [Flaw(problem.message, place=problem.place) for problem in problems]
        return judged("words", edition, WORDS, "all of them", flaws, self.remedy() if flaws else "")

    def remedy(self) -> str:
        """How words that differ are mended: a file made from other content, templates or styles than those of now is made again."""
        try:
            fresh = self.ours.page(self.stem, SCREEN).html.encode()
        except PressroomError:
            fresh = b""
        stale = self.data["html"] != fresh
        return f"the files were made from older content or styles; run: python build.py build {self.stem}" if stale else HIDDEN


def _holds(line: Line, across: float, down: float) -> bool:
    return line.left <= across <= line.right and line.top <= down <= line.bottom


def _told(of: Told) -> str:
    return f"{of.what} (line {of.problem.place.line})" if of.problem.place else of.what


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutputFailed(Problem("output-unreadable", f"can't be read: {error.strerror}", Place(str(path)))) from None
