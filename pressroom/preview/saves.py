"""Waiting for files to be saved."""

from __future__ import annotations

import fcntl
import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from watchfiles import Change, watch

FOLDERS = ("content", "templates", "styles")
QUIET = 5  # ms without another change, after which a burst is over
LONGEST = 300  # ms that a burst may last
TICK = 50  # ms without a change between two looks
IDLE = 5000  # ms without a change, after which the watch counts as idle
PATIENCE = 2.0  # seconds to wait for a file that is open for writing, before it is read anyway
PAUSE = 0.004


def saves(root: Path) -> Iterator[bool]:
    """True once the project in `root` is watched, so that no save is missed from then on, and after each save, once the files are whole;
    False after a while without a save."""
    signal.signal(signal.SIGIO, signal.SIG_IGN)  # sent where somebody opens a file at the instant in which `_being_written` asks
    folders = [root / name for name in FOLDERS if (root / name).is_dir()] or [root]
    watched, quiet = False, 0
    for changes in watch(
        *folders, watch_filter=_counts, step=QUIET, debounce=LONGEST, rust_timeout=TICK, yield_on_timeout=True, raise_interrupt=True
    ):
        if changes:
            wait_until_whole(Path(path) for _, path in changes)
        quiet = 0 if changes else quiet + TICK
        if changes or not watched:
            watched = True
            yield True
        elif quiet >= IDLE:
            quiet = 0
            yield False


def _counts(_: Change, path: str) -> bool:
    """Whether a file may be part of the project; what editors put beside the file that they have open is not."""
    name = os.path.basename(path)  # noqa: PTH119 (called for each change of a burst)
    return not name.startswith((".", "#")) and not name.endswith(("~", ".swp", ".swx", ".tmp", ".part")) and name != "4913"


def wait_until_whole(paths: Iterable[Path], patience: float = PATIENCE) -> None:
    """Returns when none of `paths` is open for writing any more, at the latest after `patience` seconds."""
    end = time.monotonic() + patience
    for path in paths:
        while _being_written(path) and time.monotonic() < end:
            time.sleep(PAUSE)


def _being_written(path: Path) -> bool:
    """Whether a program has a file open for writing: the kernel then gives no lease to read it (fcntl(2)).

    Where there are no leases (a network's file system, another user's file), nobody knows, and the answer is no.
    """
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(file)
    return False
