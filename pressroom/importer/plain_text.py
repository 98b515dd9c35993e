"""Reads plain text, hard-wrapped or with one line for each paragraph: finds its headings and paragraphs."""

from __future__ import annotations

import re
from collections import Counter

from pressroom.importer.contact import without_contact
from pressroom.importer.document import TITLE, Document, Heading, Item, Passage, ends_with_punctuation, looks_like_heading
from pressroom.importer.escaping import escape, wrap_paragraph
from pressroom.importer.source import Line, Warnings
from pressroom.importer.spacing import check_spacing
from pressroom.model import Imprint

_WIDEST_WRAP = 140
_LONGEST_TITLE = 120
_MARK = re.compile(r"(?:[•‣◦▪●·*+–—-]|\(?\d{1,3}[.)]|\([a-z]\))\s+\S")
_DIVIDED = re.compile(r"[^\W\d_]-$")


def read_text(lines: list[Line], warnings: Warnings, imprint: Imprint | None) -> Document:
    """The headings and paragraphs of `lines` without the contact block."""
    lines = without_contact(lines, warnings, imprint)
    for line in lines:
        check_spacing(line, warnings)
    wrapped = _hard_wrapped(lines)
    blocks = _blocks(lines) if wrapped else [[line] for line in lines if not line.blank]
    reader = _TextReader(warnings, _full_length(lines) if wrapped else 0, _margin(lines))
    return Document(reader.items(blocks), {})


def _hard_wrapped(lines: list[Line]) -> bool:
    """Whether most of the text is in lines that fit a page's width."""
    lengths = [len(line.text.strip()) for line in lines]
    return sum(length for length in lengths if length > _WIDEST_WRAP) <= sum(lengths) / 2


def _blocks(lines: list[Line]) -> list[list[Line]]:
    """The groups of lines between empty ones."""
    blocks: list[list[Line]] = [[]]
    for line in lines:
        if not line.blank:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _full_length(lines: list[Line]) -> int:
    """The length of a full line: nine tenths of all lines are no longer."""
    lengths = sorted(len(line.text.strip()) for line in lines if not line.blank)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _margin(lines: list[Line]) -> int:
    """The indent that most lines have."""
    indents = Counter(line.indent for line in lines if not line.blank)
    return indents.most_common(1)[0][0] if indents else 0


class _TextReader:
    """Decides what a block of lines is. `full_length` is that of a full line, 0 if each line is a paragraph; `margin` the usual indent."""

    def __init__(self, warnings: Warnings, full_length: int, margin: int):
        self.warnings = warnings
        self.full_length = full_length
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
        return below is not None and (
            looks_like_heading(words, _LONGEST_TITLE) or (words[-1] in "?!…" and looks_like_heading(words[:-1], 80))
        )

    def _heads(self, block: list[Line]) -> bool:
        """Whether the first line of `block` is a heading directly above its text."""
        if len(block) < 2 or not looks_like_heading(block[0].text):
            return False
        below = block[1].text.strip()
        text = ends_with_punctuation(block[-1].text) or max(len(line.text.strip()) for line in block[1:]) > 0.6 * self.full_length
        return text and not below[0].islower() and not _MARK.match(block[0].text.strip()) and self._had_room(block[0], block[1])

    def _stands_alone(self, line: Line, below: list[Line] | None) -> bool:
        """Whether a line between empty ones is a heading: a guess if text follows. Warns in either case."""
        words = line.text.strip()
        if ends_with_punctuation(words) or not (looks_like_heading(words) or len(words) <= 20):
            return False
        text = below is not None and not self._heads(below) and (len(below) > 1 or not looks_like_heading(below[0].text))
        guessed = text and looks_like_heading(words) and not _MARK.match(words)
        if guessed and not self.full_length and below and below[0].number == line.number + 1:
            return True
        code, what = ("guessed-heading", "is imported as a heading") if guessed else ("stray-line", "is imported as a paragraph of its own")
        self.warnings.add(code, f"'{words}' {what}", line.number, line.column + line.indent, "check whether that is right", line.text)
        return guessed

    def _had_room(self, line: Line, below: Line, part: float = 1.0) -> bool:
        """Whether the first word of `below` would have fit on `line`, in `part` of the full length: then the line ends there on purpose."""
        return len(line.text.strip()) + 1 + len(below.text.split()[0]) <= part * self.full_length

    def _passages(self, block: list[Line]) -> list[Item]:
        """The paragraphs of a block: one, unless a line inside it begins another."""
        paragraphs: list[list[Line]] = []
        for line in block:
            if paragraphs and not self._begins(line, paragraphs[-1]):
                paragraphs[-1].append(line)
            else:
                paragraphs.append([line])
        return [Passage(wrap_paragraph(escape(self._joined(lines).replace("\t", " "))), lines[0].number) for lines in paragraphs]

    def _begins(self, line: Line, before: list[Line]) -> bool:
        """Whether `line` begins a paragraph without an empty line above it. Warns if there is a reason to ask."""
        above = before[-1]
        indented = line.indent > max(self.margin, above.indent)
        marked = bool(_MARK.match(line.text.strip())) and (bool(_MARK.match(before[0].text.strip())) or self._had_room(above, line, 0.9))
        if not (marked or ends_with_punctuation(above.text)):
            return False
        short = self._had_room(above, line, 0.9 if indented else 0.6)
        begins = marked or short or line.indent - self.margin > 1
        if begins or indented:
            cause = "has the mark of a list" if marked else "is indented" if indented else "follows a short line"
            verdict = "begins a paragraph" if begins else "continues the paragraph"
            message = f"'{' '.join(line.text.split()[:3])} …' {cause}; it {verdict} in the import"
            self.warnings.add("paragraph-break", message, line.number, line.column, "check whether that is right", line.text)
        return begins

    def _joined(self, lines: list[Line]) -> str:
        """The words of `lines` on one line. A word divided by a hyphen at a line's end is joined with its hyphen, with a warning."""
        text = lines[0].text.strip()
        for line in lines[1:]:
            words = line.text.strip()
            if _DIVIDED.search(text) and words[0].islower():
                joined = text.split()[-1] + words.split()[0]
                hint = "remove the hyphen if it only divided the word at the line's end, or insert a space"
                self.warnings.add(
                    "hyphen", f"joined at the end of a line: '{joined}'", line.number, line.column + line.indent, hint, line.text
                )
                text += words
            else:
                text += " " + words
        return text


def _heading(line: Line, level: int) -> Heading:
    words = line.text.strip().replace("\t", " ")
    return Heading(escape(words), words, level, line.number)
