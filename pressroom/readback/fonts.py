"""The fonts of a finished PDF: the text and widths of their glyphs, and whether they are the report's fonts."""

from __future__ import annotations

import re
import struct
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Object

if TYPE_CHECKING:
    from pressroom.readback.text import Readback

# ISO 32000-1, 9.10.3: a ToUnicode map writes code and text as hexadecimal strings, the text in UTF-16BE.
SECTION = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
PAIR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]*)>")
SUBSET_TAG = re.compile(r"^/?(?:[A-Z]{6}\+)?")


@dataclass(frozen=True)
class Face:
    """A font of the PDF. `letters` and `widths` (in thousandths of the font size) are by glyph; `glyphs` is the number in its file.

    If it is `wide`, its codes have two bytes, else one; then `letters` is empty, so that the proof never finds its text.
    """

    name: str
    embedded: bool
    letters: dict[int, str] = field(repr=False)
    widths: dict[int, float] = field(repr=False)
    glyphs: int
    wide: bool = True

    def lacks(self, codes: Collection[int]) -> bool:
        """Whether one of the codes shows .notdef: it is 0, or not in the font file (in a font with one-byte codes: has no width)."""
        if not self.wide:
            return not self.widths.keys() >= set(codes)
        return 0 in codes or max(codes, default=0) >= self.glyphs > 0


def face(font: Object) -> Face:
    """The face described by a font dictionary."""
    name = SUBSET_TAG.sub("", str(font.get("/BaseFont", "/unnamed")))
    descendants = font.get("/DescendantFonts")
    if descendants is None:
        first = int(font.get("/FirstChar", 0))
        advances = enumerate((float(width) for width in font.get("/Widths", Array()).as_list()), first)
        return Face(name, _file(font) is not None, {}, dict(advances), 0, wide=False)
    descendant = descendants[0]
    file = _file(descendant)
    to_unicode = font.get("/ToUnicode")
    return Face(
        name,
        embedded=file is not None,
        letters=letters(to_unicode.read_bytes()) if to_unicode is not None else {},
        widths=widths(descendant.get("/W", Array())),
        glyphs=glyph_count(file.read_bytes()) if file is not None else 0,
    )


def _file(font: Object) -> Object | None:
    """The embedded font file, in any format (ISO 32000-1, table 126); None if there is none."""
    descriptor = font.get("/FontDescriptor", Dictionary())
    return next((descriptor[key] for key in ("/FontFile2", "/FontFile3", "/FontFile") if key in descriptor), None)


def letters(to_unicode: bytes) -> dict[int, str]:
    """The text of each glyph, from a ToUnicode map."""
    pairs = (pair for section in SECTION.findall(to_unicode) for pair in PAIR.findall(section))
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be", "replace") for code, text in pairs}


def widths(array: Object) -> dict[int, float]:
    """The width of each glyph, from a W array of the form `first [width …] …` (ISO 32000-1, 9.7.4.3)."""
    found: dict[int, float] = {}
    entries = list(array.as_list())
    for first, row in zip(entries[::2], entries[1::2], strict=False):
        found.update(enumerate((float(width) for width in row.as_list()), int(first)))
    return found


def glyph_count(file: bytes) -> int:
    """The number of glyphs in an OpenType file: numGlyphs in its maxp table; 0 if it has no such table."""
    for number in range(int.from_bytes(file[4:6], "big")):
        tag, _, offset, _ = struct.unpack_from(">4sIII", file, 12 + 16 * number)
        if tag == b"maxp":
            return int.from_bytes(file[offset + 4 : offset + 6], "big")
    return 0


def foreign_fonts(readback: Readback, families: Collection[str]) -> list[str]:
    """Messages about fonts that belong to none of `families`, are not embedded, or show .notdef.

    The engine names fonts by family and style, with hyphens for spaces: EB-Garamond-Italic.
    """
    stems = {family.replace(" ", "-") for family in families}
    found = []
    for use in readback.fonts:
        name, pages = use.face.name, _pages(use.pages)
        if not any(name == stem or name.startswith(f"{stem}-") for stem in stems):
            found.append(f"font {name} is not a report font ({pages})")
        if not use.face.embedded:
            found.append(f"font {name} is not embedded ({pages})")
        if use.notdef:
            found.append(f"font {name} has no glyph for a character ({_pages(use.notdef)})")
    return found


def _pages(numbers: Iterable[int]) -> str:
    numbers = sorted(numbers)
    return ("pages " if len(numbers) > 1 else "page ") + ", ".join(map(str, numbers))
