"""What is set in one document: each paragraph once, in the manner that was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pressroom.composition import Box, Glue, Manner, Setting, set_paragraph
from pressroom.pdf.lines.faces import POINTS, Faces
from pressroom.pdf.lines.protrusion import Shares, shares
from pressroom.pdf.lines.reading import Leaf, Paragraph, Reader, leaves

RAG = 2.5  # em: how far a ragged line may fall short before it counts as very short


@dataclass(frozen=True)
class Wish:
    """How a paragraph is to be set otherwise than best: lines more or fewer, and those that end in no hyphen."""

    looseness: int = 0
    whole: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Composed:
    """A paragraph as it is read and set; `justified` says whether its lines fill the measure. `manner` is how it was set."""

    paragraph: Paragraph
    setting: Setting
    manner: Manner
    justified: bool


@dataclass(frozen=True)
class Strain:
    """A paragraph that can't be set within bounds: its text, and the text of the lines that are too loose or too long."""

    text: str
    lines: tuple[str, ...]
    overfull: bool


class Compositor:
    """Sets the paragraphs of one document of the engine's."""

    def __init__(self) -> None:
        self._faces = Faces()
        self._composed: dict[tuple[Any, ...], Composed | None] = {}
        self._tables: dict[int, tuple[Any, Shares]] = {}
        self._wishes: dict[int, Wish] = {}

    def wish(self, line: Any, wish: Wish) -> None:
        """Has the paragraph of a line box set so from now on."""
        self._wishes[id(line)] = wish

    def wished(self, line: Any) -> Wish:
        """How the paragraph of a line box is to be set."""
        return self._wishes.get(id(line), Wish())

    def compose(self, context: Any, line: Any, block: Any, indent: float, wish: Wish | None = None) -> Composed | None:
        """The setting of a line box's content in its block, whose width is known; None where the engine is to set it.

        `indent` is that of the first line in px. A wish that can't be had gives None too, where it is asked for here.
        """
        if context.excluded_shapes or line.first_letter_style or line.first_line_style or block.width <= 0:
            return None
        found = leaves(line)
        if not found:
            return None
        asked = wish or self.wished(line)
        texts = tuple((leaf.box.text, id(leaf.box.style)) for leaf in found)
        key = (texts, id(line.style), round(block.width, 3), round(indent, 3), asked)
        if key not in self._composed:
            self._composed[key] = self._set(context, line, found, block.width * POINTS, indent * POINTS, asked)
        return self._composed[key]

    def _set(self, context: Any, line: Any, found: list[Leaf], measure: float, indent: float, wish: Wish) -> Composed | None:
        style = line.style
        left_to_right = style["direction"] == "ltr"
        start, end = (self._table(style[f"__protrusion_{side}"]) if left_to_right else {} for side in ("start", "end"))
        justified = style["text_align_all"] == "justify"
        if not justified and style["text_align_all"] not in ("start", "left"):
            start = end = {}
        paragraph = Reader(context, self._faces, start, end).read(line, found, indent)
        if sum(item.width for item in paragraph.items if isinstance(item, Box | Glue)) <= measure:
            return None  # one line
        rag = 0.0 if justified else RAG * style["font_size"] * POINTS
        manner = Manner(rag=rag, looseness=wish.looseness, whole=wish.whole)
        setting = set_paragraph(paragraph.items, measure, manner)
        return Composed(paragraph, setting, manner, justified) if setting else None

    def _table(self, tokens: Any) -> Shares:
        if id(tokens) not in self._tables:
            self._tables[id(tokens)] = (tokens, shares(tokens))
        return self._tables[id(tokens)][1]

    def strains(self) -> list[Strain]:
        """The paragraphs that could not be set within bounds, once each."""
        found = {}
        for composed in self._composed.values():
            if composed and composed.setting.strained and composed.justified:
                lines = [composed.setting.lines[number] for number in composed.setting.strained]
                offsets, text = composed.paragraph.offsets, composed.paragraph.text
                bad = tuple(text[offsets[line.start] : offsets[line.end]] for line in lines)
                found[text] = Strain(text, bad, any(line.overfull for line in lines))
        return list(found.values())


def compositor_of(context: Any) -> Compositor:
    """The compositor of a document's layout."""
    if "compositor" not in vars(context):
        context.compositor = Compositor()
    compositor: Compositor = context.compositor
    return compositor
