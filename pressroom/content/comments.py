"""Comments, and text that YAML would take for one."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COMMENT = re.compile(r"#[^\n]*")
_COMMENT_BELOW = re.compile(r"[ ]*\n(?:[ ]*\n)*([ ]*)#")


def ambiguous(text: str, start: int, end: int) -> Iterator[int]:
    """The index of the `#` of each comment between `start` and `end`, outside values, that may have been meant as text.

    A comment is clearly one if it has its own line, or if two spaces stand before its `#` and one after it.
    """
    for match in _COMMENT.finditer(text, start, end):
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        clear = before.endswith("  ") and match[0][1:2] in ("", " ")
        if before.strip() and not clear:
            yield match.start()


def below(text: str, end: int, column: int) -> int | None:
    """The index of a `#` that starts the next line after a plain value's `end`, indented as if it continued the value.

    `column` is the column of the list or mapping that holds the value; a real comment is not indented further than that.
    """
    match = _COMMENT_BELOW.match(text, end)
    return match.end() - 1 if match and len(match[1]) > column else None
