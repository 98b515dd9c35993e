"""Measures text with HarfBuzz: kerned, with ligatures and the features that the style asks for."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

import uharfbuzz

Features = tuple[tuple[str, int], ...]


class Face:
    """One face, from the bytes of its font file. It remembers what it has measured."""

    def __init__(self, data: bytes):
        self._font = uharfbuzz.Font(uharfbuzz.Face(data))
        self._em = self._font.face.upem
        self._known: dict[tuple[str, Features, str], tuple[float, ...]] = {}

    def edges(self, text: str, features: Features, language: str) -> tuple[float, ...]:
        """Where each character of `text` begins, and where the last one ends, in em from the start.

        The width of a ligature is divided evenly among its characters. `language` is a tag of BCP 47, or empty.
        """
        key = (text, features, language)
        if key not in self._known:
            self._known[key] = tuple(accumulate(self._advances(*key), initial=0.0))
        return self._known[key]

    def _advances(self, text: str, features: Features, language: str) -> Iterable[float]:
        buffer = uharfbuzz.Buffer()
        buffer.add_codepoints(list(map(ord, text)))
        buffer.guess_segment_properties()
        if language:
            buffer.language = language
        uharfbuzz.shape(self._font, buffer, dict(features))
        found: dict[int, float] = {}
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            found[info.cluster] = found.get(info.cluster, 0) + position.x_advance / self._em
        starts = sorted(found)
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            yield from [found[start] / (end - start)] * (end - start)
