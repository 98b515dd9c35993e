"""Two finished versions of a chapter compared: their words, and what their pages look like."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pressroom import errors, proof
from pressroom.editions import Edition
from pressroom.errors import Place
from pressroom.files import Folder
from pressroom.manuscript import Manuscript
from pressroom.manuscript import Path as ValuePath
from pressroom.project import Project
from pressroom.proof import Proof
from pressroom.readback import drawing
from pressroom.redline import diff
from pressroom.redline.diff import Pages, Redline, Repaged
from pressroom.redline.earlier_version import EarlierVersion

NOW = "the content as it stands"


@dataclass
class Side:
    """A version of the chapter `stem` in the making: its project, its finished editions, where the proof found its words."""

    project: Project
    stem: str
    pdfs: dict[Edition, bytes] = field(default_factory=dict)
    proofs: dict[Edition, Proof] = field(default_factory=dict)

    @property
    def manuscript(self) -> Manuscript:
        """Its words."""
        return self.project.manuscripts[self.stem]

    def prove(self) -> None:
        """Find every word in each edition. Raises `EngineFailed` that names the chapter and the edition."""
        for edition, pdf in self.pdfs.items():
            with errors.naming(self.stem, f"{edition} edition"):
                self.proofs[edition] = proof.prove(pdf, self.manuscript, self.project.locate(self.stem))


@dataclass(frozen=True)
class Comparison:
    """What came of it: the two versions' names, the redline, and for each edition its pages; `new` is the later version."""

    old: str
    new: Side
    redline: Redline
    pages: Mapping[Edition, Repaged]

    def record(self) -> dict[str, Any]:
        """The comparison for `--format json`."""
        return {
            "kind": "changes",
            "chapter": self.new.stem,
            "from": self.old,
            "to": NOW,
            "changes": [diff.record(entry) for change in self.redline.changes for entry in change],
            "pages": {edition.name: vars(pages) for edition, pages in self.pages.items()},
        }

    def __str__(self) -> str:
        """The comparison for people."""
        count = len(self.redline.changes)
        lines = [f"{self.new.stem}: {count or 'no'} change{'' if count == 1 else 's'} from {self.old} to {NOW}"]
        for change in self.redline.changes:
            unit = change[0].unit
            standing = ", ".join(f"{edition} {diff.pages(change, edition.name)}" for edition in self.pages)
            section = f", {diff.where(unit)}" if diff.where(unit) else ""
            lines.append(f"  {change[0].number}  {unit.place.file}:{unit.place.line}: {diff.what(change)}{section} (page: {standing})")
        return "\n".join([*lines, *(f"  {edition}: {pages}" for edition, pages in self.pages.items())])


def compare(earlier: EarlierVersion, old: Side | None, new: Side) -> Comparison:
    """Compares two versions whose editions are finished and proved; without an old one, all is new."""
    before = diff.units(_version(old, earlier.at)) if old else ()
    after = diff.units(_version(new, lambda place: place))
    pages = {
        edition: diff.repaged(drawing.looks(old.pdfs[edition]) if old else (), drawing.looks(pdf)) for edition, pdf in new.pdfs.items()
    }
    return Comparison(earlier.name, new, diff.redline(before, after), pages)


def _version(side: Side, at: Callable[[Place], Place]) -> diff.Version:
    locate = side.project.locate(side.stem)
    images = Folder(side.project.root / "content" / "images", "content/images")
    pages = _pages(side)

    return diff.Version(
        manuscript=side.manuscript,
        place=lambda line, row: at(locate(line.path, row, file=line.file)[0]),
        pages=lambda line, row: pages.get((line.section, line.path, row), {}),
        picture=lambda file: f"SHA-256 {hashlib.sha256(images.read(file)).hexdigest()[:16]}",
    )


def _pages(side: Side) -> Mapping[tuple[str, ValuePath, int], Pages]:
    """The pages of each text, by edition: of a paragraph by its section, its value's path, and the row of the value on which it begins."""
    found: dict[tuple[str, ValuePath, int], dict[str, tuple[int, ...]]] = defaultdict(dict)
    for edition, proved in side.proofs.items():
        for unit, numbers in zip(proof.units(side.manuscript), proved.stands, strict=True):
            found[unit.section, unit.path, unit.line][edition.name] = numbers
    return found
