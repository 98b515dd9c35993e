"""A manuscript becomes one HTML file: structure from the templates, look from the stylesheets, all that it needs inside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from pressroom import prose
from pressroom.errors import ContentRefused, Fault, StyleRefused
from pressroom.folder import Folder
from pressroom.html import pictures, styles, templating
from pressroom.manuscript import Locate, Manuscript, Passage, passages
from pressroom.model import Block, Figure, Table

STYLESHEET_HERE = "/* the stylesheet */"
FIGURES = re.compile(r"[\s\d.,:%+()–—−-]*\d[\s\d.,:%+()–—−-]*|[–—-]?")
FAMILIES = ("report text", "report arabic")
UNSEEN = frozenset(map(ord, "\n\u00ad\u200c\u200d\u200e\u200f\u2060"))  # shape or break the line, and have no glyph of their own
MOST_PICTURE_LINES = 30


@dataclass(frozen=True)
class Page:
    """The HTML file's text; `origins` holds a stylesheet's file and line for each line of its style element."""

    html: str
    origins: tuple[tuple[str, int], ...]


def page(
    manuscript: Manuscript, locate: Locate, templates: Folder, stylesheets: Folder, images: Folder, *, created: str, proof: bool = False
) -> Page:
    """The page of `manuscript`, dated `created` (`2005-01-01T00:00:00Z`); with `proof`, its baseline grid shows.

    Raises `ContentRefused` for characters that no face has and pictures that can't be printed, `StyleRefused` for templates and
    stylesheets.
    """
    sheet = styles.assemble(stylesheets, "chapter.css", f"paper-{manuscript.report.paper}.css", *(["proof.css"] if proof else []))
    screen = Markup(styles.text(stylesheets, "screen.css"))
    _refuse_missing_characters(manuscript, locate, styles.characters(sheet, stylesheets, FAMILIES))
    used = _pictures(manuscript, locate, images, styles.length(sheet, "--measure"), styles.length(sheet, "--leading"))
    markup = templating.render(templates, "chapter.html", {**_values(manuscript, used), "created": created, "screen": screen})
    if STYLESHEET_HERE not in markup:
        raise StyleRefused(Fault("template-error", "chapter.html leaves out {{ stylesheet }}"))
    sheet = styles.with_faces(_with_lines(sheet, used), stylesheets, markup)
    return Page(markup.replace(STYLESHEET_HERE, sheet.text, 1), sheet.origins)


def _values(manuscript: Manuscript, used: dict[str, pictures.Picture]) -> dict[str, Any]:
    """What the templates may use."""
    chapter = manuscript.chapter

    def blocks(text: str) -> Markup:
        return Markup(prose.blocks(text, manuscript.typography(), manuscript.notes).html)

    def inline(text: str, language: str | None = None) -> Markup:
        return Markup(prose.inline(text, manuscript.typography(language), manuscript.notes).html)

    def plain(text: str) -> str:
        return prose.plain(text, manuscript.typography())

    def direction(code: str) -> str:
        return manuscript.languages[code].direction

    description = (
        plain(chapter.summary)
        if chapter.summary
        else prose.blocks(chapter.lede, manuscript.typography(), manuscript.notes).paragraphs[0].text
    )
    return {
        "manuscript": manuscript,
        "chapter": chapter,
        "blocks": blocks,
        "inline": inline,
        "plain": plain,
        "slug": prose.slug,
        "direction": direction,
        "picture": used.__getitem__,
        "figures": _is_figures,
        "description": description,
        "setting": "justified" if manuscript.language.hyphenation else "ragged",
        "status": manuscript.language.labels.draft if chapter.status == "draft" else "",
        "linked_data": _linked_data(manuscript, plain(chapter.title), description),
        "stylesheet": Markup(STYLESHEET_HERE),
    }


def _linked_data(manuscript: Manuscript, title: str, description: str) -> Markup:
    """The chapter as schema.org's Report, in JSON-LD; `<` is escaped, since it would end the element."""
    contact = manuscript.contact
    address = {"@type": "PostalAddress", "streetAddress": ", ".join(contact.address)}
    publisher = {
        "@type": "Organization",
        "name": manuscript.house,
        "url": f"https://{contact.web}",
        "address": address,
        "telephone": contact.telephone,
        **({"faxNumber": contact.fax} if contact.fax else {}),
    }
    report = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": title,
        "description": description,
        "inLanguage": manuscript.code,
        "datePublished": manuscript.report.issued,
        "creativeWorkStatus": "Published" if manuscript.chapter.status == "final" else "Draft",
        "keywords": list(manuscript.chapter.keywords),
        "isPartOf": {"@type": "CreativeWork", "name": manuscript.publication},
        "author": {"@type": "Organization", "name": manuscript.house},
        "publisher": publisher,
    }
    return Markup(json.dumps(report, ensure_ascii=False).replace("<", "\\u003c"))


