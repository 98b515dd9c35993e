"""A chapter's document in a book: XHTML by the page's templates, its notes together behind the text (EPUB 3.3, 6.1; HTML, 14)."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from markupsafe import Markup

from pressroom import prose
from pressroom.errors import Place, Problem, StyleRefused
from pressroom.manuscript import Manuscript
from pressroom.prose import Prose

SHOWN = 120  # characters of a line that is not XML


def values(manuscript: Manuscript) -> dict[str, Any]:
    """What the templates of a book know otherwise than those of the page: `blocks` and `inline` give XHTML, where a number stands for a
    note; `notes` are the notes called so far."""
    notes: list[Markup] = []

    def markup(parsed: Prose) -> Markup:
        text = prose.xhtml(parsed, len(notes))
        notes.extend(Markup(prose.xhtml(Prose((call.note,)))) for call in parsed.calls)
        return Markup(text)

    def blocks(text: str) -> Markup:
        return markup(prose.blocks(text, manuscript.typography(), manuscript.notes))

    def inline(text: str, language: str | None = None) -> Markup:
        return markup(prose.inline(text, manuscript.typography(language), manuscript.notes))

    return {"blocks": blocks, "inline": inline, "notes": notes}


def check(document: str, template: str) -> None:
    """Check that a document is well-formed XML, since a reading program shows nothing of one that is not.

    `template` is the path of the template that made it. Raises `StyleRefused`.
    """
    try:
        expat.ParserCreate().Parse(document, True)
    except expat.ExpatError as error:
        line = document.split("\n")[error.lineno - 1].strip()
        message = f"the template writes what is not XML: {expat.errors.messages[error.code]}"
        hint = "close every element; in a template that the page shares, write <br{% if xhtml %}/{% endif %}>"
        raise StyleRefused(Problem("template-error", message, Place(template), hint, line[:SHOWN])) from None
