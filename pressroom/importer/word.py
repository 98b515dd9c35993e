"""Reads a Word file: finds headings, paragraphs, lists, tables and notes."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from pressroom.importer.contact import CONTACT_HINT, find_contact_blocks
from pressroom.importer.document import LONGEST_LINE, TITLE, Document, Heading, Item, Passage, Table, looks_like_heading
from pressroom.importer.escaping import escape, wrap_paragraph
from pressroom.importer.source import Line, Warnings, without_invisible
from pressroom.importer.spacing import check_spacing
from pressroom.importer.word_file import open_word_file
from pressroom.importer.word_runs import Run, runs_to_prose, text_of
from pressroom.model import Imprint
from pressroom.prose.words import single_spaced

_GUESSED = 7  # the level of a guessed heading: below Word's own


def read_word(data: bytes, warnings: Warnings, imprint: Imprint | None) -> Document:
    """The document in the bytes of a `.docx` file without the contact block. Raises `ContentRefused` if the file can't be read."""
    body = open_word_file(data, warnings)
    warnings.hide_redacted(" ".join(body.itertext()))
    reader = _WordReader(body, warnings)
    items = reader.items(_without_contact(reader.blocks, warnings, imprint))
    return Document(items, reader.notes())


def _without_contact(blocks: list[Element], warnings: Warnings, imprint: Imprint | None) -> list[tuple[int, Element]]:
    """The blocks with their numbers, without those of a contact block."""
    lines = []
    for number, block in enumerate(blocks, 1):  # an empty line between paragraphs, as in plain text
        lines += [(0, ""), *((number, text) for text in (_lines(block) if block.tag == "p" else ["\0"]))]
    left_out: set[int] = set()
    for found in find_contact_blocks([text for _, text in lines], imprint):
        inside = [lines[index] for index in found if lines[index][0]]
        numbers = {number for number, _ in inside}
        if [number for number, _ in lines if number in numbers] != [number for number, _ in inside]:
            continue  # some of their lines are other text
        left_out |= numbers
        words = " / ".join(single_spaced(text) for _, text in inside if text.strip())
        warnings.add("contact-block", f"contact block left out: {words}", min(numbers), 1, CONTACT_HINT)
    return [(number, block) for number, block in enumerate(blocks, 1) if number not in left_out]


def _lines(block: Element) -> list[str]:
    return "".join("\n" if element.tag == "br" else element.text or "" for element in _texts(block)).split("\n")


def _texts(element: Element) -> list[Element]:
    """Each piece of text in `element`, in order, as an element with only a text; line breaks as `br`."""
    if element.tag == "br":
        return [element]
    found = [_text(element.text)]
    for child in element:
        found += [*_texts(child), _text(child.tail)]
    return found


def _text(text: str | None) -> Element:
    piece = Element("text")
    piece.text = text or ""
    return piece


