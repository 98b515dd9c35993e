"""Finds spaces that are doubled or seem to be missing. They are reported, not corrected."""

from __future__ import annotations

import re

from pressroom.importer.source import Line, Warnings

_DOUBLED = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_ADDRESS = re.compile(r"\S*(?:://|@|www\.)\S*")
_LETTER = r"[^\W\d_]"
_MISSING = re.compile(
    rf"(?<![\w.,-])(?:\d+)(?={_LETTER}{{3,}})"  # 2004parliamentary, but not 34th or 12km
    rf"|(?<!\w){_LETTER}{{3,}}(?=\d{{4}}(?!\w))"  # September2004
    rf"|(?<={_LETTER}{{2}})[.!?](?=[^\W\d_a-zа-я]{_LETTER})"  # ended.The next
    rf"|(?<={_LETTER}{{2}})[,;:…](?={_LETTER}{{2}})"  # one,two
)


def check_spacing(line: Line, warnings: Warnings) -> None:
    """Warn of each doubled space inside the line, and of each place where a space seems to be missing."""
    for found in _DOUBLED.finditer(line.text):
        place = line.number, line.column + found.start()
        warnings.add("doubled-space", f"{len(found[0])} spaces {_between(line.text, found)}", *place, "imported as it is", line.text)
    addresses = [range(*found.span()) for found in _ADDRESS.finditer(line.text)]
    for found in _MISSING.finditer(line.text):
        if any(found.start() in address for address in addresses):
            continue
        place = line.number, line.column + found.end()
        warnings.add("missing-space", f"a space seems to be missing in '{_word(line.text, found)}'", *place, "imported as it is", line.text)


def _between(text: str, found: re.Match[str]) -> str:
    return f"between '{text[: found.start()].split()[-1]}' and '{text[found.end() :].split()[0]}'"


def _word(text: str, found: re.Match[str]) -> str:
    return re.split(r"\s", text[: found.start()])[-1] + re.split(r"\s", text[found.start() :])[0]
