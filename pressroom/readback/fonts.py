"""The fonts of a finished PDF: the text and the width of their glyphs, and whether they are the report's."""

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
    """A font of the PDF. `letters` and `widths` (in thousandths of its size) are by glyph; `glyphs` is how many its file holds.

    `wide`: its codes have two bytes; else one, and `letters` is empty, so that its text is never found.
    """

    name: str
    embedded: bool
    letters: dict[int, str] = field(repr=False)
    widths: dict[int, float] = field(repr=False)
    glyphs: int
    wide: bool = True

    def lacks(self, codes: Collection[int]) -> bool:
        """Whether one of the glyphs is .notdef: the first of the font, or one that is not in its file (of a narrow font: has no width)."""
        if not self.wide:
            return not self.widths.keys() >= set(codes)
        return 0 in codes or max(codes, default=0) >= self.glyphs > 0


def face(font: Object) -> Face:
    """The face that a font dictionary describes."""
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
    """The program that is embedded for a font, whatever its format (ISO 32000-1, table 126)."""
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
    """How many glyphs an OpenType file holds: numGlyphs in its maxp table; 0 where it has none."""
    for number in range(int.from_bytes(file[4:6], "big")):
        tag, _, offset, _ = struct.unpack_from(">4sIII", file, 12 + 16 * number)
        if tag == b"maxp":
            return int.from_bytes(file[offset + 4 : offset + 6], "big")
    return 0


def foreign_fonts(readback: Readback, families: Collection[str]) -> list[str]:
    """What is wrong with the fonts: which are of none of `families`, which are not embedded, which show .notdef; empty if nothing is.

    The engine names a font by its family and style with hyphens for spaces: EB-Garamond-Italic.
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
