"""A kit as one file: a ZIP archive whose bytes depend on nothing but its files; and reading one that came from somewhere else."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

PART = r"[A-Za-z0-9_][A-Za-z0-9._-]{0,199}"
SAFE = re.compile(rf"{PART}(?:/{PART})*")
REGULAR = 0o100644 << 16
MOST_FILES = 1000
MOST_BYTES = 500_000_000


class Unpackable(ValueError):
    """Why an archive is not taken, as the end of a sentence."""


def packed(folder: str, files: Mapping[str, bytes], year: int, month: int) -> bytes:
    """The archive of `files` in one `folder`, all dated the first of a month. Raises ValueError for a path that could leave the folder.

    Nothing is compressed: what is large in a kit is compressed already, and compressors change with their versions.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for path, data in sorted(files.items()):
            if not SAFE.fullmatch(f"{folder}/{path}"):
                raise ValueError(f"no path for a kit: {folder}/{path}")
            entry = zipfile.ZipInfo(f"{folder}/{path}", (max(year, 1980), month, 1, 0, 0, 0))  # a ZIP archive's years begin in 1980
            entry.external_attr = REGULAR
            entry.create_system = 3  # Unix, wherever it is made
            archive.writestr(entry, data)
    return written.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of an archive by their paths below its one folder. Raises `Unpackable`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise Unpackable("holds more than a kit can")
            names = [entry.filename for entry in entries]
            if not all(map(SAFE.fullmatch, names)) or len(set(names)) < len(names) or len({name.split("/")[0] for name in names}) != 1:
                raise Unpackable("holds paths that no kit has")
            return {entry.filename.partition("/")[2]: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise Unpackable(f"can't be read as a ZIP archive: {error}") from None
