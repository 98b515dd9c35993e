"""What the files of a kit are called: names that explain themselves, sort, and say that there is an embargo."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from pressroom.editions import PRINT, SCREEN, Edition
from pressroom.manuscript import Manuscript

EMBARGO_PREFIX = re.compile(r"EMBARGOED-[0-9]{8}T[0-9]{4}Z-")
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
    ".html": "text/html",
    ".txt": "text/plain",
    ".json": "application/json",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}

EDITIONS = {SCREEN: ("screen", ".pdf"), PRINT: ("print", "-press.pdf")}  # the folder of an edition, and how its file's name ends


@dataclass(frozen=True)
class Names:
    """`chapter_name` is publisher, month of issue, chapter and language (`hrw-2005-01-kazakhstan-en`). `embargo_prefix` stands before it
    while an embargo is in force (`EMBARGOED-20050113T0001Z-`), and is empty otherwise."""

    chapter_name: str
    embargo_prefix: str = ""

    @classmethod
    def of(cls, manuscript: Manuscript, publisher: str) -> Names:
        """The names of a chapter's kit; `publisher` is the publisher's short name."""
        language = f"-{manuscript.code.lower()}"
        stem = manuscript.stem if manuscript.stem.endswith(language) else manuscript.stem + language
        embargo = manuscript.embargo
        return cls(f"{publisher}-{manuscript.report.issued}-{stem}", embargo.mark if embargo and embargo.in_force else "")

    @property
    def slug(self) -> str:
        """The name of the kit, with which the names of its files begin."""
        return self.embargo_prefix + self.chapter_name

    def path(self, folder: str, ending: str) -> str:
        """A file's path in the kit: `print/hrw-2005-01-kazakhstan-en-press.pdf`."""
        return f"{folder}/{self.slug}{ending}"

    def pdf(self, edition: Edition) -> str:
        """The path of an edition's PDF in the kit."""
        return self.path(*EDITIONS.get(edition, (edition.name, f"-{edition.name}.pdf")))


def is_kit_file(name: str) -> bool:
    """Whether a kit can hold a file of this kind, as its name ends. The map of words stays with the publisher."""
    return PurePosixPath(name).suffix in (*MEDIA_TYPES, ".sig", "") and not name.endswith(".map.json")


def media_type(path: str) -> str:
    """The media type of a file by its ending, as IANA registers it."""
    return MEDIA_TYPES.get(PurePosixPath(path).suffix, "text/plain")
