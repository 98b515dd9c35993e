"""A sheet of the house beside its chapters as one HTML file, for the engine: set by a template and a stylesheet of its own."""

from __future__ import annotations

from typing import Any
from unicodedata import category

from markupsafe import Markup

from pressroom.errors import Fault, StyleRefused
from pressroom.folder import Folder
from pressroom.html import styles, templating
from pressroom.html.page import FAMILIES, STYLESHEET_HERE, Page

FILES = ("fonts.css", "brand.css", "tokens.css")
MISSING = "?"


def sheet(name: str, values: dict[str, Any], templates: Folder, stylesheets: Folder, paper: str, *, like_chapters: bool = False) -> Page:
    """The page of `templates/NAME.html` with `values`, by `styles/NAME.css` after the brand's, on the report's paper.

    One that is set `like_chapters` has their stylesheets too. A character that no face has is a question mark. Raises `StyleRefused`.
    """
    own = (f"paper-{paper}.css", f"{name}.css")
    look = styles.assemble(stylesheets, "chapter.css", *own) if like_chapters else styles.joined(stylesheets, (*FILES, *own))
    markup = templating.render(templates, f"{name}.html", {**values, "stylesheet": Markup(STYLESHEET_HERE)})
    if STYLESHEET_HERE not in markup:
        raise StyleRefused(Fault("template-error", f"{name}.html leaves out {{{{ stylesheet }}}}"))
    known = styles.characters(look, stylesheets, (*FAMILIES, "report label"))
    markup = "".join(letter if ord(letter) in known or category(letter)[0] == "C" else MISSING for letter in markup)
    look = styles.with_faces(look, stylesheets, markup)
    return Page(markup.replace(STYLESHEET_HERE, look.text, 1), look.origins)
