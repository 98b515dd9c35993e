"""What is set in one document: each paragraph once, in the manner that was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pressroom.composition import Box, Glue, Manner, Setting, set_paragraph
from pressroom.pdf.lines.faces import POINTS, Faces
from pressroom.pdf.lines.protrusion import Shares, shares
from pressroom.pdf.lines.reading import Leaf, Paragraph, Reader, leaves

EPSILON = 0.1  # pt: by so much the engine may round otherwise
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
        self._paragraphs: dict[tuple[Any, ...], Paragraph] = {}
        self._composed: dict[tuple[Any, ...], Composed | None] = {}
        self._tables: dict[int, tuple[Any, Shares]] = {}
        self._wishes: dict[int, Wish] = {}
        self.last_made: Any = None  # what made the page before

    def wish(self, line: Any, wish: Wish) -> None:
        """Has the paragraph of a line box set so from now on."""
        self._wishes[id(line)] = wish

    def compose(self, context: Any, line: Any, width: float, indent: float, wish: Wish | None = None) -> Composed | None:
        """The setting of a line box's content at this width; None where the engine is to set it.

        `indent` is that of the first line; both are in px. Without a `wish`, it is set as was wished before.
        """
        if line.first_letter_style or line.first_line_style or width <= 0:
            return None
        found = leaves(line)
        if not found:
            return None
        asked = wish or self._wishes.get(id(line), Wish())
        texts = tuple((leaf.box.text, id(leaf.box.style)) for leaf in found)
        read = (texts, id(line.style), round(width, 3), round(indent, 3))
        if read not in self._paragraphs:
            self._paragraphs[read] = self._read(context, line, found, indent * POINTS)
        if (read, asked) not in self._composed:
            self._composed[read, asked] = self._set(line.style, self._paragraphs[read], width * POINTS, asked)
        return self._composed[read, asked]

    def _read(self, context: Any, line: Any, found: list[Leaf], indent: float) -> Paragraph:
        style = line.style
        start: Shares = {}
        end: Shares = {}
        if style["direction"] == "ltr" and style["text_align_all"] in ("justify", "start", "left"):
            start, end = (self._table(style[f"__protrusion_{side}"]) for side in ("start", "end"))
        return Reader(context, self._faces, start, end).read(line, found, indent)

    def _set(self, style: Any, paragraph: Paragraph, measure: float, wish: Wish) -> Composed | None:
        if sum(item.width for item in paragraph.items if isinstance(item, Box | Glue)) <= measure + EPSILON:
            return None  # one line
        justified = style["text_align_all"] == "justify"
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
