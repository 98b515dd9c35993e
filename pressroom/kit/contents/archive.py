"""A kit as one file: a ZIP archive whose bytes depend on nothing but its files; and reading one that came from somewhere else."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from pressroom.files.zip import Entry, zipped

PART = r"[A-Za-z0-9_][A-Za-z0-9._-]{0,199}"
SAFE = re.compile(rf"{PART}(?:/{PART})*")
MOST_FILES = 1000
MOST_BYTES = 500_000_000


class Unpackable(ValueError):
    """Why an archive is not taken, as the end of a sentence."""


def packed(folder: str, files: Mapping[str, bytes], year: int, month: int) -> bytes:
    """The archive of `files` in one `folder`, all dated the first of a month. Raises ValueError for a path that could leave the folder.

    Nothing is compressed: what is large in a kit is compressed already, and compressors change with their versions.
    """
    for path in files:
        if not SAFE.fullmatch(f"{folder}/{path}"):
            raise ValueError(f"no path for a kit: {folder}/{path}")
    return zipped(Entry(f"{folder}/{path}", data, (year, month, 1, 0, 0, 0), compress=False) for path, data in sorted(files.items()))


def opened(data: bytes) -> dict[str, bytes]:
    """The files of an archive from anywhere, by their paths. Raises `Unpackable` for one that is no kit's."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise Unpackable("is larger than any kit")
            names = [entry.filename for entry in entries]
            if not all(map(SAFE.fullmatch, names)) or len(set(names)) < len(names):
                raise Unpackable("contains paths that no kit has")
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise Unpackable(f"can't be read as a ZIP archive: {error}") from None


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of a kit's archive by their paths below its one folder. Raises `Unpackable`."""
    files = opened(data)
    if len({path.split("/")[0] for path in files}) != 1:
        raise Unpackable("contains paths that no kit has")
    return {path.partition("/")[2]: held for path, held in files.items()}
