"""The documents of a book: XHTML from the same templates as pages, with the notes after the text (EPUB 3.3, 6.1; HTML, 14)."""

from __future__ import annotations

from xml.parsers import expat

from markupsafe import Markup

from pressroom import prose
from pressroom.errors import Place, Problem, StyleRefused
from pressroom.prose import Prose

SHOWN = 120  # characters of a faulty line in a message


class Notes:
    """Collects the notes of a document. `called` has their XHTML, in the order of their numbers."""

    def __init__(self) -> None:
        self.called: list[Markup] = []

    def write(self, parsed: Prose) -> str:
        """The XHTML of prose, with a number in place of each note. Its notes are added to `called`."""
        markup = prose.xhtml(parsed, len(self.called))
        self.called += [Markup(prose.xhtml(Prose((call.note,)))) for call in parsed.calls]
        return markup


def check(document: str, template: str) -> None:
    """Check that a document is well-formed XML, since e-book readers show nothing of one that isn't.

    `template` is the path of the template that made it. Raises `StyleRefused`.
    """
    try:
        expat.ParserCreate().Parse(document, True)
    except expat.ExpatError as error:
        line = document.split("\n")[error.lineno - 1].strip()
        message = f"the template writes malformed XML: {expat.errors.messages[error.code]}"
        hint = "close every element; in a template that the page shares, write <br{% if xhtml %}/{% endif %}>"
        raise StyleRefused(Problem("template-error", message, Place(template), hint, line[:SHOWN])) from None
