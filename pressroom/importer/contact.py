"""The contact block in the midst of a text: where a page ended, the house's name, street, town, telephone and web address.

It is known by the imprint's data, which drifts from year to year, and so by its shape as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressroom.model import Imprint

_PHONE = re.compile(r"(?:tel|telephone|phone|fax|тел|факс|هاتف)\b[.:]*\s*[+(]?[\d(][\d ()+./-]*", re.IGNORECASE)
_WEB = re.compile(r"(?:https?://)?(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/?|\S+@\S+\.\S+", re.IGNORECASE)
_STREET = re.compile(r"\d+[A-Za-z]?,? [^\W\d_].*|[^\W\d_][^.;:!?]*\s\d+[A-Za-z]?")
_POSTAL = re.compile(
    r"[^\W\d_][^;:!?]*,? (?:[A-Z]{2} )?\d{4,6}(?:-\d{4})?|\d{4,6},? [^\W\d_][^;:!?]*|[^\W\d_].* [A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}"
)
_LONGEST = 80
_WIDEST_GAP = 3


def contact_blocks(texts: Sequence[str], imprint: Imprint | None) -> list[range]:
    """The contact blocks among `texts` (lines, or paragraphs), as ranges of their indexes; empty lines inside a block belong to it.

    A block has a telephone or web line, and at least two more lines that are the house's by the imprint or by their shape.
    """
    kinds = [_kind(_bare(text), imprint) for text in texts]
    found = []
    start = 0
    while start < len(texts):
        block = _block(kinds, [not text.strip() for text in texts], start)
        if block and _is_contact([kinds[index] for index in block]):
            first = _with_name(texts, block.start, kinds)
            found.append(range(first, block.stop))
        start = block.stop if block else start + 1
    return found


def _bare(text: str) -> str:
    """A line without Markdown's marks at its ends, single-spaced."""
    return " ".join(re.sub(r"\\$|^[*_#>|\s]+|[*_|\\\s]+$", "", text.strip()).split())


def _kind(text: str, imprint: Imprint | None) -> str:
    """What a line is in a contact block: `house`, `known`, `phone`, `web`, `street`, `postal`, or nothing."""
    if not text or len(text) > _LONGEST:
        return ""
    if imprint and text.casefold() == imprint.house.casefold():
        return "house"
    if imprint and text.casefold() in {line.casefold() for contact in imprint.contacts for line in (*contact.address, contact.web)}:
        return "web" if _WEB.fullmatch(text) else "known"
    if not re.sub(r"[\s,;|/•·-]+", "", _PHONE.sub("", text)):
        return "phone"
    for kind, shape in (("web", _WEB), ("postal", _POSTAL), ("street", _STREET)):
        if shape.fullmatch(text) and (kind == "web" or text[-1] not in ".,"):
            return kind
    return ""


def _block(kinds: list[str], blank: list[bool], start: int) -> range | None:
    """The lines from `start` on that all are of some kind, with small gaps between them."""
    if not kinds[start]:
        return None
    stop = start + 1
    for index in range(start + 1, len(kinds)):
        if kinds[index]:
            stop = index + 1
        elif not blank[index] or index - stop >= _WIDEST_GAP:
            break
    return range(start, stop)


def _is_contact(kinds: list[str]) -> bool:
    there = [kind for kind in kinds if kind]
    reached = {"phone", "web"} & set(there)
    placed = {"street", "postal", "known"} & set(there)
    return bool(reached and placed and len(there) >= 3)


def _with_name(texts: Sequence[str], first: int, kinds: list[str]) -> int:
    """The index of the house's name above the block, where it stands apart from the text before it; else `first`."""
    if kinds[first] == "house":
        return first
    above = next((index for index in range(first - 1, max(-1, first - 1 - _WIDEST_GAP), -1) if texts[index].strip()), None)
    if not above or texts[above - 1].strip():
        return first
    name = _bare(texts[above])
    return above if len(name) <= 60 and name[-1:].isalpha() and name.istitle() else first
