"""One chapter's course in a build: each edition is proved and measured as it comes; all are put in their place together."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pressroom import errors
from pressroom.build.ledger import Ledger
from pressroom.build.redaction_check import leaks
from pressroom.console import Console
from pressroom.errors import PressroomError, Problem
from pressroom.pdf import render
from pressroom.project import Edition, Project

if TYPE_CHECKING:
    from pressroom.html import Page
    from pressroom.proof import Extent, Proof

MAP = "map"  # what the map of words to pages is called in the record


@dataclass
class ChapterRun:
    """The course of chapter `stem` of `project`, in `editions`. With `proof`, only pages that show their grid are made.

    There is so far of each edition its page, PDF and proof, the paragraphs that are not set well in it, and its extent; None where
    nothing is known of that.
    """

    project: Project
    ledger: Ledger
    stem: str
    editions: Sequence[Edition]
    proof: bool = False
    pages: dict[Edition, Page] = field(default_factory=dict)
    pdfs: dict[Edition, bytes] = field(default_factory=dict)
    proofs: dict[Edition, Proof] = field(default_factory=dict)
    strained: dict[Edition, tuple[Problem, ...]] = field(default_factory=dict)
    extents: dict[Edition, Extent | None] = field(default_factory=dict)
    failed: bool = False

    def __post_init__(self) -> None:
        self.to_make = [edition for edition in self.editions if not self._keeps(edition)]

    @property
    def keys_to_make(self) -> set[str]:
        """What the editions that are made are called in the record."""
        return {self._key(edition) for edition in self.to_make}

    @property
    def complete(self) -> bool:
        """Whether each edition that is made has come."""
        return len(self.proofs) == len(self.to_make)

    def fail(self) -> None:
        """Drops what is finished of it."""
        self.failed = True
        self.clear()

    def clear(self) -> None:
        """Forgets what is in its place."""
        for part in (self.pages, self.pdfs, self.proofs, self.strained, self.extents):
            part.clear()

    def prove(self, edition: Edition, pdf: bytes) -> None:
        """Finds every word of the chapter in an edition. Raises `PressroomError`."""
        from pressroom import proof

        self.proofs[edition] = proof.prove(pdf, self.project.manuscripts[self.stem], self.project.locate(self.stem))
        self.pdfs[edition] = pdf

    def prove_page(self) -> None:
        """Finds every word of it in the HTML file that comes with the screen's edition. Raises `PressroomError`."""
        from pressroom import proof

        proof.prove_page(self.pages["screen"].html, self.project.manuscripts[self.stem], self.project.locate(self.stem))

    def measure(self, edition: Edition, made: render.Made) -> tuple[Problem, ...]:
        """Notes what an edition takes and the paragraphs that are not set well in it; returns what is told of both, by place."""
        from pressroom import proof

        manuscript, locate = self.project.manuscripts[self.stem], self.project.locate(self.stem)
        self.strained[edition] = proof.strained(made.strains, manuscript, locate) if made.strains else ()
        extent = proof.measured(edition, made.fit, self.proofs[edition], manuscript, locate)
        self.extents[edition] = extent
        return (*self.strained[edition], *extent.notes)

    def finish(self, console: Console) -> None:
        """Puts its files in their place, on record, and tells of them, now that it has all of them. Raises `PressroomError`."""
        for edition in self.editions:
            if edition not in self.proofs:
                self._take_back(edition)
        self._refuse_leaks()
        self._put(console)

    def _key(self, edition: Edition) -> str:
        return key(self.stem, edition, self.proof)

    def _keeps(self, edition: Edition) -> bool:
        """Whether an edition can be kept: it is as it should be, and its measures are in the map or need not be."""
        if not self.ledger.keeps(self._key(edition)):
            return False
        if self.proof or self.ledger.keeps(f"{self.stem}/{MAP}"):
            return True
        with suppress(PressroomError):
            return self._remembered(edition, self.ledger.shelf.read(self._file(edition)))[1] is not None
        return False

    def _remembered(self, edition: Edition, pdf: bytes) -> tuple[tuple[Problem, ...], Extent | None]:
        """What the map of an earlier build says of an edition's PDF. Raises `PressroomError` where there is none."""
        from pressroom import proof

        return proof.remembered(self.ledger.shelf.read(f"{self.stem}/{self.stem}.map.json"), edition, pdf)

    def _take_back(self, edition: Edition) -> None:
        """Takes an edition that was kept from the shelf, with what its map says of it. Raises `PressroomError`."""
        pdf = self.ledger.shelf.read(self._file(edition))
        self.prove(edition, pdf)
        if not self.proof:
            self.strained[edition], self.extents[edition] = self._remembered(edition, pdf)

    def _refuse_leaks(self) -> None:
        """Reads its files back for what is redacted. Raises `EngineFailed` where one says a word of it."""
        files = {f"{self.project.file(self.stem, edition)}.pdf": pdf for edition, pdf in self.pdfs.items()}
        files |= {f"{self.stem}.html": page.html.encode() for edition, page in self.pages.items() if edition == "screen"}
        if problems := leaks(self.project, [self.stem], files):
            raise errors.EngineFailed(*problems)

    def _put(self, console: Console) -> None:
        files = {self._key(edition): self._files(edition) for edition in self.to_make}
        of_map = f"{self.stem}/{MAP}"
        if not self.proof and not self.ledger.keeps(of_map):
            files[of_map] = {f"{self.stem}/{self.stem}.map.json": (self._map(), 0)}
        written = self.ledger.shelf.put({name: data for named in files.values() for name, (data, _) in named.items()}).written
        for made, named in files.items():
            for name, (data, pages) in named.items():
                why = self.ledger.why(made) or "the map of words does not know its measures"
                console.output(f"dist/{name}", len(data), pages, self.ledger.shelf.root / name in written, why)
        for edition in self.to_make:
            made = self._key(edition)
            self.ledger.enter(made, self.project.causes(self.stem, edition, self.pages[edition]), files[made])
        if of_map in files:
            self.ledger.enter(of_map, self._causes_of_map(), files[of_map])

    def _files(self, edition: Edition) -> dict[str, tuple[bytes, int]]:
        """The files of an edition by their name, each with its number of pages; the screen edition has the HTML file, too."""
        html = self.pages[edition].html.encode() if edition == "screen" and not self.proof else b""
        pdf = {self._file(edition): (self.pdfs[edition], self.proofs[edition].pages)}
        return ({f"{self.stem}/{self.stem}.html": (html, 0)} if html else {}) | pdf

    def _file(self, edition: Edition) -> str:
        return f"{self.stem}/{self.project.file(self.stem, edition)}{'-proof' if self.proof else ''}.pdf"

    def _map(self) -> bytes:
        """Where each paragraph of it stands on the pages of its editions."""
        from pressroom import proof

        editions = [
            proof.Edition(
                edition,
                f"{self.project.file(self.stem, edition)}.pdf",
                self.pdfs[edition],
                self.proofs[edition],
                self.strained.get(edition, ()),
                self.extents.get(edition),
            )
            for edition in self.editions
        ]
        house = self.project.house(self.stem)
        return proof.map_words(self.project.manuscripts[self.stem], editions, self.project.locate(self.stem), house)

    def _causes_of_map(self) -> dict[str, str]:
        """All that the editions are made from, and where the house's words stand in the report."""
        made = [self.ledger.record.made[self._key(edition)].causes for edition in self.editions]
        own = {"printer", f"masthead {self.project.manuscripts[self.stem].code}"}
        return dict([cause for causes in made for cause in causes]) | {fact: of for fact, of in self.project.facts.items() if fact in own}


def key(stem: str, edition: Edition, proof: bool = False) -> str:
    """What an edition of a chapter is called in the record."""
    return f"{stem}/{'proof' if proof else edition}"


def keys(stem: str, editions: Sequence[Edition], proof: bool = False) -> list[str]:
    """What all that is made of a chapter is called in the record."""
    return [*(key(stem, edition, proof) for edition in editions), *([] if proof else [f"{stem}/{MAP}"])]
