"""Archives whose bytes depend on what they hold, and on nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

UNIX, REGULAR_FILE = 3, 0o100644 << 16
EARLIEST = (1980, 1, 1, 0, 0, 0)  # that the format can write
CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def epub(files: Mapping[str, bytes], created: str) -> bytes:
    """The EPUB of `files`, by their names in its folder, one of them `package.opf`, dated `created` (`2005-01-01T00:00:00Z`).

    Its first entry tells what it is, unpacked and undisguised (EPUB 3.3, 4.2: OCF ZIP container).
    """
    entries = {"META-INF/container.xml": CONTAINER.encode(), **{f"EPUB/{name}": data for name, data in files.items()}}
    moment = (int(created[:4]), int(created[5:7]), int(created[8:10]), int(created[11:13]), int(created[14:16]), int(created[17:19]))
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        _add(archive, "mimetype", b"application/epub+zip", EARLIEST, ZIP_STORED)
        for name, data in entries.items():
            _add(archive, name, data, max(moment, EARLIEST), ZIP_DEFLATED)
    return packed.getvalue()


def _add(archive: ZipFile, name: str, data: bytes, moment: tuple[int, int, int, int, int, int], how: int) -> None:
    entry = ZipInfo(name, moment)
    entry.compress_type, entry.create_system, entry.external_attr = how, UNIX, REGULAR_FILE
    archive.writestr(entry, data)
