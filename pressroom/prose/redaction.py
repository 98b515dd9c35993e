"""Redactions: `[[redacted: words]]` is set as a bar; the words appear in no output or message.

The bar is as wide as its label, the same for one word and for a hundred, so its width reveals nothing. `veiled` removes the words when a
file is read, before any other code sees them. Each character becomes a dot, so that places in the text stay the same. A faulty redaction
(misspelled, unclosed, escaped) is refused, and its words are hidden in the message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pressroom.prose.typography import Typography, typeset
from pressroom.prose.words import single_spaced

MARK = re.compile(r"\[\[redacted:\s*([^\[\]\s][^\[\]]*)\]\]")
# The beginning of a redaction, or of a misspelled one: [[Redacted: , [redacted: , \[[redacted: , [[redcated: …
BEGUN = re.compile(r"\\?\[\\?\[\s*redact\w*\s*:?|\\?\[\s*redact\w*\s*[\]\\]*\s*:|\\?\[\\?\[\s*[^\W\d_]{1,20}\s*:", re.IGNORECASE)
CODE = "prose-redaction"  # the code of all problems with redactions
OPENING, CLOSING, DOT, STAND_IN = "[[redacted:", "]]", ".", "x"
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n|\Z")
_LETTER = re.compile(r"(\[\^[^\[\]\n]+\])|\w")  # a note call is not a word


def veiled(text: str) -> str:
    """`text` with dots for the words of its redactions. Its length and lines stay the same. A faulty redaction ends with its paragraph."""
    parts, at = [], 0
    while begun := BEGUN.search(text, at):
        parts.append(text[at : begun.start()])
        if whole := MARK.match(text, begun.start()):
            parts.append(OPENING + re.sub(r"[^\n]", DOT, whole[0][len(OPENING) : -len(CLOSING)]) + CLOSING)
            at = whole.end()
            continue
        end = _PARAGRAPH_END.search(text, begun.end())
        at = end.start() if end else len(text)
        parts.append(_hidden(text[begun.start() : at]))
    return "".join(parts) + text[at:]


def _hidden(broken: str) -> str:
    """The rest of a paragraph from a faulty redaction on, hidden except for openings, so that messages can say what is wrong with them."""
    openings = [(0, 0), *(found.span() for found in BEGUN.finditer(broken)), (len(broken), len(broken))]
    hidden = ""
    for (start, end), (following, _) in pairwise(openings):
        hidden += broken[start:end] + _LETTER.sub(lambda found: found[1] or DOT, broken[end:following])
    return hidden


def words(text: str) -> Iterator[str]:
    """The words of each redaction in a text that is not veiled, each on one line."""
    yield from (single_spaced(whole[1]) for whole in MARK.finditer(text))


def flaw(text: str, at: int) -> tuple[str, str] | None:
    """The message and hint about a faulty redaction that begins at `at`; None if it is correct."""
    if MARK.match(text, at):
        return None
    if not text.startswith(OPENING, at):
        return _misspelt(text, at), "write [[redacted: words]]"
    inside, closed, _ = text[at + len(OPENING) :].partition(CLOSING)
    if not closed:
        return "this redaction is not closed", "write [[redacted: words]], with its end in the same paragraph"
    if not inside.strip():
        return "this redaction is empty", "write the words to redact, or remove it"
    if BEGUN.search(inside):
        return "a redaction can't contain another redaction", "remove one of them"
    return "a redaction can't contain brackets", "remove them; call a note after the redaction"


def _misspelt(text: str, at: int) -> str:
    """The message about the misspelled beginning of a redaction at `at`. It doesn't quote it, since it may be a word to hide."""
    begun = BEGUN.match(text, at)
    typed = begun[0] if begun else ""
    if "\\" in typed:
        return "a redaction has no backslash in it"
    if not typed.startswith("[["):
        return "a redaction begins with two brackets"
    if "redacted" not in typed.lower():
        return "a redaction begins with the word 'redacted'"
    if "redacted" not in typed:
        return "a redaction begins with 'redacted' in small letters"
    if not typed.endswith(":"):
        return "a redaction has a colon after 'redacted'"
    return "a redaction has no space before 'redacted' or its colon"


def first_flaw(text: str) -> tuple[int, str, str] | None:
    """The first faulty redaction of a plain text: where it begins, message and hint."""
    at = 0
    while begun := BEGUN.search(text, at):
        if found := flaw(text, begun.start()):
            return begun.start(), *found
        at = text.index(CLOSING, begun.end()) + len(CLOSING)
    return None


def label(typography: Typography) -> str:
    """The label that replaces the words, on the bar or in place of a bar."""
    return f"[{typography.redacted}]"


def pieces(text: str, typography: Typography) -> Iterator[tuple[str, bool]]:
    """A plain text with typographic characters, in pieces, each with whether it is a bar. Typographic rules treat a bar as a letter."""
    between = MARK.sub("\0", text).split("\0")
    out, at = typeset(STAND_IN.join(between), typography), 0
    for number, part in enumerate(between):
        if number:
            yield label(typography), True
        yield "".join(out[at : at + len(part)]), False
        at += len(part) + len(STAND_IN)
