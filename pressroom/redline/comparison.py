"""Two typeset versions of a chapter compared: their words, and what their pages look like."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pressroom import proof
from pressroom.editions import Edition
from pressroom.errors import Place
from pressroom.files import Folder
from pressroom.manuscript import Manuscript
from pressroom.manuscript import Path as ValuePath
from pressroom.pdf.render import Job
from pressroom.project import Project
from pressroom.proof import Proof
from pressroom.readback import drawing
from pressroom.redline import diff
from pressroom.redline.diff import Pages, Redline, Repaged
from pressroom.redline.old_version import OldVersion

NOW = "the content as it stands"


@dataclass
class Side:
    """One side of a comparison, the chapter `stem` of a project: its typeset editions, and where the proof found its words in each."""

    project: Project
    stem: str
    pdfs: dict[Edition, bytes] = field(default_factory=dict)
    proofs: dict[Edition, Proof] = field(default_factory=dict)

    @property
    def manuscript(self) -> Manuscript:
        """Its words."""
        return self.project.manuscripts[self.stem]

    def render(self, edition: Edition) -> Job:
        """An edition for the engine. Raises `ContentRefused`, `StyleRefused`."""
        return self.project.job(self.stem, edition, self.project.page(self.stem, edition))

    def prove(self, edition: Edition, pdf: bytes) -> None:
        """Take a typeset edition, and find every word in it. Raises `EngineFailed` that names each that is missing or altered."""
        self.proofs[edition] = proof.prove(pdf, self.manuscript, self.project.locate(self.stem))
        self.pdfs[edition] = pdf
        made = [each for each in self.project.editions if each in self.pdfs]  # whichever worker was first, a sheet lists them in one order
        self.proofs, self.pdfs = {each: self.proofs[each] for each in made}, {each: self.pdfs[each] for each in made}


@dataclass(frozen=True)
class Comparison:
    """What a comparison finds: the redline, and for each edition its pages. `name` is what people call the old version; there is no `old`
    side where it did not have the chapter."""

    name: str
    old: Side | None
    new: Side
    redline: Redline
    pages: Mapping[Edition, Repaged]

    def record(self) -> dict[str, Any]:
        """The comparison for `--format json`."""
        return {
            "kind": "changes",
            "chapter": self.new.stem,
            "from": self.name,
            "to": NOW,
            "changes": [diff.record(entry) for change in self.redline.changes for entry in change],
            "pages": {edition.name: vars(pages) for edition, pages in self.pages.items()},
        }

    def __str__(self) -> str:
        """The comparison for people."""
        count = len(self.redline.changes)
        is_new = "" if self.old else ". The chapter is new: all of its text counts as inserted"
        lines = [f"{self.new.stem}: {count or 'no'} change{'' if count == 1 else 's'} compared with {self.name}{is_new}"]
        for change in self.redline.changes:
            unit = change[0].unit
            pages = ", ".join(shown for edition in self.pages if (shown := diff.on_pages(change, edition.name)))
            section = f", {diff.where(unit)}" if diff.where(unit) else ""
            on_pages = f" ({pages})" if pages else ""
            lines.append(f"  {change[0].number}  {unit.place.file}:{unit.place.line}: {diff.what(change)}{section}{on_pages}")
        return "\n".join([*lines, *(f"  {edition}: {pages}" for edition, pages in self.pages.items())])


def compare(version: OldVersion, old: Side | None, new: Side) -> Comparison:
    """Compare two sides whose editions are typeset and proved, `old` being that of `version`; without it everything is new."""
    after = diff.units(_version(new, lambda place: place))
    before = diff.units(_version(old, version.at)) if old else _publishers(after, new)
    redline = diff.redline(before, after)
    pages = {
        edition: diff.repaged(drawing.looks(old.pdfs[edition]) if old else (), drawing.looks(pdf), diff.edited_pages(redline, edition.name))
        for edition, pdf in new.pdfs.items()
    }
    return Comparison(version.name, old, new, redline, pages)


def _publishers(units: Sequence[diff.Unit], side: Side) -> tuple[diff.Unit, ...]:
    """Those of a chapter's units that stand in the publisher's files; in a new chapter they are not new."""
    own = side.project.library.chapters[side.stem].source.file
    return tuple(unit for unit in units if unit.place.file != own)


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
        for unit, numbers in zip(proof.units(side.manuscript), proved.pages_of_texts, strict=True):
            found[unit.section, unit.path, unit.line][edition.name] = numbers
    return found
