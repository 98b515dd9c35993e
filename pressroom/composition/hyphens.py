"""Finds where words may be divided: by the dictionaries of LibreOffice, through pyphen, in the language of the word."""

from __future__ import annotations

from functools import cache, lru_cache

import pyphen


@lru_cache(maxsize=1 << 14)
def hyphenation(word: str, language: str, shortest: int, before: int, after: int) -> tuple[int, ...]:
    """The indices at which `word`, which consists of letters, may be divided; none if `language` (BCP 47) has no dictionary.

    The limits are those of `hyphenate-limit-chars` in CSS Text 4: no word shorter than `shortest` is divided, at least `before` letters
    stay on the line and `after` go to the next.
    """
    dictionary = _dictionary(language) if len(word) >= shortest else None
    if dictionary is None:
        return ()
    return tuple(at for at in dictionary.positions(word) if before <= at <= len(word) - after)


@cache
def _dictionary(language: str) -> pyphen.Pyphen | None:
    if language == "en":
        language = "en-US"  # the publisher's own kind of English
    known = pyphen.language_fallback(language) if language else None
    return pyphen.Pyphen(lang=known, left=1, right=1) if known else None
