"""The engine's fonts: which face it uses for a text, and facts about text that it knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from weasyprint.text.ffi import ffi, harfbuzz, pango
from weasyprint.text.fonts import FontConfiguration, font_features
from weasyprint.text.line_break import create_layout, get_log_attrs, strut

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


class Fonts(Protocol):
    """The fonts of a document, or of several in succession (`FontConfiguration`). Only this folder uses their attributes."""


class Face:
    """The face in which the engine sets the text of a laid-out Pango `layout`; `id` is the same for the same face.

    The face belongs to the layout, and is freed with it.
    """

    def __init__(self, layout: Any):
        self._layout = layout
        line, _ = layout.get_first_line()
        font = line.runs[0].data.item.analysis.font
        self._face = harfbuzz.hb_font_get_face(pango.pango_font_get_hb_font(font))
        self.id = int(ffi.cast("uintptr_t", self._face))

    def file(self) -> bytes:
        """Its file."""
        blob = harfbuzz.hb_face_reference_blob(self._face)
        length = ffi.new("unsigned int *")
        data = bytes(ffi.buffer(harfbuzz.hb_blob_get_data(blob, length), length[0]))
        harfbuzz.hb_blob_destroy(blob)
        return data


def new_fonts() -> Fonts:
    """An empty set of fonts for a document that has its own."""
    return FontConfiguration()  # type: ignore[no-any-return]


def face_of(character: str, style: Any, context: Any) -> Face:
    """The face in which the engine sets `character` in a style."""
    return Face(create_layout(character, style, context, None, 0))


def features(style: Any) -> tuple[tuple[str, Any], ...]:
    """The OpenType features that a style asks for, each with its value."""
    return tuple(font_features(*(style[name] for name in FEATURES)).items())


def leading(style: Any) -> float:
    """The height of a line in a style, in px."""
    return strut(style)[0]  # type: ignore[no-any-return]


def line_breaks(text: str, language: str | None) -> list[int]:
    """The indices in `text` before which a line may break (UAX 14)."""
    attributes = get_log_attrs(text, language)
    return [at for at in range(1, len(text)) if attributes[at].is_line_break]


def space_glyphs(fonts: Mapping[Any, Any]) -> dict[bytes, bytes]:
    """The space as a string of a page's stream, for each of a document's embedded `fonts` that has one in the file, by the font's name in
    the streams."""
    return {
        str(font.hash).encode(): f"<{glyph:04x}>".encode()
        for font in fonts.values()
        for glyph, text in font.to_unicode.items()
        if text == " " and not font.bitmap
    }
