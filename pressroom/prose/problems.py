"""The problems of a text that is refused, or warned of."""

from __future__ import annotations

from dataclasses import dataclass

STAR = "prose-star"  # the code of a warning about a star that nothing closes
NO_OPENING, NO_CLOSING = "this quotation mark has no opening one before it", "this quotation mark is never closed"
QUOTE_HINT = "add the other quotation mark, or remove this one"


@dataclass(frozen=True, order=True)
class ProseProblem:
    """One mistake: its line and column in the text (from 0), a stable code, a message and a hint."""

    line: int
    column: int
    code: str
    message: str
    hint: str


class ProseRefused(ValueError):
    """A text that is not valid prose. `problems` are all its mistakes, in the order of the text."""

    def __init__(self, problems: tuple[ProseProblem, ...]):
        self.problems = problems
        super().__init__(problems)

    def __str__(self) -> str:
        return "\n".join(f"{problem.line + 1}:{problem.column + 1}: {problem.message} ({problem.hint})" for problem in self.problems)
