"""The words that a chapter's press release must hold, in the order in which they are read."""

from __future__ import annotations

from dataclasses import replace

from pressroom import prose
from pressroom.manuscript import Manuscript, Passage, release_passages
from pressroom.proof.expected import Expected


def expected(manuscript: Manuscript) -> tuple[Expected, ...]:
    """All that each form of the press release of `manuscript` must say; it must have one."""
    release, labels = manuscript.chapter.release, manuscript.language.labels
    if not release:
        raise ValueError("the chapter has no press release")
    units = [Expected("masthead", line) for line in (manuscript.house, labels.release, *manuscript.notices)]
    for passage in release_passages(release):
        kind = str(passage.path[1])
        if kind == "body":
            first, *rest = _set(passage, manuscript)
            units += [replace(first, text=f"{manuscript.release_dateline} {first.text}"), *rest]
        elif kind == "editors":
            units += [Expected("ends", labels.ends), Expected("heading", labels.editors), *_set(passage, manuscript)]
        elif kind not in ("place", "contacts"):
            units += _set(passage, manuscript)
    if not release.editors:
        units.append(Expected("ends", labels.ends))
    units.append(Expected("heading", labels.contacts))
    units += [Expected("contact", line) for lines in manuscript.spokespersons for line in lines]
    return (*units, *(Expected("contact", line) for line in manuscript.colophon))


def _set(passage: Passage, manuscript: Manuscript) -> list[Expected]:
    typography, kind = manuscript.typography(passage.language), str(passage.path[-1])
    if passage.setting == "plain":
        return [Expected(kind, prose.plain(passage.text, typography), passage.path)]
    setter = prose.inline if passage.setting == "inline" else prose.blocks
    return [Expected(kind, each.text, passage.path, each.line) for each in setter(passage.text, typography, None).paragraphs]
