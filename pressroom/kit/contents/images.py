"""The pictures of a kit: the chapter's own, cleaned, with their captions beside them; and one of the first page."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import PurePosixPath

import pypdfium2

from pressroom import prose
from pressroom.files.image_metadata import cleaned
from pressroom.kit.contents.naming import Names
from pressroom.kit.contents.plain import paragraph
from pressroom.manuscript import Manuscript, figures
from pressroom.prose.words import single_spaced

WIDTHS = (1600, 400)  # pixels: for a page, and for a list


def images(manuscript: Manuscript, names: Names, read: Callable[[str], bytes]) -> dict[str, bytes]:
    """The pictures of a chapter by their paths in the kit, numbered in their order, and a file with their captions and credits.

    `read` gives a picture's file. Empty where there is no picture.
    """
    files: dict[str, bytes] = {}
    captions: list[str] = []
    for number, (_, figure) in enumerate(figures(manuscript.chapter), 1):
        image = PurePosixPath(figure.image)
        path = names.path("images", f"-{number:02d}-{image.stem}{image.suffix}")
        files[path] = cleaned(read(figure.image))
        said = [_line(figure.caption, manuscript), _plain(figure.credit, manuscript), _plain(figure.alt, manuscript)]
        captions.append("\n".join([PurePosixPath(path).name, *filter(None, said)]))
    if files:
        head = [single_spaced(notice.text) for notice in manuscript.notices]
        files[names.path("images", "-captions.txt")] = ("\n\n".join([*head, *captions]) + "\n").encode()
    return files


def _line(text: str | None, manuscript: Manuscript) -> str:
    return paragraph(prose.inline(text, manuscript.typography(), manuscript.notes).paragraphs[0]) if text else ""


def _plain(text: str | None, manuscript: Manuscript) -> str:
    return single_spaced(prose.plain(text, manuscript.typography())) if text else ""


def first_page(pdf: bytes, width: int) -> bytes:
    """The first page of a PDF as a PNG picture of `width` pixels."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        picture = page.render(scale=width / page.get_width()).to_pil()
        written = io.BytesIO()
        picture.save(written, "PNG", optimize=True)
    return written.getvalue()


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG picture, from its header (PNG 3, 11.2.1)."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
