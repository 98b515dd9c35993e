"""What a user is told when something is wrong: a place, a message, a hint, and the exit code of the run.

A `Problem` is one thing that is wrong. A `PressroomError` carries all the problems of a stage and ends the run with its exit code; it is
never shown as a traceback. Any other exception is a bug of ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

DONE = 0
CONTENT = 1
USAGE = 2
STYLE = 3
OUTPUT = 4
ENGINE = 5
MACHINE = 6
INTERRUPTED = 130


@dataclass(frozen=True, order=True)
class Place:
    """Where a problem is: a file's path as the user knows it, and a line and column counted from 1 (0: the file as a whole)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `code` is stable, for machines; `excerpt` is the source line at `place`, or empty.

    `details` are for whoever mends the press: a traceback, the engine's log. `--debug` shows them.
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
        """The source line with a caret under the column, cut to a window of 100 characters around it."""
        if not (self.excerpt and self.place and self.place.column):
            return ""
        start = max(0, self.place.column - 80)
        window = self.excerpt[start : start + 100].replace("\t", " ").rstrip()
        return f"\n    {window}\n    {' ' * (self.place.column - 1 - start)}^"

    def record(self) -> dict[str, str | int]:
        """The problem for `--format json`: code, message, hint, file, line, column; keys without a value are left out."""
        place = self.place or Place("")
        fields: dict[str, str | int] = {"code": self.code, "file": place.file, "line": place.line, "column": place.column}
        fields |= {"message": self.message, "hint": self.hint}
        return {key: value for key, value in fields.items() if value}

    def at(self, place: Place, excerpt: str = "") -> Problem:
        """The same problem, at `place`."""
        return replace(self, place=place, excerpt=excerpt)


class PressroomError(Exception):
    """Ends the work on what it is about. `problems` come sorted by place; `exit_code` is one of this module's constants."""

    exit_code = ENGINE

    def __init__(self, *problems: Problem):
        self.problems = tuple(sorted(problems, key=lambda problem: problem.place or Place("")))
        super().__init__(*self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def named(error: PressroomError, name: str) -> PressroomError:
    """The error, each of whose problems without a place names what it is about."""
    problems = [problem if problem.place else replace(problem, message=f"{name}: {problem.message}") for problem in error.problems]
    return type(error)(*problems)


class ContentRefused(PressroomError):
    """The content can't be printed as it stands: the editor mends it."""

    exit_code = CONTENT


class WrongUsage(PressroomError):
    """The command line asks for what there isn't."""

    exit_code = USAGE


class StyleRefused(PressroomError):
    """A template, a stylesheet or a font is at fault: the designer mends it."""

    exit_code = STYLE


class OutputFailed(PressroomError):
    """A file could not be read or written."""

    exit_code = OUTPUT


class EngineFailed(PressroomError):
    """The engine crashed, hung, ran over a limit, or made a document that isn't whole."""

    exit_code = ENGINE


class MachineLacks(PressroomError):
    """A library or program that the work needs isn't installed."""

    exit_code = MACHINE
