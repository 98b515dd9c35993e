"""One chapter's finished files, inspected: each by itself, and all for what none of them may say."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, cached_property, partial
from pathlib import Path

from pressroom import proof, readback
from pressroom.cache import record
from pressroom.cache.fingerprints import digest
from pressroom.check import machine_names, preflight
from pressroom.check.findings import File, Findings
from pressroom.check.preflight import Flaw, Item, Sources, judged
from pressroom.editions import SCREEN
from pressroom.errors import EngineFailed, OutputFailed, Place, PressroomError, Problem
from pressroom.manuscript import figures
from pressroom.project import Project
from pressroom.proof import Extent, Finding
from pressroom.readback import Frame, Line, Survey

CHAPTERS = "content/chapters/"  # what is wrong in a file here concerns its chapter alone, in any other file every chapter
WORDS = "every word of the content, in order"
HIDDEN = "a template or a stylesheet hides or changes them"


def paths(project: Project, stem: str, shelf: Path) -> dict[str, Path]:
    """The files of a chapter on a shelf, by edition."""
    folder = shelf / stem
    return {
        **{edition.name: folder / f"{project.file(stem, edition)}.pdf" for edition in project.editions},
        "html": folder / f"{stem}.html",
    }


class Chapter:
    """The files of the chapter `stem` on `shelf`. Raises OutputFailed where one can't be read."""

    def __init__(self, project: Project, stem: str, shelf: Path):
        self.project, self.stem, self.folder = project, stem, shelf / stem
        self.manuscript, self.locate = project.manuscripts[stem], project.locate(stem)
        self.figures = list(figures(self.manuscript.chapter))
        self.tagged = {edition.name for edition in project.editions if edition.standard == "PDF/UA"}
        self.paths = paths(project, stem, shelf)
        self.data = {edition: _read_bytes(path) for edition, path in self.paths.items()}
        map_path = self.folder / f"{stem}.map.json"
        self.map = _read_bytes(map_path) if map_path.is_file() else b""

    def inspect(self) -> Findings:
        """All items but veraPDF's."""
        surveys: dict[str, Survey] = {}
        items: list[Item] = []
        for edition, data in self.data.items():
            if edition == "html":
                items.append(self.word_item(edition, partial(proof.prove_page, data.decode("utf-8", "replace"))))
                continue
            try:
                surveys[edition] = readback.survey(data)
            except EngineFailed as failure:
                items.append(judged("readable", edition, "a PDF", "", [Flaw(problem.message) for problem in failure.problems]))
                continue
            items += self.edition_items(edition, surveys[edition])
            items.append(self.word_item(edition, partial(proof.prove, data)))
        items += self.extent_items()
        unreadable = {path.name for edition, path in self.paths.items() if edition not in surveys and edition != "html"}
        items += self.secret_items(unreadable)
        files = {edition: _file(path, self.data[edition], surveys.get(edition)) for edition, path in self.paths.items()}
        return Findings(self.manuscript, {**files, "all": File(self.folder)}, tuple(items), self.warnings())

    def edition_items(self, edition: str, survey: Survey) -> Iterator[Item]:
        """The items of a PDF but for its words."""
        words = self.word_places(survey, edition)
        if edition in self.tagged:  # it is held to what the screen edition is
            described = [(figure.alt, self.locate((*path, "alt"))[0]) for path, figure in self.figures if figure.alt]
            items = preflight.screen(survey, self.manuscript.code, described, words)
            return (replace(item, edition=edition) for item in items)
        printer = self.project.printer
        if not printer:
            raise ValueError("a print edition without a printer")
        sources = Sources(
            value=lambda key: printer.locate((key,))[0],
            pictures=[self.locate((*path, "image"))[0] for path, _ in self.figures],
            colour=cache(lambda colour: self.declared(colour=colour)),
            width=cache(lambda width: self.declared(width=width)),
            words=words,
        )
        items = preflight.press(survey, printer.values, sources)
        own, other = self.project.library.printer_stem, self.built_for(edition)
        if other in (None, own):
            return items
        why = f"built for the printer '{other}', not for '{own}'"
        return (replace(item, found=why) if item.name == "boxes" and item.verdict == "fail" else item for item in items)

    def built_for(self, edition: str) -> str | None:
        """The stem of the printer that the build made a file for; None if that is not known."""
        path, found = f"dist/{self.stem}/{self.paths[edition].name}", digest(self.data[edition])
        own = (made for made in self.made if made.outputs.get(path, ("",))[0] == found)
        return next((value for made in own for cause, value in made.causes if cause == "printer"), None)

    def word_item(self, edition: str, prove: Callable[..., object]) -> Item:
        """The item that a file says every word of the content, and no other; its fonts and actions have items of their own."""
        problems: tuple[Problem, ...] = ()
        try:
            prove(self.manuscript, self.locate)
        except EngineFailed as failure:
            problems = tuple(problem for problem in failure.problems if problem.code not in ("font-foreign", "pdf-unwanted"))
        flaws = [Flaw(problem.message, place=problem.place) for problem in problems]
        why = self.why_words_differ(edition) if flaws else ""
        hint = f"run: python build.py build {self.stem}" if why else HIDDEN
        return judged("words", edition, WORDS, "all of them", [*([Flaw(why)] if why else []), *flaws], hint if flaws else "")

    def why_words_differ(self, edition: str) -> str:
        """Whether a file was altered since the build wrote it, or is outdated; empty if neither."""
        path = self.paths[edition]
        if self.recorded.get(f"dist/{self.stem}/{path.name}", digest(self.data[edition])) != digest(self.data[edition]):
            return "altered: these are not the bytes that the build wrote"
        return "outdated: what it was made from has changed since" if self.is_outdated else ""

    @cached_property
    def is_outdated(self) -> bool:
        """Whether the files were made from other content, templates or styles than today's."""
        try:
            return self.data["html"] != self.project.page(self.stem, SCREEN).html.encode()
        except PressroomError:
            return True

    @cached_property
    def recorded(self) -> dict[str, str]:
        """The digests of what the last build wrote, by path; none where it is not known."""
        return {path: known for made in self.made for path, (known, _, _) in made.outputs.items()}

    @cached_property
    def made(self) -> tuple[record.Made, ...]:
        """What the last build made, and from what; nothing where that is not known."""
        return tuple(record.read(str(self.folder.parent.parent)).made.values())

    def extent_items(self) -> Iterator[Item]:
        """The items of how the chapter fits the pages that it asks for, in the edition that counts."""
        for edition in self.project.editions:
            if asked := self.project.asked_pages(self.stem, edition):
                _, extent = self.measured[edition.name]
                flaws = [
                    (one.kind, Flaw(_extent_flaw(one), one.page, one.problem.place, one.problem))
                    for one in (extent.findings if extent else ())
                ]
                found = preflight.Extent(extent.pages, extent.free, flaws, extent.missed > 0) if extent else None
                own, build = self.locate(("pages",))[0], f"run: python build.py build {self.stem}"
                yield from preflight.fitted(edition.name, asked, found, own, build)

    def secret_items(self, unreadable: set[str]) -> Iterator[Item]:
        """The items that no file in the chapter's folder says what it may not."""
        known = {path.name: self.data[edition] for edition, path in self.paths.items()}
        names = [path.name for path in sorted(self.folder.iterdir()) if path.is_file() and path.name not in unreadable]
        files = {name: known[name] if name in known else _read_bytes(self.folder / name) for name in names}
        open_texts = self.project.open_texts(self.stem)
        own = self.project.library.chapters[self.stem].source.file
        named = [
            problem
            for problem in self.project.protected
            if problem.place and (problem.place.file == own or CHAPTERS not in problem.place.file)
        ]
        flaws = [Flaw(problem.message, place=problem.place) for problem in named]
        yield judged("protected names", "all", "no name of content/protected.yaml", "none", flaws, "remove or redact it")
        if redacted := self.project.redacted(self.stem):
            yield preflight.redactions(redacted, open_texts, files)
        yield preflight.machine_traces(machine_names.machine_names(self.project.root), open_texts, files)

    @cached_property
    def measured(self) -> dict[str, tuple[tuple[Problem, ...], Extent | None]]:
        """What the build measured of each edition, by the map of words, if it is of this very file."""
        return {edition.name: proof.mapping.recalled(self.map, edition.name, self.data[edition.name]) for edition in self.project.editions}

    def warnings(self) -> tuple[Problem, ...]:
        every = (
            problem
            for line_warnings, extent in self.measured.values()
            for problem in (*line_warnings, *(extent.warnings if extent else ()))
        )
        return tuple(dict.fromkeys(every))

    def word_places(self, survey: Survey, edition: str) -> preflight.Where:
        """Where in the content the words on a page are written, by the map of words."""
        places = cache(partial(proof.mapping.places, self.map, edition))

        def where(page: int, bounds: Frame) -> Place | None:
            boxes = survey.pages[page - 1].boxes
            trim = boxes.get("TrimBox", boxes["MediaBox"])
            across, down = (bounds[0] + bounds[2]) / 2 - trim[0], trim[3] - (bounds[1] + bounds[3]) / 2
            at = (place for line, place in places() if line.page == page and _holds(line, across, down))
            return next(at, None)

        return where

    def declared(self, **what: object) -> Place | None:
        """The line of a stylesheet with a colour or a width."""
        found = self.project.declared(**what)  # type: ignore[arg-type]
        return found[0] if found else None


def _file(path: Path, data: bytes, survey: Survey | None) -> File:
    digest = hashlib.sha256(data).hexdigest()
    return File(path, len(data), digest, len(survey.pages), preflight.plates(survey)) if survey else File(path, len(data), digest)


def _holds(line: Line, across: float, down: float) -> bool:
    return line.left <= across <= line.right and line.top <= down <= line.bottom


def _extent_flaw(finding: Finding) -> str:
    return f"{finding.what} (line {finding.problem.place.line})" if finding.problem.place else finding.what


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutputFailed(Problem("output-unreadable", f"can't be read: {error.strerror}", Place(str(path)))) from None
