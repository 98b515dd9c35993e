"""The shelf: the output folder, held by one build at a time.

The lock is the kernel's (flock(2)): it ends with the process that holds it, in whatever way that ends. What a build needs beside the
finished files lies in a hidden folder that the next build clears.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pressroom.cache.fingerprints import digest
from pressroom.errors import OutputFailed, Place, Problem
from pressroom.files.atomic import holds, make, naming, place, refuse_folder, refuse_other

BACKSTAGE = ".pressroom"
LOCK = "lock"
RECORD = "record"
WATCH = "watch"  # the folder of a program that goes on between builds
SCRATCH = "scratch"
MEMORY = "memory"
PAUSE = 0.05


@dataclass(frozen=True)
class Placed:
    """What `Shelf.put` did: the paths that were written, and those that already held these bytes."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]


@dataclass(frozen=True)
class Shelf:
    """The output folder `root`, while this build holds it. `scratch` is a private folder that goes when the shelf is closed, `memory` one
    that stays once it is made, for what can be found again."""

    root: Path
    scratch: Path
    memory: Path

    def put(self, files: Mapping[str, bytes]) -> Placed:
        """Puts `files` (a path below `root`: its bytes) in their places; none is touched before all are safe on the disk.

        A file that already holds its bytes is left alone. A link in a file's place is replaced, never followed. Raises OutputFailed,
        with nothing temporary left; each file then has its old bytes or its new ones.
        """
        paths = {self.root / name: data for name, data in files.items()}
        for path in paths:
            self._clear_way(path)
        changed = {path: data for path, data in paths.items() if not holds(path, data)}
        place(changed, {path: self.root / BACKSTAGE / f"{number}.part" for number, path in enumerate(changed)})
        return Placed(tuple(changed), tuple(path for path in paths if path not in changed))

    def tidy(self, folder: str, keep: Collection[str]) -> None:
        """Removes `folder`, a path below `root`, with all that is in it but the files `keep` (paths below `root`); a file too.

        Links are removed, not followed. Raises OutputFailed.
        """
        path = self.root / folder
        with naming(path):
            if path.is_symlink() or not path.is_dir():
                if folder not in keep:
                    path.unlink()
                return
            for leaf in sorted(path.iterdir()):
                self.tidy(f"{folder}/{leaf.name}", keep)
            if not any(path.iterdir()):
                path.rmdir()

    def read(self, name: str) -> bytes:
        """The bytes of a file that stands here. Raises OutputFailed."""
        with naming(self.root / name, "read"):
            return (self.root / name).read_bytes()

    def remove(self, files: Mapping[str, str]) -> tuple[Path, ...]:
        """Removes those of `files` (`FOLDER/NAME`: its digest) that still hold these bytes, and the folders that are then empty.

        Returns what was removed; a link, and what a linked folder holds, is left alone. Raises OutputFailed.
        """
        removed = []
        for name, known in files.items():
            path = self.root / name
            with naming(path, "removed"):
                ours = path.resolve().parent.parent == self.root.resolve() and path.is_file() and not path.is_symlink()
                if ours and digest(path.read_bytes()) == known:
                    path.unlink()
                    removed.append(path)
        for folder in {(self.root / name).parent for name in files} - {self.root}:
            with suppress(OSError):  # something else is in it, or it is gone
                folder.rmdir()
        return tuple(removed)

    def remember(self, record: bytes) -> None:
        """Replaces the record, whole or not at all. It may be lost without harm: a disk that refuses it is not told of."""
        part = self.root / BACKSTAGE / f"{RECORD}.part"
        with suppress(OSError):
            part.write_bytes(record)
            part.replace(self.root / BACKSTAGE / RECORD)
        with suppress(OSError):
            part.unlink(missing_ok=True)

    def _clear_way(self, path: Path) -> None:
        """Refuses a folder in the file's place, and a link or a file in the place of a folder above it."""
        with naming(path):
            refuse_folder(path)
        for folder in path.relative_to(self.root).parents[:-1]:
            with naming(self.root / folder):
                refuse_other(self.root / folder)


@contextmanager
def open_shelf(root: Path, wait: float, tell: Callable[[str], None]) -> Iterator[Shelf]:
    """The output folder `root`, made if missing, for this build alone, and free of what a killed build left.

    Where another build holds it, waits for up to `wait` seconds, and says so once through `tell`. Raises OutputFailed when the time
    is over, or when nothing can be written there.
    """
    backstage = root / BACKSTAGE
    with naming(root):
        make(root, [])
    with naming(backstage):
        refuse_other(backstage)  # else the sweep would clear a folder elsewhere
        make(backstage, [])
        lock = os.open(backstage / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        with naming(backstage):
            _acquire(lock, root, wait, tell)
            _sweep(backstage)
            (backstage / SCRATCH).mkdir(0o700)
        yield Shelf(root, (backstage / SCRATCH).absolute(), (backstage / MEMORY).absolute())
    finally:
        _release(lock, backstage)


def _acquire(lock: int, root: Path, wait: float, tell: Callable[[str], None]) -> None:
    """Takes the lock and writes this process's number into it, for those who wait."""
    end = time.monotonic() + wait
    told = False
    while not _taken(lock):
        holder = os.pread(lock, 20, 0).decode("ascii", "replace").strip() or "unknown"
        if time.monotonic() >= end:
            message = f"another build (process {holder}) is at work here and did not end in {wait:g} s"
            raise OutputFailed(Problem("output-locked", message, Place(str(root)), "wait for it to end, or stop it, and build again"))
        if not told:
            tell(f"{root}: another build (process {holder}) is at work here; waiting for it, at most {wait:g} s")
            told = True
        time.sleep(PAUSE)
    os.ftruncate(lock, 0)
    os.pwrite(lock, b"%d\n" % os.getpid(), 0)


def _taken(lock: int) -> bool:
    """Whether the lock is ours: now, or since before."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _release(lock: int, backstage: Path) -> None:
    """Cleans up and lets the next build in, which removes, or tells of, what could not be removed now."""
    with suppress(OSError):
        if _taken(lock):
            _sweep(backstage)
    with suppress(OSError):
        fcntl.flock(lock, fcntl.LOCK_UN)  # in so many words, since a child of this process may hold the descriptor too
    with suppress(OSError):
        os.close(lock)


def _sweep(folder: Path, spare: Collection[str] = (LOCK, RECORD, MEMORY, WATCH)) -> None:
    """Removes all that is in `folder` but what is `spare`; links are removed, not followed."""
    for leaf in list(folder.iterdir()):
        if leaf.name in spare and not leaf.is_symlink():
            continue
        if leaf.is_dir() and not leaf.is_symlink():
            _sweep(leaf, spare=())
            leaf.rmdir()
        else:
            leaf.unlink()
