"""Words that are redacted, looked for in whatever is about to be put in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pressroom.errors import Problem
from pressroom.project import Project


def leaks(ours: Project, stems: Sequence[str], files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """What is wrong where one of `files` says a word that one of the chapters `stems` redacts."""
    redacted = {words: place for stem in stems for words, place in ours.redacted(stem).items()}
    if not redacted:
        return ()
    from pressroom.check import preflight  # most chapters redact nothing

    item = preflight.redactions(redacted, [text for stem in stems for text in ours.open_texts(stem)], files)
    return (Problem("redaction-leaks", item.found, item.place, item.hint),) if item.verdict == "fail" else ()
