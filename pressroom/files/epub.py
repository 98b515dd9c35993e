"""The EPUB container."""

from __future__ import annotations

from collections.abc import Mapping

from pressroom.files.zip import Entry, zipped

CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def epub(files: Mapping[str, bytes], created: str) -> bytes:
    """The EPUB that holds `files`, by name, one of them `package.opf`; `created` is the date of its entries (`2005-01-01T00:00:00Z`).

    Its first entry is its media type, not compressed (EPUB 3.3, 4.2: OCF ZIP container).
    """
    entries = {"META-INF/container.xml": CONTAINER.encode(), **{f"EPUB/{name}": data for name, data in files.items()}}
    moment = (int(created[:4]), int(created[5:7]), int(created[8:10]), int(created[11:13]), int(created[14:16]), int(created[17:19]))
    first = Entry("mimetype", b"application/epub+zip", compress=False)
    return zipped([first, *(Entry(name, data, moment) for name, data in entries.items())])
