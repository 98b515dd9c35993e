"""Redactions in content files: their words are taken out before a model is made of the values."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from pressroom.content.source import Source
from pressroom.errors import Problem
from pressroom.manuscript import Path
from pressroom.model import Chapter
from pressroom.prose import redaction

# The fields of a chapter in which a redaction has a meaning, by the last name of their path.
FIELDS = frozenset(
    ["title", "summary", "lede", "heading", "body", "text", "speaker", "caption", "credit", "alt", "columns", "rows", "source"]
)


def without_words(value: Any) -> Any:
    """A file's value, the words of its redactions replaced by dots."""
    if isinstance(value, str):
        return redaction.veiled(value)
    if isinstance(value, list):
        return [without_words(part) for part in value]
    return {key: without_words(part) for key, part in value.items()} if isinstance(value, dict) else value


def untold(problem: Problem) -> Problem:
    """The problem, its message without the words of redactions."""
    return replace(problem, message=redaction.veiled(problem.message))


def misplaced(model: type[BaseModel], source: Source) -> list[Problem]:
    """Redactions where none can be: in a field that no bar can stand for, or in a file that is no chapter."""
    problems = []
    for path, span in source.spans.items():
        if redaction.BEGUN.search(span.text) and not _can_be_redacted(model, path):
            place, excerpt = source.place(path)
            where = f"'{path[0]}' can't be redacted" if model is Chapter else "only a chapter can be redacted"
            problems.append(Problem("redaction-misplaced", where, place, "leave the words out", excerpt))
    return problems


def _can_be_redacted(model: type[BaseModel], path: Path) -> bool:
    names = [part for part in path if isinstance(part, str)]
    return model is Chapter and bool(names) and (names[0] == "notes" or names[-1] in FIELDS)
