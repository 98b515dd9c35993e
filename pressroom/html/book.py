"""Makes the files of an EPUB (EPUB 3.3): title page, table of contents, a document for each chapter, contact block, stylesheet, fonts,
pictures. The documents of chapters use the same templates as pages.
"""

from __future__ import annotations

import base64
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pressroom import prose
from pressroom.files import Folder
from pressroom.html import glyphs, styles, templating, xhtml
from pressroom.html.pictures import Picture, pictures
from pressroom.html.values import anchors, values
from pressroom.manuscript import Locate, Manuscript, closed, figures
from pressroom.prose.words import single_spaced

MEDIA = {"xhtml": "application/xhtml+xml", "css": "text/css", "ttf": "font/ttf", "png": "image/png", "jpeg": "image/jpeg"}
TOKEN = re.compile(r"(--[a-z-]+):\s*([^;]+);")
USE = re.compile(r"var\((--[a-z-]+)\)")


@dataclass(frozen=True)
class Book:
    """The files of an EPUB by name, documents first, in reading order.

    `notices` are the embargo notices that each document contains while an embargo is in force.
    """

    title: str
    subtitle: tuple[str, ...]
    notices: tuple[str, ...]
    files: dict[str, bytes]

    @property
    def documents(self) -> dict[str, str]:
        """The XHTML documents by name: title page, table of contents, chapters, contact block."""
        return {name: data.decode() for name, data in self.files.items() if name.endswith(".xhtml")}


def chapter_book(manuscript: Manuscript, locate: Locate, templates: Folder, stylesheets: Folder, images: Folder, created: str) -> Book:
    """The book of one chapter. Raises as `chapter_page` does."""
    context = values(manuscript, {}, created)
    of_title = {
        "title": context["plain"](manuscript.chapter.title),
        "subtitle": [manuscript.publication, *map(manuscript.words, manuscript.masthead[1:])],
        "description": context["description"],
        "keywords": manuscript.chapter.keywords,
    }
    return _book(manuscript.stem, manuscript, [(manuscript, locate)], of_title, templates, stylesheets, images, created)


def volume_book(
    front: Manuscript, chapters: Sequence[tuple[Manuscript, Locate]], templates: Folder, stylesheets: Folder, images: Folder, created: str
) -> Book:
    """The book of `chapters`, with the report's title. `front` gives the words of the title page, in the report's language.

    Raises the same errors as `chapter_book`.
    """
    notices = dict.fromkeys(notice.text for manuscript, _ in chapters for notice in manuscript.notices)
    of_title = {
        "title": front.publication,
        "subtitle": [front.dateline, *notices],
        "description": " ".join(map(closed, notices)),
    }
    return _book("volume", front, chapters, of_title, templates, stylesheets, images, created)


