"""Opens with HarfBuzz exactly the faces that the engine uses for the characters of a style."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from pressroom.composition import Face, Item
from pressroom.pdf.engine import fonts
from pressroom.pdf.engine.boxes import POINTS, Style
from pressroom.pdf.engine.page_maker import Context

FONT = ("font_style", "font_weight", "font_stretch")
BREAKS = ("white_space", "hyphens", "hyphenate_limit_chars")  # what else a word's parts depend on

Word = Sequence[tuple[int, Item]]  # its parts, each with its place in the word

open_face = lru_cache(maxsize=64)(Face)


class Alike:
    """Cached results for styles that set words in the same way: parts of words, and edges of texts."""

    def __init__(self) -> None:
        self.words: dict[tuple[Any, ...], Word] = {}
        self.edges: dict[str, tuple[float, ...]] = {}


class Measures:
    """Cached widths in the fonts of one `FontConfiguration`, for any number of documents, and the face of each character."""

    def __init__(self) -> None:
        self.alike: defaultdict[tuple[Any, ...], Alike] = defaultdict(Alike)
        self.faces: defaultdict[tuple[Any, ...], dict[str, Face]] = defaultdict(dict)
        self.opened: dict[int, Face] = {}
        self._numbers: dict[Any, int] = {}

    def number(self, thing: Any) -> int:
        """A number for `thing`, which is the same for equal things."""
        return self._numbers.setdefault(thing, len(self._numbers))


class Styled:
    """Measures texts in a style of the engine. Widths are in pt."""

    def __init__(self, measures: Measures, style: Style, context: Context):
        self.style = style
        self._context = context
        self._size = style["font_size"] * POINTS
        self._features, self._language = fonts.features(style), style["lang"] or ""
        font = *style["font_family"], *(style[name] for name in FONT)
        self._faces, self._opened = measures.faces[font], measures.opened
        self._alike = measures.alike[font, self._size, self._features, self._language, *(style[name] for name in BREAKS)]
        self.words = self._alike.words  # what a reader makes of them, for it to remember

    def edges(self, text: str) -> tuple[float, ...]:
        """Where each character of `text` begins, and where the last one ends, from the start of the text."""
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
        face = fonts.face_of(character, self.style, self._context)
        if face.id not in self._opened:
            self._opened[face.id] = open_face(face.file())
        self._faces[character] = self._opened[face.id]
        return self._opened[face.id]


class Styles:
    """The styles of one document. `measures` are widths in its fonts."""

    def __init__(self, measures: Measures) -> None:
        self.measures = measures
        self._styled: dict[int, Styled] = {}

    def styled(self, style: Style, context: Context) -> Styled:
        """What measures text in `style`."""
        if id(style) not in self._styled:
            self._styled[id(style)] = Styled(self.measures, style, context)
        return self._styled[id(style)]
