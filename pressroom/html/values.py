"""The values and functions that templates can use."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from pressroom import prose
from pressroom.html.pictures import Picture
from pressroom.manuscript import Manuscript
from pressroom.model import Table
from pressroom.prose import Notes, Prose
from pressroom.prose.redaction import MARK

FIGURES = re.compile(r"[\s\d.,:%+()–—−-]*\d[\s\d.,:%+()–—−-]*|[–—-]?")


def common(manuscript: Manuscript, created: str, *, notes: Notes | None, write: Callable[[Prose], str] = prose.html) -> dict[str, Any]:
    """What all templates can use: the manuscript, and functions that set its texts.

    `notes` are the notes that prose may refer to. `write` makes the markup of parsed prose.
    """

    def blocks(text: str) -> Markup:
        return Markup(write(prose.blocks(text, manuscript.typography(), notes)))

    def inline(text: str, language: str | None = None) -> Markup:
        return Markup(write(prose.inline(text, manuscript.typography(language), notes)))

    def plain(text: str) -> str:
        return prose.plain(text, manuscript.typography())

    def line(text: str) -> Markup:
        return Markup(prose.line(text, manuscript.typography()))

    def direction(code: str) -> str:
        return manuscript.languages[code].direction

    return {
        "manuscript": manuscript,
        "blocks": blocks,
        "inline": inline,
        "plain": plain,
        "line": line,
        "direction": direction,
        "setting": "justified" if manuscript.language.hyphenation else "ragged",
        "created": created,
        "status": manuscript.draft_label,
    }


def values(
    manuscript: Manuscript, pictures: dict[str, Picture], created: str, write: Callable[[Prose], str] = prose.html
) -> dict[str, Any]:
    """What the templates of a chapter can use: the common values, and those for the chapter and the head of its page."""
    chapter = manuscript.chapter
    names = common(manuscript, created, notes=manuscript.notes, write=write)
    title = names["plain"](chapter.title)
    description = (
        names["plain"](chapter.summary)
        if chapter.summary
        else prose.blocks(chapter.lede, manuscript.typography(), manuscript.notes).paragraphs[0].text
    )
    return {
        **names,
        "chapter": chapter,
        "anchor": anchors(),
        "picture": pictures.__getitem__,
        "figures": _is_figures,
        "title": f"{title}: {names['plain'](manuscript.publication)}",
        "description": manuscript.described(description),
        "linked_data": _linked_data(manuscript, title, description),
    }


def anchors() -> Callable[[str], str]:
    """A function that returns the id of each section of a chapter, from its heading. A repeated heading gets a number."""
    counts: Counter[str] = Counter()

    def anchor(heading: str) -> str:
        slug = prose.slug(heading)
        counts[slug] += 1
        return slug if counts[slug] == 1 else f"{slug}-{counts[slug]}"

    return anchor


def _linked_data(manuscript: Manuscript, title: str, description: str) -> Markup:
    """The chapter as a schema.org Report in JSON-LD. `<` is escaped, since it could end the script element."""
    contact = manuscript.contact
    address = {"@type": "PostalAddress", "streetAddress": ", ".join(contact.address)}
    publisher = {
        "@type": "Organization",
        "name": manuscript.publisher,
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
        "author": {"@type": "Organization", "name": manuscript.publisher},
        "publisher": publisher,
    }
    return Markup(json.dumps(report, ensure_ascii=False).replace("<", "\\u003c"))


def _is_figures(table: Table, column: int) -> bool:
    """Whether a column contains only numbers, so that it is aligned as such. The first column never is."""
    return column > 0 and all(FIGURES.fullmatch(MARK.sub("", row[column])) for row in table.rows) and any(row[column] for row in table.rows)
