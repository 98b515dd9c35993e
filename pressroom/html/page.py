"""A manuscript becomes one HTML file: structure from the templates, look from the stylesheets, all that it needs inside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from pressroom.editions import Edition
from pressroom.errors import Problem, StyleRefused
from pressroom.files import Folder
from pressroom.html import glyphs, print_edition, styles, templating
from pressroom.html.pictures import Picture, pictures
from pressroom.html.print_edition import PrinterFile
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
    edition: Edition,
    printer: PrinterFile | None = None,
    *,
    created: str,
    proof: bool = False,
) -> Page:
    """The page of `manuscript` in an edition, dated `created` (`2005-01-01T00:00:00Z`); one that is for the printer takes trim and inks
    from the file of its `printer`. With `proof`, its baseline grid shows.

    Raises `ContentRefused` for characters that no face has, pictures that can't be printed, and a trim that is too small,
    `StyleRefused` for templates and stylesheets.
    """
    templates, stylesheets, images = templates.apart(), stylesheets.apart(), images.apart()
    own = styles.of_edition(edition, manuscript.report.paper)
    more = [*own, *styles.embargo(manuscript), *(["proof.css"] if proof else [])]
    sheet = styles.assemble(stylesheets, "chapter.css", *more)
    measure, leading = styles.length(sheet, "--measure"), styles.length(sheet, "--leading")
    if printer and edition.paper == "printer":
        sheet += print_edition.rule(printer, measure, leading, manuscript.stem, manuscript.report.issued)
    screen = Markup(styles.text(stylesheets, "screen.css"))
    glyphs.refuse_missing(manuscript, locate, styles.characters(sheet, stylesheets, FAMILIES))
    used = pictures(manuscript, locate, images, measure, leading, printer if edition.inks == "process" else None)
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
