"""One build's course: each chapter's pages are made, proved and put in their place, edition by edition."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

from pressroom import errors
from pressroom.again import guarded
from pressroom.content import Keep, Read
from pressroom.errors import Fault, PressError
from pressroom.leaks import leaks
from pressroom.ledger import Ledger
from pressroom.pdf import engine
from pressroom.project import Edition, Project, facts
from pressroom.telling import Teller

if TYPE_CHECKING:
    from pressroom.html import Page
    from pressroom.model import Report
    from pressroom.proof import Extent, Proof

MAP = "map"  # what the map of words to pages is called in the record

Seen = Callable[[str, Edition, bytes], None]


def keep(ledger: Ledger, proof: bool) -> Keep:
    """Whether a chapter can be kept as it is, in all that is made of it."""

    def kept(stem: str, report: Read[Report], printer: str | None) -> bool:
        ledger.known(facts(report, printer))
        if guarded(str(ledger.root)):
            return False
        made = ["proof"] if proof else ["screen", "press", MAP] if printer else ["screen", MAP]
        return all(ledger.keeps(f"{stem}/{name}") for name in made)

    return kept


@dataclass
class _Chapter:
    """A chapter under way: the editions that are made of it, what there is of each so far, and whether one has failed."""

    stem: str
    to_make: tuple[Edition, ...]
    pages: dict[Edition, Page] = field(default_factory=dict)
    pdfs: dict[Edition, bytes] = field(default_factory=dict)
    proofs: dict[Edition, Proof] = field(default_factory=dict)
    strained: dict[Edition, tuple[Fault, ...]] = field(default_factory=dict)
    extents: dict[Edition, Extent | None] = field(default_factory=dict)
    failed: bool = False

    def clear(self) -> None:
        for part in (self.pages, self.pdfs, self.proofs, self.strained, self.extents):
            part.clear()


@dataclass
class Run:
    """The course of a build of `project`. With `proof`, only pages that show their grid are made.

    `seen` is called with each PDF whose words have been found: chapter, edition, bytes; the edition `first` is made before the other.
    `failures` are what went wrong so far, `notes` what could be set better.
    """

    project: Project
    ledger: Ledger
    teller: Teller
    proof: bool = False
    seen: Seen = lambda *_: None
    first: Edition = "screen"
    chapters: dict[str, _Chapter] = field(default_factory=dict)
    failures: list[PressError] = field(default_factory=list)
    notes: tuple[Fault, ...] = ()
    done: int = 0

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions that each chapter is made in."""
        return ("screen",) if self.proof else self.project.editions

    def begin(self) -> None:
        """Tells what the content's reading has found, and what of it need not be made."""
        library = self.project.library
        self.ledger.known(self.project.facts)
        if library.faults:
            self.failures.append(errors.ContentRefused(*library.faults))
        for fault in self.project.protected:  # the desk may have them; `check` and whatever leaves the house may not
            self.teller.say(str(fault))
        for stem in library.unlisted:
            self.teller.say(f"content/chapters/{stem}.yaml is not listed in content/report.yaml; it is built all the same")
        for stem in self.project.manuscripts:
            make = [edition for edition in self.editions if not self._keeps(stem, edition)]
            self.chapters[stem] = _Chapter(stem, tuple(sorted(make, key=lambda edition: edition != self.first)))
        made = {self._key(stem, edition) for stem, chapter in self.chapters.items() for edition in chapter.to_make}
        keys = [key for stem in (*library.kept, *self.chapters) for key in self._keys(stem)]
        self.teller.kept(self.ledger.record.outputs([key for key in keys if self.ledger.keeps(key) and key not in made]))

    def jobs(self) -> Iterator[tuple[tuple[str, Edition], engine.Job]]:
        """A page of each chapter in each edition, for the engine; made when it is asked for."""
        for stem, chapter in self.chapters.items():
            self.teller.progress(self.done, len(self.chapters), stem)
            if not chapter.to_make:
                self._complete(chapter)
            for edition in chapter.to_make:
                try:
                    page = chapter.pages[edition] = self.project.page(stem, edition, proof=self.proof)
                except PressError as error:
                    self._fail(chapter, error)
                    continue
                _load_meanwhile("pressroom.proof")
                specification = self.project.specification if edition == "press" else None
                yield (stem, edition), engine.Job(page.html, page.origins, specification, self.project.asked_pages(stem, edition))

    def finish(self, stem: str, edition: Edition, result: engine.Made | PressError) -> None:
        """Takes a finished edition and proves it; once a chapter has all of them, puts its files in their place."""
        chapter = self.chapters[stem]
        if isinstance(result, PressError):
            self._fail(chapter, self._placed(result, stem))
            return
        if chapter.failed:
            return
        try:
            self._prove(chapter, edition, result.pdf)
            chapter.strained[edition] = self._strained(chapter, result)
            extent = chapter.extents[edition] = self._measured(chapter, edition, result)
            self.notes += tuple(fault for fault in (*chapter.strained[edition], *extent.notes) if fault not in self.notes)
        except PressError as error:
            self._fail(chapter, error)
            return
        if len(chapter.proofs) == len(chapter.to_make):
            self._complete(chapter)

    def end(self, *, whole: bool) -> None:
        """Removes what is no longer made, and writes the record; `whole` where all that the report lists was to be built."""
        library = self.project.library
        listed = library.report.value.chapters
        sound = [*library.kept, *(stem for stem, chapter in self.chapters.items() if not chapter.failed)]
        try:
            if "press" not in self.project.editions:
                self.ledger.drop(f"{stem}/press" for stem in sound)
            if whole:
                self.ledger.drop_others(listed)
        except PressError as error:
            self.failures.append(error)
        if whole and not self.failures:
            own = {cause: value for cause, value in library.causes.items() if not cause.startswith("file content/chapters/")}
            self.ledger.complete(own, [key for stem in listed for key in self._keys(stem)])
        self.ledger.close()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All that went wrong, by place."""
        return errors.PressError(*dict.fromkeys(fault for failure in self.failures for fault in failure.faults)).faults

    @property
    def exit_code(self) -> int:
        """What the run ends with: the editor's faults before the designer's, those before the machine's."""
        return min((failure.exit_code for failure in self.failures), default=errors.DONE)

    def _key(self, stem: str, edition: Edition) -> str:
        """What an edition is called in the record."""
        return f"{stem}/{'proof' if self.proof else edition}"

    def _keys(self, stem: str) -> list[str]:
        """What all that is made of a chapter is called in the record."""
        return [*(self._key(stem, edition) for edition in self.editions), *([] if self.proof else [f"{stem}/{MAP}"])]

    def _keeps(self, stem: str, edition: Edition) -> bool:
        """Whether an edition can be kept: it is as it should be, and its measures are in the map or need not be."""
        if not self.ledger.keeps(self._key(stem, edition)):
            return False
        if self.proof or self.ledger.keeps(f"{stem}/{MAP}"):
            return True
        with suppress(PressError):
            return self._remembered(stem, edition, self.ledger.shelf.read(self._file(stem, edition)))[1] is not None
        return False

    def _remembered(self, stem: str, edition: Edition, pdf: bytes) -> tuple[tuple[Fault, ...], Extent | None]:
        """What the map of an earlier build says of an edition's PDF. Raises `PressError` where there is none."""
        from pressroom import proof

        return proof.remembered(self.ledger.shelf.read(f"{stem}/{stem}.map.json"), edition, pdf)

    def _prove(self, chapter: _Chapter, edition: Edition, pdf: bytes) -> None:
        """Finds every word of a chapter in an edition, and in the HTML file that comes with the screen's. Raises `PressError`."""
        from pressroom import proof

        manuscript, locate = self.project.manuscripts[chapter.stem], self.project.locate(chapter.stem)
        chapter.proofs[edition] = proof.prove(pdf, manuscript, locate)
        chapter.pdfs[edition] = pdf
        if edition in chapter.pages:
            self.seen(chapter.stem, edition, pdf)
            if edition == "screen":
                proof.prove_page(chapter.pages[edition].html, manuscript, locate)

    def _strained(self, chapter: _Chapter, made: engine.Made) -> tuple[Fault, ...]:
        """The paragraphs that are not set well in an edition, at their places in the chapter's file."""
        if not made.strains:
            return ()
        from pressroom import proof

        return proof.strained(made.strains, self.project.manuscripts[chapter.stem], self.project.locate(chapter.stem))

    def _measured(self, chapter: _Chapter, edition: Edition, made: engine.Made) -> Extent:
        """What an edition takes, and what of it is told at its place in the chapter's file."""
        from pressroom import proof

        found, locate = chapter.proofs[edition], self.project.locate(chapter.stem)
        return proof.measured(edition, made.fit, found, self.project.manuscripts[chapter.stem], locate)

    def _complete(self, chapter: _Chapter) -> None:
        """Puts a chapter's files in their place, now that it has all of them."""
        self.done += 1
        try:
            for edition in self.editions:
                if edition not in chapter.proofs:
                    self._take_back(chapter, edition)
            self._refuse_leaks(chapter)
            self._put(chapter)
        except PressError as error:
            self._fail(chapter, error)
        chapter.clear()

    def _take_back(self, chapter: _Chapter, edition: Edition) -> None:
        """Takes an edition that was kept from the shelf, with what its map says of it. Raises `PressError`."""
        pdf = self.ledger.shelf.read(self._file(chapter.stem, edition))
        self._prove(chapter, edition, pdf)
        if not self.proof:
            chapter.strained[edition], chapter.extents[edition] = self._remembered(chapter.stem, edition, pdf)

    def _refuse_leaks(self, chapter: _Chapter) -> None:
        """Reads a chapter's files back for what is redacted. Raises `EngineFailed` where one says a word of it."""
        files = {f"{self.project.file(chapter.stem, edition)}.pdf": pdf for edition, pdf in chapter.pdfs.items()}
        files |= {f"{chapter.stem}.html": page.html.encode() for edition, page in chapter.pages.items() if edition == "screen"}
        if faults := leaks(self.project, [chapter.stem], files):
            raise errors.EngineFailed(*faults)

    def _placed(self, error: PressError, stem: str) -> PressError:
        """The error, each of whose faults names a line of the stylesheets, or else the chapter."""
        return errors.named(type(error)(*map(self.project.placed, error.faults)), stem)

    def _fail(self, chapter: _Chapter, error: PressError) -> None:
        """Notes why a chapter can't be put in its place; what is finished of it is dropped."""
        self.failures.append(error)
        chapter.failed = True
        chapter.clear()

    def _put(self, chapter: _Chapter) -> None:
        """Puts a chapter's files in their place, on record, and tells of them. Raises `OutputFailed`."""
        files = {self._key(chapter.stem, edition): self._files(chapter, edition) for edition in chapter.to_make}
        of_map = f"{chapter.stem}/{MAP}"
        if of_map in self._keys(chapter.stem) and not self.ledger.keeps(of_map):
            files[of_map] = {f"{chapter.stem}/{chapter.stem}.map.json": (self._map(chapter), 0)}
        written = self.ledger.shelf.put({name: data for named in files.values() for name, (data, _) in named.items()}).written
        for key, named in files.items():
            for name, (data, pages) in named.items():
                why = self.ledger.why(key) or "the map of words does not know its measures"
                self.teller.output(f"dist/{name}", len(data), pages, self.ledger.shelf.root / name in written, why)
        for edition in chapter.to_make:
            key = self._key(chapter.stem, edition)
            self.ledger.enter(key, self.project.causes(chapter.stem, edition, chapter.pages[edition]), files[key])
        if of_map in files:
            self.ledger.enter(of_map, self._causes_of_map(chapter), files[of_map])

    def _files(self, chapter: _Chapter, edition: Edition) -> dict[str, tuple[bytes, int]]:
        """The files of an edition by their name, each with its number of pages; the screen edition has the HTML file, too."""
        html = chapter.pages[edition].html.encode() if edition == "screen" and not self.proof else b""
        pdf = {self._file(chapter.stem, edition): (chapter.pdfs[edition], chapter.proofs[edition].pages)}
        return ({f"{chapter.stem}/{chapter.stem}.html": (html, 0)} if html else {}) | pdf

    def _file(self, stem: str, edition: Edition) -> str:
        return f"{stem}/{self.project.file(stem, edition)}{'-proof' if self.proof else ''}.pdf"

    def _map(self, chapter: _Chapter) -> bytes:
        """Where each paragraph of a chapter stands on the pages of its editions."""
        from pressroom import proof

        stem = chapter.stem
        editions = [
            proof.Edition(
                edition,
                f"{self.project.file(stem, edition)}.pdf",
                chapter.pdfs[edition],
                chapter.proofs[edition],
                chapter.strained.get(edition, ()),
                chapter.extents.get(edition),
            )
            for edition in self.editions
        ]
        return proof.map_words(self.project.manuscripts[stem], editions, self.project.locate(stem), self.project.house(stem))

    def _causes_of_map(self, chapter: _Chapter) -> dict[str, str]:
        """All that the editions are made from, and where the house's words stand in the report."""
        made = [self.ledger.record.made[self._key(chapter.stem, edition)].causes for edition in self.editions]
        own = {"printer", f"masthead {self.project.manuscripts[chapter.stem].code}"}
        return dict([cause for causes in made for cause in causes]) | {fact: of for fact, of in self.project.facts.items() if fact in own}


def _load_meanwhile(module: str) -> None:
    """Imports a module in the background, while the engine's process sets a page."""
    threading.Thread(target=import_module, args=(module,), daemon=True).start()
