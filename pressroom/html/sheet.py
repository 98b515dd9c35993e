"""The preflight sheet as one HTML file, for the engine."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from pressroom.folder import Folder
from pressroom.html import styles, templating
from pressroom.html.page import FAMILIES, STYLESHEET_HERE, Page

FILES = ("fonts.css", "brand.css", "tokens.css")
MISSING = "?"


def sheet(values: dict[str, Any], templates: Folder, stylesheets: Folder, paper: str) -> Page:
    """The page of `templates/preflight.html` with `values`, on the report's paper; a character that no face has is a question mark.

    Raises `StyleRefused`.
    """
    look = styles.joined(stylesheets, (*FILES, f"paper-{paper}.css", "preflight.css"))
    markup = templating.render(templates, "preflight.html", {**values, "stylesheet": Markup(STYLESHEET_HERE)})
    known = styles.characters(look, stylesheets, (*FAMILIES, "report label"))
    markup = "".join(letter if ord(letter) in known or letter == "\n" else MISSING for letter in markup)
    look = styles.with_faces(look, stylesheets, markup)
    return Page(markup.replace(STYLESHEET_HERE, look.text, 1), look.origins)
