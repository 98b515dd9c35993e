"""Redacted words must be in no file: they are looked for in whatever is about to be published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pressroom.errors import Problem
from pressroom.project import Project


def redacted_words(project: Project, stems: Sequence[str], files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """An error where one of `files`, by name, contains a word that one of the chapters `stems` redacts; it does not repeat the word."""
    redacted = {words: place for stem in stems for words, place in project.redacted(stem).items()}
    if not redacted:
        return ()
    from pressroom.check import preflight  # most chapters redact nothing

    item = preflight.redactions(redacted, [text for stem in stems for text in project.open_texts(stem)], files)
    return (Problem("redaction-leaks", item.found, item.place, item.hint),) if item.verdict == "fail" else ()
