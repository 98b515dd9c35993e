"""Errors for people: a place, a message, a hint, and the exit code of the run.

A `Problem` is one error or warning. A `PressroomError` carries all the problems of a stage and gives the run its exit code; it is never
shown as a traceback. Any other exception is a bug in Pressroom.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

DONE = 0
CONTENT = 1
USAGE = 2
STYLE = 3
OUTPUT = 4
ENGINE = 5
MACHINE = 6
INTERRUPTED = 130
ALL = (DONE, CONTENT, USAGE, STYLE, OUTPUT, ENGINE, MACHINE, INTERRUPTED)


@dataclass(frozen=True, order=True)
class Place:
    """A source location: a file's path as the user knows it, and a line and a column, both counted from 1 (0: the whole file)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


@dataclass(frozen=True)
class Problem:
    """An error or a warning. `code` is stable, for machines; `excerpt` is the source line at `place`, or empty.

    `details` are for developers: a traceback, the engine's log. `--debug` shows them.
    """

    code: str
    message: str
    place: Place | None = None
    hint: str = ""
    excerpt: str = ""
    details: str = field(default="", compare=False, repr=False)

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        hint = f" ({self.hint})" if self.hint else ""
        return where + self.message + hint + self._pointer()

    def _pointer(self) -> str:
        """The source line, cut to 100 characters around the column, with a caret under it."""
        if not (self.excerpt and self.place and self.place.column):
            return ""
        start = max(0, self.place.column - 80)
        window = self.excerpt[start : start + 100].replace("\t", " ").rstrip()
        return f"\n    {window}\n    {' ' * (self.place.column - 1 - start)}^"

    def record(self) -> dict[str, str | int]:
        """The problem for `--format json`: code, message, hint, file, line, column. Keys without a value are left out."""
        place = self.place or Place("")
        fields: dict[str, str | int] = {"code": self.code, "file": place.file, "line": place.line, "column": place.column}
        fields |= {"message": self.message, "hint": self.hint}
        return {key: value for key, value in fields.items() if value}

    def at(self, place: Place, excerpt: str = "") -> Problem:
        """The same problem, at `place`."""
        return replace(self, place=place, excerpt=excerpt)


def by_place(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """`problems` in the order of their places; those without one come first."""
    return tuple(sorted(problems, key=lambda problem: problem.place or Place("")))


class PressroomError(Exception):
    """Ends the work on a chapter, or on everything. `problems` are sorted by place; `exit_code` is one of this module's constants."""

    exit_code = ENGINE

    def __init__(self, *problems: Problem):
        self.problems = by_place(problems)
        super().__init__(*self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def named(error: PressroomError, chapter: str, part: str = "") -> PressroomError:
    """The error, each of whose messages names what it is about.

    A problem without a place names the `chapter`. If the engine failed, or what it made isn't whole, it names the `part` of the chapter,
    such as `screen edition`; other errors are the same in all parts. What the machine lacks is about no chapter.
    """
    if isinstance(error, MachineLacks):
        return error
    part = part if isinstance(error, EngineFailed) else ""
    abouts = [", ".join(filter(None, ("" if problem.place else chapter, part))) for problem in error.problems]
    return type(error)(
        *(
            replace(problem, message=f"{about}: {problem.message}") if about else problem
            for problem, about in zip(error.problems, abouts, strict=True)
        )
    )


def problems_of(failures: Iterable[PressroomError]) -> tuple[Problem, ...]:
    """The problems of all `failures`, each once, sorted by place."""
    return by_place(dict.fromkeys(problem for failure in failures for problem in failure.problems))


def exit_code(failures: Iterable[PressroomError]) -> int:
    """The exit code of a run with these `failures`: an editor's errors come before a designer's, and both before the machine's."""
    return min((failure.exit_code for failure in failures), default=DONE)


@contextmanager
def naming(chapter: str, part: str) -> Iterator[None]:
    """Name the chapter and the part of it in each error that is raised inside, as `named` does."""
    try:
        yield
    except PressroomError as error:
        raise named(error, chapter, part) from None


class ContentRefused(PressroomError):
    """The content has errors, which an editor can fix."""

    exit_code = CONTENT


class WrongUsage(PressroomError):
    """The command line asks for something that doesn't exist."""

    exit_code = USAGE


class StyleRefused(PressroomError):
    """A template, a stylesheet or a font has errors, which a designer can fix."""

    exit_code = STYLE


class OutputFailed(PressroomError):
    """A file can't be read or written."""

    exit_code = OUTPUT


class EngineFailed(PressroomError):
    """The engine crashed, hung, exceeded a limit, or made a document that isn't whole."""

    exit_code = ENGINE


class MachineLacks(PressroomError):
    """A library or a program that is needed isn't installed."""

    exit_code = MACHINE


def counted(number: int, what: str) -> str:
    """For a message: "1 page", "2 pages"."""
    return f"{number} {what}{'' if number == 1 else 's'}"
