"""All the content of a run: the report, the imprint, the languages, the printer, the chapters. Each file is read once."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from pressroom.content import wording
from pressroom.content.characters import FORBIDDEN, STAND_IN
from pressroom.content.typed import did_you_mean
from pressroom.content.values import Parsed, foremost, parse_file
from pressroom.errors import ContentRefused, Place, Problem, WrongUsage
from pressroom.files import Folder, Unreadable
from pressroom.manuscript import Path as ValuePath
from pressroom.manuscript import typography, walk
from pressroom.model import STEM, Chapter, Contact, Imprint, Language, Printer, Report
from pressroom.prose import Typography, languages

M = TypeVar("M", bound=BaseModel)
CMYK_OUTPUT = b"prtrCMYK" + b"acsp"  # device class, colour space and signature in a profile's header (ICC.1:2001-04, 6.1)


@dataclass(frozen=True)
class Library:
    """The content of a run. `chapters` are by stem, in order; `unlisted` are those that the report does not list.

    `contact` holds the contact details for the report's month; `languages`, by code, are all that the chapters need. `printer` prints the
    print edition, if there is one; `profile` is the ICC profile of its printing condition, if it has one. `up_to_date` are chapters that
    were not read, `problems` are those of refused chapters, and `causes` are the files that were looked up. `warnings`, by stem, are about
    the words of chapters; `left_out` has one for each chapter that is not there because the report does not list it.
    """

    report: Parsed[Report]
    imprint: Parsed[Imprint]
    contact: Contact
    languages: dict[str, Language]
    chapters: dict[str, Parsed[Chapter]]
    unlisted: tuple[str, ...]
    printer: Parsed[Printer] | None
    profile: bytes | None
    up_to_date: tuple[str, ...]
    problems: tuple[Problem, ...]
    warnings: Mapping[str, tuple[Problem, ...]]
    left_out: tuple[Problem, ...]
    causes: Mapping[str, str]

    @property
    def printer_stem(self) -> str | None:
        """The name of the printer's file without its ending; None where there is no printer."""
        return Path(self.printer.source.file).stem if self.printer else None


UpToDate = Callable[[str, Parsed[Report], str | None], bool]  # of a chapter's stem, the report, and the printer's stem


def load(root: Path, stems: Sequence[str] = (), printer: str | None = None, is_up_to_date: UpToDate = lambda *_: False) -> Library:
    """The content in the folder `root` with the chapters `stems`, or those that the report lists if none are given.

    `printer`, the stem of a file in `printers`, replaces the one that the report names. Chapters that are up to date are not read. Raises
    ContentRefused, with the chapters' problems too, if the report, the imprint, a language or the printer can't be read; raises WrongUsage
    if a stem or `printer` has no file.
    """
    return _Loader(root, is_up_to_date).load(tuple(dict.fromkeys(stems)), printer)


