"""The faces of the page as HarfBuzz opens them: the very ones in which the engine sets a character of a style."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from weasyprint.text.ffi import ffi, harfbuzz, pango
from weasyprint.text.fonts import font_features
from weasyprint.text.line_break import create_layout

from pressroom.composition import Face, Item
from pressroom.composition.measuring import Features

POINTS = 0.75  # a CSS pixel in points
FONT = ("font_style", "font_weight", "font_stretch")
FEATURES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)

open_face = lru_cache(maxsize=64)(Face)


class Styled:
    """A style of the engine's, and what was measured in it. Widths are in pt."""

    def __init__(self, faces: Faces, style: Any, context: Any):
        self.style = style
        self.words: dict[tuple[str, float], Sequence[tuple[int, Item]]] = {}  # what a reader makes of words, for it to remember
        self._faces, self._context = faces, context
        self._size = style["font_size"] * POINTS
        self._features, self._language = _features(style), style["lang"] or ""
        self._known: dict[str, tuple[float, ...]] = {}
        self._chosen: dict[str, Face] = {}

    def edges(self, text: str) -> tuple[float, ...]:
        """Where each character of `text` begins, and where the last ends, from the first's beginning."""
        if text not in self._known:
            self._known[text] = self._measured(text)
        return self._known[text]

    def width(self, text: str) -> float:
        """How wide `text` is."""
        return self.edges(text)[-1]

    def _measured(self, text: str) -> tuple[float, ...]:
        edges, start = [0.0], 0
        for character in text:
            if character not in self._chosen:
                self._chosen[character] = self._faces.face(character, self.style, self._context)
        faces = [self._chosen[character] for character in text]
        for at in range(1, len(text) + 1):
            if at == len(text) or faces[at] is not faces[start]:
                run = faces[start].edges(text[start:at], self._features, self._language)
                edges += [edges[start] + edge * self._size for edge in run[1:]]
                start = at
        return tuple(edges)


class Faces:
    """The styles and faces of one document."""

    def __init__(self) -> None:
        self._styled: dict[int, Styled] = {}
        self._chosen: dict[tuple[Any, ...], Face] = {}
        self._opened: dict[int, Face] = {}

    def styled(self, style: Any, context: Any) -> Styled:
        """What measures text in `style`."""
        if id(style) not in self._styled:
            self._styled[id(style)] = Styled(self, style, context)
        return self._styled[id(style)]

    def face(self, character: str, style: Any, context: Any) -> Face:
        """The face in which the engine sets `character`."""
        key = (character, tuple(style["font_family"]), *(style[name] for name in FONT))
        if key not in self._chosen:
            self._chosen[key] = self._asked(character, style, context)
        return self._chosen[key]

    def _asked(self, character: str, style: Any, context: Any) -> Face:
        layout = create_layout(character, style, context, None, 0)
        line, _ = layout.get_first_line()
        font = pango.pango_font_get_hb_font(line.runs[0].data.item.analysis.font)
        face = harfbuzz.hb_font_get_face(font)
        name = int(ffi.cast("uintptr_t", face))
        if name not in self._opened:
            blob = harfbuzz.hb_face_reference_blob(face)
            length = ffi.new("unsigned int *")
            self._opened[name] = open_face(bytes(ffi.buffer(harfbuzz.hb_blob_get_data(blob, length), length[0])))
            harfbuzz.hb_blob_destroy(blob)
        return self._opened[name]


def _features(style: Any) -> Features:
    return tuple(font_features(*(style[name] for name in FEATURES)).items())
