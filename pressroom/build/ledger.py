"""The record at work in a build: what can be kept and why not, what was made, what a build no longer makes."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from pressroom.cache import record
from pressroom.cache.fast_path import has_protected_names, nothing_to_do
from pressroom.cache.fingerprints import MACHINE, SMALL, Fingerprints, digest, status
from pressroom.cache.record import WHOLE, Made, Record
from pressroom.files import Shelf
from pressroom.pdf.engine.loading import LIBRARIES

CHAPTERS = "names content/chapters"
SHOWN = 3  # changes named to people
TICK, TICKS = 0.002, 10  # seconds; a file system's clock moves on in steps of 1 to 10 ms


class Ledger:
    """The record of the project in `root` while a build holds its shelf; `scratch` is the folder of the engine's processes.

    Embargoes are judged by `now`, else by the clock. A `blank` ledger knows of no earlier build.

    What the machine has is looked at when the ledger is opened, before anything of it is used: what changes after that is found changed
    by the next build.
    """

    def __init__(self, root: Path, shelf: Shelf, scratch: Path, now: datetime | None = None, *, blank: bool = False):
        self.root = root
        self.shelf = shelf
        self.scratch = scratch
        self.record = Record() if blank else record.read(str(root))
        hour = f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if now else ""
        self.now = Fingerprints(str(root), self.record.seals, {}, hour)
        self.machine = {cause: self.now.value(cause) for cause in MACHINE}
        self.names = self.now.value(CHAPTERS)
        self._why: dict[str, str] = {}

    def nothing_to_do(self, stems: Sequence[str]) -> list[str]:
        """The keys of all that is asked for, where all of it is in place; large files whose status has changed are sealed anew."""
        keys = [] if has_protected_names(str(self.root)) else nothing_to_do(self.record, self.now, list(stems))
        if keys and self.now.has_broken_seals:
            self.close()
        return keys

    def known(self, facts: Mapping[str, str]) -> None:
        """Takes the values of causes that only the content's reading gives."""
        self.now.given |= facts

    def keeps(self, key: str) -> bool:
        """Whether what was made under `key` is in its place, and all that it was made from is as it was."""
        return not self.why(key)

    def why(self, key: str) -> str:
        """Why what goes under `key` has to be made; empty where it can be kept."""
        if key not in self._why:
            made = self.record.made.get(key)
            self._why[key] = _because(self.root, made, self.now) if made else "nothing is known of an earlier build"
        return self._why[key]

    def enter(self, key: str, causes: Mapping[str, str], outputs: Mapping[str, tuple[bytes, int]]) -> None:
        """Puts down that `outputs` (a path below dist: bytes, pages) were made from `causes`, and removes what was made before them.

        Raises OutputFailed where something can't be removed; the record is then as it was.
        """
        made = {f"dist/{name}": (digest(data), len(data), pages) for name, (data, pages) in outputs.items()}
        self._remove(key, made)
        for path in made:
            self.record.seals.pop(path, None)
        self.record.made[key] = _made({**causes, **self.machine, **self._libraries()}, made, [])
        self.shelf.remember(record.encoded(self.record))

    def drop(self, keys: Iterable[str]) -> None:
        """Removes what was made under `keys`, which no build makes any more. Raises OutputFailed."""
        for key in list(keys):
            self._remove(key)
            self.record.made.pop(key, None)

    def drop_others(self, listed: Sequence[str]) -> None:
        """Removes what was made of chapters that neither the report lists nor content/chapters holds any more."""
        stems = {key.partition("/")[0] for key in self.record.made if key != WHOLE} - set(listed)
        gone = {stem for stem in stems if not os.path.lexists(self.root / "content" / "chapters" / f"{stem}.yaml")}
        self.drop(key for key in self.record.made if key.partition("/")[0] in gone)

    def complete(self, causes: Mapping[str, str], keys: Sequence[str]) -> None:
        """Puts down that `keys` are all that the report asks for, which was found in `causes`."""
        self.record.made[WHOLE] = _made({**causes, CHAPTERS: self.names, **self.now.given, **self.machine}, {}, list(keys))

    def close(self) -> None:
        """Seals the large files, and writes the record."""
        with suppress(OSError):  # without a seal, a file is read each time
            self.record.seals = self._seals()
        self.shelf.remember(record.encoded(self.record))

    def _remove(self, key: str, spare: Collection[str] = ()) -> None:
        """Removes the outputs under `key` that are neither in `spare` nor made under another key."""
        claimed = {path for other, made in self.record.made.items() if other != key for path in made.outputs}
        outputs = self.record.made[key].outputs if key in self.record.made else {}
        gone = {path.removeprefix("dist/"): known for path, (known, _, _) in outputs.items() if path not in claimed and path not in spare}
        self.shelf.remove(gone)

    def _libraries(self) -> dict[str, str]:
        """The shared libraries that the engine's process has loaded; none where it has not been needed."""
        try:
            paths = (self.scratch / LIBRARIES).read_text().splitlines()
        except FileNotFoundError:
            return {}
        return {f"library {path}": self.now.value(f"library {path}") for path in paths}

    def _seals(self) -> dict[str, tuple[str, str]]:
        """The seal of each large file on record: the old one where its status is still the same, else one made by reading it now.

        A file whose status has changed just now gets none before the clock of its file system has moved on: a change that follows at
        once could not be told by its status.
        """
        causes = {cause for made in self.record.made.values() for cause, _ in made.causes if cause.startswith("file ")}
        paths = {cause.partition(" ")[2] for cause in causes} | {path for made in self.record.made.values() for path in made.outputs}
        found = {path: of for path in paths if (of := _status(self.root / path)) and of.st_size > SMALL}
        old = {path: seal for path, seal in self.record.seals.items() if path in found and seal[0] == status(found[path])}
        latest = max((of.st_ctime_ns for path, of in found.items() if path not in old), default=0)
        clock = self._moved_on(latest)
        seals = {}
        for path, of in found.items():
            if path not in old and of.st_dev == clock.st_dev and of.st_ctime_ns < clock.st_mtime_ns:
                known = digest((self.root / path).read_bytes())
                after = _status(self.root / path)
                if after and status(after) == status(of):
                    seals[path] = (status(of), known)
        return old | seals

    def _moved_on(self, moment: int) -> os.stat_result:
        """The status of a file that was written just now; waits a little for its time to be later than `moment` (ns)."""
        probe = self.shelf.scratch / "clock"
        for _ in range(TICKS):
            probe.write_bytes(b"")
            if probe.stat().st_mtime_ns > moment:
                break
            time.sleep(TICK)
        return probe.stat()


