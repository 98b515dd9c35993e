"""Reads the inline boxes of a block as a paragraph: its text, and its boxes, glue and penalties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pressroom.composition import FORBIDDEN, Box, Glue, Item, Line, Penalty, hyphenation, scoring
from pressroom.pdf.engine import boxes, fonts
from pressroom.pdf.engine.boxes import POINTS, LineBox, TextBox
from pressroom.pdf.engine.page_maker import Context
from pressroom.pdf.lines.faces import Styled, Styles, Word
from pressroom.pdf.lines.protrusion import Shares

# Of a space's width in the face: what fills lines best, since more of them are opened than closed; by how much it stretches, and shrinks.
IDEAL, STRETCH, SHRINK = 1.1, 0.5, 0.4
HYPHEN, SOFT_HYPHEN, NO_BREAK_SPACE = "\u2010", "\u00ad", "\u00a0"
DIVIDED, OWN_HYPHEN, DASH, ADDRESS = 400.0, 400.0, 0.0, 500.0  # what a break costs there
PIECE = re.compile(f" +|{NO_BREAK_SPACE}|[^ {NO_BREAK_SPACE}]+")
LETTERS = re.compile(r"[^\W\d_]+")
OWN_LINES = re.compile("[\n\t\f\r\x0b\x85\u2028\u2029]")  # the text says itself where lines end
DASHES = "–—―"
# An address breaks behind a colon or slashes and before other signs (The Chicago Manual of Style, 17th edition, 7.46), without a hyphen.
IS_ADDRESS = re.compile(r"://|^[(\[“«„]*www\.|^[^@]+@[^@]+\.\w|\w\.[a-z]{2,}/", re.IGNORECASE)
ADDRESS_BREAK = re.compile(r"(?<=://)(?=.)|(?<=[\w)])(?=[./?&=#%_~+-])|(?<=[^/:]/)(?=[^/])")
LEFT, RIGHT = 4, 3  # characters that stay together at the ends of an address, or of a word that is wider than its measure


@dataclass(frozen=True)
class Leaf:
    """A text box, and where its text begins and ends in the text of the paragraph."""

    box: TextBox
    start: int
    end: int


@dataclass(frozen=True)
class Paragraph:
    """A paragraph's text, its items, and where in the text each of them begins (and the last ends).

    `natural` is its width in pt on one line, with natural spaces.
    """

    text: str
    items: tuple[Item, ...]
    offsets: tuple[int, ...]
    natural: float

    def words(self, line: Line) -> str:
        """The text of a line."""
        return self.text[self.offsets[line.start] : self.offsets[line.end]].strip()

    def width(self, line: Line) -> float:
        """The natural width of a line in pt, including a hyphen at its end."""
        after = self.items[line.end] if line.end < len(self.items) else None
        hyphen = after.width if isinstance(after, Penalty) else 0
        return sum((item.width for item in self.items[line.start : line.end] if isinstance(item, Box | Glue)), hyphen)


def leaves(line: LineBox) -> list[Leaf] | None:
    """The text boxes in a line box, in order; None if the line box must be left to the engine.

    Those are letter-spaced text (wordmark, status), text with its own line breaks (an address, code), and content that isn't text: a list
    marker, a picture in a line, a float. Running text has none of them.
    """
    if line.style["white_space"] != "normal":
        return None
    found: list[Leaf] = []
    at = 0
    for box in _inside(line):
        if boxes.is_text(box):
            if (
                box.style["white_space"] not in ("normal", "nowrap")
                or box.style["letter_spacing"] not in ("normal", 0)
                or box.style["word_spacing"]
            ):
                return None
            if OWN_LINES.search(box.text):
                return None
            found.append(Leaf(box, at, at + len(box.text)))
            at += len(box.text)
        elif not boxes.is_running_inline(box):
            return None
    return found


def _inside(box: boxes.Box) -> Iterator[boxes.Box]:
    for child in box.children:
        yield child
        if boxes.is_inline(child):
            yield from _inside(child)


class ParagraphReader:
    """Reads one paragraph, for lines of `measure` pt. `start` and `end` are the shares by which characters hang."""

    def __init__(self, context: Context, styles: Styles, measure: float, start: Shares, end: Shares):
        self._context, self._styles, self._measure = context, styles, measure
        self._start, self._end = start, end
        self._items: list[Item] = []
        self._offsets: list[int] = []
        self._at = 0  # where in the text the next item begins

    def read(self, line: LineBox, found: list[Leaf], indent: float) -> Paragraph:
        """What is in a line box, whose leaves were `found`, behind an `indent` (pt)."""
        self._text = "".join(leaf.box.text for leaf in found)
        self._breaks = _breaks(self._text, line.style["lang"]) - _calls(line)
        self._ideal = IDEAL if line.style["text_align_all"] == "justify" else 1.0
        self._leaf = iter(found)
        self._manner = self._styles.measures.number((tuple(self._start.items()), tuple(self._end.items()), line.style["lang"]))
        self._children(line)
        if self._items and isinstance(self._items[-1], Glue):
            self._items.pop()
            self._offsets.pop()
        if indent and self._items:  # it begins the first line, so that no sign hangs there
            self._items.insert(0, Box(indent))
            self._offsets.insert(0, 0)
        natural = sum(item.width / (self._ideal if isinstance(item, Glue) else 1) for item in self._items if not isinstance(item, Penalty))
        return Paragraph(self._text, tuple(self._items), (*self._offsets, len(self._text)), natural)

    def _children(self, parent: boxes.Box) -> None:
        for child in parent.children:
            if boxes.is_text(child):
                self._read(next(self._leaf))
                continue
            before, after = spacing(child)
            if before:
                self._add(Box(before), self._at)
            self._children(child)
            if after:
                self._add(Box(after), self._at)

    def _read(self, leaf: Leaf) -> None:
        styled = self._styles.styled(leaf.box.style, self._context)
        for piece in PIECE.finditer(leaf.box.text):
            start, text = leaf.start + piece.start(), piece[0]
            if text[0] == " " and leaf.box.style["white_space"] == "normal":
                if self._items:  # at the paragraph's start it vanishes
                    self._space(start, styled)
            elif text[0] in f" {NO_BREAK_SPACE}":
                self._add(Penalty(FORBIDDEN), start)
                self._space(start, styled)
            else:
                for at, item in self._word(styled, start, text):
                    self._add(item, start + at)
            self._at = leaf.start + piece.end()

    def _add(self, item: Item, at: int) -> None:
        self._items.append(item)
        self._offsets.append(at)

    def _space(self, at: int, styled: Styled) -> None:
        width = styled.width(" ")
        self._add(Glue(width * self._ideal, width * STRETCH, width * SHRINK), at)

    def _word(self, styled: Styled, start: int, text: str) -> Word:
        """Boxes of a word's pieces, with penalties between them."""
        around = self._text[start - 1 : start] + self._text[start + len(text) : start + len(text) + 1]
        if around.strip():  # it goes on in another style
            return list(self._pieces(styled, start, text))
        key = text, self._measure if styled.width(text) > self._measure else 0, self._manner
        if key not in styled.words:
            styled.words[key] = list(self._pieces(styled, start, text))
        return styled.words[key]

    def _pieces(self, styled: Styled, start: int, text: str) -> Iterator[tuple[int, Item]]:
        edges, cuts = styled.edges(text), self._cuts(styled, start, text)
        places = [0, *sorted(place for place in cuts if place), len(text)]
        if any(edges[end] - edges[at] > self._measure for at, end in pairwise(places)):
            forced = Penalty(scoring.FORCED) if IS_ADDRESS.search(text) else self._hyphen(styled, scoring.FORCED)
            cuts = dict.fromkeys(range(LEFT, len(text) - RIGHT), forced) | cuts
            places = [0, *sorted(place for place in cuts if place), len(text)]
        for at, end in pairwise(places):
            if at in cuts:
                yield at, cuts[at]
            piece = text[at:end]
            hangs = self._hang(piece[0], self._start, styled), self._hang(piece[-1], self._end, styled)
            yield at, Box(edges[end] - edges[at], piece, *hangs)

    def _cuts(self, styled: Styled, start: int, text: str) -> dict[int, Penalty]:
        """Where a line may break inside the word, and at which cost."""
        style = styled.style
        if style["white_space"] == "nowrap":
            return {0: self._penalty(self._text[start - 1], styled)} if start in self._breaks else {}
        if IS_ADDRESS.search(text):
            inner = (found.start() for found in ADDRESS_BREAK.finditer(text))
            return {at: Penalty(ADDRESS) for at in inner if LEFT <= at <= len(text) - RIGHT}
        cuts = {at: self._penalty(self._text[start + at - 1], styled) for at in range(len(text)) if start + at in self._breaks}
        if style["hyphens"] == "auto":
            hyphen = self._hyphen(styled)
            shortest, before, after = style["hyphenate_limit_chars"]
            for word in LETTERS.finditer(text):
                if self._stands_alone(start + word.start(), start + word.end()):
                    for at in hyphenation(word[0], style["lang"] or "", shortest, before, after):
                        cuts.setdefault(word.start() + at, hyphen)
        return cuts

    def _penalty(self, character: str, styled: Styled) -> Penalty:
        """The penalty of an allowed break after `character`."""
        if character == SOFT_HYPHEN:
            return self._hyphen(styled)
        if character in f"-{HYPHEN}":
            return Penalty(OWN_HYPHEN, flagged=True)
        return Penalty(DASH)

    def _hyphen(self, styled: Styled, cost: float = DIVIDED) -> Penalty:
        width = styled.width(HYPHEN)
        return Penalty(cost, width, width * self._end.get(HYPHEN, 0), flagged=True)

    def _stands_alone(self, start: int, end: int) -> bool:
        """Whether the letters there are a whole word, not part of one that continues in another style or after its own hyphen."""
        around = self._text[start - 1 : start] if start else "", self._text[end : end + 1]
        return not any(character.isalnum() or character in f"-{HYPHEN}{SOFT_HYPHEN}" for character in around if character)

    def _hang(self, character: str, shares: Shares, styled: Styled) -> float:
        return shares[character] * styled.width(character) if character in shares else 0.0


def _breaks(text: str, language: str | None) -> frozenset[int]:
    """Where a line may break inside `text` (UAX 14), except at spaces, and before dashes, which stay with the word before them."""
    places = fonts.line_breaks(text, language)
    return frozenset(at for at in places if text[at] not in DASHES and text[at - 1] not in f" {NO_BREAK_SPACE}")


def _calls(line: LineBox) -> frozenset[int]:
    """Where in the text of a line box the calls of notes begin."""
    found, at = [], 0
    for box in _inside(line):
        if boxes.is_text(box):
            at += len(box.text)
        elif boxes.is_note_call(box):
            found.append(at)
    return frozenset(found)


def sides(box: boxes.Box) -> tuple[str, str]:
    """The sides at which an inline box starts and ends."""
    return ("left", "right") if box.style["direction"] == "ltr" else ("right", "left")


def spacing(box: boxes.Box) -> tuple[float, ...]:
    """What an inline box adds at its start and end, in pt, as far as it is given in lengths."""
    return tuple(boxes.given_spacing(box, side) * POINTS for side in sides(box))
