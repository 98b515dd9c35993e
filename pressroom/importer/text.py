"""Plain text, hard-wrapped or with one line a paragraph, becomes a row of headings and paragraphs."""

from __future__ import annotations

import re
from collections import Counter

from pressroom.importer.contact import contact_blocks
from pressroom.importer.doubts import spacing
from pressroom.importer.draft import TITLE, Found, Heading, Item, Passage, closed, heading_shaped
from pressroom.importer.markup import literal, paragraph
from pressroom.importer.source import Findings, Line
from pressroom.model import Imprint

_WIDEST_WRAP = 140
_LONGEST_TITLE = 120
_MARK = re.compile(r"(?:[•‣◦▪●·*+–—-]|\(?\d{1,3}[.)]|\([a-z]\))\s+\S")
_CUT = re.compile(r"[^\W\d_]-$")


def read(lines: list[Line], findings: Findings, imprint: Imprint | None) -> Found:
    """The headings and paragraphs of `lines`; the contact block is left out, and what is doubtful reported."""
    lines = without_contact(lines, findings, imprint)
    for line in lines:
        spacing(line, findings)
    wrapped = _hard_wrapped(lines)
    blocks = _blocks(lines) if wrapped else [[line] for line in lines if not line.blank]
    reader = _Reader(findings, _usual(lines) if wrapped else 0, _margin(lines))
    return Found(reader.items(blocks), {})


def without_contact(lines: list[Line], findings: Findings, imprint: Imprint | None) -> list[Line]:
    """The same lines, with those of a contact block emptied and reported."""
    kept = list(lines)
    for block in contact_blocks([line.text for line in lines], imprint):
        words = " / ".join(" ".join(lines[index].text.split()) for index in block if not lines[index].blank)
        first = lines[block.start]
        hint = "the house's address comes from content/imprint.yaml"
        findings.add("contact-block", f"contact block left out: {words}", first.number, first.column + first.indent, hint, first.text)
        for index in block:
            kept[index] = lines[index].blanked()
    return kept


def _hard_wrapped(lines: list[Line]) -> bool:
    """Whether most of the text stands in lines no longer than a page is wide."""
    lengths = [len(line.text.strip()) for line in lines]
    return sum(length for length in lengths if length > _WIDEST_WRAP) <= sum(lengths) / 2


def _blocks(lines: list[Line]) -> list[list[Line]]:
    """The runs of lines between empty ones."""
    blocks: list[list[Line]] = [[]]
    for line in lines:
        if not line.blank:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _usual(lines: list[Line]) -> int:
    """The length that a full line has: nine tenths of all lines are no longer."""
    lengths = sorted(len(line.text.strip()) for line in lines if not line.blank)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _margin(lines: list[Line]) -> int:
    """The indent that most lines have."""
    indents = Counter(line.indent for line in lines if not line.blank)
    return indents.most_common(1)[0][0] if indents else 0


