"""What somebody has received and doubts: a kit, as a folder or a ZIP archive, or a single file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pressroom.errors import OutputFailed, Place, Problem
from pressroom.kit.contents import archive

MOST_BYTES = archive.MOST_BYTES


@dataclass(frozen=True)
class ReceivedKit:
    """The files of a kit by their paths in it, and the ZIP archive that they came in; empty for a folder."""

    name: str
    files: Mapping[str, bytes]
    archive: bytes = b""


@dataclass(frozen=True)
class ReceivedFile:
    """A single file."""

    name: str
    data: bytes = field(repr=False)


def receive(file: Path) -> ReceivedKit | ReceivedFile:
    """Read a folder, a ZIP archive, or any other file. Raises `OutputFailed` where it can't be read or is larger than any kit."""
    name = file.name if file.name not in ("", "..") else file.resolve().name
    if file.is_dir():
        paths = sorted(path for path in file.rglob("*") if path.is_file() and not path.is_symlink())
        if len(paths) > archive.MOST_FILES or sum(path.stat().st_size for path in paths) > MOST_BYTES:
            raise OutputFailed(Problem("no-kit", "the folder is larger than any kit", Place(str(file))))
        return ReceivedKit(name, {path.relative_to(file).as_posix(): _read(path) for path in paths})
    data = _read(file)
    if file.suffix != ".zip":
        return ReceivedFile(name, data)
    try:
        return ReceivedKit(name, archive.unpacked(data), data)
    except archive.Unpackable as reason:
        raise OutputFailed(Problem("no-kit", f"the archive {reason}", Place(str(file)))) from None


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise OutputFailed(Problem("source-unreadable", f"can't be read: {error.strerror}", Place(str(file)))) from None
    if len(data) > MOST_BYTES:
        raise OutputFailed(Problem("source-unreadable", f"is larger than {MOST_BYTES // 1_000_000} MB", Place(str(file))))
    return data
