"""One file, from its bytes to its model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

from pressroom.content import redactions
from pressroom.content.characters import MOST_PROBLEMS, decode
from pressroom.content.events import YamlReader
from pressroom.content.source import Source
from pressroom.content.typed import model_of
from pressroom.errors import ContentRefused, Place, Problem

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Parsed(Generic[M]):
    """A content file that was read: its model, and the source location of each value."""

    value: M
    source: Source


def parse_file(model: type[M], data: bytes, file: str) -> Parsed[M]:
    """The content file `file`, whose bytes are `data`, as `model`. Raises ContentRefused with all its problems."""
    text, problems = decode(data, file)
    reader = YamlReader(file, text, problems)
    value = None
    if reader.read():
        value, mistyped = model_of(model, redactions.without_words(reader.value), reader.source)
        problems += redactions.misplaced(model, reader.source)
        reported = {problem.place for problem in problems}
        problems += [problem for problem in mistyped if problem.code == "missing-field" or problem.place not in reported]
    if problems or value is None:
        raise ContentRefused(*foremost(map(redactions.without_redacted_words, problems), file))
    return Parsed(value, reader.source)


def foremost(problems: Iterable[Problem], file: str) -> list[Problem]:
    """The first hundred of a file's problems by place, and one that counts the rest."""
    ordered = sorted(dict.fromkeys(problems), key=lambda problem: problem.place or Place(file))
    shown, rest = ordered[:MOST_PROBLEMS], ordered[MOST_PROBLEMS:]
    if rest:
        shown.append(Problem("more-problems", f"at least {len(rest)} more problems", rest[0].place, "fix the problems above first"))
    return shown
