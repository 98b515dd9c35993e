"""The parser's tokens become HTML, and paragraphs as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from itertools import accumulate
from typing import TYPE_CHECKING

from pressroom.prose import Paragraph, Typography, redaction
from pressroom.prose.typography import typeset

if TYPE_CHECKING:  # the grammar is markdown-it's only door
    from pressroom.prose.grammar import Token

_VERBATIM = "x"  # stands for a character that no typographic rule may change
_BLANKS = re.compile(r"[ \t\n]+")


def render(tokens: Iterable[Token], typography: Typography, notes: Mapping[str, str]) -> tuple[str, tuple[Paragraph, ...]]:
    """The HTML of `tokens`, and their paragraphs. `notes` has the inline HTML of each note that is called, by its label."""
    html: list[str] = []
    paragraphs: list[Paragraph] = []
    for token in tokens:
        if token.type == "inline":
            typed = _typeset(token, typography)
            html.append(_inline(token, typed, notes, typography.code))
            text = "".join(words for child, words in zip(token.children or (), typed, strict=True) if child.type != "note")
            paragraphs.append(Paragraph(token.map[0] if token.map else 0, _BLANKS.sub(" ", text).strip(" "), calls(token)))
        elif not token.hidden:
            html.append(_tag(token))
            if token.nesting == -1:
                html.append("\n")
    return "".join(html).removesuffix("\n"), tuple(paragraphs)


def calls(token: Token) -> tuple[str, ...]:
    """The labels of the notes that a paragraph's token calls, in order."""
    return tuple(child.content for child in token.children or () if child.type == "note")


def _typeset(token: Token, typography: Typography) -> list[str]:
    """What stands on the page for each child of a paragraph: typographic rules see it as one text, whatever markup lies between."""
    children = token.children or []
    typed = [_as_typed(child.type, child.content) for child in children]
    out = typeset("".join(typed), typography)
    ends = list(accumulate(len(source) for source in typed))
    for child, end in zip(children, ends, strict=True):
        if child.type == "note":
            _close_up(out, end)
    as_it_is = ("address", "text_special")
    bar = redaction.label(typography)
    return [
        bar if child.type == "redacted" else child.content if child.type in as_it_is else "".join(out[end - len(source) : end])
        for child, source, end in zip(children, typed, ends, strict=True)
    ]


def _as_typed(kind: str, content: str) -> str:
    if kind == "softbreak":
        return " "
    if kind == "hardbreak":
        return "\n"
    if kind == "redacted":
        return redaction.STAND_IN
    if kind == "address" or (kind == "text_special" and content in "\"'-."):
        return _VERBATIM * len(content)
    return content if kind in ("text", "text_special") else ""


def _close_up(out: list[str], end: int) -> None:
    """No space stands before a note's number."""
    while end and out[end - 1] in ("", " "):
        end -= 1
        out[end] = ""


def _inline(token: Token, typed: list[str], notes: Mapping[str, str], code: str) -> str:
    html, foreign = [], 0
    for child, words in zip(token.children or (), typed, strict=True):
        foreign += child.nesting if child.tag == "span" else 0
        if child.type == "note":
            html.append(f'<span class="note" role="doc-footnote">{notes[child.content]}</span>')
        elif child.type == "hardbreak":
            html.append("<br>")
        elif child.type == "redacted":
            language = f' lang="{code}"' if foreign and code else ""  # the label is in the text's language, whatever it stands among
            html.append(f'<span class="redacted"{language}>{escape(words)}</span>')
        elif child.nesting:
            html.append(_tag(child))
        else:
            html.append(escape(words, quote=False))
    return "".join(html)


def _tag(token: Token) -> str:
    if token.nesting == -1:
        return f"</{token.tag}>"
    return f"<{token.tag}" + "".join(f' {name}="{escape(str(value))}"' for name, value in token.attrs.items()) + ">"