def _is_figures(table: Table, column: int) -> bool:
    """Whether a column holds nothing but figures, which are set under one another."""
    return column > 0 and all(FIGURES.fullmatch(row[column]) for row in table.rows) and any(row[column] for row in table.rows)


def _figures(manuscript: Manuscript) -> Iterator[tuple[tuple[str | int, ...], Figure]]:
    """Each figure with its path."""

    def of(body: tuple[Block, ...] | None, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Figure]]:
        for number, block in enumerate(body or ()):
            if block.figure:
                yield (*path, "body", number, "figure"), block.figure

    for number, section in enumerate(manuscript.chapter.sections):
        yield from of(section.body, ("sections", number))
        for inner, subsection in enumerate(section.subsections):
            yield from of(subsection.body, ("sections", number, "subsections", inner))


def _pictures(manuscript: Manuscript, locate: Locate, images: Folder, measure: float, leading: float) -> dict[str, pictures.Picture]:
    found, faults = {}, []
    for path, figure in _figures(manuscript):
        try:
            found[figure.image] = pictures.picture(images, figure.image, measure, leading, MOST_PICTURE_LINES)
        except pictures.Unusable as reason:
            place, excerpt = locate((*path, "image"))
            faults.append(Fault("picture-unusable", f"the picture {images.name}/{figure.image} {reason}", place, excerpt=excerpt))
    if faults:
        raise ContentRefused(*faults)
    return found


def _with_lines(sheet: styles.Sheet, used: dict[str, pictures.Picture]) -> styles.Sheet:
    """The sheet with a rule for each number of lines that a picture stands on."""
    rules = [f".lines-{lines} {{ --lines: {lines}; }}" for lines in sorted({picture.lines for picture in used.values()})]
    origins = [("pictures", number) for number in range(1, len(rules) + 1)]
    return replace(sheet, text="\n".join([sheet.text, *rules]), origins=(*sheet.origins, *origins))


def _refuse_missing_characters(manuscript: Manuscript, locate: Locate, characters: frozenset[int]) -> None:
    """Every character of the content has a glyph in the faces of the house, or it is named with its place."""
    faults = []
    for passage in passages(manuscript.chapter):
        for line, column, character in _missing(passage, characters | UNSEEN):
            place, excerpt = locate(passage.path, line, column)
            message = f"no face of the house has the character '{character}' (U+{ord(character):04X})"
            faults.append(Fault("missing-glyph", message, place, "write it otherwise, or add a face to styles/fonts.css", excerpt))
    if faults:
        raise ContentRefused(*faults)


def _missing(passage: Passage, known: frozenset[int]) -> Iterator[tuple[int, int, str]]:
    if not known.issuperset(map(ord, passage.text)):
        for number, line in enumerate(passage.text.split("\n")):
            yield from ((number, column, character) for column, character in enumerate(line) if ord(character) not in known)
