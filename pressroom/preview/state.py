"""What the preview shows. Written by the thread that builds, read by those that serve."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pressroom import editions
from pressroom.editions import SCREEN, Edition
from pressroom.errors import Problem
from pressroom.readback.drawing import Drawing


@dataclass
class View:
    """An edition of a chapter: its last good pages, and which of them (from 1) look different from before."""

    drawing: Drawing
    version: int = 1
    changed: tuple[int, ...] = ()

    def record(self) -> dict[str, Any]:
        """What the browser gets of it, as JSON."""
        return {"version": self.version, "sizes": self.drawing.sizes, "corner": self.drawing.corner, "changed": self.changed}


@dataclass
class _Chapter:
    """A chapter: its editions, its map of words, how often that has changed, its errors."""

    stem: str
    views: dict[Edition, View] = field(default_factory=dict)
    map: bytes = b""
    mapped: int = 0
    problems: tuple[Problem, ...] = ()

    def record(self, working: bool) -> dict[str, Any]:
        """What the browser gets of it, as JSON."""
        state = "working" if working else "error" if self.problems else "ready" if self.views else "unbuilt"
        title = next((view.drawing.title for view in self.views.values()), self.stem)
        return {
            "stem": self.stem,
            "title": title.rpartition(": ")[0] or title,  # without the report's
            "state": state,
            "editions": {edition.name: view.record() for edition, view in self.views.items()},
            "mapped": self.mapped,
            "problems": [problem.record() for problem in self.problems],
        }


@dataclass
class PreviewState:
    """The chapters in their order, errors that are about none of them, and which edition the browser shows.

    `root` is the project's folder, `goto` the file and line given on the command line. A line is opened in the editor by the address
    `link`, or by asking the server, where it `opens` an editor. `listeners` are called after each change.
    """

    root: str = ""
    goto: tuple[str, int] | None = None
    link: str = ""
    opens: bool = False
    seen: Edition = SCREEN
    problems: tuple[Problem, ...] = ()
    working: frozenset[str] = frozenset()
    chapters: dict[str, _Chapter] = field(default_factory=dict)
    listeners: set[Callable[[], None]] = field(default_factory=set)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def record(self) -> dict[str, Any]:
        """All that the browser gets, as JSON."""
        with self._lock:
            return {
                "goto": self.goto,
                "seen": self.seen.name,
                "link": self.link,
                "root": self.root,
                "opens": self.opens,
                "problems": [problem.record() for problem in self.problems],
                "chapters": [chapter.record(chapter.stem in self.working) for chapter in self.chapters.values()],
            }

    def list_chapters(self, stems: Sequence[str]) -> None:
        """List these chapters, in this order; those that were listed before keep their pages."""
        with self._lock:
            self.chapters = {stem: self.chapters.get(stem) or _Chapter(stem) for stem in stems}
        self._notify()

    def mark_working(self, stems: Iterable[str]) -> None:
        """Mark these chapters as being built."""
        self.working = frozenset(stems)
        self._notify()

    def show(self, stem: str, edition: Edition, pdf: bytes) -> Callable[[], None]:
        """Show new pages of a chapter. Returns a function that finds out which of them look different from before."""
        view = View(Drawing(pdf))
        with self._lock:
            chapter = self.chapters.setdefault(stem, _Chapter(stem))
            before = chapter.views.get(edition)
            view.version = before.version + 1 if before else 1
            chapter.views[edition] = view
            chapter.views = {each: chapter.views[each] for each in editions.EDITIONS if each in chapter.views}
        self._notify()

        def compare() -> None:
            changed = _changed(before.drawing, view.drawing) if before else ()
            if before:
                before.drawing.close()
            with self._lock:
                view.changed = changed
            self._notify()

        return compare

    def keep_editions(self, made: Sequence[Edition]) -> None:
        """Forget all other editions of each chapter."""
        with self._lock:
            for chapter in self.chapters.values():
                chapter.views = {edition: view for edition, view in chapter.views.items() if edition in made}
        self._notify()

    def set_map(self, stem: str, data: bytes) -> None:
        """Take a new map of a chapter's words."""
        with self._lock:
            chapter = self.chapters.get(stem)
            if not chapter or chapter.map == data:
                return
            chapter.map = data
            chapter.mapped += 1
        self._notify()

    def set_problems(self, problems: Sequence[Problem]) -> None:
        """Show these errors and no others: each chapter gets those that are about it."""
        with self._lock:
            left = list(problems)
            for stem, chapter in self.chapters.items():
                own = [problem for problem in left if _is_about(problem, stem)]
                chapter.problems = tuple(own)
                left = [problem for problem in left if problem not in own]
            self.problems = tuple(left)
            self.working = frozenset()
        self._notify()

    def _notify(self) -> None:
        for listener in tuple(self.listeners):
            listener()


def _is_about(problem: Problem, stem: str) -> bool:
    return (
        problem.place.file.endswith(f"content/chapters/{stem}.yaml")
        if problem.place
        else problem.message.startswith((f"{stem}: ", f"{stem}, "))
    )


def _changed(before: Drawing, after: Drawing) -> tuple[int, ...]:
    """The pages (from 1) of `after` that look different from before."""
    pages = range(1, len(after.sizes) + 1)
    return tuple(page for page in pages if page > len(before.sizes) or before.look(page) != after.look(page))
