"""A sheet of the house beside its chapters, set by a template and a stylesheet of its own: `preflight.html` and `preflight.css`, …"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from pressroom.errors import Fault, StyleRefused
from pressroom.folder import Folder
from pressroom.html import styles, templating
from pressroom.html.glyphs import UNSEEN
from pressroom.html.page import FAMILIES, STYLESHEET_HERE, Page

BRAND = ("fonts.css", "brand.css", "tokens.css")
MISSING = "?"
ISOLATES = frozenset(range(0x2066, 0x206A))  # around addresses and numbers in a right-to-left chapter


def sheet(name: str, values: dict[str, Any], templates: Folder, stylesheets: Folder, paper: str, *, chapter: bool) -> Page:
    """The sheet `name`: its template with `values`, on `paper`; its stylesheet follows those of the chapters, or of faces, inks and lengths
    alone where it is not set as a `chapter` is. A character that no face has is a question mark. Raises `StyleRefused`."""
    own = (f"paper-{paper}.css", f"{name}.css")
    rules = styles.assemble(stylesheets, "chapter.css", *own) if chapter else styles.joined(stylesheets, (*BRAND, *own))
    markup = templating.render(templates, f"{name}.html", {**values, "stylesheet": Markup(STYLESHEET_HERE)})
    if STYLESHEET_HERE not in markup:
        raise StyleRefused(Fault("template-error", f"{name}.html leaves out {{{{ stylesheet }}}}"))
    known = styles.characters(rules, stylesheets, (*FAMILIES, "report label")) | UNSEEN | ISOLATES
    markup = "".join(letter if ord(letter) in known or letter == "\n" else MISSING for letter in markup)
    rules = styles.with_faces(rules, stylesheets, markup)
    return Page(markup.replace(STYLESHEET_HERE, rules.text, 1), rules.origins)
