"""A build as a whole: its chapters, and what it has to report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property

from pressroom import errors
from pressroom.build import causes
from pressroom.build.chapter import MAP, Chapter, key, keys, pdf_name, recalled
from pressroom.build.ledger import Ledger
from pressroom.console import Console
from pressroom.editions import SCREEN, Edition
from pressroom.errors import PressroomError, Problem
from pressroom.project import Project


@dataclass
class Run:
    """A build of `project`; with `grid`, of pages that show their baseline grid, and nothing else.

    `failures` are the errors so far; `warnings` say what could be better, by what they are without an excerpt. Says at once what reading
    the content has found, and what is up to date.
    """

    project: Project
    ledger: Ledger
    console: Console
    grid: bool = False
    chapters: dict[str, Chapter] = field(default_factory=dict)
    failures: list[PressroomError] = field(default_factory=list)
    warnings: dict[Problem, Problem] = field(default_factory=dict)

    def __post_init__(self) -> None:
        library = self.project.library
        self.ledger.add_facts(self.facts)
        if library.problems:
            self.failures.append(errors.ContentRefused(*library.problems))
        for problem in self.project.protected:  # a build is for the publisher's own eyes; `check` and `kit` refuse them
            self.console.say(str(problem))
        for stem in library.unlisted:
            self.console.say(f"content/chapters/{stem}.yaml is not listed in content/report.yaml; it is built anyway")
        self.warn(library.left_out)
        for stem in (*library.up_to_date, *self.project.manuscripts):
            self.warn((*library.warnings.get(stem, ()), *self.recorded_warnings(stem)))
        for stem in self.project.manuscripts:
            self.chapters[stem] = Chapter(stem, tuple(edition for edition in self.editions if self._is_outdated(stem, edition)))
        outdated = {key(stem, edition, self.grid) for stem, chapter in self.chapters.items() for edition in chapter.outdated}
        wanted = [each for stem in (*library.up_to_date, *self.chapters) for each in keys(stem, self.editions, self.grid)]
        up_to_date = [each for each in wanted if each not in outdated and self.ledger.is_up_to_date(each)]
        self.console.up_to_date(self.ledger.record.outputs(up_to_date))

    @cached_property
    def facts(self) -> dict[str, str]:
        """What files are made from that is a value of the report's, not a file."""
        library = self.project.library
        return causes.facts(library.report, library.printer_stem, self.project.correction)

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions that each chapter is made in."""
        return (SCREEN,) if self.grid else self.project.editions

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All errors, by place."""
        return errors.problems_of(self.failures)

    @property
    def exit_code(self) -> int:
        """The exit code of the build."""
        return errors.exit_code(self.failures)

    def warn(self, warnings: Iterable[Problem]) -> None:
        """Collect warnings. One that is there already is left: one from a map of words has no excerpt, and else is the same."""
        for warning in warnings:
            self.warnings.setdefault(replace(warning, excerpt=""), warning)

    def recorded_warnings(self, stem: str) -> list[Problem]:
        """What the last build of a chapter warned of: of its words, its lines and its extent; nothing where that is outdated."""
        of_map = f"{stem}/{MAP}"
        return self.ledger.warnings([of_map]) if not self.grid and self.ledger.is_up_to_date(of_map) else []

    @contextmanager
    def errors_of(self, chapter: Chapter) -> Iterator[None]:
        """Collect an error and go on: the chapter is not published, the others are."""
        try:
            yield
        except PressroomError as error:
            self.failures.append(error)
            chapter.failed = True
            chapter.proved.clear()

    def _is_outdated(self, stem: str, edition: Edition) -> bool:
        """Whether an edition must be made; also where neither the record nor an old map knows its warnings and its extent."""
        if not self.ledger.is_up_to_date(key(stem, edition, self.grid)):
            return True
        if self.grid or self.ledger.is_up_to_date(f"{stem}/{MAP}"):
            return False
        with suppress(PressroomError):
            return recalled(self.ledger.shelf, stem, edition, pdf_name(self.project, stem, edition))[1] is None
        return True
