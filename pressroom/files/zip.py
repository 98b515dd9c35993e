"""ZIP archives whose bytes depend on what they hold, and on nothing else (PKWARE APPNOTE 6.3.10)."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

UNIX, REGULAR_FILE = 3, 0o100644 << 16
EARLIEST = (1980, 1, 1, 0, 0, 0)  # that the format can write

Moment = tuple[int, int, int, int, int, int]


class Entry(NamedTuple):
    """A file of an archive: its name there, its bytes, its date, and whether it is packed smaller."""

    name: str
    data: bytes
    moment: Moment = EARLIEST
    smaller: bool = True


def zipped(entries: Iterable[Entry]) -> bytes:
    """The archive of `entries` in their order, each a regular file that anyone may read, wherever it is made."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, data, moment, smaller in entries:
            entry = ZipInfo(name, max(moment, EARLIEST))
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED if smaller else ZIP_STORED, UNIX, REGULAR_FILE
            archive.writestr(entry, data)
    return packed.getvalue()
