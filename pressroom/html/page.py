"""A manuscript becomes one HTML file: structure from the templates, look from the stylesheets, all that it needs inside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from pressroom.errors import Fault, StyleRefused
from pressroom.folder import Folder
from pressroom.html import glyphs, styles, templating
from pressroom.html.pictures import Picture, pictures
from pressroom.html.values import values
from pressroom.manuscript import Locate, Manuscript

STYLESHEET_HERE = "/* the stylesheet */"
FAMILIES = ("report text", "report arabic")


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
    glyphs.refuse_missing(manuscript, locate, styles.characters(sheet, stylesheets, FAMILIES))
    used = pictures(manuscript, locate, images, styles.length(sheet, "--measure"), styles.length(sheet, "--leading"))
    markup = templating.render(
        templates, "chapter.html", {**values(manuscript, used, created), "screen": screen, "stylesheet": Markup(STYLESHEET_HERE)}
    )
    if STYLESHEET_HERE not in markup:
        raise StyleRefused(Fault("template-error", "chapter.html leaves out {{ stylesheet }}"))
    sheet = styles.with_faces(_with_lines(sheet, used), stylesheets, markup)
    return Page(markup.replace(STYLESHEET_HERE, sheet.text, 1), sheet.origins)


def _with_lines(sheet: styles.Sheet, used: dict[str, Picture]) -> styles.Sheet:
    """The sheet with a rule for each number of lines that a picture stands on."""
    rules = [f".lines-{lines} {{ --lines: {lines}; }}" for lines in sorted({picture.lines for picture in used.values()})]
    origins = [("pictures", number) for number in range(1, len(rules) + 1)]
    return replace(sheet, text="\n".join([sheet.text, *rules]), origins=(*sheet.origins, *origins))
