"""A page: one HTML file, with everything that it needs inside. Every kind of page is put together here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from pressroom.errors import Problem, StyleRefused
from pressroom.files import Folder
from pressroom.html import styles, templating

STYLESHEET_HERE = "/* the stylesheet */"


@dataclass(frozen=True)
class Page:
    """The HTML file's text; `style_places` holds a stylesheet's file and line for each line of its style element, `causes` what
    was read."""

    html: str
    style_places: tuple[tuple[str, int], ...]
    causes: Mapping[str, str] = field(default_factory=dict)


def fill(template: str, values: dict[str, Any], templates: Folder, stylesheets: Folder) -> str:
    """The markup of a page without its stylesheet. Raises `StyleRefused`, also for a template that has no place for the stylesheet."""
    screen = Markup(styles.text(stylesheets, "screen.css"))
    markup = templating.render(templates, template, {**values, "screen": screen, "stylesheet": Markup(STYLESHEET_HERE)})
    if STYLESHEET_HERE not in markup:
        raise StyleRefused(Problem("template-error", f"{template} leaves out {{{{ stylesheet }}}}"))
    return markup


def make_page(markup: str, sheet: styles.Sheet, templates: Folder, stylesheets: Folder) -> Page:
    """The page of `markup`, with `sheet` in its place and in it the faces, cut to the characters that are used. Raises `StyleRefused`."""
    sheet = styles.with_faces(sheet, stylesheets, markup)
    return Page(markup.replace(STYLESHEET_HERE, sheet.text, 1), sheet.style_places, templates.causes | stylesheets.causes)
