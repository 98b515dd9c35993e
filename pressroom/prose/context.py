"""The state of a parse: the source, and the problems found so far, with their places."""

from __future__ import annotations

from collections.abc import Collection, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from pressroom.prose.problems import ProseProblem


@dataclass
class Parsing:
    """A text that is being parsed, with its errors (`problems`) and its warnings.

    Positions count the characters of the block being parsed, which begins at line `first`.
    """

    lines: list[str]
    labels: Collection[str] | None
    problems: set[ProseProblem] = field(default_factory=set)
    warnings: set[ProseProblem] = field(default_factory=set)
    block: str = ""
    first: int = 0

    def place(self, at: int) -> tuple[int, int]:
        """The line and column of a position in the source. The parser removes only the beginning of lines (marks, indentation)."""
        number = self.block.count("\n", 0, at)
        start = self.block.rfind("\n", 0, at) + 1
        line = min(self.first + number, len(self.lines) - 1)
        taken = len(self.lines[line].rstrip()) - len(self.block[start:].split("\n", 1)[0].rstrip())
        return line, max(0, taken) + at - start

    def refuse(self, place: tuple[int, int], code: str, message: str, hint: str) -> None:
        self.problems.add(ProseProblem(*place, f"prose-{code}", message, hint))

    def warn(self, at: int, code: str, message: str, hint: str) -> None:
        self.warnings.add(ProseProblem(*self.place(at), code, message, hint))


def parsing_of(env: MutableMapping[str, Any]) -> Parsing:
    """The state of the current parse, from the environment that the parser passes to every rule."""
    parsing: Parsing = env["parsing"]
    return parsing