class _WordReader:
    """Reads the blocks of a document; a place is the number of a block, and the column of a character in it."""

    def __init__(self, body: Element, warnings: Warnings):
        self.warnings = warnings
        self.column = 1
        last = list(body)[-1:]
        self.note_items = [item for item in last[0] if re.match(r"(?:foot|end)note-", item.get("id", ""))] if last else []
        self.blocks = [block for block in body if not (self.note_items and block is last[0])]
        self.labels = {f"#{item.get('id')}": str(number) for number, item in enumerate(self.note_items, 1)}

    def items(self, blocks: list[tuple[int, Element]]) -> list[Item]:
        items: list[Item] = []
        caption = False
        for number, block in blocks:
            found = self._block(block, number, first=not items)
            above = items[-1] if caption else None
            if found and isinstance(found[0], Table) and isinstance(above, Passage):
                found = [replace(found[0], caption=" ".join(above.text.split("\n")))]
                items.pop()
            items += found
            caption = bool(found) and block.get("class") == "caption"
        return items

    def _block(self, block: Element, number: int, *, first: bool) -> list[Item]:
        self.column = 1
        if block.tag == "table":
            return [self._table(block, number)]
        if block.tag in ("ul", "ol"):
            lines = self._list(block, number, "")
            return [Passage("\n".join(lines), number)] if lines else []
        runs = self._runs(block, number)
        text = single_spaced(text_of(runs))
        self._check_spacing(text_of(runs), number)
        if not text:
            return []
        if block.tag == "blockquote":
            return [Passage(wrap_paragraph(runs_to_prose(runs, self.warnings, number), "> ", "> "), number)]
        level = self._level(block, runs, text, number, first)
        if level is None:
            return [Passage(wrap_paragraph(runs_to_prose(runs, self.warnings, number)), number)]
        plain = text_of(runs).replace("\n", " ").replace("\t", " ").strip()
        unbold = [replace(run, strong=False) for run in runs]
        return [Heading(runs_to_prose(unbold, self.warnings, number), plain, level, number)]

    def _level(self, block: Element, runs: list[Run], text: str, number: int, first: bool) -> int | None:
        """The level of a heading, or None for a paragraph. A short, bold paragraph counts as a heading, with a warning."""
        if re.fullmatch("h[1-6]", block.tag):
            return int(block.tag[1])
        if block.get("class") == "title":
            return TITLE
        if not all(run.strong for run in runs if run.text.strip()) or not looks_like_heading(text):
            return None
        what = "title" if first else "heading"
        self.warnings.add(
            "guessed-heading", f"'{text}' is bold and short; it is imported as a {what}", number, 1, "check whether that is right"
        )
        return TITLE if first else _GUESSED

    def _runs(self, element: Element, number: int, style: Run | None = None) -> list[Run]:
        """The runs of an element, without those of lists and tables inside it, which the caller reads."""
        style = style or Run("")
        runs = [self._run(element.text, style, number)]
        for child in element:
            href = child.get("href", "")
            inner = style
            if child.tag in ("strong", "b"):
                inner = Run("", True, style.emphasis, style.link)
            elif child.tag in ("em", "i"):
                inner = Run("", style.strong, True, style.link)
            elif child.tag == "a" and href and href not in self.labels:
                inner = Run("", style.strong, style.emphasis, href)
            if child.tag == "br":
                runs.append(self._run("\n", style, number))
            elif child.tag == "img":
                self.warnings.add(
                    "image",
                    "an image is left out; its description is imported as text",
                    number,
                    1,
                    "put the image in content/images and add a figure",
                )
                runs.append(self._run(f" {child.get('alt', '')} ", style, number))
            elif href in self.labels:
                runs.append(Run("", call=self.labels[href]))
            elif child.tag == "p":
                runs += [self._run(" ", style, number), *self._runs(child, number, inner), self._run(" ", style, number)]
            elif child.tag not in ("ul", "ol", "table") and not href.startswith(("#footnote-ref", "#endnote-ref")):
                runs += self._runs(child, number, inner)
            runs.append(self._run(child.tail, style, number))
        return runs

    def _run(self, text: str | None, style: Run, number: int) -> Run:
        visible = without_invisible(text or "", self.warnings, number, self.column)
        self.column += len(text or "")
        return replace(style, text=visible)

    def _check_spacing(self, text: str, number: int) -> None:
        check_spacing(Line(number, text.replace("\n", " ")), self.warnings)

    def _list(self, element: Element, number: int, indent: str) -> list[str]:
        """The lines of a list and of the lists inside it."""
        lines: list[str] = []
        for count, item in enumerate(element, 1):
            mark = "- " if element.tag == "ul" else f"{count}. "
            runs = self._runs(item, number)
            self._check_spacing(text_of(runs), number)
            text = runs_to_prose(runs, self.warnings, number)
            below = indent + " " * len(mark)
            lines += wrap_paragraph(text, indent + mark, below).split("\n") if text else []
            for nested in item:
                if nested.tag in ("ul", "ol"):
                    lines += self._list(nested, number, below if text else indent)
                elif nested.tag == "table":
                    lines += wrap_paragraph(escape(single_spaced("".join(nested.itertext()))), below, below).split("\n")
        return lines

    def _table(self, table: Element, number: int) -> Table:
        rows = [row for part in ([table], table.findall("thead"), table.findall("tbody")) for group in part for row in group.findall("tr")]
        return Table(tuple(tuple(text for cell in row for text in self._cell(cell, number)) for row in rows), number)

    def _cell(self, cell: Element, number: int) -> list[str]:
        """The prose of a cell, and an empty cell for each further column that it spans."""
        runs = self._runs(cell, number)
        self._check_spacing(text_of(runs).strip(), number)
        lists = [text.strip() for nested in cell if nested.tag in ("ul", "ol", "table") for text in nested.itertext() if text.strip()]
        prose = " ".join([runs_to_prose(runs, self.warnings, number), *map(escape, lists)]).strip()
        return [prose, *[""] * (int(cell.get("colspan", "1")) - 1)]

    def notes(self) -> dict[str, str]:
        """The notes by their numbers, in order."""
        notes = {}
        for item in self.note_items:
            label = self.labels[f"#{item.get('id')}"]
            text = runs_to_prose(self._runs(item, 0), self.warnings, 0)
            if len(text) > LONGEST_LINE:
                message = f"the note '{label}' has {len(text):,} characters; the limit is {LONGEST_LINE:,}"
                self.warnings.add("long-note", message, hint="shorten it before you build the chapter")
            notes[label] = text
        return notes
