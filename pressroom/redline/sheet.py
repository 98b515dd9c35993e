"""The change sheet of a comparison: its page, and the proof that it shows every word of both versions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from pressroom import proof, prose
from pressroom.editions import Edition
from pressroom.html import Page
from pressroom.redline import diff
from pressroom.redline.comparison import NOW, Comparison


def render_sheet(comparison: Comparison, files: Mapping[Edition, str] | None = None, *, new: str = NOW) -> Page:
    """The page of a change sheet that somebody approves by signing it.

    With `files`, the names of the new version's PDFs where they are sent to, nobody signs; `new` is what the new version is called. Raises
    `StyleRefused`.
    """
    side = comparison.new
    manuscript, labels = side.manuscript, side.manuscript.language.labels
    spoken = {"deleted": labels.deleted, "inserted": labels.inserted}
    names = files or {edition: f"{side.project.file(side.stem, edition)}.pdf" for edition in side.pdfs}
    title = prose.plain(manuscript.chapter.title, manuscript.typography())
    values = {
        "title": f"{title}: changes",
        "description": manuscript.described(f"What changed in {title} since {comparison.name}."),
        "chapter": title,
        "status": "",
        "code": manuscript.code,
        "direction": manuscript.direction,
        "old": comparison.name,
        "new": new,
        "approval": not files,
        "is_new": comparison.old is None,
        "editions": [{"name": edition.name, "pages": str(pages)} for edition, pages in comparison.pages.items()],
        "changes": diff.changes(comparison.redline, [edition.name for edition in comparison.pages], spoken),
        "parts": diff.parts(comparison.redline, spoken),
        "files": [{"name": names[edition], "digest": hashlib.sha256(pdf).hexdigest()} for edition, pdf in side.pdfs.items()],
    }
    return side.project.sheet("changes", side.stem, values, chapter=True)


def prove_sheet(comparison: Comparison, page: Page, pdf: bytes) -> None:
    """Find every word of both versions in the typeset sheet; one without changes does not show them. Raises `EngineFailed`."""
    if comparison.redline.changes:
        old = comparison.old.manuscript if comparison.old else None
        proof.prove_redline(pdf, page.html, old, comparison.new.manuscript)
