"""Records digests of large files with their status, so that a file isn't read again while its status stays the same.

The status includes the time at which it last changed, which programs can't set, unlike the time of the file's last change (stat(2)).
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from pressroom.cache.fingerprints import SMALL, digest, status

TICK, TICKS = 0.002, 10  # seconds; the clock of a file system advances in steps of 1 to 10 ms

Digests = dict[str, tuple[str, str]]  # by path: the file's status, and the digest that it had


def known_digests(root: Path, paths: Iterable[str], old: Mapping[str, tuple[str, str]], scratch: Path) -> Digests:
    """Status and digest of each large file of `paths` below `root`: the `old` ones if its status is the same, else new ones.

    A file that has only just changed is left out until the clock of its file system has advanced, since its status would not show another
    change before that. `scratch` is a folder on that file system. Raises `OSError`.
    """
    found = {path: of for path in paths if (of := _status(root / path)) and of.st_size > SMALL}
    digests = {path: old[path] for path, of in found.items() if path in old and old[path][0] == status(of)}
    new = {path: of for path, of in found.items() if path not in digests}
    clock = _clock_after(max((of.st_ctime_ns for of in new.values()), default=0), scratch)
    for path, of in new.items():
        if of.st_dev == clock.st_dev and of.st_ctime_ns < clock.st_mtime_ns:
            known = digest((root / path).read_bytes())
            after = _status(root / path)
            if after and status(after) == status(of):
                digests[path] = (status(of), known)
    return digests


def _clock_after(moment: int, scratch: Path) -> os.stat_result:
    """The status of a newly written file. Waits a little for its time to be later than `moment` (ns)."""
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
