"""Prose: Markdown's small set becomes HTML, and the words that a reader sees.

Prose has paragraphs, *emphasis*, **strong**, [links](https://…), bullet and numbered lists, block quotations, note calls `[^label]`,
spans in another language `[текст]{lang=ru}`, and redactions `[[redacted: words]]`, of which a bar is set and no word. What else Markdown
would read into the characters (headings, code, HTML …) is refused with its place, so that no character that was typed disappears.
Markdown is read after CommonMark 0.31, but for this: two spaces at a line's end mean nothing, and a star inside a word opens no
emphasis. A backslash makes the character after it plain.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from pressroom.prose import redaction
from pressroom.prose.typography import Typography

__all__ = [
    "Link",
    "Paragraph",
    "Prose",
    "ProseProblem",
    "ProseRefused",
    "Typography",
    "blocks",
    "inline",
    "line",
    "plain",
    "redaction",
    "slug",
]

Notes = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Paragraph:
    """One block of text as a reader sees it: typographic, without markup, notes and their calls.

    `line` (from 0) is the line of the source on which it begins; `calls` are the labels of the notes that it calls, in order.
    """

    line: int
    text: str
    calls: tuple[str, ...]


@dataclass(frozen=True)
class Link:
    """Where a link leads, and the line and column (from 0) at which it begins in the source."""

    href: str
    line: int
    column: int


@dataclass(frozen=True)
class Prose:
    """What a text became: its HTML, and its paragraphs and links in reading order."""

    html: str
    paragraphs: tuple[Paragraph, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, order=True)
class ProseProblem:
    """What can't be set: its line and column in the text (from 0), a stable code, what is wrong, and how to mend it."""

    line: int
    column: int
    code: str
    message: str
    hint: str


class ProseRefused(ValueError):
    """A text that is not prose. `problems` are all of it, in the text's order."""

    def __init__(self, problems: tuple[ProseProblem, ...]):
        self.problems = problems
        super().__init__(problems)

    def __str__(self) -> str:
        return "\n".join(f"{problem.line + 1}:{problem.column + 1}: {problem.message} ({problem.hint})" for problem in self.problems)


@lru_cache(maxsize=4096)
def blocks(text: str, typography: Typography, notes: Notes | None = ()) -> Prose:
    """Paragraphs, lists and quotations of prose. `notes` are the chapter's, as (label, text); None where none may be called.

    A call is replaced by `<span class="note" role="doc-footnote">`, the note's own HTML in it, right after the word before. Raises
    ProseRefused with every problem of the text.
    """
    return _set(text, typography, notes, one_line=False)


@lru_cache(maxsize=8192)
def inline(text: str, typography: Typography, notes: Notes | None = ()) -> Prose:
    """One line of prose, without a `<p>`: what would begin a list, a quotation or a heading is plain text here. A note's own text
    is read with None for `notes`. Raises as `blocks`."""
    return _set(text, typography, notes, one_line=True)


@lru_cache(maxsize=4096)
def plain(text: str, typography: Typography) -> str:
    """`text` with typographic quotes, dashes, ellipses and no-break spaces: no Markdown is read, no HTML made. A label stands for what
    is redacted."""
    return "".join(piece for piece, _ in redaction.pieces(text, typography))


@lru_cache(maxsize=4096)
def line(text: str, typography: Typography) -> str:
    """The HTML of a plain text: as `plain`, but with a bar for what is redacted."""
    pieces = redaction.pieces(text, typography)
    return "".join(f'<span class="redacted">{escape(piece)}</span>' if bar else escape(piece, quote=False) for piece, bar in pieces)


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """The id of a section from its heading's text: its words of any script, in small letters, joined by hyphens; never empty."""
    open_text = redaction.MARK.sub("redacted", text)
    letters = [character for character in unicodedata.normalize("NFC", open_text.lower()) if character not in "'’‘\u00ad"]
    words = "".join(character if unicodedata.category(character)[0] in "LMN" else " " for character in letters)
    return "-".join(words.split()) or "section"


def _set(text: str, typography: Typography, notes: Notes | None, one_line: bool) -> Prose:
    from pressroom.prose import grammar, setting  # only here: the parser takes longer to load than a short command takes to run

    # The same lines as Markdown's, and none of blanks alone: to the parser some blanks are letters.
    lines = ["" if line.isspace() else line for line in re.split(r"\r\n?|\n", text)]
    tokens, problems, links = grammar.read(lines, None if notes is None else [label for label, _ in notes], one_line)
    called = {call for token in tokens for call in setting.calls(token)}
    html_of = {}
    for label, note in notes or ():
        if label in called:
            try:
                html_of[label] = inline(note, typography, None).html
            except ProseRefused as refused:
                problems += grammar.problems_of_calls(tokens, label, refused.problems[0].message)
    if problems:
        raise ProseRefused(tuple(sorted(set(problems))))
    html, paragraphs = setting.render(tokens, typography, html_of)
    return Prose(html, paragraphs, tuple(links))
