"""Writes words as a chapter's prose: escapes what Markdown would read as markup, and wraps paragraphs.

The rules are those of CommonMark 0.31: backslash escapes (2.4), entities (2.5), the starts of blocks (4 and 5), emphasis (6.2),
links (6.3), autolinks (6.5), raw HTML (6.6), hard line breaks (6.7).
"""

from __future__ import annotations

import re

from pressroom.prose.redaction import MARK

COLUMNS = 82

_INLINE = re.compile(
    rf"(?P<redaction>{MARK.pattern})"
    r"|[\\`*\[]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # an underscore inside a word is no markup
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=\#?\w+;)"
    r"|~(?=~)|(?<=~)~"
    r"|\](?=[({])"
)
_BLOCK_START = re.compile(r"\#{1,6}(?:\s|$)|[-+*](?:\s|$)|-{2,}\s*$|([-*_])(?:\s*\1){2,}\s*$|=+\s*$|>|~~~|```|\||\[\^[^\]]*\]:")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
# What would be markup at the beginning of a line.
_NO_START = re.compile(r"\#{1,6}(?:\s|$)|[-+*_](?:\s|$)|[-=_*]{2,}(?:\s|$)|=|-|>|\||:|~~~|```|\d{1,9}[.)](?:\s|$)|\[\^[^\]]*\]:")


def escape(text: str, *, in_link: bool = False) -> str:
    """`text` with a backslash before each character that Markdown would read as markup. A redaction stays a redaction."""
    escaped = _INLINE.sub(lambda found: found[0] if found["redaction"] else "\\" + found[0], text)
    return escaped.replace("]", "\\]") if in_link else escaped  # a link can't contain a redaction: the chapter would be refused


def wrap_paragraph(text: str, first: str = "", rest: str = "") -> str:
    """One paragraph of prose, wrapped; `first` is put before its first line, `rest` before the others (for an item of a list)."""
    return "\n".join(
        first + line if number == 0 else rest + line for number, line in enumerate(_wrapped(_guarded(text.strip()), len(rest)))
    )


def _guarded(text: str) -> str:
    """`text` with a backslash if it would begin a list, heading, quotation or rule."""
    numbered = _NUMBERED.match(text)
    if numbered:
        return f"{numbered[1]}\\{text[numbered.start(2) :]}"
    return "\\" + text if _BLOCK_START.match(text) else text


def _wrapped(text: str, indent: int) -> list[str]:
    """Lines of `text`, broken at single spaces only, so that a doubled space stays and no line ends in a space."""
    lines: list[str] = []
    for word in re.split(r"(?<! ) (?! )", text):
        fits = lines and len(lines[-1]) + 1 + len(word) + indent <= COLUMNS
        # A backslash at the end of a line would be a line break.
        if lines and (fits or _NO_START.match(word) or lines[-1].endswith("\\")):
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines
