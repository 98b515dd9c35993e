"""Warns of unpaired marks, and of Markdown that prose does not have. They are printed as typed, which is rarely intended.

A star is unpaired if it could open emphasis (it is before a word, and not inside one) and no star closes it. Not counted are a star
between spaces (3 * 4), after a word (a footnote star), and inside a word (5*3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from pressroom.prose.context import Parsing, parsing_of
from pressroom.prose.problems import NO_CLOSING, NO_OPENING, QUOTE_HINT, STAR
from pressroom.prose.setting import typed_text
from pressroom.prose.typography import Typography, begins_quoted, one_sided

# A pattern of text that no other rule has accepted; the message and the hint.
_INCOMPLETE = (
    (re.compile(r"\[\^"), "this note call is not complete", "write [^label], or \\[ for a plain ["),
    (re.compile(r"\]\("), "this link is not complete", "write [words](https://…), or \\( for a plain ("),
    (re.compile(r"\[(?=(?:https?:|www\.))(?<=\)\[)"), "a link has its words between brackets, and its address between parentheses",
     "write [words](https://…)"),
    (re.compile(r"\{lang="), "this span has no brackets around its words", "write [words]{lang=ru}"),
    (re.compile(r"~~(?=[^\s~])"), "~~ is not markup here", "remove the marks, or write \\~ for each if they are plain text"),
)  # fmt: skip


def incomplete(state: StateInline, silent: bool) -> bool:
    """Warn of text that looks like incomplete markup. The rule matches nothing, so the text stays as typed."""
    if not silent:
        for pattern, message, hint in _INCOMPLETE:
            if pattern.match(state.src, state.pos, state.posMax):
                parsing_of(state.env).warn(state.pos, "prose-incomplete", f"{message}, so it is printed as typed", hint)
    return False


def unclosed_stars(state: StateInline) -> None:
    """Warn of each star, or run of stars, that opens emphasis but is never closed. Runs after pairs were matched."""
    found: dict[int, str] = {}
    for delimiter in _delimiters(state):
        token = state.tokens[delimiter.token]
        if delimiter.open and delimiter.end < 0 and token.type == "text" and token.content:
            found[token.meta["at"]] = found.get(token.meta["at"], "") + token.content
    for at, marks in found.items():
        escaped = "".join(f"\\{mark}" for mark in marks)
        hint = f"write {marks} after the words that it marks, or {escaped} if it is plain text"
        parsing_of(state.env).warn(at, STAR, f"this {marks} is never closed, so it is printed as typed", hint)


def _delimiters(state: StateInline) -> Iterator[Delimiter]:
    yield from state.delimiters
    for meta in state.tokens_meta:
        yield from (meta or {}).get("delimiters", ())


def one_sided_quotes(tokens: Iterable[Token], typography: Typography, parsing: Parsing) -> None:
    """Warn of each double quotation mark that is unpaired in its paragraph.

    In a quotation of several paragraphs, each paragraph opens with a mark, but only the last one ends with one. So an opening mark may stay
    unpaired if the next paragraph begins with one.
    """
    paragraphs = [(token, typed_text(token.children or ())) for token in tokens if token.type == "inline"]
    for (token, text), following in pairwise([*paragraphs, None]):  # type: ignore[misc]
        for at, part in one_sided(text, typography):
            if part == "opening" and following and begins_quoted(following[1], typography):
                continue
            parsing.block, parsing.first = token.content, token.map[0] if token.map else 0
            source = [found.start() for found in re.finditer(rf"(?<!\\){re.escape(text[at])}", token.content)]
            number = text.count(text[at], 0, at)
            parsing.warn(
                source[number] if number < len(source) else 0, "prose-quote", NO_CLOSING if part == "opening" else NO_OPENING, QUOTE_HINT
            )
