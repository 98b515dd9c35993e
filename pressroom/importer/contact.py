"""Finds the contact block inside a text, where a page ended: the publisher's name, street, city, telephone and web address.

The imprint's data identify it; since such data change over the years, so does the form of its lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressroom.importer.source import Line, Warnings
from pressroom.model import Imprint
from pressroom.prose.words import single_spaced

CONTACT_HINT = "the publisher's address comes from content/imprint.yaml"

_PHONE = re.compile(r"(?:tel|telephone|phone|fax|тел|факс|هاتف)\b[.:]*\s*[+(]?[\d(][\d ()+./-]*", re.IGNORECASE)
_WEB = re.compile(r"(?:https?://)?(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/?|\S+@\S+\.\S+", re.IGNORECASE)
_STREET = re.compile(r"\d+[A-Za-z]?,? [^\W\d_].*|[^\W\d_][^.;:!?]*\s\d+[A-Za-z]?")
_POSTAL = re.compile(
    r"[^\W\d_][^;:!?]*,? (?:[A-Z]{2} )?\d{4,6}(?:-\d{4})?|\d{4,6},? [^\W\d_][^;:!?]*|[^\W\d_].* [A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}"
)
_LONGEST = 80
_WIDEST_GAP = 3


def without_contact(lines: list[Line], warnings: Warnings, imprint: Imprint | None) -> list[Line]:
    """`lines` with those of each contact block emptied, and a warning that quotes the block."""
    remaining = list(lines)
    for block in find_contact_blocks([line.text for line in lines], imprint):
        words = " / ".join(single_spaced(lines[index].text) for index in block if not lines[index].blank)
        first = lines[block.start]
        warnings.add(
            "contact-block", f"contact block left out: {words}", first.number, first.column + first.indent, CONTACT_HINT, first.text
        )
        for index in block:
            remaining[index] = lines[index].blanked()
    return remaining


def find_contact_blocks(texts: Sequence[str], imprint: Imprint | None) -> list[range]:
    """The contact blocks among `texts` (lines or paragraphs), as ranges of indexes; empty lines inside a block belong to it.

    A block has at least three lines that match the imprint or have the form of contact data. One of them is a telephone number or a
    web address, and one a street, a city or another line of the imprint.
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
    """A line without Markdown markup at its ends, single-spaced."""
    return single_spaced(re.sub(r"\\$|^[*_#>|\s]+|[*_|\\\s]+$", "", text.strip()))


def _kind(text: str, imprint: Imprint | None) -> str:
    """What a line is in a contact block: `publisher`, `known` (from the imprint), `phone`, `web`, `street`, `postal`, or "" (neither)."""
    if not text or len(text) > _LONGEST:
        return ""
    if imprint and text.casefold() == imprint.publisher.casefold():
        return "publisher"
    if imprint and text.casefold() in {line.casefold() for contact in imprint.contacts for line in (*contact.address, contact.web)}:
        return "web" if _WEB.fullmatch(text) else "known"
    if not re.sub(r"[\s,;|/•·-]+", "", _PHONE.sub("", text)):
        return "phone"
    for kind, shape in (("web", _WEB), ("postal", _POSTAL), ("street", _STREET)):
        if shape.fullmatch(text) and (kind == "web" or text[-1] not in ".,"):
            return kind
    return ""


def _block(kinds: list[str], blank: list[bool], start: int) -> range | None:
    """The lines from `start` on that could be contact data, with short gaps of empty lines between them; None if `start` isn't one."""
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
    found = [kind for kind in kinds if kind]
    has_number = {"phone", "web"} & set(found)
    has_address = {"street", "postal", "known"} & set(found)
    return bool(has_number and has_address and len(found) >= 3)


def _with_name(texts: Sequence[str], first: int, kinds: list[str]) -> int:
    """The index of the publisher's name above the block, if an empty line precedes it; else `first`."""
    if kinds[first] == "publisher":
        return first
    above = next((index for index in range(first - 1, max(-1, first - 1 - _WIDEST_GAP), -1) if texts[index].strip()), None)
    if not above or texts[above - 1].strip():
        return first
    name = _bare(texts[above])
    return above if len(name) <= 60 and name[-1:].isalpha() and name.istitle() else first
