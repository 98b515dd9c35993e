"""How the files of a kit are called: names that explain themselves, sort, and say that there is an embargo."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from pressroom.editions import PRINT, SCREEN, Edition
from pressroom.manuscript import Manuscript

MARK = re.compile(r"EMBARGOED-[0-9]{8}T[0-9]{4}Z-")
MEDIA = {
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
    ".html": "text/html",
    ".txt": "text/plain",
    ".json": "application/json",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}


@dataclass(frozen=True)
class Names:
    """`base` is house, month of issue, chapter and language (`hrw-2005-01-kazakhstan-en`); `mark` stands before it under an embargo."""

    base: str
    mark: str

    @classmethod
    def of(cls, manuscript: Manuscript, house: str) -> Names:
        """The names of a chapter's kit; `house` is the house's short name."""
        language = f"-{manuscript.code.lower()}"
        stem = manuscript.stem if manuscript.stem.endswith(language) else manuscript.stem + language
        embargo = manuscript.embargo
        return cls(f"{house}-{manuscript.report.issued}-{stem}", embargo.mark if embargo and embargo.in_force else "")

    @property
    def slug(self) -> str:
        """The name of the kit, with which those of its files begin."""
        return self.mark + self.base

    def file(self, folder: str, ending: str) -> str:
        """A file's path in the kit: `print/hrw-2005-01-kazakhstan-en-press.pdf`."""
        return f"{folder}/{self.slug}{ending}"

    def pdf(self, edition: Edition) -> str:
        """The path of an edition's PDF in the kit."""
        known = {SCREEN: ("screen", ".pdf"), PRINT: ("print", "-press.pdf")}
        return self.file(*known.get(edition, (edition.name, f"-{edition.name}.pdf")))


def media_type(path: str) -> str:
    """The IANA's type of a file, by its ending."""
    return MEDIA.get(PurePosixPath(path).suffix, "text/plain")
