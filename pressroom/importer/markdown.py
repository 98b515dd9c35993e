"""Reads Markdown: CommonMark's blocks, with tables and footnotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pressroom.importer.contact import without_contact
from pressroom.importer.document import LONGEST_LINE, Document, Heading, Item, Passage, Table
from pressroom.importer.escaping import escape, wrap_paragraph
from pressroom.importer.markdown_inline import InlineMarkdown, link_key, without_markup
from pressroom.importer.source import Line, Warnings, refuse
from pressroom.importer.spacing import check_spacing
from pressroom.model import Imprint

_HASHES = re.compile(r" {0,3}(#{1,6})(?:\s+(.*?))??(?:\s+#+)?\s*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*$")
_RULE = re.compile(r" {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_LIST = re.compile(r" {0,3}(?:[-+*]|\d{1,9}[.)])(?:\s+\S|\s*$)")
_QUOTE = re.compile(r" {0,3}>")
_NOTE = re.compile(r" {0,3}\[\^([^\]\s]+)\]:\s*(.*)$")
_LINK = re.compile(r""" {0,3}\[([^\]^][^\]]*)\]:\s*<?([^\s<>]+)>?(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?\s*$""")
_COLUMNS = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,31}\Z")
_BREAK = re.compile(r"(?: {2,}|(?<!\\)(?:\\\\)*\\)$")


def read_markdown(lines: list[Line], warnings: Warnings, imprint: Imprint | None) -> Document:
    """The document in `lines` without the contact block. Raises `ContentRefused` for front matter, which a chapter can't have."""
    if lines[0].text.rstrip() == "---" and any(line.text.rstrip() in ("---", "...") for line in lines[1:]):
        hint = "remove the lines from '---' to '---', and write the title as '# Title'"
        refuse(warnings.name, "front-matter", "front matter can't be imported", hint, 1, 1)
    reader = _MarkdownReader(without_contact(lines, warnings, imprint), warnings)
    return Document(list(reader.items()), reader.finished_notes())


class _MarkdownReader:
    """Reads the lines block by block; `at` is the index of the next line."""

    def __init__(self, lines: list[Line], warnings: Warnings):
        self.lines = lines
        self.texts = [line.text.expandtabs(4) for line in lines]
        self.at = 0
        self.warnings = warnings
        links = [found for text in self.texts if (found := _LINK.match(text))]
        self.inline = InlineMarkdown(warnings, {link_key(found[1]): found[2] for found in reversed(links)}, self._labels())
        self.notes: dict[str, str] = {}
        self.note_lines: dict[str, int] = {}

    def _labels(self) -> dict[str, str]:
        """The new label of each note by its own, which stays if a chapter can have it."""
        own = [found[1] for text in self.texts if (found := _NOTE.match(text))]
        free = (f"note-{number}" for number in range(1, len(own) * 2 + 2) if f"note-{number}" not in own)
        return {label: label if _LABEL.match(label) else next(free) for label in dict.fromkeys(own)}

    def items(self) -> Iterator[Item]:
        while self.at < len(self.texts):
            start, text = self.at, self.texts[self.at]
            self.at += 1
            if not text.strip() or _LINK.match(text):
                continue
            if found := _FENCE.match(text):
                info = text[found.end() :].strip()
                yield from self._code(self._until_fence(found[1]), start, info if " " in info else "")
            elif text.startswith("    "):
                yield from self._code(self._while(lambda line: line.startswith("    "), start), start)
            elif found := _HASHES.match(text):
                yield from self._heading(found[2] or "", len(found[1]), start)
            elif _RULE.match(text):
                self._warn("rule", "a horizontal rule is left out", start)
            elif found := _NOTE.match(text):
                self._note(found[1], found[2], start)
            elif "|" in text and self.at < len(self.texts) and "-" in self.texts[self.at] and _COLUMNS.match(self.texts[self.at]):
                yield self._table(start)
            elif _QUOTE.match(text) or _LIST.match(text):
                yield self._passage(self._indented(start, bool(_LIST.match(text))), start, wrap=False)
            else:
                yield from self._paragraph(start)

    def _paragraph(self, start: int) -> Iterator[Item]:
        while self.at < len(self.texts) and self.texts[self.at].strip() and not self._interrupts(self.texts[self.at]):
            if found := _UNDERLINE.match(self.texts[self.at]):
                self.at += 1
                words = " ".join(text.strip() for text in self.texts[start : self.at - 1])
                yield from self._heading(words, 1 if found[1][0] == "=" else 2, start)
                return
            self.at += 1
        yield self._passage(range(start, self.at), start, wrap=True)

    @staticmethod
    def _interrupts(text: str) -> bool:
        """Whether a line ends the paragraph above it (CommonMark 4.8; a numbered list does so only if it begins with 1)."""
        numbered = re.match(r"\s*(\d+)", text)
        listed = _LIST.match(text) and not _UNDERLINE.match(text) and (not numbered or numbered[1] == "1") and text.strip() not in "*+-"
        rule = _RULE.match(text) and not _UNDERLINE.match(text)
        return bool(_HASHES.match(text) or _FENCE.match(text) or _QUOTE.match(text) or _NOTE.match(text) or listed or rule)

    def _heading(self, words: str, level: int, start: int) -> Iterator[Heading]:
        if words.strip():
            self._spacing(range(start, start + 1))
            text = self.inline.prose(words.strip(), self.lines[start].number).strip()
            if text:
                yield Heading(text, without_markup(text) or text, level, self.lines[start].number)

    def _passage(self, block: range, start: int, *, wrap: bool) -> Passage:
        """The lines of a block as a passage. A paragraph is wrapped again, a list or quotation keeps its lines."""
        self._spacing(block)
        texts = [self.texts[index] for index in block]
        for index in block[:-1]:
            if _BREAK.search(self.texts[index]) and self.texts[index].strip():
                self._warn("line-break", "the line break after this line is left out", index)
        texts = [*(_BREAK.sub("", text) for text in texts[:-1]), texts[-1]]
        prose = self.inline.prose("\n".join(text.rstrip() for text in texts).rstrip(), self.lines[start].number)
        words = " ".join(line.strip() for line in prose.split("\n"))
        return Passage(wrap_paragraph(words) if wrap else prose.lstrip(), self.lines[start].number)

    def _code(self, block: range, start: int, info: str = "") -> Iterator[Passage]:
        """Lines of code as one paragraph. `info` is the text after a fence, if it is more than a language's name."""
        words = " ".join(text for text in (info, *(self.texts[index].strip() for index in block)) if text)
        self._warn("code", "code is imported as ordinary text", start)
        if words:
            yield Passage(wrap_paragraph(escape(words)), self.lines[start].number)

    def _table(self, start: int) -> Table:
        self.at += 1
        block = [start, *self._while(lambda text: "|" in text, self.at)]
        self._spacing(range(start, start + 1))
        return Table(tuple(self._row(index) for index in block), self.lines[start].number)

    def _row(self, index: int) -> tuple[str, ...]:
        text = self.texts[index].strip().removeprefix("|")
        cells = re.split(r"(?<!\\)\|", re.sub(r"(?<!\\)\|$", "", text))
        return tuple(self.inline.prose(cell.strip().replace("\\|", "|"), self.lines[index].number) for cell in cells)

    def _note(self, label: str, first: str, start: int) -> None:
        """Read a note with its other lines: those directly below it, and indented ones after an empty line."""
        while self.at < len(self.texts) and (text := self.texts[self.at]).strip() and not self._interrupts(text):
            self.at += 1
        block = range(start, self.at)
        block = range(start, self._while(lambda text: text.startswith("    "), self.at).stop) if self._indented_next() else block
        self._spacing(block)
        below = "\n".join(self.texts[index].strip() for index in block[1:])
        words = " ".join(self.inline.prose(f"{first}\n{below}", self.lines[start].number).split("\n"))
        new = self.inline.labels[label]
        if new != label:
            self._warn("note-label", f"the note '{label}' was renamed to '{new}'", start, "a label consists of letters, digits and hyphens")
        if new in self.notes:
            self._warn("note-twice", f"two notes are called '{label}'; they were joined", start)
            words = f"{self.notes[new]} {words}"
        self.notes[new], self.note_lines[new] = words.strip(), start

    def finished_notes(self) -> dict[str, str]:
        """The notes by their labels, once all text is read. Warns of uncalled notes and of those that are too long to build."""
        for label, note in self.notes.items():
            if label not in self.inline.called:
                self._warn("uncalled-note", f"no text calls the note '{label}'", self.note_lines[label], f"call it with [^{label}]")
            if len(note) > LONGEST_LINE:
                message = f"the note '{label}' has {len(note):,} characters; the limit is {LONGEST_LINE:,}"
                self._warn("long-note", message, self.note_lines[label], "shorten it before you build the chapter")
        return {label: note for label, note in self.notes.items() if note}

    def _indented_next(self) -> bool:
        below = next((text for text in self.texts[self.at :] if text.strip()), "")
        return below.startswith("    ")

    def _until_fence(self, fence: str) -> range:
        start = self.at
        while self.at < len(self.texts):
            self.at += 1
            closing = self.texts[self.at - 1].strip()
            if closing.startswith(fence) and not closing.strip(fence[0]):
                return range(start, self.at - 1)
        return range(start, self.at)

    def _indented(self, start: int, listed: bool) -> range:
        """The lines of a list or quotation: up to an empty line; in a list also those after it that are indented or begin an item."""
        stop = self.at
        for index in range(self.at, len(self.texts)):
            text, above = self.texts[index], self.texts[index - 1]
            if not text.strip():
                continue
            apart = not above.strip()
            if apart and not (listed and (text.startswith("  ") or _LIST.match(text))):
                break
            if not text.startswith("  ") and (_HASHES.match(text) or _FENCE.match(text) or _RULE.match(text) or _NOTE.match(text)):
                break
            stop = index + 1
        self.at = stop
        return range(start, stop)

    def _while(self, belongs: Callable[[str], bool], start: int) -> range:
        """The lines from `start` on that belong to the block, with the empty ones between them."""
        stop = start
        for index in range(start, len(self.texts)):
            if belongs(self.texts[index]):
                stop = index + 1
            elif self.texts[index].strip():
                break
        self.at = max(self.at, stop)
        return range(start, stop)

    def _spacing(self, block: range) -> None:
        for index in block:
            check_spacing(self.lines[index], self.warnings)

    def _warn(self, code: str, message: str, index: int, hint: str = "") -> None:
        line = self.lines[index]
        self.warnings.add(code, message, line.number, line.column + line.indent, hint, line.text)
