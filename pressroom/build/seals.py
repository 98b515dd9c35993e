"""Seals: a large file whose status is the one under which it was read before need not be read again.

Programs can set the time of a file's last change, but not that of its status (stat(2)).
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from pressroom.cache.fingerprints import SMALL, digest, status

TICK, TICKS = 0.002, 10  # seconds; a file system's clock moves on in steps of 1 to 10 ms

Seals = dict[str, tuple[str, str]]  # by path: the file's status, and the digest that it had


def sealed(root: Path, paths: Iterable[str], old: Mapping[str, tuple[str, str]], scratch: Path) -> Seals:
    """The seal of each large file of `paths` below `root`: the `old` one where its status is the same, else one made by reading it now.

    A file whose status has changed just now gets none until the clock of its file system has moved on: a change that followed at once could
    not be told by its status. `scratch` is a folder on that file system. Raises `OSError`.
    """
    found = {path: of for path in paths if (of := _status(root / path)) and of.st_size > SMALL}
    seals = {path: old[path] for path, of in found.items() if path in old and old[path][0] == status(of)}
    new = {path: of for path, of in found.items() if path not in seals}
    clock = _clock_after(max((of.st_ctime_ns for of in new.values()), default=0), scratch)
    for path, of in new.items():
        if of.st_dev == clock.st_dev and of.st_ctime_ns < clock.st_mtime_ns:
            known = digest((root / path).read_bytes())
            after = _status(root / path)
            if after and status(after) == status(of):
                seals[path] = (status(of), known)
    return seals


def _clock_after(moment: int, scratch: Path) -> os.stat_result:
    """The status of a file that was written just now; waits a little for its time to be later than `moment` (ns)."""
    probe = scratch / "clock"
    for _ in range(TICKS):
        probe.write_bytes(b"")
        if probe.stat().st_mtime_ns > moment:
            break
        time.sleep(TICK)
    return probe.stat()


def _status(path: Path) -> os.stat_result | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found if stat.S_ISREG(found.st_mode) else None
