"""The record at work in a build: what is up to date and what is not, what was made, what is no longer made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from pressroom.build.known_digests import known_digests
from pressroom.build.reasons import reason
from pressroom.cache import record
from pressroom.cache.fast_path import has_protected_names, nothing_to_do, warned_of, withdrawn
from pressroom.cache.fingerprints import MACHINE, Fingerprints, digest
from pressroom.cache.record import WHOLE, Made, Record, Warned
from pressroom.errors import Place, Problem
from pressroom.files import Shelf
from pressroom.pdf.engine.loading import LIBRARIES

CHAPTERS = "names content/chapters"


class Ledger:
    """The record of the project in `root` while a build holds its shelf; `scratch` is the folder of the engine's processes.

    `now` takes the place of the clock for embargoes. A `blank` ledger knows of no earlier build. An output, or several that are made
    together, go by a key: `STEM/EDITION`.

    The machine is looked at when the ledger is opened, before anything of it is used: a change after that is found by the next build.
    """

    def __init__(self, root: Path, shelf: Shelf, scratch: Path, now: datetime | None = None, *, blank: bool = False):
        self.root = root
        self.shelf = shelf
        self.scratch = scratch
        self.record = Record() if blank else record.read(str(root))
        hour = f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if now else ""
        self.now = Fingerprints(str(root), self.record.digests, {}, hour)
        self.machine = {cause: self.now.value(cause) for cause in MACHINE}
        self.names = self.now.value(CHAPTERS)
        self._reasons: dict[str, str] = {}

    def nothing_to_do(self, stems: Sequence[str]) -> list[str]:
        """The keys of all that is asked for if all of it is up to date, else none. Outdated digests of large files are renewed."""
        keys = [] if has_protected_names(str(self.root)) else nothing_to_do(self.record, self.now, list(stems))
        if keys and self.now.has_outdated_digests:
            self.close()
        return keys

    def add_facts(self, facts: Mapping[str, str]) -> None:
        """Take the values of causes that are known only once the content is read."""
        self.now.given |= facts

    def is_up_to_date(self, key: str) -> bool:
        """Whether what was made under `key` is in place, and nothing that it was made from has changed."""
        return not self.why(key)

    def why(self, key: str) -> str:
        """Why what goes under `key` must be made, as it was when this was first asked; empty where it is up to date."""
        if key not in self._reasons:
            self._reasons[key] = reason(self.root, self.record.made.get(key), self.now)
        return self._reasons[key]

    def warnings(self, keys: Sequence[str]) -> list[Problem]:
        """The warnings that were recorded with what was made under `keys`, by place."""
        return [_warning(warned) for warned in self.record.warnings(list(keys))]

    def warnings_of_all(self, keys: list[str], stems: Sequence[str]) -> list[Problem]:
        """The warnings to repeat if `keys`, all that was asked for with the chapters `stems`, are up to date."""
        return self.warnings(warned_of(keys, list(stems)))

    def enter(
        self,
        key: str,
        causes: Mapping[str, str],
        outputs: Mapping[str, tuple[bytes, int]],
        warnings: Iterable[Problem] = (),
    ) -> None:
        """Record that `outputs` (a path below dist/: bytes, pages) were made from `causes`, with `warnings`, and delete what was made under
        `key` before.

        Raises `OutputFailed` where something can't be deleted; the record is then unchanged.
        """
        made = {f"dist/{name}": (digest(data), len(data), pages) for name, (data, pages) in outputs.items()}
        self._delete(key, made)
        for path in made:
            self.record.digests.pop(path, None)
        self.record.made[key] = _made({**causes, **self.machine, **self._libraries()}, made, [], warnings)
        self.shelf.remember(record.encoded(self.record))

    def drop_but(self, stem: str, keys: Collection[str]) -> None:
        """Delete what was made of a chapter under other keys than these, which are still made. Raises `OutputFailed`."""
        self._drop(key for key in self.record.made if key.partition("/")[0] == stem and key not in {*keys, WHOLE})

    def drop_chapters_but(self, listed: Sequence[str]) -> None:
        """Delete what was made of chapters that are neither listed nor in content/chapters any more. Raises `OutputFailed`."""
        gone = withdrawn(self.record, str(self.root), set(listed))
        self._drop(key for key in self.record.made if key.partition("/")[0] in gone)

    def complete(self, causes: Mapping[str, str], keys: Sequence[str], warnings: Iterable[Problem] = ()) -> None:
        """Record `keys` as the complete list of outputs of the report, which follows from `causes`, with the warnings about the list."""
        self.record.made[WHOLE] = _made({**causes, CHAPTERS: self.names, **self.now.given, **self.machine}, {}, list(keys), warnings)

    def close(self) -> None:
        """Record the digests of large files, and write the record."""
        causes = {cause for made in self.record.made.values() for cause, _ in made.causes if cause.startswith("file ")}
        paths = {cause.partition(" ")[2] for cause in causes} | {path for made in self.record.made.values() for path in made.outputs}
        with suppress(OSError):  # without a recorded digest, a file is read each time
            self.record.digests = known_digests(self.root, paths, self.record.digests, self.shelf.scratch)
        self.shelf.remember(record.encoded(self.record))

    def _drop(self, keys: Iterable[str]) -> None:
        for key in list(keys):
            self._delete(key)
            del self.record.made[key]

    def _delete(self, key: str, spare: Collection[str] = ()) -> None:
        """Delete the outputs under `key` that are neither in `spare` nor made under another key."""
        claimed = {path for other, made in self.record.made.items() if other != key for path in made.outputs}
        outputs = self.record.made[key].outputs if key in self.record.made else {}
        gone = {path.removeprefix("dist/"): known for path, (known, _, _) in outputs.items() if path not in claimed and path not in spare}
        self.shelf.remove(gone)

    def _libraries(self) -> dict[str, str]:
        """The shared libraries that the engine's processes have loaded; none where it was not needed."""
        try:
            paths = (self.scratch / LIBRARIES).read_text().splitlines()
        except FileNotFoundError:
            return {}
        return {f"library {path}": self.now.value(f"library {path}") for path in paths}


def _made(causes: Mapping[str, str], outputs: Mapping[str, tuple[str, int, int]], parts: list[str], warnings: Iterable[Problem]) -> Made:
    table = list(causes.items())
    made = Made(table, (1 << len(table)) - 1, [str(field) for path, of in outputs.items() for field in (path, *of)], parts)
    made.warnings = [_fields(warning) for warning in warnings]
    return made


def _fields(warning: Problem) -> Warned:
    place = warning.place or Place("")
    return [str(warning), warning.code, warning.message, place.file, str(place.line), str(place.column), warning.hint, warning.excerpt]


def _warning(fields: Warned) -> Problem:
    _, code, message, file, line, column, hint, excerpt = fields
    return Problem(code, message, Place(file, int(line), int(column)) if file else None, hint, excerpt)
