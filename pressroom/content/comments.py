"""Comments, and text that YAML would take for one."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COMMENT = re.compile(r"#[^\n]*")
_COMMENT_BELOW = re.compile(r"[ ]*\n(?:[ ]*\n)*([ ]*)#")


def doubtful(text: str, start: int, end: int) -> Iterator[int]:
    """The comments between `start` and `end`, where no value stands, that may have been meant as text: the index of each `#`.

    A comment is beyond doubt on a line of its own, or two spaces behind what it follows and with a space after its `#`.
    """
    for match in _COMMENT.finditer(text, start, end):
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        clear = before.endswith("  ") and match[0][1:2] in ("", " ")
        if before.strip() and not clear:
            yield match.start()


def below(text: str, end: int, column: int) -> int | None:
    """The index of a `#` that begins the next line after a plain value's `end`, indented as if it continued the value.

    `column` is that of the list or mapping that the value stands in; a comment of its own is not indented further.
    """
    match = _COMMENT_BELOW.match(text, end)
    return match.end() - 1 if match and len(match[1]) > column else None
