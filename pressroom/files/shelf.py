"""The shelf: the output folder, locked by one build at a time.

The lock is the kernel's (flock(2)): it is released when the process that holds it ends, however it ends. What a build needs beside the
finished files is in a hidden folder, which the next build clears.
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
WATCH = "watch"  # the folder of the command `watch`, which goes on between builds
SCRATCH = "scratch"
MEMORY = "memory"
PAUSE = 0.05


@dataclass(frozen=True)
class Shelf:
    """The output folder `root`, while this build has locked it.

    `scratch` is a private folder that is deleted when the shelf is closed. `memory` is one that stays, for what can be computed again.
    """

    root: Path
    scratch: Path
    memory: Path

    def put(self, files: Mapping[str, bytes]) -> tuple[Path, ...]:
        """Write `files` (a path below `root`: its bytes). No file changes before all of them are safe on the disk.

        Returns what was written: a file that already has its bytes is left alone. A link with a file's name is replaced, never followed.
        Raises OutputFailed; each file then has its old bytes or its new ones, and no temporary file is left.
        """
        paths = {self.root / name: data for name, data in files.items()}
        for path in paths:
            self._clear_way(path)
        changed = {path: data for path, data in paths.items() if not holds(path, data)}
        place(changed, {path: self.root / BACKSTAGE / f"{number}.part" for number, path in enumerate(changed)})
        return tuple(changed)

    def tidy(self, folder: str, keep: Collection[str]) -> None:
        """Delete `folder`, a path below `root` that may also be a file, with everything in it except the files `keep` (paths below `root`).

        Links are deleted, not followed. Raises OutputFailed.
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
        """The bytes of the file `name`, a path below `root`. Raises OutputFailed."""
        with naming(self.root / name, "read"):
            return (self.root / name).read_bytes()

    def remove(self, files: Mapping[str, str]) -> None:
        """Delete those of `files` (`FOLDER/NAME`: its digest) that still have these bytes, and the folders that are then empty.

        A link, and anything in a linked folder, is left alone. Raises OutputFailed.
        """
        for name, known in files.items():
            path = self.root / name
            with naming(path, "deleted"):
                ours = path.resolve().parent.parent == self.root.resolve() and path.is_file() and not path.is_symlink()
                if ours and digest(path.read_bytes()) == known:
                    path.unlink()
        for folder in {(self.root / name).parent for name in files} - {self.root}:
            with suppress(OSError):  # something else is in it, or it is gone
                folder.rmdir()

    def remember(self, record: bytes) -> None:
        """Replace the record, whole or not at all. Losing it costs only time, so a disk error is not reported."""
        part = self.root / BACKSTAGE / f"{RECORD}.part"
        with suppress(OSError):
            part.write_bytes(record)
            part.replace(self.root / BACKSTAGE / RECORD)
        with suppress(OSError):
            part.unlink(missing_ok=True)

    def _clear_way(self, path: Path) -> None:
        """Raise OutputFailed if a folder has the file's name, or a link or a file has the name of a folder above it."""
        with naming(path):
            refuse_folder(path)
        for folder in path.relative_to(self.root).parents[:-1]:
            with naming(self.root / folder):
                refuse_other(self.root / folder)


@contextmanager
def open_shelf(root: Path, wait: float, say: Callable[[str], None]) -> Iterator[Shelf]:
    """Lock the output folder `root`, which is made if it is missing, and delete what a killed build left in it.

    If another build has locked it, wait up to `wait` seconds, and say so once. Raises OutputFailed when the time is over, or if the folder
    can't be written.
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
            _acquire(lock, root, wait, say)
            _sweep(backstage)
            (backstage / SCRATCH).mkdir(0o700)
        yield Shelf(root, (backstage / SCRATCH).absolute(), (backstage / MEMORY).absolute())
    finally:
        _release(lock, backstage)


def _acquire(lock: int, root: Path, wait: float, say: Callable[[str], None]) -> None:
    """Take the lock and write this process's id into it, for those who wait."""
    end = time.monotonic() + wait
    said = False
    while not _taken(lock):
        holder = os.pread(lock, 20, 0).decode("ascii", "replace").strip() or "unknown"
        if time.monotonic() >= end:
            message = f"another build (process {holder}) is running here and has not finished in {wait:g} s"
            raise OutputFailed(Problem("output-locked", message, Place(str(root)), "wait for it or stop it, then run this again"))
        if not said:
            say(f"{root}: another build (process {holder}) is running here; waiting for it up to {wait:g} s")
            said = True
        time.sleep(PAUSE)
    os.ftruncate(lock, 0)
    os.pwrite(lock, b"%d\n" % os.getpid(), 0)


def _taken(lock: int) -> bool:
    """Whether this process has the lock now."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _release(lock: int, backstage: Path) -> None:
    """Clean up and release the lock. What can't be deleted now, the next build deletes or reports."""
    with suppress(OSError):
        if _taken(lock):
            _sweep(backstage)
    with suppress(OSError):
        fcntl.flock(lock, fcntl.LOCK_UN)  # explicitly, since a child of this process may hold the descriptor too
    with suppress(OSError):
        os.close(lock)


def _sweep(folder: Path, spare: Collection[str] = (LOCK, RECORD, MEMORY, WATCH)) -> None:
    """Delete everything in `folder` except what is in `spare`. Links are deleted, not followed."""
    for leaf in list(folder.iterdir()):
        if leaf.name in spare and not leaf.is_symlink():
            continue
        if leaf.is_dir() and not leaf.is_symlink():
            _sweep(leaf, spare=())
            leaf.rmdir()
        else:
            leaf.unlink()
