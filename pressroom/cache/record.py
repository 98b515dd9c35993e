"""The record of a project's outputs, dist/.pressroom/record: what each of them was made from.

It is a cache: what is missing or damaged in it is built again. A row ends with a zero byte and a line feed; fields are separated by zero
bytes, which no path can contain. The first row holds the digest of all that follows.

    digest a file's path, its status, the digest that it had under this status
    cause  a name and a value; causes are numbered in their order
    made   a key, the set of its causes, the keys that it consists of, then path, digest, bytes and pages of each output
    warn   a key, and a warning of what was made under it: as text, then code, message, file, line, column, hint and excerpt

A set of causes is a hexadecimal number in which the bit 1 << N stands for cause N.
"""

from __future__ import annotations

from pressroom.cache.fingerprints import Fingerprints, digest

FILE = "dist/.pressroom/record"
FORM = "pressroom record 4"
WHOLE = "report"  # the key of what a build of all chapters was made from
FIELD, ROW = "\0", "\0\n"

Cause = tuple[str, str]
Warned = list[str]  # the fields of a warning, as a row has them


class Made:
    """What was made under one key, from the causes of `table` that are in the set `members`.

    `files` lists path, digest, bytes and pages of each output, as text; `parts` are the keys that it consists of. `warnings` are to be
    repeated by each build that does not make it again.
    """

    def __init__(self, table: list[Cause], members: int, files: list[str], parts: list[str]):
        self.table = table
        self.members = members
        self.files = files
        self.parts = parts
        self.warnings: list[Warned] = []

    @property
    def causes(self) -> list[Cause]:
        """The causes in the set."""
        return [cause for number, cause in enumerate(self.table) if self.members >> number & 1]

    @property
    def outputs(self) -> dict[str, tuple[str, int, int]]:
        """The digest, bytes and pages of each output, by path."""
        files = self.files
        return {files[at]: (files[at + 1], int(files[at + 2]), int(files[at + 3])) for at in range(0, len(files), 4)}

    def changes(self, now: Fingerprints) -> list[str]:
        """The names of the causes that have changed, then `output PATH` for each output that has; nothing if all is up to date."""
        changed = [cause for cause, value in self.causes if now.value(cause) != value]
        return changed + [
            f"output {path}" for path, made in zip(self.files[::4], self.files[1::4], strict=True) if now.output(path) != made
        ]


class Record:
    """What was made, by key (`STEM/EDITION`), and the digests of large files, by path."""

    def __init__(self) -> None:
        self.made: dict[str, Made] = {}
        self.digests: dict[str, tuple[str, str]] = {}

    def outputs(self, keys: list[str]) -> dict[str, tuple[str, int, int]]:
        """The outputs under `keys`, as in `Made`."""
        return {path: of for key in keys for path, of in self.made[key].outputs.items()}

    def warnings(self, keys: list[str]) -> list[Warned]:
        """The warnings under `keys`, by place."""
        found = [warned for key in keys if key in self.made for warned in self.made[key].warnings]
        return sorted(found, key=lambda warned: (warned[3], int(warned[4]), int(warned[5])))


def read(root: str) -> Record:
    """The record of the project in `root`; empty if there is none or it is damaged."""
    try:
        with open(f"{root}/{FILE}", "rb") as file:  # noqa: PTH123 (pathlib takes longer to load than all of this)
            return _parsed(file.read())
    except (OSError, ValueError, LookupError):
        return Record()


def _parsed(data: bytes) -> Record:
    head, _, body = data.partition(ROW.encode())
    if head != f"{FORM} {digest(body)}".encode():
        raise ValueError("damaged, or of another version")
    record, table = Record(), []
    for row in body.decode(errors="surrogateescape").split(ROW)[:-1]:
        kind, name, *rest = row.split(FIELD)
        if kind == "digest":
            record.digests[name] = (rest[0], rest[1])
        elif kind == "cause":
            table.append((name, rest[0]))
        elif kind == "warn":
            record.made[name].warnings.append(rest)
        else:
            record.made[name] = Made(table, int(rest[0], 16), rest[2:], rest[1].split())
    return record


def encoded(record: Record) -> bytes:
    """The bytes of the record's file."""
    rows: list[tuple[str, ...]] = [("digest", path, *known) for path, known in sorted(record.digests.items())]
    numbers: dict[Cause, int] = {}
    for made in record.made.values():
        for cause in made.causes:
            numbers.setdefault(cause, len(numbers))
    rows += [("cause", *cause) for cause in numbers]
    for key, made in record.made.items():
        members = sum(1 << numbers[cause] for cause in made.causes)
        rows.append(("made", key, f"{members:x}", " ".join(made.parts), *made.files))
        rows += [("warn", key, *warned) for warned in made.warnings]
    body = "".join([FIELD.join(row) + ROW for row in rows]).encode(errors="surrogateescape")
    return f"{FORM} {digest(body)}".encode() + ROW.encode() + body
