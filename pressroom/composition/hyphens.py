"""Where words may be divided, by the dictionaries that LibreOffice uses (through pyphen), in the word's own language."""

from __future__ import annotations

from functools import cache, lru_cache

import pyphen


@lru_cache(maxsize=1 << 14)
def hyphenation(word: str, language: str, shortest: int, before: int, after: int) -> tuple[int, ...]:
    """The indices in `word`, letters only, at which it may be divided.

    As CSS Text 4 has it in `hyphenate-limit-chars`: no word shorter than `shortest` is divided, at least `before` letters stay on the
    line and `after` go to the next. None where there is no dictionary for `language` (BCP 47).
    """
    dictionary = _dictionary(language) if len(word) >= shortest else None
    if dictionary is None:
        return ()
    return tuple(at for at in dictionary.positions(word) if before <= at <= len(word) - after)


@cache
def _dictionary(language: str) -> pyphen.Pyphen | None:
    if language == "en":
        language = "en-US"  # of the two kinds of English, the house's own
    known = pyphen.language_fallback(language) if language else None
    return pyphen.Pyphen(lang=known, left=1, right=1) if known else None
