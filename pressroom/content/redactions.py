"""Redactions in content files: their words are removed before the values become a model."""

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
    """A file's value with dots in place of redacted words."""
    if isinstance(value, str):
        return redaction.veiled(value)
    if isinstance(value, list):
        return [without_words(part) for part in value]
    return {key: without_words(part) for key, part in value.items()} if isinstance(value, dict) else value


def without_redacted_words(problem: Problem) -> Problem:
    """The problem with no redacted words in its message."""
    return replace(problem, message=redaction.veiled(problem.message))


def misplaced(model: type[BaseModel], source: Source) -> list[Problem]:
    """Redactions where none are allowed: in a field that can't show a bar, or in a file that is not a chapter."""
    problems = []
    for path, span in source.spans.items():
        if redaction.BEGUN.search(span.text) and not _can_be_redacted(model, path):
            place, excerpt = source.place(path)
            where = f"'{path[0]}' can't be redacted" if model is Chapter else "only chapters can contain redactions"
            problems.append(Problem("redaction-misplaced", where, place, "remove the words", excerpt))
    return problems


def _can_be_redacted(model: type[BaseModel], path: Path) -> bool:
    """Whether readers see the value at `path`, and so can see a bar. One-line fields of a press release go to everyone, without bars."""
    owner, name = field_at(model, path)
    setting = settings(owner).get(name) if model is Chapter and issubclass(owner, Part) else None
    return setting is not None and (owner not in (Release, Spokesperson) or setting.form == "blocks")
