"""Hyphens and widths."""

from __future__ import annotations

import pytest

from pressroom.composition import hyphenation
from tests.support.paragraphs import face


def test_words_are_divided_in_their_own_language() -> None:
    assert hyphenation("constitution", "en", 6, 3, 3) == (3, 6, 8)
    assert hyphenation("правозащитник", "ru", 6, 3, 3) == (3, 5, 7, 10)
    assert hyphenation("Staatsanwalt", "de", 6, 3, 3) == (6, 8)
    assert hyphenation("құқықтары", "kk", 6, 3, 3) == ()
    assert hyphenation("constitution", "", 6, 3, 3) == ()


def test_short_words_and_short_ends_stay_whole() -> None:
    assert hyphenation("over", "en", 6, 3, 3) == ()
    assert hyphenation("constitution", "en", 13, 3, 3) == ()
    assert hyphenation("constitution", "en", 6, 6, 3) == (6, 8)
    assert hyphenation("constitution", "en", 6, 3, 6) == (3, 6)


def test_widths_include_kerning_ligatures_and_features() -> None:
    plain, ligature = face().edges("AVA", (("kern", 0),), "en"), face().edges("fi", (), "en")
    assert face().edges("AVA", (), "en")[-1] < plain[-1]
    assert ligature[1] == pytest.approx(ligature[2] / 2)  # one glyph, divided evenly
    assert face().edges("1911", (("onum", 1), ("pnum", 1)), "en") != face().edges("1911", (("lnum", 1), ("tnum", 1)), "en")


def test_widths_depend_on_the_language() -> None:
    """Turkish has no ligature of f and i, since it would look like f and dotless i."""
    assert face().edges("fi", (), "tr")[-1] > face().edges("fi", (), "en")[-1]
