"""Redactions in content files: their words are taken out before a model is made of the values."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from pressroom.content.source import Source
from pressroom.content.typed import field_at
from pressroom.errors import Problem
from pressroom.manuscript import Path
from pressroom.model import Chapter, Part, Release, Spokesperson, settings
from pressroom.prose import redaction


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
    """Whether the value at `path` is read by readers; a press release's own lines of one line each are for its whole audience."""
    owner, name = field_at(model, path)
    setting = settings(owner).get(name) if model is Chapter and issubclass(owner, Part) else None
    return setting is not None and (owner not in (Release, Spokesperson) or setting.form == "blocks")
