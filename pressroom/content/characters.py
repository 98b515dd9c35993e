"""Decode bytes to text, and find every character that does not belong in a publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from pressroom.errors import ContentRefused, Place, Problem

MOST_BYTES = 2_000_000
MOST_PROBLEMS = 100

# C0 and C1 controls but for the line feed (tabs are apart), line and paragraph separators, bidirectional embeddings, overrides
# and isolates (Unicode Standard Annex 9, 2.1-2.4), the byte order mark inside a text, the replacement character, and the
# noncharacters (The Unicode Standard, 23.7). Joiners and marks, U+200C to U+200F, belong to the letters around them and stay.
NONCHARACTERS = "\ufdd0-\ufdef" + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
FORBIDDEN = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffd{NONCHARACTERS}\ud800-\udfff]")
STAND_IN = "\ufffd"

_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([\s\S]))")
_SHORT = dict(zip("0abtvfreNLP", "\0\a\b\t\v\f\r\x1b\x85\u2028\u2029", strict=True))
_KINDS = (
    (re.compile("[\u202a-\u202e\u2066-\u2069]"), "a direction override", "remove it: the language sets the direction"),
    (re.compile("[\u2028\u2029]"), "a line separator", "use an ordinary line break instead"),
    (re.compile("\ufeff"), "a byte order mark inside the text", "remove it"),
    (re.compile("\ufffd"), "a replacement character: a letter was lost here", "type the letter that was meant"),
    (re.compile(f"[{NONCHARACTERS}]"), "not a character", "remove it"),
    (re.compile("[\ud800-\udfff]"), "half a character", "type the whole character"),
)


def decode(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """The text of a file, with line feeds as line ends, and the problems of its characters.

    U+FFFD replaces each forbidden character and a space each tab, so that columns stay right and an excerpt can be shown. Raises
    ContentRefused if the bytes are not text at all.
    """
    if len(data) > MOST_BYTES:
        hint = f"the limit is {MOST_BYTES:,}; is it the right file?"
        raise ContentRefused(Problem("too-large", f"the file has {len(data):,} bytes", Place(file, 1, 1), hint))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:2].count(0) == 1:  # how YAML 1.2.2, 5.2, recognises UTF-16
        raise ContentRefused(Problem("not-utf-8", "the file is in UTF-16", Place(file, 1, 1), "save it as UTF-8"))
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ContentRefused(_undecodable(error, file)) from None
    problems = [_problem(place, match[0]) for match, place in islice(_found(text, file), MOST_PROBLEMS)]
    clean = FORBIDDEN.sub(lambda match: " " if match[0] == "\t" else STAND_IN, text)
    lines = clean.split("\n")
    return clean, [problem.at(problem.place, lines[problem.place.line - 1]) for problem in problems if problem.place]


def escapes(raw: str) -> Iterator[tuple[int, str, str]]:
    """The forbidden characters written as escapes in `raw`, a double-quoted value: index, character, and the escape."""
    for match in _ESCAPE.finditer(raw):
        number = match[1] or match[2] or match[3]
        character = chr(int(number, 16)) if number else _SHORT.get(match[4], "")
        if character and FORBIDDEN.match(character):
            yield match.start(), character, match[0]


def described(character: str) -> tuple[str, str]:
    """The message and the hint for a forbidden character."""
    for pattern, words, hint in _KINDS:
        if pattern.match(character):
            return f"U+{ord(character):04X} is {words}", hint
    return f"U+{ord(character):04X} is a control character", "remove it: it can't be printed"


def _undecodable(error: UnicodeDecodeError, file: str) -> Problem:
    head = bytes(error.object[: error.start]).decode("utf-8-sig", "replace").replace("\r\n", "\n")
    place = Place(file, head.count("\n") + 1, len(head) - head.rfind("\n"))
    tail = bytes(error.object[error.start :]).split(b"\n")[0].decode("utf-8", "replace")
    excerpt = FORBIDDEN.sub(STAND_IN, head[head.rfind("\n") + 1 :] + tail)
    return Problem("not-utf-8", f"byte 0x{error.object[error.start]:02X} is not UTF-8", place, "save the file as UTF-8", excerpt)


def _found(text: str, file: str) -> Iterator[tuple[re.Match[str], Place]]:
    """The forbidden characters of `text`, with only the first tab of each line."""
    line, start, tabbed = 1, 0, 0
    for match in FORBIDDEN.finditer(text):
        line += text.count("\n", start, match.start())
        start = match.start()
        if match[0] == "\t" and tabbed == line:
            continue
        tabbed = line if match[0] == "\t" else tabbed
        yield match, Place(file, line, start - text.rfind("\n", 0, start))


def _problem(place: Place, character: str) -> Problem:
    if character == "\t":
        return Problem("tab", "a tab character", place, "use spaces instead")
    if character == "\r":
        return Problem(
            "forbidden-character", "a carriage return without a line feed", place, "save the file with Unix or Windows line endings"
        )
    words, hint = described(character)
    return Problem("forbidden-character", words, place, hint)
