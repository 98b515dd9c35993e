"""The faces of the page as HarfBuzz opens them: the very ones in which the engine sets a character of a style."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from weasyprint.text.ffi import ffi, harfbuzz, pango
from weasyprint.text.fonts import font_features
from weasyprint.text.line_break import create_layout

from pressroom.composition import Face
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


class Faces:
    """Measures text in the engine's styles. For one document."""

    def __init__(self) -> None:
        self._chosen: dict[tuple[Any, ...], Face] = {}
        self._opened: dict[int, Face] = {}

    def edges(self, text: str, style: Any, context: Any) -> tuple[float, ...]:
        """Where each character of `text` begins, and where the last ends, from the first's beginning, in pt."""
        size = style["font_size"] * POINTS
        features, language = _features(style), style["lang"] or ""
        edges, start, face = [0.0], 0, self._face(text[0], style, context)
        for at in range(1, len(text) + 1):
            following = self._face(text[at], style, context) if at < len(text) else None
            if following is not face:
                edges += [edges[start] + edge * size for edge in face.edges(text[start:at], features, language)[1:]]
                if following is not None:
                    start, face = at, following
        return tuple(edges)

    def width(self, text: str, style: Any, context: Any) -> float:
        """How wide `text` is, in pt."""
        return self.edges(text, style, context)[-1] if text else 0.0

    def _face(self, character: str, style: Any, context: Any) -> Face:
        key = (character, tuple(style["font_family"]), *(style[name] for name in FONT))
        if key not in self._chosen:
            self._chosen[key] = self._asked(character, style, context)
        return self._chosen[key]

    def _asked(self, character: str, style: Any, context: Any) -> Face:
        """The face that Pango takes."""
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