class _Reader:
    """Decides what a block of lines is. `usual` is the length of a full line, 0 where each line is a paragraph."""

    def __init__(self, findings: Findings, usual: int, margin: int):
        self.findings = findings
        self.usual = usual
        self.margin = margin

    def items(self, blocks: list[list[Line]]) -> list[Item]:
        items: list[Item] = []
        for number, block in enumerate(blocks):
            below = blocks[number + 1] if number + 1 < len(blocks) else None
            if number == 0 and self._is_title(block, below):
                items.append(_heading(block[0], TITLE))
                block = block[1:]
            elif self._heads(block):
                items.append(_heading(block[0], 1))
                block = block[1:]
            elif len(block) == 1 and self._stands_alone(block[0], below):
                items.append(_heading(block[0], 1))
                continue
            items += self._passages(block)
        return items

    def _is_title(self, block: list[Line], below: list[Line] | None) -> bool:
        if len(block) > 1:
            return self._heads(block)
        words = block[0].text.strip()
        return below is not None and (heading_shaped(words, _LONGEST_TITLE) or (words[-1] in "?!…" and heading_shaped(words[:-1], 80)))

    def _heads(self, block: list[Line]) -> bool:
        """Whether the first line of `block` is a heading directly above its text."""
        if len(block) < 2 or not heading_shaped(block[0].text):
            return False
        below = block[1].text.strip()
        text = closed(block[-1].text) or max(len(line.text.strip()) for line in block[1:]) > 0.6 * self.usual
        return text and not below[0].islower() and not _MARK.match(block[0].text.strip()) and self._had_room(block[0], block[1])

    def _stands_alone(self, line: Line, below: list[Line] | None) -> bool:
        """Whether a line between empty ones is a heading: one is guessed where text follows. Reported either way."""
        words = line.text.strip()
        if closed(words) or not (heading_shaped(words) or len(words) <= 20):
            return False
        text = below is not None and not self._heads(below) and (len(below) > 1 or not heading_shaped(below[0].text))
        guessed = text and heading_shaped(words) and not _MARK.match(words)
        if guessed and not self.usual and below and below[0].number == line.number + 1:
            return True
        code, what = ("guessed-heading", "is taken for a heading") if guessed else ("stray-line", "stands alone; it is kept as a paragraph")
        self.findings.add(code, f"'{words}' {what}", line.number, line.column + line.indent, "look whether that is right", line.text)
        return guessed

    def _had_room(self, line: Line, below: Line, part: float = 1.0) -> bool:
        """Whether the first word of `below` would have stood on `line`, within `part` of the usual length: its end was meant."""
        return len(line.text.strip()) + 1 + len(below.text.split()[0]) <= part * self.usual

    def _passages(self, block: list[Line]) -> list[Item]:
        """The paragraphs of a block: one, unless a line in it begins another."""
        paragraphs: list[list[Line]] = []
        for line in block:
            if paragraphs and not self._begins(line, paragraphs[-1]):
                paragraphs[-1].append(line)
            else:
                paragraphs.append([line])
        return [Passage(paragraph(literal(self._joined(lines).replace("\t", " "))), lines[0].number) for lines in paragraphs]

    def _begins(self, line: Line, before: list[Line]) -> bool:
        """Whether `line` begins a paragraph though no empty line is above it. Reported where the line gives cause to ask."""
        above = before[-1]
        indented = line.indent > max(self.margin, above.indent)
        marked = bool(_MARK.match(line.text.strip())) and (bool(_MARK.match(before[0].text.strip())) or self._had_room(above, line, 0.9))
        if not (marked or closed(above.text)):
            return False
        short = self._had_room(above, line, 0.9 if indented else 0.6)
        begins = marked or short or line.indent - self.margin > 1
        if begins or indented:
            cause = "a list's mark" if marked else "a space before it" if indented else "the short line above it"
            verdict = "begins a paragraph" if begins else "goes on with the paragraph"
            message = f"'{' '.join(line.text.split()[:3])} …' has {cause}; it {verdict} here"
            self.findings.add("paragraph-break", message, line.number, line.column, "look whether that is right", line.text)
        return begins

    def _joined(self, lines: list[Line]) -> str:
        """The words of `lines` on one line. A word cut by a hyphen at a line's end is joined, its hyphen kept, and reported."""
        text = lines[0].text.strip()
        for line in lines[1:]:
            words = line.text.strip()
            if _CUT.search(text) and words[0].islower():
                joined = text.split()[-1] + words.split()[0]
                hint = "take the hyphen out if the line's end put it there, or put a space in"
                self.findings.add(
                    "hyphen", f"joined over the line's end: '{joined}'", line.number, line.column + line.indent, hint, line.text
                )
                text += words
            else:
                text += " " + words
        return text


def _heading(line: Line, level: int) -> Heading:
    words = line.text.strip().replace("\t", " ")
    return Heading(literal(words), words, level, line.number)
