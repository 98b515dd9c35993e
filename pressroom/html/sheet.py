"""A sheet of the house beside its chapters: set by a template of its own, in the chapters' styles and on their paper."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from pressroom.errors import Fault, StyleRefused
from pressroom.folder import Folder
from pressroom.html import styles, templating
from pressroom.html.page import STYLESHEET_HERE, Page


def sheet(name: str, values: dict[str, Any], templates: Folder, stylesheets: Folder, paper: str) -> Page:
    """The sheet `name`: its template with `values`, its stylesheet after those of the chapters. Raises `StyleRefused`."""
    rules = styles.assemble(stylesheets, "chapter.css", f"paper-{paper}.css", f"{name}.css")
    markup = templating.render(templates, f"{name}.html", {**values, "stylesheet": Markup(STYLESHEET_HERE)})
    if STYLESHEET_HERE not in markup:
        raise StyleRefused(Fault("template-error", f"{name}.html leaves out {{{{ stylesheet }}}}"))
    rules = styles.with_faces(rules, stylesheets, markup)
    return Page(markup.replace(STYLESHEET_HERE, rules.text, 1), rules.origins)
