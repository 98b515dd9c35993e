"""Splits a content stream into instructions: operators with their operands, as written (ISO 32000-1, 7.8.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_letters
from typing import Any

from pikepdf import Array, ContentStreamInlineImage, Object, Stream, String, parse_content_stream

INLINE_IMAGE = b"INLINE IMAGE"  # its operand is the dictionary of the image
TOKEN = re.compile(
    rb"\[[^\]]*\]|<<[^<>]*(?:(?:<[0-9A-Fa-f\s]*>|<<[^<>]*>>)[^<>]*)*>>|<[0-9A-Fa-f\s]*>"
    rb"|/[^\s/<>\[\]()]*|[-+.0-9]+|[A-Za-z'\"][A-Za-z0-9'\"*]*|\S"
)
BEYOND_TOKENS = (b"(", b"%", b"BI")  # literal strings, comments, inline images
OPERATOR_BEGINS = frozenset(ascii_letters.encode() + b"'\"")


def instructions(stream: Object) -> Iterator[tuple[bytes, list[Any]]]:
    """The operators of a page or a form, each with its operands as bytes.

    qpdf can parse any stream. A regular expression is enough for the streams that the engine writes, and takes an eighth of the time: 15 ms
    for 43 pages instead of 127 ms, in every build.
    """
    content = _content(stream)
    if any(sign in content for sign in BEYOND_TOKENS):
        yield from _parsed(stream)
        return
    operands: list[Any] = []
    for token in TOKEN.findall(content):
        if token[0] in OPERATOR_BEGINS:
            yield token, operands
            operands = []
        else:
            operands.append(token)


def _content(stream: Object) -> bytes:
    """The bytes of a page's content streams, or of a form's stream."""
    parts = stream if isinstance(stream, Stream) else stream.get("/Contents", Array())
    return b"\n".join(part.read_bytes() for part in (parts if isinstance(parts, Array) else [parts]))


def text_of(operand: bytes) -> tuple[bytes, float]:
    """The glyph codes in the operand of a text operator, and the sum of its kerning, in thousandths of the font size."""
    if b"(" in operand:
        whole = Object.parse(operand)
        parts = list(whole) if isinstance(whole, Array) else [whole]
        strings = b"".join(bytes(part) for part in parts if isinstance(part, String))
        return strings, sum(float(part) for part in parts if not isinstance(part, String))
    pieces = operand.strip(b"[] \t\r\n\f").replace(b">", b"<").split(b"<")  # alternating numbers and strings
    kerns = b" ".join(pieces[::2]).split()
    return bytes.fromhex(b"".join(pieces[1::2]).decode()), sum(map(float, kerns))


def name_of(operand: bytes) -> str:
    """The name that an operand contains, with its slash and without escapes."""
    return str(Object.parse(operand)) if b"#" in operand else operand.decode()


def _parsed(stream: Object) -> Iterator[tuple[bytes, list[Any]]]:
    for step in parse_content_stream(stream):
        if isinstance(step, ContentStreamInlineImage):
            yield INLINE_IMAGE, [step.iimage.obj]
        else:
            written = [part.unparse() if isinstance(part, Object) else str(part).encode() for part in step.operands]
            yield bytes(step.operator), written
