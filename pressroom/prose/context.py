"""What is wrong with a text that is being parsed, each problem at its place in the source."""

from __future__ import annotations

from collections.abc import Collection, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from pressroom.prose.problems import ProseProblem


@dataclass
class Reading:
    """A text that is being parsed. Positions count the characters of the block that is read now, which begins at line `first`."""

    lines: list[str]
    labels: Collection[str] | None
    problems: set[ProseProblem] = field(default_factory=set)
    block: str = ""
    first: int = 0

    def place(self, at: int) -> tuple[int, int]:
        """The source's line and column: of each line of a block the parser takes off the beginning alone (marks, indentation)."""
        number = self.block.count("\n", 0, at)
        start = self.block.rfind("\n", 0, at) + 1
        line = min(self.first + number, len(self.lines) - 1)
        taken = len(self.lines[line].rstrip()) - len(self.block[start:].split("\n", 1)[0].rstrip())
        return line, max(0, taken) + at - start

    def refuse(self, place: tuple[int, int], code: str, message: str, hint: str) -> None:
        self.problems.add(ProseProblem(*place, f"prose-{code}", message, hint))


def reading_of(env: MutableMapping[str, Any]) -> Reading:
    """The reading under way: the parser hands its environment to every rule."""
    reading: Reading = env["reading"]
    return reading
