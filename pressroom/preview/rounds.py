"""Building what was saved, again and again, with an engine that stays loaded and has set a page already."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from pressroom import project
from pressroom.build.ledger import Ledger
from pressroom.build.steps import Rendered, Run, Typeset, finish, load, prove, publish, render, typeset
from pressroom.cache.fingerprints import Fingerprints
from pressroom.console import Console
from pressroom.editions import EDITIONS, SCREEN, Edition
from pressroom.errors import PressroomError, Problem
from pressroom.files import Shelf, open_shelf
from pressroom.model import STEM
from pressroom.pdf.render import Job, Made
from pressroom.preview.board import Board
from pressroom.workers import WorkerPool

FRESH = 40  # jobs after which the engine's process makes room for a new one: it never clears its rubbish away
COURTESY = 0.15  # seconds in which the browser asks for the new pages, before they are compared with the old
WAIT = 600.0  # seconds that another build may hold dist/


class CodeChanged(Exception):
    """The press's own code is not what this process has loaded."""


class Rounds:
    """Builds the chapters `stems` (none: all that the report lists) of the project in `root` with `pool`, and shows them on `board`.

    The pool is one process, with `scratch` for its files: it sets of what was saved first the edition that is seen, which is shown at once,
    then the other. Embargoes are judged by `now`, else by the clock.
    """

    def __init__(
        self,
        root: Path,
        stems: Sequence[str],
        board: Board,
        console: Console,
        pool: WorkerPool[Job, Made],
        scratch: Path,
        now: datetime | None = None,
    ):
        self.root = root
        self.stems = list(stems)
        self.board = board
        self.console = console
        self.pool = pool
        self.scratch = scratch
        self.now = now
        self._code = Fingerprints(str(root), {}, {}).value("code")  # what is loaded: an edit of it may come before the first build
        self._jobs = 0

    def first(self) -> None:
        """Shows what earlier builds have made, builds what has to be built, and warms the engine up."""
        self.board.line_up(self.stems or _found(self.root))
        for stem in self.board.chapters:
            self._show_finished(stem)
        self.round()
        if not self._jobs:
            self._warm_up()

    def round(self) -> None:
        """Builds what has changed. What is wrong is shown, and ends nothing. Raises `CodeChanged`."""
        try:
            with open_shelf(self.root / "dist", WAIT, self.console.say) as shelf:
                problems = self._build(shelf, time.monotonic())
        except PressroomError as error:
            problems = error.problems
        self.board.blame(problems)
        self.console.problems(problems)
        for stem in self.board.chapters:
            self._show_map(stem)

    def idle(self) -> None:
        """Uses the time in which nothing is going on."""
        if self._jobs > FRESH:
            self._jobs = 0
            self.pool.renew()
            self._warm_up()

    def _build(self, shelf: Shelf, started: float) -> tuple[Problem, ...]:
        ledger = Ledger(self.root, shelf, self.scratch, self.now)
        if ledger.machine["code"] != self._code:
            raise CodeChanged
        if keys := ledger.nothing_to_do(self.stems):
            self._line_up([key.partition("/")[0] for key in keys])
            return ()

        run = Run(load(ledger, self.stems, now=self.now), ledger, self.console)
        self._line_up(self.stems or run.project.library.report.value.chapters)
        self.board.leave(run.editions)
        self.board.work_on(run.chapters)
        for edition in typeset(run, self._counted(render(run, first=self.board.seen)), self.pool):
            with run.errors_of(edition.chapter):
                prove(run, edition)
                self._show(edition, started)
                if edition.chapter.complete:
                    publish(run, edition.chapter)
        finish(run, whole=not self.stems)
        return run.problems

    def _counted(self, pages: Iterator[Rendered]) -> Iterator[Rendered]:
        """The pages, each counted as a job of the engine's."""
        for page in pages:
            self._jobs += 1
            yield page

    def _show(self, edition: Typeset, started: float) -> None:
        """Show new pages at once; which of them look different is found out a little later."""
        stem = edition.chapter.stem
        threading.Timer(COURTESY, self.board.show(stem, edition.edition, edition.made.pdf)).start()
        if edition.edition == self.board.seen:
            self.console.say(f"{stem}: new pages shown after {time.monotonic() - started:.2f} s")

    def _line_up(self, stems: Sequence[str]) -> None:
        new = [stem for stem in dict.fromkeys(stems) if stem not in self.board.chapters]
        self.board.line_up(list(dict.fromkeys(stems)))
        for stem in new:
            self._show_finished(stem)

    def _show_finished(self, stem: str) -> None:
        """Shows the pages of a chapter that an earlier build has made: those of which there is a map."""
        self._show_map(stem)
        for edition, file in files(self.board.chapters[stem].map).items():
            with suppress(OSError, RuntimeError):  # there are none, or they are no PDF
                self.board.show(stem, edition, (self.root / "dist" / stem / file).read_bytes())

    def _show_map(self, stem: str) -> None:
        try:
            self.board.map(stem, (self.root / "dist" / stem / f"{stem}.map.json").read_bytes())
        except OSError:
            return

    def _warm_up(self) -> None:
        """Sets a chapter for nothing, so that the next is set by an engine that has done so before."""
        for stem in list(self.board.chapters)[:1]:
            try:
                page = project.read(self.root, [stem], now=self.now).page(stem, SCREEN)
            except (PressroomError, KeyError):
                return
            list(self.pool.run([(stem, Job(page.html, page.style_places))]))


def files(of_map: bytes) -> dict[Edition, str]:
    """The names of a chapter's finished editions, by its map of words; none where that is no map."""
    try:
        mapped = json.loads(of_map)["editions"]
        return {edition: Path(mapped[edition.name]["file"]).name for edition in EDITIONS if edition.name in mapped}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def _found(root: Path) -> list[str]:
    """The stems of the chapters that are there."""
    return sorted(path.stem for path in (root / "content" / "chapters").glob("*.yaml") if STEM.match(path.stem))
