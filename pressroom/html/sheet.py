"""Documents about a chapter, each with its own template and stylesheet: `preflight.html` and `preflight.css`, …"""

from __future__ import annotations

from typing import Any
from unicodedata import category

from pressroom.files import Folder
from pressroom.html import styles
from pressroom.html.glyphs import UNSEEN
from pressroom.html.page import Page, fill, make_page
from pressroom.html.values import common
from pressroom.manuscript import Manuscript

BRAND = ("fonts.css", "brand.css", "tokens.css", "wordmark.css", "notice.css")
MISSING = "?"


def sheet(
    name: str, manuscript: Manuscript, values: dict[str, Any], templates: Folder, stylesheets: Folder, *, created: str, chapter: bool
) -> Page:
    """The document `name` about a chapter, dated `created`: its template with `values`, on the report's paper.

    If it is set like a `chapter`, it gets the stylesheets of a chapter, else only those for fonts, brand and lengths; its own stylesheet
    comes last. A character without a glyph becomes a question mark, except for invisible format characters. Raises `StyleRefused`.
    """
    own = (f"paper-{manuscript.report.paper}.css", *(styles.embargo(manuscript) if chapter else []), f"{name}.css")
    rules = styles.assemble(stylesheets, "chapter.css", *own) if chapter else styles.joined(stylesheets, (*BRAND, *own))
    markup = fill(f"{name}.html", common(manuscript, created, notes=None) | values, templates, stylesheets)
    known = styles.characters(rules, stylesheets, (*styles.TEXT_FAMILIES, "report label")) | UNSEEN
    markup = "".join(letter if ord(letter) in known or letter == "\n" or category(letter) == "Cf" else MISSING for letter in markup)
    return make_page(markup, rules, templates, stylesheets)