class _Loader:
    def __init__(self, root: Path, is_up_to_date: UpToDate):
        self.is_up_to_date = is_up_to_date
        self.up_to_date: list[str] = []
        self.folder = Folder(root, root.name or "content")
        self.shared_problems: list[Problem] = []
        self.problems: list[Problem] = []
        self.warnings: dict[str, tuple[Problem, ...]] = {}
        self.languages: dict[str, Language | None] = {}
        self.names = _listing(root / "chapters")
        self.stems = _stems(self.names)
        self.printers = _stems(_listing(root / "printers"))

    def load(self, stems: tuple[str, ...], named: str | None) -> Library:
        unknown = [
            Problem("unknown-chapter", self._nothing("chapter", stem), hint=did_you_mean(stem, self.stems))
            for stem in stems
            if stem not in self.stems
        ]
        if named is not None and named not in self.printers:
            unknown.append(Problem("unknown-printer", self._nothing("printer", named), hint=did_you_mean(named, self.printers)))
        if unknown:
            raise WrongUsage(*unknown)
        report = self._shared(Report, "report.yaml")
        imprint = self._shared(Imprint, "imprint.yaml")
        contact = self._contact(report, imprint) if report and imprint else None
        listed = report.value.chapters if report else tuple(self.stems)
        if report:
            self._language(report.value.language, report, ("language",))
        if not stems:
            self._bad_names()
        printer = self._printer(report, named)
        profile = self._profile(printer) if printer else None
        named = named or (report.value.printer if report else None)
        chapters = {stem: chapter for stem in stems or listed if (chapter := self._chapter(stem, report, named))}
        if self.shared_problems or not (report and imprint and contact):
            raise ContentRefused(*self.shared_problems, *self.problems)
        unlisted = tuple(stem for stem in chapters if stem not in listed)
        languages = {code: language for code, language in self.languages.items() if language}
        problems, causes = ContentRefused(*self.problems).problems, self.folder.causes
        left_out = () if stems else tuple(self._left_out(stem, report.source.file) for stem in self.stems if stem not in listed)
        up_to_date, warnings = tuple(self.up_to_date), self.warnings
        return Library(
            report, imprint, contact, languages, chapters, unlisted, printer, profile, up_to_date, problems, warnings, left_out, causes
        )

    def _left_out(self, stem: str, report: str) -> Problem:
        place = Place(self._label(f"chapters/{stem}.yaml"))
        return Problem("unlisted-chapter", f"not built, as {report} does not list it", place, f"add '- {stem}' under 'chapters' there")

    def _label(self, name: str) -> str:
        return f"{self.folder.name}/{name}"

    def _nothing(self, kind: str, stem: str) -> str:
        return f"there is no {kind} '{_printable(stem)}' in {self._label(f'{kind}s')}"

    def _parse(self, model: type[M], name: str) -> Parsed[M]:
        label = self._label(name)
        try:
            data = self.folder.read(name)
        except Unreadable as error:
            raise ContentRefused(Problem("unreadable-file", f"the file {error}", Place(label))) from None
        return parse_file(model, data, label)

    def _shared(self, model: type[M], name: str) -> Parsed[M] | None:
        try:
            return self._parse(model, name)
        except ContentRefused as refused:
            self.shared_problems += refused.problems
            return None

    def _contact(self, report: Parsed[Report], imprint: Parsed[Imprint]) -> Contact | None:
        month = report.value.issued
        contact = imprint.value.contact(month)
        if contact is None:
            place, excerpt = imprint.source.place(("contacts",))
            hint = "the earliest set begins later: correct its 'since', or the month of the report"
            self.shared_problems.append(Problem("no-contact", f"there are no contact details for {month}", place, hint, excerpt))
        return contact

    def _printer(self, report: Parsed[Report] | None, named: str | None) -> Parsed[Printer] | None:
        """The printer that is `named`, else the report's; None if there is none, or if it is refused."""
        stem = named or (report.value.printer if report else None)
        if stem is None:
            return None
        if stem in self.printers:
            return self._shared(Printer, f"printers/{stem}.yaml")
        if report:
            place, excerpt = report.source.place(("printer",))
            message = f"there is no file {self._label(f'printers/{stem}.yaml')}"
            self.shared_problems.append(Problem("unknown-printer", message, place, did_you_mean(stem, self.printers), excerpt))
        return None

    def _profile(self, printer: Parsed[Printer]) -> bytes | None:
        """The profile of the printer's condition; None if it has none, or if it is refused."""
        name = printer.value.condition.profile
        if name is None:
            return None
        try:
            profile = self.folder.read(f"printers/icc/{name}")
        except Unreadable as error:
            reason = str(error)
        else:
            if profile[12:20] + profile[36:40] == CMYK_OUTPUT:
                return profile
            reason = "is not an ICC profile for printing in CMYK"
        place, excerpt = printer.source.place(("condition", "profile"))
        message = f"the profile {self._label(f'printers/icc/{name}')} {reason}"
        self.shared_problems.append(
            Problem("bad-profile", message, place, "ask the printer for the profile of this printing condition", excerpt)
        )
        return None

    def _chapter(self, stem: str, report: Parsed[Report] | None, printer: str | None) -> Parsed[Chapter] | None:
        """The chapter, or None if it is refused or up to date."""
        if report and stem not in self.stems:
            place, excerpt = report.source.place(("chapters", report.value.chapters.index(stem)))
            message = f"there is no file {self._label(f'chapters/{stem}.yaml')}"
            self.problems.append(Problem("missing-file", message, place, did_you_mean(stem, self.stems), excerpt))
            return None
        if report and self.is_up_to_date(stem, report, printer):
            self.up_to_date.append(stem)
            return None
        before = len(self.problems)
        try:
            chapter = self._parse(Chapter, f"chapters/{stem}.yaml")
        except ContentRefused as refused:
            self.problems += refused.problems
            return None
        if report:
            problems, warnings = self._wording(chapter, report)
            self.problems += foremost(problems, chapter.source.file)
            self.warnings[stem] = tuple(foremost(warnings, chapter.source.file))
        return chapter if len(self.problems) == before else None

    def _wording(self, chapter: Parsed[Chapter], report: Parsed[Report]) -> tuple[list[Problem], list[Problem]]:
        """The errors and the warnings of a chapter's languages and prose."""
        problems, source = [], chapter.source
        default = chapter.value.language or report.value.language
        for path, code in _languages(chapter.value):
            problems += self._language(code, chapter, path)
        known = {code: language for code, language in self.languages.items() if language}
        if default not in known:
            return problems, []
        if default != report.value.language and default not in report.value.translations:
            place, excerpt = source.place(("language",))
            hint = f"add '{default}' under 'translations' in {report.source.file}"
            problems.append(
                Problem("untranslated", f"the report's title and series are not translated into '{default}'", place, hint, excerpt)
            )

        def set_as(code: str | None) -> Typography:
            return typography(known.get(code or default, known[default]), code or default)

        refused, warnings = wording.check(chapter, set_as, self._language_codes())
        return problems + refused, warnings

    def _language(self, code: str, asking: Parsed[Report] | Parsed[Chapter], path: ValuePath) -> list[Problem]:
        """Read a language. Returns the problem of the value that names it, if it has no file."""
        if code in self.languages:
            return []
        known = self._language_codes()
        if code in known:
            language = self._shared(Language, f"languages/{code}.yaml")
            self.languages[code] = language.value if language else None
            return []
        place, excerpt = asking.source.place(path)
        message = f"there is no file {self._label(f'languages/{code}.yaml')}"
        hint = f"known here: {', '.join(known)}"
        if (meant := languages.meant(code)) in known:
            hint = f"did you mean '{meant}'? {hint}"
        problem = Problem("unknown-language", message, place, hint, excerpt)
        if isinstance(asking.value, Report):
            self.shared_problems.append(problem)
        return [problem]

    def _language_codes(self) -> list[str]:
        return [name[:-5] for name in _listing(self.folder.root / "languages") if name.endswith(".yaml")]

    def _bad_names(self) -> None:
        """Refuse names that no list can contain: such chapters would be left out silently."""
        for name in self.names:
            stem, dot, ending = name.rpartition(".")
            if dot and stem and ending.lower() in ("yaml", "yml") and stem not in self.stems and not name.startswith("."):
                label = self._label(f"chapters/{_printable(name)}")
                hint = "use lowercase letters a to z, digits and hyphens, then .yaml: south-sudan.yaml"
                self.problems.append(Problem("bad-file-name", "not a valid name for a chapter's file", Place(label), hint))


def _languages(chapter: Chapter) -> list[tuple[ValuePath, str]]:
    """The languages that a chapter names, each with the path of its value."""
    return [(line.path, line.text) for line in walk(chapter) if line.kind == "language"]


def _listing(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:
        return []


def _stems(names: list[str]) -> list[str]:
    return [name[:-5] for name in names if name.endswith(".yaml") and STEM.match(name[:-5])]


def _printable(name: str) -> str:
    """A file's name for a message, with U+FFFD for bytes that are not UTF-8 and characters that can't be shown."""
    return FORBIDDEN.sub(STAND_IN, os.fsencode(name).decode("utf-8", "replace").replace("\n", STAND_IN))
