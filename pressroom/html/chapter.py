"""Makes the HTML file of a chapter in one edition."""

from __future__ import annotations

from dataclasses import replace

from pressroom.editions import Edition
from pressroom.files import Folder
from pressroom.html import glyphs, print_edition, styles
from pressroom.html.page import Page, fill, make_page
from pressroom.html.pictures import Picture, pictures
from pressroom.html.print_edition import PrinterFile
from pressroom.html.values import values
from pressroom.manuscript import Locate, Manuscript


def chapter_page(
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
    """The page of `manuscript` in an edition, dated `created` (`2005-01-01T00:00:00Z`).

    A print edition takes its trim and inks from the `printer`. With `proof`, the baseline grid is visible. Raises `ContentRefused` for
    characters without a glyph, unusable pictures and a trim that is too small, `StyleRefused` for faulty templates and stylesheets.
    """
    templates, stylesheets, images = templates.apart(), stylesheets.apart(), images.apart()
    own = styles.of_edition(edition, manuscript.report.page_style)
    sheet = styles.assemble(stylesheets, "chapter.css", *own, *styles.embargo(manuscript), *(["proof.css"] if proof else []))
    measure, leading = styles.length(sheet, "--measure"), styles.length(sheet, "--leading")
    if printer and edition.paper == "printer":
        sheet += print_edition.rule(printer, measure, leading, manuscript.stem, manuscript.report.issued)
    glyphs.refuse_missing(manuscript, locate, styles.characters(sheet, stylesheets, styles.TEXT_FAMILIES))
    used = pictures(manuscript, locate, images, measure, leading, printer if edition.inks == "process" else None)
    if used:
        sheet += _lines(used)
    markup = fill("chapter.html", values(manuscript, used, created), templates, stylesheets)
    page = make_page(markup, sheet, templates, stylesheets)
    return replace(page, causes={**page.causes, **images.causes})


def _lines(used: dict[str, Picture]) -> styles.Stylesheet:
    """CSS rules that set the heights of the pictures, in lines."""
    rules = [f".lines-{lines} {{ --lines: {lines}; }}" for lines in sorted({picture.lines for picture in used.values()})]
    return styles.Stylesheet("\n".join(rules), tuple(("pictures", number) for number in range(1, len(rules) + 1)))
