"""Text without Markdown: titles, names, summaries, and the ids of headings."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from html import escape

from pressroom.prose import redaction
from pressroom.prose.problems import NO_CLOSING, NO_OPENING, QUOTE_HINT, ProseProblem
from pressroom.prose.typography import Typography, one_sided


@lru_cache(maxsize=4096)
def plain(text: str, typography: Typography) -> str:
    """`text`, which is not Markdown, with typographic quotes, dashes, ellipses, no-break spaces, and labels for redactions. Not HTML."""
    return "".join(piece for piece, _ in redaction.pieces(text, typography))


def plain_warnings(text: str, typography: Typography) -> tuple[ProseProblem, ...]:
    """A warning for each unpaired double quotation mark of a plain text."""
    return tuple(
        ProseProblem(
            text.count("\n", 0, at),
            at - text.rfind("\n", 0, at) - 1,
            "prose-quote",
            NO_CLOSING if part == "opening" else NO_OPENING,
            QUOTE_HINT,
        )
        for at, part in one_sided(text, typography)
    )


@lru_cache(maxsize=4096)
def line(text: str, typography: Typography) -> str:
    """The HTML of a plain text: like `plain`, but with a bar for each redaction. It is valid XHTML too."""
    pieces = redaction.pieces(text, typography)
    return "".join(f'<span class="redacted">{escape(piece)}</span>' if bar else escape(piece, quote=False) for piece, bar in pieces)


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """The id of a section, from the text of its heading: its words in any script, in lowercase, joined by hyphens. Never empty."""
    open_text = redaction.MARK.sub("redacted", text)
    letters = [character for character in unicodedata.normalize("NFC", open_text.lower()) if character not in "'’‘\u00ad"]
    words = "".join(character if unicodedata.category(character)[0] in "LMN" else " " for character in letters)
    return "-".join(words.split()) or "section"
