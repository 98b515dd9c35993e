"""The faces of the page as HarfBuzz opens them: the very ones in which the engine sets a character of a style."""

from __future__ import annotations

from collections import defaultdict
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

BREAKS = ("white_space", "hyphens", "hyphenate_limit_chars")  # what else a word's parts depend on

Word = Sequence[tuple[int, Item]]  # its parts, each with its place in the word

open_face = lru_cache(maxsize=64)(Face)


class Alike:
    """What is known of styles that set words alike: words' parts, and texts' edges."""

    def __init__(self) -> None:
        self.words: dict[tuple[Any, ...], Word] = {}
        self.edges: dict[str, tuple[float, ...]] = {}


class Memory:
    """What was measured in the fonts of one `FontConfiguration`, in however many documents, and in which face it sets a character."""

    def __init__(self) -> None:
        self.alike: defaultdict[tuple[Any, ...], Alike] = defaultdict(Alike)
        self.faces: defaultdict[tuple[Any, ...], dict[str, Face]] = defaultdict(dict)
        self.opened: dict[int, Face] = {}
        self._numbers: dict[Any, int] = {}

    def number(self, thing: Any) -> int:
        """A number that stands for `thing`, the same for what is equal."""
        return self._numbers.setdefault(thing, len(self._numbers))


class Styled:
    """A style of the engine's, in which texts are measured. Widths are in pt."""

    def __init__(self, memory: Memory, style: Any, context: Any):
        self.style = style
        self._context = context
        self._size = style["font_size"] * POINTS
        self._features, self._language = _features(style), style["lang"] or ""
        font = *style["font_family"], *(style[name] for name in FONT)
        self._faces, self._opened = memory.faces[font], memory.opened
        self._alike = memory.alike[font, self._size, self._features, self._language, *(style[name] for name in BREAKS)]
        self.words = self._alike.words  # what a reader makes of them, for it to remember

    def edges(self, text: str) -> tuple[float, ...]:
        """Where each character of `text` begins, and where the last ends, from the first's beginning."""
        if text not in self._alike.edges:
            self._alike.edges[text] = self._measured(text)
        return self._alike.edges[text]

    def width(self, text: str) -> float:
        """How wide `text` is."""
        return self.edges(text)[-1]

    def _measured(self, text: str) -> tuple[float, ...]:
        edges, start = [0.0], 0
        faces = [self._faces.get(character) or self._asked(character) for character in text]
        for at in range(1, len(text) + 1):
            if at == len(text) or faces[at] is not faces[start]:
                run = faces[start].edges(text[start:at], self._features, self._language)
                edges += [edges[start] + edge * self._size for edge in run[1:]]
                start = at
        return tuple(edges)

    def _asked(self, character: str) -> Face:
        """The face in which the engine sets `character`."""
        layout = create_layout(character, self.style, self._context, None, 0)
        line, _ = layout.get_first_line()
        font = pango.pango_font_get_hb_font(line.runs[0].data.item.analysis.font)
        face = harfbuzz.hb_font_get_face(font)
        name = int(ffi.cast("uintptr_t", face))
        if name not in self._opened:
            blob = harfbuzz.hb_face_reference_blob(face)
            length = ffi.new("unsigned int *")
            self._opened[name] = open_face(bytes(ffi.buffer(harfbuzz.hb_blob_get_data(blob, length), length[0])))
            harfbuzz.hb_blob_destroy(blob)
        self._faces[character] = self._opened[name]
        return self._opened[name]


class Styles:
    """The styles of one document, whose fonts are those of `memory`."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self._styled: dict[int, Styled] = {}

    def styled(self, style: Any, context: Any) -> Styled:
        """What measures text in `style`."""
        if id(style) not in self._styled:
            self._styled[id(style)] = Styled(self.memory, style, context)
        return self._styled[id(style)]


def _features(style: Any) -> Features:
    return tuple(font_features(*(style[name] for name in FEATURES)).items())
