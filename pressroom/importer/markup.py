"""Words become our prose: what Markdown would read as markup is escaped, and paragraphs are wrapped.

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
    r"|(?<![^\W_])_|_(?![^\W_])"  # an underscore inside a word is one
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=\#?\w+;)"
    r"|~(?=~)|(?<=~)~"
    r"|\](?=[({])"
)
_BLOCK_START = re.compile(r"\#{1,6}(?:\s|$)|[-+*](?:\s|$)|-{2,}\s*$|([-*_])(?:\s*\1){2,}\s*$|=+\s*$|>|~~~|```|\||\[\^[^\]]*\]:")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
# Words that would be markup at the beginning of a line.
_NO_START = re.compile(r"\#{1,6}(?:\s|$)|[-+*_](?:\s|$)|[-=_*]{2,}(?:\s|$)|=|-|>|\||:|~~~|```|\d{1,9}[.)](?:\s|$)|\[\^[^\]]*\]:")


def literal(text: str, *, in_link: bool = False) -> str:
    """`text` such that our prose shows it as it is: every character that Markdown would take for markup has a backslash. A redaction
    stays one."""
    escaped = _INLINE.sub(lambda found: found[0] if found["redaction"] else "\\" + found[0], text)
    return escaped.replace("]", "\\]") if in_link else escaped  # no redaction can stand in a link: it is refused there


def paragraph(text: str, first: str = "", rest: str = "") -> str:
    """One paragraph of our prose, wrapped; `first` and `rest` go before its first line and the others (a list item's mark)."""
    return "\n".join(
        first + line if number == 0 else rest + line for number, line in enumerate(_wrapped(_guarded(text.strip()), len(rest)))
    )


def _guarded(text: str) -> str:
    """`text` with a backslash where its beginning would start a list, a heading, a quotation or a rule."""
    numbered = _NUMBERED.match(text)
    if numbered:
        return f"{numbered[1]}\\{text[numbered.start(2) :]}"
    return "\\" + text if _BLOCK_START.match(text) else text


def _wrapped(text: str, indent: int) -> list[str]:
    """Lines of `text`, broken at single spaces only: a doubled space stays as it is, and no line ends in one."""
    lines: list[str] = []
    for word in re.split(r"(?<! ) (?! )", text):
        fits = lines and len(lines[-1]) + 1 + len(word) + indent <= COLUMNS
        # A backslash at the end of a line would be a line break.
        if lines and (fits or _NO_START.match(word) or lines[-1].endswith("\\")):
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines
