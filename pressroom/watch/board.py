"""What the preview shows. Written by the thread that builds, read by those that serve."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pressroom.errors import Fault
from pressroom.readout.drawing import Drawing


@dataclass
class _Chapter:
    """A chapter: its last good pages, which of them look otherwise than before, its map of words, what is wrong with it."""

    stem: str
    drawing: Drawing | None = None
    version: int = 0
    changed: tuple[int, ...] = ()
    map: bytes = b""
    mapped: int = 0
    faults: tuple[Fault, ...] = ()

    def record(self, working: bool) -> dict[str, Any]:
        """What the browser is told of it."""
        state = "working" if working else "faulty" if self.faults else "good" if self.drawing else "unbuilt"
        return {
            "stem": self.stem,
            "title": self.drawing.title.rpartition(": ")[0] or self.drawing.title if self.drawing else self.stem,  # without the report's
            "state": state,
            "version": self.version,
            "sizes": self.drawing.sizes if self.drawing else (),
            "changed": self.changed,
            "mapped": self.mapped,
            "faults": [fault.record() for fault in self.faults],
        }


@dataclass
class Board:
    """The chapters in their order, what is wrong with none of them in particular, and what the browser is told once.

    That is the project's folder, the place that was asked for on the command line, and how a line is opened in the editor: by the address
    `link`, or by asking for it, where that `opens` one.
    """

    root: str = ""
    goto: tuple[str, int] | None = None
    link: str = ""
    opens: bool = False
    faults: tuple[Fault, ...] = ()
    working: frozenset[str] = frozenset()
    chapters: dict[str, _Chapter] = field(default_factory=dict)
    listeners: set[Callable[[], None]] = field(default_factory=set)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def state(self) -> dict[str, Any]:
        """All that the browser is told, as JSON knows it."""
        with self._lock:
            return {
                "goto": self.goto,
                "link": self.link,
                "root": self.root,
                "opens": self.opens,
                "faults": [fault.record() for fault in self.faults],
                "chapters": [chapter.record(chapter.stem in self.working) for chapter in self.chapters.values()],
            }

    def line_up(self, stems: Sequence[str]) -> None:
        """The chapters are `stems` now, in this order."""
        with self._lock:
            self.chapters = {stem: self.chapters.get(stem) or _Chapter(stem) for stem in stems}
        self._tell()

    def work_on(self, stems: Iterable[str]) -> None:
        """These chapters are being made."""
        self.working = frozenset(stems)
        self._tell()

    def show(self, stem: str, pdf: bytes) -> Callable[[], None]:
        """Shows new pages of a chapter; what is returned finds out, when it is called, which of them look otherwise than before."""
        drawing = Drawing(pdf)
        with self._lock:
            chapter = self.chapters.setdefault(stem, _Chapter(stem))
            before, chapter.drawing, chapter.changed = chapter.drawing, drawing, ()
            chapter.version += 1
            version = chapter.version
        self._tell()

        def compare() -> None:
            changed = _changed(before, drawing) if before else ()
            if before:
                before.close()
            with self._lock:
                if chapter.version == version:
                    chapter.changed = changed
            self._tell()

        return compare

    def map(self, stem: str, data: bytes) -> None:
        """The map of a chapter's words is `data` now."""
        with self._lock:
            chapter = self.chapters.get(stem)
            if not chapter or chapter.map == data:
                return
            chapter.map = data
            chapter.mapped += 1
        self._tell()

    def blame(self, faults: Sequence[Fault]) -> None:
        """All that is wrong now: each chapter gets what is about it, the rest is the house's."""
        with self._lock:
            left = list(faults)
            for stem, chapter in self.chapters.items():
                own = [fault for fault in left if _is_about(fault, stem)]
                chapter.faults = tuple(own)
                left = [fault for fault in left if fault not in own]
            self.faults = tuple(left)
            self.working = frozenset()
        self._tell()

    def _tell(self) -> None:
        for listener in tuple(self.listeners):
            listener()


def _is_about(fault: Fault, stem: str) -> bool:
    return fault.place.file.endswith(f"content/chapters/{stem}.yaml") if fault.place else fault.message.startswith(f"{stem}: ")


def _changed(before: Drawing, after: Drawing) -> tuple[int, ...]:
    """The pages (from 1) of `after` that do not look as they did."""
    pages = range(1, len(after.sizes) + 1)
    return tuple(page for page in pages if page > len(before.sizes) or before.look(page) != after.look(page))
