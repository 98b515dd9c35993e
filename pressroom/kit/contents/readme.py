"""The few words to a journalist who opens the kit, in English; notices are in the chapter's language."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pressroom import editions
from pressroom.kit.contents.manifest import FILE, SUMS
from pressroom.manuscript import Manuscript
from pressroom.prose.words import single_spaced

FOLDERS = {
    "text": "the whole text, to copy and paste",
    "release": "the press release, as text, web page and PDF",
    "screen": "the PDF to read and to cite, and pictures of its first page",
    "web": "the same as one web page; it opens without a connection",
    "epub": "the same as a book for reading programs (EPUB 3)",
    "images": "the pictures, with captions and credits",
    "ninjs": "the news item for newsroom systems (IPTC ninjs 3.1)",
    "changes": "what was changed, word by word and page by page",
    "print": "the file for the printer, its job ticket, its preflight sheet",
}


def written(manuscript: Manuscript, paths: Collection[str], replaces: Mapping[str, str], signed: bool) -> bytes:
    """The README of a kit that holds `paths`. `replaces` are the checksums of a kit that it takes the place of."""
    folders = FOLDERS | {edition.name: f"the PDF {edition.purpose}" for edition in editions.EDITIONS if edition.name not in FOLDERS}
    there = {path.partition("/")[0] for path in paths}
    title = f"{manuscript.chapter.title}: {manuscript.publication}"
    parts = [
        "\n".join((title, manuscript.publisher, manuscript.dateline)),
        *(["DRAFT: do not publish this."] if manuscript.draft_label else []),
        *(single_spaced(notice.text) for notice in manuscript.notices),
        "\n".join(f"{folder + '/':<10}{what}" for folder, what in folders.items() if folder in there),
        _proof(signed),
        *(["\n".join(["This kit replaces the files with these SHA-256 checksums:", *_listed(replaces)])] if replaces else []),
        "\n".join(line.text for line in manuscript.contact_block),
    ]
    return ("\n\n".join(parts) + "\n").encode()


def _listed(checksums: Mapping[str, str]) -> list[str]:
    return [f"{checksum}  {path}" for path, checksum in sorted(checksums.items())]


def _proof(signed: bool) -> str:
    lines = [f"To see that no file was changed on its way: sha256sum --check {SUMS}", f"{FILE} says what each file was made from."]
    return "\n".join([*lines, *([f"{SUMS}.sig is the publisher's signature of {SUMS} (ssh-keygen -Y verify)."] if signed else [])])
