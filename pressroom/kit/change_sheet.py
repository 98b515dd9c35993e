"""The change sheet of a corrected kit: how it differs from the one whose place it takes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from pressroom import content, proof
from pressroom.check import preflight
from pressroom.editions import Edition
from pressroom.errors import PressroomError, Problem
from pressroom.files.git import History
from pressroom.html import Page
from pressroom.kit.replaced import Replaced
from pressroom.pdf import render
from pressroom.project import Project
from pressroom.redline import command as redline
from pressroom.redline.comparison import Side, compare
from pressroom.redline.earlier_version import EarlierVersion, from_history

AFTER = datetime.max.replace(tzinfo=UTC)  # every embargo is over
FROM_TODAY = "content/printers/"
HERE = "this kit"


@dataclass
class ChangeSheet:
    """The change sheet of a chapter in the making; `why_not` says why there is none, as the end of a sentence."""

    project: Project
    stem: str
    replaced: Replaced
    scratch: Path
    why_not: str = ""
    earlier: EarlierVersion | None = None
    old: Side | None = None
    page: Page | None = None

    def jobs(self) -> Iterator[tuple[Callable[[render.Made | PressroomError], None], render.Job]]:
        """The pages of the old version, each with what takes it once it is set."""
        try:
            self._find()
            if self.old:
                for edition in self.project.editions:
                    yield partial(self._take, edition), self.old.project.job(self.stem, edition, self.old.project.page(self.stem, edition))
        except PressroomError as error:
            self.why_not = error.problems[0].message

    def _find(self) -> None:
        """Finds the old version in the history. Raises `PressroomError`, or says why there is none to be compared with."""
        ours, stem, kit = self.project, self.stem, self.replaced
        if not kit.revision:
            self.why_not = "the kit that it replaces names no revision"
            return
        earlier = from_history(ours, stem, kit.revision, History(ours.root), self.scratch)
        if not earlier.project or not _made_of(earlier.project.root, kit.sources):
            self.why_not = f"the kit that it replaces was made from other text than that of revision {kit.revision[:10]}"
        elif self._harms(earlier.project):
            self.why_not = "it would say what is redacted or protected now"
        else:
            before = earlier.project
            if before.manuscripts[stem].embargo_notice != ours.manuscripts[stem].embargo_notice:
                before = replace(before, now=AFTER)  # an hour that holds no longer is told nowhere
            self.earlier = replace(earlier, name=f"the kit that this one replaces ({earlier.name})")
            self.old = Side(before, stem)

    def _harms(self, before: Project) -> bool:
        """Whether the old version says openly what the new one redacts, or a name that is protected now."""
        hidden = self.project.redacted(self.stem).keys() - before.redacted(self.stem).keys()
        return bool(hidden or content.protected(self.project.root / "content", before.library))

    def _take(self, edition: Edition, result: render.Made | PressroomError) -> None:
        if isinstance(result, PressroomError):
            self.why_not = f"its old version can't be set: {result.problems[0].message}"
        elif self.old:
            self.old.pdfs[edition] = result.pdf

    def job(self, pdfs: Mapping[Edition, bytes], names: Mapping[Edition, str]) -> render.Job | None:
        """The sheet's page, once the old version is set; `pdfs` are the new one's editions, `names` what they are called in the kit."""
        if self.why_not or not self.old or not self.earlier:
            return None
        new = Side(self.project, self.stem, dict(pdfs))
        try:
            for side in (self.old, new):
                side.prove()
            compared = compare(self.earlier, self.old, new)
            page = redline.sheet(compared, names, new=HERE)
            self.page = page if compared.redline.changes else None
        except PressroomError as error:
            self.why_not = error.problems[0].message
            return None
        return render.Job(page.html, page.style_places)

    def prove(self, pdf: bytes) -> None:
        """Finds every word of both versions on the finished sheet. Raises `EngineFailed`."""
        if self.page and self.old:
            proof.prove_redline(pdf, self.page.html, self.old.manuscript, self.project.manuscripts[self.stem])

    def harms(self, name: str, pdf: bytes) -> bool:
        """Whether the finished sheet says a word that either version redacts; then there is none."""
        redacted = self.project.redacted(self.stem) | (self.old.project.redacted(self.stem) if self.old else {})
        if redacted and preflight.redactions(redacted, self.project.open_texts(self.stem), {name: pdf}).verdict == "fail":
            self.why_not = "it would say what is redacted"
        return bool(self.why_not)

    @property
    def note(self) -> Problem:
        """That there is no sheet, and why."""
        return Problem("no-change-sheet", f"{self.stem}: the kit has no change sheet: {self.why_not}")


def _made_of(root: Path, sources: Mapping[str, str]) -> bool:
    """Whether the content in `root` has the checksums that a manifest names; printers are not compared, since today's are taken."""
    wanted = {path: digest for path, digest in sources.items() if path.startswith("content/") and not path.startswith(FROM_TODAY)}
    there = {path: root / path for path in wanted if (root / path).is_file()}
    return bool(wanted) and wanted == {path: hashlib.sha256(file.read_bytes()).hexdigest() for path, file in there.items()}
