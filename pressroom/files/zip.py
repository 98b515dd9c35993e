"""ZIP archives whose bytes depend only on their entries (PKWARE APPNOTE 6.3.10)."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

UNIX, REGULAR_FILE = 3, 0o100644 << 16
EARLIEST = (1980, 1, 1, 0, 0, 0)  # date that the format can hold

Moment = tuple[int, int, int, int, int, int]


class Entry(NamedTuple):
    """A file in an archive: its name, its bytes, its date, and whether to compress it."""

    name: str
    data: bytes
    moment: Moment = EARLIEST
    compress: bool = True


def zipped(entries: Iterable[Entry]) -> bytes:
    """The archive of `entries` in their order. Each is a regular file with read permission for all, on every system."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, data, moment, compress in entries:
            entry = ZipInfo(name, max(moment, EARLIEST))
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED if compress else ZIP_STORED, UNIX, REGULAR_FILE
            archive.writestr(entry, data)
    return packed.getvalue()
