"""A manuscript becomes one HTML file: structure from the templates, look from the stylesheets, all that it needs inside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from pressroom.errors import Problem, StyleRefused
from pressroom.files import Folder
from pressroom.html import glyphs, styles, templating
from pressroom.html import print_edition as trim
from pressroom.html.pictures import Picture, pictures
from pressroom.html.print_edition import Press
from pressroom.html.values import values
from pressroom.manuscript import Locate, Manuscript

STYLESHEET_HERE = "/* the stylesheet */"
FAMILIES = ("report text", "report arabic")


@dataclass(frozen=True)
class Page:
    """The HTML file's text; `style_places` holds a stylesheet's file and line for each line of its style element, `causes` what
    was read."""

    html: str
    style_places: tuple[tuple[str, int], ...]
    causes: Mapping[str, str] = field(default_factory=dict)


def page(
    manuscript: Manuscript,
    locate: Locate,
    templates: Folder,
    stylesheets: Folder,
    images: Folder,
    *,
    created: str,
    proof: bool = False,
    press: Press | None = None,
) -> Page:
    """The page of `manuscript`, dated `created` (`2005-01-01T00:00:00Z`), on the report's paper; with `press`, on the printer's trim and
    in its inks. With `proof`, its baseline grid shows.

    Raises `ContentRefused` for characters that no face has, pictures that can't be printed, and a trim that is too small,
    `StyleRefused` for templates and stylesheets.
    """
    templates, stylesheets, images = templates.apart(), stylesheets.apart(), images.apart()
    last = ["press.css"] if press else [f"paper-{manuscript.report.paper}.css"]
    more = [*last, *styles.embargo(manuscript), *(["proof.css"] if proof else [])]
    sheet = styles.assemble(stylesheets, "chapter.css", *more)
    measure, leading = styles.length(sheet, "--measure"), styles.length(sheet, "--leading")
    if press:
        sheet += trim.rule(press, measure, leading, manuscript.stem, manuscript.report.issued)
    screen = Markup(styles.text(stylesheets, "screen.css"))
    glyphs.refuse_missing(manuscript, locate, styles.characters(sheet, stylesheets, FAMILIES))
    used = pictures(manuscript, locate, images, measure, leading, press)
    markup = templating.render(
        templates, "chapter.html", {**values(manuscript, used, created), "screen": screen, "stylesheet": Markup(STYLESHEET_HERE)}
    )
    if STYLESHEET_HERE not in markup:
        raise StyleRefused(Problem("template-error", "chapter.html leaves out {{ stylesheet }}"))
    sheet = styles.with_faces(sheet + _lines(used) if used else sheet, stylesheets, markup)
    causes = templates.causes | stylesheets.causes | images.causes
    return Page(markup.replace(STYLESHEET_HERE, sheet.text, 1), sheet.style_places, causes)


def _lines(used: dict[str, Picture]) -> styles.Sheet:
    """A rule for each number of lines that a picture stands on."""
    rules = [f".lines-{lines} {{ --lines: {lines}; }}" for lines in sorted({picture.lines for picture in used.values()})]
    return styles.Sheet("\n".join(rules), tuple(("pictures", number) for number in range(1, len(rules) + 1)))