def _book(
    name: str,
    front: Manuscript,
    chapters: Sequence[tuple[Manuscript, Locate]],
    of_title: dict[str, Any],
    templates: Folder,
    stylesheets: Folder,
    images: Folder,
    created: str,
) -> Book:
    sheet = styles.assemble(stylesheets, "chapter.css")
    known = styles.characters(sheet, stylesheets, styles.TEXT_FAMILIES)
    used: dict[str, Picture] = {}
    packed: dict[str, str] = {}
    documents: dict[str, str] = {}
    for manuscript, locate in chapters:
        glyphs.refuse_missing(manuscript, locate, known)
        found = pictures(manuscript, locate, images, styles.length(sheet, "--measure"), styles.length(sheet, "--leading"))
        for file, picture in found.items():
            packed.setdefault(file, f"images/picture-{len(packed) + 1}.{_kind(picture)}")
        used |= found
        own = {file: replace(picture, url=packed[file]) for file, picture in found.items()}
        notes = xhtml.Notes()
        context = values(manuscript, own, created, notes.write) | {"notes": notes.called, "own": manuscript.own_masthead}
        documents[f"chapter-{manuscript.stem}.xhtml"] = _document(templates, "chapter.xhtml", context)
    parts = [
        {"file": file, "title": prose.plain(manuscript.chapter.title, manuscript.typography()), "code": manuscript.code}
        | {"direction": manuscript.direction, "sections": _sections(manuscript)}
        for file, (manuscript, _) in zip(documents, chapters, strict=True)
    ]
    embargoed = {manuscript.embargo_notice: manuscript for manuscript, _ in chapters if manuscript.embargo_notice}
    last = max((manuscript.embargo.utc for manuscript in embargoed.values() if manuscript.embargo), default="")
    context = {
        "front": front,
        "embargoed": list(embargoed.values()),
        "available": last,
        "keywords": (),
        "chapters": parts,
        "created": created,
        **of_title,
    }
    files = {f"{part}.xhtml": _document(templates, f"{part}.xhtml", context) for part in ("title", "nav")}
    files |= documents
    files["contact.xhtml"] = _document(templates, "contact.xhtml", context)
    css, faces_used = _styles(stylesheets, "".join(files.values()))
    rest = {"epub.css": css.encode(), **faces_used}
    rest |= {packed[file]: base64.b64decode(picture.url.partition(",")[2]) for file, picture in used.items()}
    whole = {**{file: text.encode() for file, text in files.items()}, **rest}
    package = templating.render(
        templates,
        "epub/package.opf",
        {
            **context,
            "identifier": _identifier(front, name),
            "languages": list(dict.fromkeys([front.code, *(manuscript.code for manuscript, _ in chapters)])),
            "pictures": any(figure.alt for manuscript, _ in chapters for _, figure in figures(manuscript.chapter)),
            "items": [
                {"id": f"item-{number}", "file": file, "media": MEDIA[file.rpartition(".")[2]]} for number, file in enumerate(whole, 1)
            ],
        },
    )
    return Book(of_title["title"], tuple(of_title["subtitle"]), tuple(embargoed), {**whole, "package.opf": package.encode()})


def _document(templates: Folder, name: str, context: dict[str, Any]) -> str:
    document = templating.render(templates, f"epub/{name}", context)
    xhtml.check(document, f"{templates.name}/epub/{name}")
    return document


def _sections(manuscript: Manuscript) -> list[dict[str, str]]:
    """The id and heading of each first-level section, for the table of contents."""
    anchor, found = anchors(), []
    for number, section in enumerate(manuscript.chapter.sections):
        (heading,) = manuscript.headings(("sections", number))
        found.append({"anchor": anchor(section.heading), "heading": single_spaced(heading)})
        for subsection in section.subsections:
            anchor(subsection.heading)
    return found


def _identifier(front: Manuscript, name: str) -> str:
    """An identifier made from the publisher's web address, the month and `name`, so that new versions of a book keep it (RFC 9562, 5.5)."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'https://{front.contact.web}/{front.report.issued}/{name}')}"


def _kind(picture: Picture) -> str:
    """The format of a picture's data, which its file name may misstate."""
    return picture.url.removeprefix("data:image/").partition(";")[0]


def _styles(stylesheets: Folder, text: str) -> tuple[str, dict[str, bytes]]:
    """The book's stylesheet, and the font files by name, reduced to the characters of `text`."""
    brand = dict(TOKEN.findall(styles.text(stylesheets, "brand.css")))
    needed = styles.characters_of(text)
    cut: dict[str, bytes] = {}

    def face(rule: re.Match[str]) -> str:
        return styles.FACE_FILE.sub(file, rule[0]) if styles.in_range(rule[0], needed) else ""

    def file(url: re.Match[str]) -> str:
        name = f"fonts/face-{len(cut) + 1}.ttf"  # not the font's own name: see `faces`
        cut[name] = styles.cut_face(stylesheets, url[1], needed)
        return f'url("{name}")'

    sheet = styles.FACE.sub(face, styles.text(stylesheets, "fonts.css")) + styles.text(stylesheets, "epub.css")
    resolved = USE.sub(lambda name: brand.get(name[1], name[0]), sheet)
    return "".join(f"{line}\n" for line in resolved.splitlines() if line.strip()), cut
