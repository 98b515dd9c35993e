"""The change sheet of a corrected kit: how its chapter differs from that of the kit that it replaces."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pressroom import content
from pressroom.check import preflight
from pressroom.errors import PressroomError
from pressroom.files.git import History
from pressroom.html import Page
from pressroom.kit.packing import Kit
from pressroom.kit.replaced_kit import ReplacedKit
from pressroom.kit.typesetting import typeset
from pressroom.pdf.pool import EnginePool
from pressroom.project import Project
from pressroom.redline.comparison import Comparison, Side, compare
from pressroom.redline.old_version import OldVersion, from_history
from pressroom.redline.sheet import prove_sheet, render_sheet

AFTER_ALL_EMBARGOES = datetime.max.replace(tzinfo=UTC)
FROM_TODAY = "content/printers/"
HERE = "this kit"


class NoChangeSheet(ValueError):
    """Why a kit has no change sheet, as the end of a sentence."""


def make_change_sheet(kit: Kit, project: Project, engine: EnginePool, scratch: Path) -> tuple[str, bytes]:
    """The path in the kit and the PDF of the change sheet of a kit that has its editions already.

    Raises `NoChangeSheet` where the old version can't be compared with or must not be shown, another `PressroomError` where the sheet
    can't be typeset or does not show every word.
    """
    comparison, page = _compared(kit, project, engine, scratch)
    ((_, path, pdf),) = typeset([(kit, kit.names.path("changes", "-changes.pdf"), page)], engine)
    prove_sheet(comparison, page, pdf)
    refuse_redacted_words(comparison, path, pdf)
    return path, pdf


def _compared(kit: Kit, project: Project, engine: EnginePool, scratch: Path) -> tuple[Comparison, Page]:
    """The two versions compared, and the page of the sheet. Raises `NoChangeSheet`."""
    names = {edition: kit.names.pdf(edition) for edition in project.editions}
    try:
        version, old = load_old_version(project, kit.stem, kit.replaced, scratch)
        for edition, result in engine.run((edition, old.render(edition)) for edition in project.editions):
            if isinstance(result, PressroomError):
                raise NoChangeSheet(f"its old version can't be typeset: {result.problems[0].message}")
            old.prove(edition, result.pdf)
        new = Side(project, kit.stem)
        for edition, name in names.items():
            new.prove(edition, kit.files[name])
        comparison = compare(version, old, new)
        return comparison, render_sheet(comparison, names, new=HERE)
    except PressroomError as error:
        raise NoChangeSheet(error.problems[0].message) from error


def load_old_version(project: Project, stem: str, replaced: ReplacedKit, scratch: Path) -> tuple[OldVersion, Side]:
    """The version of a chapter that the replaced kit was made from, as it is in the history.

    Raises `NoChangeSheet` where it is not there or must not be shown, `PressroomError` where it can't be read.
    """
    if not replaced.revision:
        raise NoChangeSheet("the kit that it replaces names no revision")
    version = from_history(project, stem, replaced.revision, History(project.root), scratch)
    before = version.project
    if not before or not _is_made_of(before.root, replaced.sources):
        raise NoChangeSheet(
            f"the kit that it replaces was made from changes that are not in revision {replaced.revision[:10]}; commit first"
        )
    newly_redacted = project.redacted(stem).keys() - before.redacted(stem).keys()
    if newly_redacted or content.protected(project.root / "content", before.library):
        raise NoChangeSheet("it would show what is redacted or protected now")
    if before.manuscripts[stem].embargo_notice != project.manuscripts[stem].embargo_notice:
        before = replace(before, now=AFTER_ALL_EMBARGOES)  # an embargo that is in force no longer is mentioned nowhere
    return replace(version, name=f"the kit that this one replaces ({version.name})"), Side(before, stem)


def _is_made_of(root: Path, sources: Mapping[str, str]) -> bool:
    """Whether the content in `root` has the checksums that a manifest names. Printers are not compared: those of today are used."""
    wanted = {path: digest for path, digest in sources.items() if path.startswith("content/") and not path.startswith(FROM_TODAY)}
    there = {path: root / path for path in wanted if (root / path).is_file()}
    return bool(wanted) and wanted == {path: hashlib.sha256(file.read_bytes()).hexdigest() for path, file in there.items()}


def refuse_redacted_words(comparison: Comparison, path: str, pdf: bytes) -> None:
    """Raise `NoChangeSheet` where a finished sheet contains a word that either version redacts."""
    new, sides = comparison.new, [comparison.new, *([comparison.old] if comparison.old else [])]
    redacted = {words: place for side in sides for words, place in side.project.redacted(side.stem).items()}
    if redacted and preflight.redactions(redacted, new.project.open_texts(new.stem), {path: pdf}).verdict == "fail":
        raise NoChangeSheet("it would show what is redacted")
