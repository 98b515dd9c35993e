"""A sheet of the house beside its chapters, set by a template and a stylesheet of its own: `preflight.html` and `preflight.css`, …"""

from __future__ import annotations

from typing import Any
from unicodedata import category

from markupsafe import Markup

from pressroom.errors import Problem, StyleRefused
from pressroom.files import Folder
from pressroom.html import styles, templating
from pressroom.html.glyphs import UNSEEN
from pressroom.html.page import FAMILIES, STYLESHEET_HERE, Page
from pressroom.manuscript import Manuscript

BRAND = ("fonts.css", "brand.css", "tokens.css", "wordmark.css", "notice.css")
MISSING = "?"


def sheet(
    name: str, manuscript: Manuscript, values: dict[str, Any], templates: Folder, stylesheets: Folder, paper: str, *, chapter: bool
) -> Page:
    """The sheet `name` of a chapter: its template with `values`, on `paper`; its stylesheet follows those of the chapters, or of faces,
    inks and lengths alone where it is not set as a `chapter` is.

    A character that no face has is a question mark, but for those that only direct others. Raises `StyleRefused`.
    """
    own = (f"paper-{paper}.css", *(styles.embargo(manuscript) if chapter else []), f"{name}.css")
    rules = styles.assemble(stylesheets, "chapter.css", *own) if chapter else styles.joined(stylesheets, (*BRAND, *own))
    markup = templating.render(templates, f"{name}.html", {"manuscript": manuscript, **values, "stylesheet": Markup(STYLESHEET_HERE)})
    if STYLESHEET_HERE not in markup:
        raise StyleRefused(Problem("template-error", f"{name}.html leaves out {{{{ stylesheet }}}}"))
    known = styles.characters(rules, stylesheets, (*FAMILIES, "report label")) | UNSEEN
    markup = "".join(letter if ord(letter) in known or letter == "\n" or category(letter) == "Cf" else MISSING for letter in markup)
    rules = styles.with_faces(rules, stylesheets, markup)
    return Page(markup.replace(STYLESHEET_HERE, rules.text, 1), rules.style_places)
