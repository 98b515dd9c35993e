"""Pages: each is one HTML file that contains its styles, fonts and pictures. All kinds of pages are put together here."""

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
    """The text of an HTML file.

    `style_places` gives the stylesheet and line that each line of its style element comes from. `causes` are the files it was made from.
    """

    html: str
    style_places: tuple[tuple[str, int], ...]
    causes: Mapping[str, str] = field(default_factory=dict)


def fill(template: str, values: dict[str, Any], templates: Folder, stylesheets: Folder) -> str:
    """The markup of a page without its stylesheet. Raises `StyleRefused`, also if the template has no `{{ stylesheet }}`."""
    screen = Markup(styles.text(stylesheets, "screen.css"))
    markup = templating.render(templates, template, {**values, "screen": screen, "stylesheet": Markup(STYLESHEET_HERE)})
    if STYLESHEET_HERE not in markup:
        raise StyleRefused(Problem("template-error", f"{template} lacks {{{{ stylesheet }}}}"))
    return markup


def make_page(markup: str, sheet: styles.Stylesheet, templates: Folder, stylesheets: Folder) -> Page:
    """The page of `markup` with its stylesheet, which contains the faces, reduced to the characters used. Raises `StyleRefused`."""
    sheet = styles.with_faces(sheet, stylesheets, markup)
    return Page(markup.replace(STYLESHEET_HERE, sheet.text, 1), sheet.style_places, templates.causes | stylesheets.causes)
