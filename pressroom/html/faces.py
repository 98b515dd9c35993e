"""Reduces faces to the glyphs that a chapter needs, with the OpenType features that the styles use.

A reduced face is a modified version of the font, so it must not keep the font's name (SIL Open Font License 1.1, clause 3, on reserved
names). Stylesheets refer to faces by their roles. Copyright and licence stay in the file.
"""

from __future__ import annotations

from functools import lru_cache

import uharfbuzz as hb

FEATURES = ("ccmp", "kern", "liga", "locl", "mark", "mkmk", "rlig", "calt", "init", "medi", "fina", "isol")
NUMERALS_AND_CAPITALS = ("onum", "lnum", "pnum", "tnum", "smcp", "c2sc", "sups")
COPYRIGHT, LICENCE, LICENCE_URL = 0, 13, 14


@lru_cache(maxsize=64)
def coverage(font: bytes) -> frozenset[int]:
    """The code points that a font file has glyphs for."""
    return frozenset(hb.Face(hb.Blob(font)).unicodes)


@lru_cache(maxsize=256)
def cut(font: bytes, characters: frozenset[int]) -> bytes:
    """The font file reduced to the glyphs of `characters`."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(characters)
    features, names = wanted.layout_feature_tag_set, wanted.name_id_set
    features.clear()
    features.update({int.from_bytes(tag.encode(), "big") for tag in (*FEATURES, *NUMERALS_AND_CAPITALS)})
    names.clear()
    names.update({COPYRIGHT, LICENCE, LICENCE_URL})
    wanted.drop_table_tag_set.update({int.from_bytes(b"STAT", "big")})  # it contains style names of the family
    wanted.flags = hb.SubsetFlags.NO_HINTING  # they are for low-resolution screens, and a third of the file
    return bytes(hb.subset(hb.Face(hb.Blob(font)), wanted).blob.data)
