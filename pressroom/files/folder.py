"""Reading the project's files: regular files inside a folder, each once."""

from __future__ import annotations

import stat
from pathlib import Path

from pressroom.cache.fingerprints import NONE, digest
from pressroom.errors import OutputFailed, Place, Problem

MOST_BYTES = 50_000_000


class Unreadable(Exception):
    """Why a file can't be read, as the end of a sentence that begins with the file."""


class Folder:
    """A folder whose files are read at most once. Nothing outside it is read, not even through a link.

    `name` is what users call it (`styles`). `asked` holds the digest of each file that was asked for, `-` if it can't be read.
    """

    def __init__(self, root: Path, name: str):
        self.root = root
        self.name = name
        self.asked: dict[str, str] = {}
        self._read: dict[str, tuple[bytes, str]] = {}

    def apart(self) -> Folder:
        """A copy that shares the files read so far, and records anew which files are asked for."""
        other = Folder(self.root, self.name)
        other._read = self._read
        return other

    def read(self, file: str, most: int = MOST_BYTES) -> bytes:
        """The bytes of `file`, a path relative to the folder, of at most `most` bytes. Raises `Unreadable`."""
        self.asked[file] = NONE
        if file not in self._read:
            data = self._fetch(file, most)
            self._read[file] = data, digest(data)
        data, self.asked[file] = self._read[file]
        return data

    @property
    def causes(self) -> dict[str, str]:
        """The files that were asked for, as causes (see `pressroom.cache.fingerprints`)."""
        return {f"file {self.name}/{file}": found for file, found in self.asked.items()}

    def _fetch(self, file: str, most: int) -> bytes:
        try:
            path = (self.root / file).resolve(strict=True)
            if not path.is_relative_to(self.root.resolve()):
                raise Unreadable(f"is outside {self.name}/")
            if not stat.S_ISREG(path.stat().st_mode):
                raise Unreadable("is not a regular file")
            with path.open("rb") as stream:
                data = stream.read(most + 1)
        except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: circular links, before Python 3.13
            raise Unreadable(_reason(error)) from None
        if len(data) > most:
            raise Unreadable(f"is larger than {most // 1_000_000} MB")
        return data


def read_file(file: Path) -> bytes:
    """The bytes of a file that a user names. Raises `OutputFailed`."""
    try:
        return Folder(file.parent, str(file.parent)).read(file.name)
    except Unreadable as reason:
        raise OutputFailed(Problem("source-unreadable", f"the file {reason}", Place(str(file)))) from None


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    if isinstance(error, PermissionError):
        return "can't be read: permission denied"
    return f"can't be read: {getattr(error, 'strerror', None) or error}"
