"""Sets the paragraphs of one document, each once for each set of options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from pressroom.composition import EPSILON, BadLines, Options, Setting, set_paragraph
from pressroom.pdf.engine import boxes, page_maker, side_table
from pressroom.pdf.engine.boxes import POINTS, LineBox, Style
from pressroom.pdf.engine.fonts import Fonts
from pressroom.pdf.engine.page_maker import Context
from pressroom.pdf.lines.faces import Measures, Styles
from pressroom.pdf.lines.line_cache import LineCache
from pressroom.pdf.lines.paragraphs import Leaf, Paragraph, ParagraphReader, leaves
from pressroom.pdf.lines.protrusion import Shares, shares

EITHER_WAY = (-1, 1)
RAG = 2.5  # em: how far a ragged line may fall short before it counts as very short


Texts = tuple[str, ...]


class Reading(NamedTuple):
    """Everything that a setting depends on: a paragraph's texts, their styles and its own (by id), its width and indent in px."""

    texts: Texts
    styles: tuple[int, ...]
    style: int
    width: float
    indent: float


@dataclass(frozen=True)
class Wish:
    """How to set a paragraph differently from the best setting: lines to add or remove, and lines that must not end in a hyphen."""

    looseness: int = 0
    whole: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Composed:
    """A paragraph with its setting, in lines of `measure` pt, made with `options`. `justified`: the lines fill the measure."""

    paragraph: Paragraph
    measure: float
    setting: Setting
    options: Options
    justified: bool


class Compositor:
    """Sets the paragraphs of one document. `measures` are widths in its fonts.

    `fitted` are paragraphs to set longer than ideal, with the number of lines. `steps` are the changes allowed for better page ends.
    """

    def __init__(self, measures: Measures, fitted: Mapping[Texts, int], steps: tuple[int, ...]) -> None:
        self.measures = measures
        self.steps = steps
        self.line_cache = LineCache()
        self.last_made: Any = None  # what made the page before
        self._styles = Styles(measures)
        self._tables: dict[int, tuple[Any, Shares]] = {}
        self._wishes: dict[int, Wish] = {}
        self._fitted = fitted
        self._paragraphs: dict[Reading, Paragraph] = {}
        self._composed: dict[tuple[Reading, Wish], Composed | None] = {}
        self._laid: dict[Reading, Composed] = {}

    def wish(self, line: LineBox, wish: Wish) -> None:
        """Set the paragraph of a line box in this way from now on."""
        self._wishes[id(line)] = wish

    def wished(self, line: LineBox) -> Wish:
        """How the paragraph of a line box is to be set."""
        return self._wishes.get(id(line), Wish())

    def compose(self, context: Context, line: LineBox, width: float, indent: float, wish: Wish | None = None) -> Composed | None:
        """The setting of a line box's content at this width, or None to leave it to the engine.

        `indent` is that of the first line; both are in px. Without a `wish`, the last one for this paragraph is used.
        """
        found = leaves(line) if width > 0 and not (line.first_letter_style or line.first_line_style) else None
        if not found:
            return None
        style = line.style
        read = Reading(tuple(leaf.box.text for leaf in found), tuple(id(leaf.box.style) for leaf in found), id(style), width, indent)
        if read not in self._paragraphs:
            self._paragraphs[read] = self._read(context, line, found, width * POINTS, indent * POINTS)
        composed = self._set(style, read, wish or self.wished(line))
        if composed and not wish:
            self._laid[read] = composed
        return composed

    def _read(self, context: Context, line: LineBox, found: list[Leaf], measure: float, indent: float) -> Paragraph:
        style = line.style
        start: Shares = {}
        end: Shares = {}
        if style["direction"] == "ltr" and style["text_align_all"] in ("justify", "start", "left"):
            start, end = (self._table(boxes.custom_property(style, f"protrusion-{side}")) for side in ("start", "end"))
        return ParagraphReader(context, self._styles, measure, start, end).read(line, found, indent)

    def _table(self, tokens: Any) -> Shares:
        if id(tokens) not in self._tables:
            self._tables[id(tokens)] = (tokens, shares(tokens))
        return self._tables[id(tokens)][1]

    def _set(self, style: Style, read: Reading, asked: Wish) -> Composed | None:
        wish = Wish(asked.looseness + self._fitted.get(read.texts, 0), asked.whole)
        if (read, wish) not in self._composed:
            self._composed[read, wish] = _set(style, self._paragraphs[read], read.width * POINTS, wish)
        return self._composed[read, wish]

    def changes(self, step: int) -> list[Texts]:
        """The paragraphs that can be set `step` lines longer than ideal (or shorter, below 0), the least visible change first."""
        found: dict[Texts, float] = {}
        for read, composed in self._laid.items():
            other = _set_otherwise(composed, step)
            if other:
                found[read.texts] = other.demerits - composed.setting.demerits
        return sorted(found, key=lambda texts: found[texts])

    def is_tightened(self, composed: Composed) -> bool:
        """Whether it is set a line shorter than ideal, to fit the pages."""
        return any(step < 0 and "".join(texts) == composed.paragraph.text for texts, step in self._fitted.items())

    def bad_lines(self) -> tuple[BadLines, ...]:
        """The lines that could not be set within bounds, by paragraph and kind."""
        found: dict[tuple[str, str], BadLines] = {}
        for composed in self._laid.values():
            bad = [composed.setting.lines[number] for number in composed.setting.bad_lines]
            long, forced = [line for line in bad if line.overfull], [line for line in bad if line.forced]
            loose = [line for line in bad if composed.justified and not (line.overfull or line.forced)]
            for kind, of in (("long", long), ("forced", forced), ("loose", loose)):
                if of:
                    text = composed.paragraph.text
                    found[text, kind] = BadLines(text, tuple(map(composed.paragraph.words, of)), kind)  # type: ignore[arg-type]
        return tuple(found.values())


def _set(style: Style, paragraph: Paragraph, measure: float, wish: Wish) -> Composed | None:
    if paragraph.natural <= measure + EPSILON:
        return None  # one line
    justified = style["text_align_all"] == "justify"
    options = Options(rag=0.0 if justified else RAG * style["font_size"] * POINTS, looseness=wish.looseness, whole=wish.whole)
    setting = set_paragraph(paragraph.items, measure, options)
    return Composed(paragraph, measure, setting, options, justified) if setting else None


def _set_otherwise(composed: Composed, looseness: int) -> Setting | None:
    return set_paragraph(composed.paragraph.items, composed.measure, replace(composed.options, looseness=looseness))


def compositor_of(context: Context) -> Compositor:
    """The compositor of a document's layout. It exists as long as the document's fonts."""
    return compositor_for(page_maker.fonts_of(context))


def compositor_for(fonts: Fonts) -> Compositor:
    """The compositor of the documents that have these fonts."""
    compositor: Compositor | None = side_table.compositors.get(fonts)
    if compositor is None:
        compositor = side_table.compositors[fonts] = Compositor(Measures(), {}, EITHER_WAY)
    return compositor


def renew_compositor(fonts: Fonts, fitted: Sequence[Texts] = (), step: int = 0) -> None:
    """Make a new compositor for the next document with these fonts. It keeps the measured widths.

    With `step`, the paragraphs `fitted` are set that many lines longer than ideal, and none is changed the other way for its page end.
    """
    measures, steps = compositor_for(fonts).measures, (step,) if step else EITHER_WAY
    side_table.compositors[fonts] = Compositor(measures, dict.fromkeys(fitted, step), steps)