def _made(causes: Mapping[str, str], outputs: Mapping[str, tuple[str, int, int]], parts: list[str]) -> Made:
    table = list(causes.items())
    return Made(table, (1 << len(table)) - 1, [str(field) for path, of in outputs.items() for field in (path, *of)], parts)


def _status(path: Path) -> os.stat_result | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found if stat.S_ISREG(found.st_mode) else None


def _because(root: Path, made: Made, now: Fingerprints) -> str:
    """What has changed since something was made, in words for a person; empty where nothing has."""
    changes = made.changes(now)
    told = [_change(root, change, made, now) for change in changes[:SHOWN]]
    return ", ".join(told + ([f"{len(changes) - SHOWN} things more"] if len(changes) > SHOWN else []))


def _change(root: Path, change: str, made: Made, now: Fingerprints) -> str:
    kind, _, name = change.partition(" ")
    if kind in ("file", "output"):
        return f"{name} has changed" if os.path.lexists(root / name) else f"{name} is not there"
    if kind == "packages":
        before, after = set(dict(made.causes)[change].split()), set(now.value(change).split())
        return f"packages have changed: {', '.join(sorted(after - before) or sorted(before - after))}"
    words = {
        "report": "content/report.yaml says otherwise",
        "embargo": f"the embargo until {name} is {now.value(change)}",
        "correction": "the reason for a correction is another",
        "masthead": "words in content/report.yaml have moved",
        "printer": "the press edition is for another printer",
        "code": "the press's own code has changed",
        "python": "Python has changed",
    }
    return words.get(kind, f"{name} has changed")
