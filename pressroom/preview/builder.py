"""Builds what was saved, again and again, with an engine that stays loaded and has typeset a page already."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from pressroom import editions, project
from pressroom.build.ledger import Ledger
from pressroom.build.steps import Rendered, Run, Typeset, finish, load, prove, publish, render, typeset
from pressroom.cache.fingerprints import Fingerprints
from pressroom.console import Console
from pressroom.editions import SCREEN, Edition
from pressroom.errors import PressroomError, Problem
from pressroom.files import Shelf, open_shelf
from pressroom.model import STEM
from pressroom.pdf.pool import EnginePool
from pressroom.pdf.render import Job
from pressroom.preview.state import PreviewState
from pressroom.proof import mapping

FRESH = 40  # jobs after which a new process takes the place of the engine's, which never frees memory
COURTESY = 0.15  # seconds for the browser to ask for the new pages, before they are compared with the old ones
WAIT = 600.0  # seconds that another build may hold dist/


class CodeChanged(Exception):
    """Pressroom's own code is no longer what this process has loaded."""


class Builder:
    """Builds the chapters `stems` (none: all that the report lists) of the project in `root` with `pool`, and shows them in `state`.

    The pool is one process, with `scratch` for its files. It typesets the edition that the browser shows first, and that is shown at once.
    `now` takes the place of the clock for embargoes.
    """

    def __init__(
        self,
        root: Path,
        stems: Sequence[str],
        state: PreviewState,
        console: Console,
        pool: EnginePool,
        scratch: Path,
        now: datetime | None = None,
    ):
        self.root = root
        self.stems = list(stems)
        self.state = state
        self.console = console
        self.pool = pool
        self.scratch = scratch
        self.now = now
        self._code = Fingerprints(str(root), {}, {}).value("code")  # before the first build: the code may be edited during it
        self._jobs = 0
        self._refused = False  # whether the last build had errors

    def first(self) -> None:
        """Show what earlier builds have made, build what is outdated, and warm up the engine."""
        self.state.list_chapters(self.stems or _found(self.root))
        for stem in self.state.chapters:
            self._show_finished(stem)
        self.build()
        if not self._jobs:
            self._warm_up()

    def build(self) -> None:
        """Build what is outdated. Errors are shown and do not end the watch. Raises `CodeChanged`."""
        try:
            with open_shelf(self.root / "dist", WAIT, self.console.say) as shelf:
                problems = self._build_outdated(shelf, time.monotonic())
        except PressroomError as error:
            problems = error.problems
        self.state.set_problems(problems)
        self.console.problems(problems)
        if self._refused and not problems:
            self.console.say("No errors any more")
        self._refused = bool(problems)
        for stem in self.state.chapters:
            self._show_map(stem)

    def idle(self) -> None:
        """Start a new engine process while nothing is going on, if the old one has done much."""
        if self._jobs > FRESH:
            self._jobs = 0
            self.pool.renew()
            self._warm_up()

    def _build_outdated(self, shelf: Shelf, started: float) -> tuple[Problem, ...]:
        ledger = Ledger(self.root, shelf, self.scratch, self.now)
        if ledger.machine["code"] != self._code:
            raise CodeChanged
        if keys := ledger.nothing_to_do(self.stems):
            self._list_chapters([key.partition("/")[0] for key in keys])
            return ()

        run = Run(load(ledger, self.stems, now=self.now), ledger, self.console)
        self._list_chapters(self.stems or run.project.library.report.value.chapters)
        self.state.keep_editions(run.editions)
        self.state.mark_working(run.chapters)
        for edition in typeset(run, self._counted(render(run, first=self.state.seen)), self.pool):
            with run.errors_of(edition.chapter):
                prove(run, edition)
                self._show(edition, started)
                if edition.chapter.complete:
                    publish(run, edition.chapter)
        finish(run, whole=not self.stems)
        return run.problems

    def _counted(self, pages: Iterator[Rendered]) -> Iterator[Rendered]:
        """The pages; each is counted as a job of the engine's."""
        for page in pages:
            self._jobs += 1
            yield page

    def _show(self, edition: Typeset, started: float) -> None:
        """Show new pages at once; which of them look different is found out a little later."""
        stem = edition.chapter.stem
        threading.Timer(COURTESY, self.state.show(stem, edition.edition, edition.made.pdf)).start()
        if edition.edition == self.state.seen:
            self.console.say(f"{stem}: new pages shown after {time.monotonic() - started:.2f} s")

    def _list_chapters(self, stems: Sequence[str]) -> None:
        new = [stem for stem in dict.fromkeys(stems) if stem not in self.state.chapters]
        self.state.list_chapters(list(dict.fromkeys(stems)))
        for stem in new:
            self._show_finished(stem)

    def _show_finished(self, stem: str) -> None:
        """Show the pages of a chapter that an earlier build has made, where there is a map of them."""
        self._show_map(stem)
        for edition, file in files(self.state.chapters[stem].map).items():
            with suppress(OSError, RuntimeError):  # there are none, or they are no PDF
                self.state.show(stem, edition, (self.root / "dist" / stem / file).read_bytes())

    def _show_map(self, stem: str) -> None:
        try:
            self.state.set_map(stem, (self.root / "dist" / stem / f"{stem}.map.json").read_bytes())
        except OSError:
            return

    def _warm_up(self) -> None:
        """Typeset a chapter for nothing: the first page takes an engine longer than those after it."""
        for stem in list(self.state.chapters)[:1]:
            try:
                page = project.read(self.root, [stem], now=self.now).page(stem, SCREEN)
            except (PressroomError, KeyError):
                return
            list(self.pool.run([(stem, Job(page.html, page.style_places))]))


def files(of_map: bytes) -> dict[Edition, str]:
    """The file names of a chapter's finished editions, from its map of words; none where that is not a map."""
    names = mapping.files(of_map)
    return {edition: Path(names[edition.name]).name for edition in editions.EDITIONS if edition.name in names}


def _found(root: Path) -> list[str]:
    """The stems of the chapters in content/chapters."""
    return sorted(path.stem for path in (root / "content" / "chapters").glob("*.yaml") if STEM.match(path.stem))
