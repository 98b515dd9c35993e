"""A Word file becomes a row of headings, paragraphs, lists and tables, and notes."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

from pressroom.importer.contact import contact_blocks
from pressroom.importer.doubts import spacing
from pressroom.importer.draft import LONGEST_LINE, TITLE, Found, Grid, Heading, Item, Passage, heading_shaped
from pressroom.importer.markup import literal, paragraph
from pressroom.importer.runs import Run, inline, words
from pressroom.importer.source import MOST_TEXT, Findings, Line, clean, refuse
from pressroom.model import Imprint

MOST_ENTRIES = 2000
MOST_XML = 10 * MOST_TEXT  # Word's markup takes several times the room of its text
_GUESSED = 7  # deeper than Word's own headings
_STYLES = """
p[style-name='Title'] => p.title:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='caption'] => p.caption:fresh
br[type='page'] => br
br[type='column'] => br
"""


def read(data: bytes, findings: Findings, imprint: Imprint | None) -> Found:
    """The chapter in the bytes of a `.docx` file; raises ContentRefused where it is broken or swells when it is unpacked."""
    _check_sizes(data, findings.name)
    body = _body(data, findings)
    findings.hide(" ".join(body.itertext()))
    reader = _Reader(body, findings)
    items = reader.items(_without_contact(reader.blocks, findings, imprint))
    return Found(items, reader.notes())


def _check_sizes(data: bytes, name: str) -> None:
    """Refuses a file by its directory, before anything in it is unpacked. Pictures are never read."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError):
        refuse(name, "not-docx", "this is not a Word file (.docx)", "open it in Word and save it as .docx")
    size = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    if len(entries) > MOST_ENTRIES or size > MOST_XML:
        message = f"the file unpacks to {len(entries):,} parts with {size:,} bytes of text; at most {MOST_ENTRIES:,} and {MOST_XML:,}"
        refuse(name, "too-large", message, "import it in parts")


def _body(data: bytes, findings: Findings) -> Element:
    """The document as a tree of HTML elements."""
    import mammoth

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(lambda image: {"src": ""}),
        )
        body = fromstring(f"<body>{result.value}</body>")  # noqa: S314  # mammoth's own output, without a document type
    except Exception as error:  # whatever a broken file makes the library stumble over
        refuse(findings.name, "broken-docx", f"the Word file can't be read: {type(error).__name__}", "open it in Word and save it anew")
    for message in result.messages:
        if "style" not in message.message:
            findings.add("word", message.message, hint="look whether words are missing")
    if sum(map(len, body.itertext())) > MOST_TEXT:
        refuse(findings.name, "too-large", f"the file has more than {MOST_TEXT:,} letters", "import it in parts")
    return body


def _without_contact(blocks: list[Element], findings: Findings, imprint: Imprint | None) -> list[tuple[int, Element]]:
    """The blocks with their numbers, but for those of a contact block."""
    lines = []
    for number, block in enumerate(blocks, 1):  # paragraphs are set apart, as empty lines do it in a text
        lines += [(0, ""), *((number, text) for text in (_lines(block) if block.tag == "p" else ["\0"]))]
    gone: set[int] = set()
    for found in contact_blocks([text for _, text in lines], imprint):
        inside = [lines[index] for index in found if lines[index][0]]
        numbers = {number for number, _ in inside}
        if [number for number, _ in lines if number in numbers] != [number for number, _ in inside]:
            continue  # some of their lines are other text
        gone |= numbers
        told = " / ".join(" ".join(text.split()) for _, text in inside if text.strip())
        findings.add(
            "contact-block", f"contact block left out: {told}", min(numbers), 1, "the house's address comes from content/imprint.yaml"
        )
    return [(number, block) for number, block in enumerate(blocks, 1) if number not in gone]


def _lines(block: Element) -> list[str]:
    return "".join("\n" if element.tag == "br" else element.text or "" for element in _texts(block)).split("\n")


def _texts(element: Element) -> list[Element]:
    """Each piece of text in `element`, in order, as an element with a text only; line breaks as `br`."""
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


class _Reader:
    """Goes through the blocks of a document; a place is the number of a block, and the column of a character in it."""

    def __init__(self, body: Element, findings: Findings):
        self.findings = findings
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
            if found and isinstance(found[0], Grid) and isinstance(above, Passage):
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
        text = " ".join(words(runs).split())
        self._check(words(runs), number)
        if not text:
            return []
        if block.tag == "blockquote":
            return [Passage(paragraph(inline(runs, self.findings, number), "> ", "> "), number)]
        level = self._level(block, runs, text, number, first)
        if level is None:
            return [Passage(paragraph(inline(runs, self.findings, number)), number)]
        plain = words(runs).replace("\n", " ").replace("\t", " ").strip()
        unbold = [replace(run, strong=False) for run in runs]
        return [Heading(inline(unbold, self.findings, number), plain, level, number)]

    def _level(self, block: Element, runs: list[Run], text: str, number: int, first: bool) -> int | None:
        """The level of a heading, or None for a paragraph. One that is bold throughout is taken for a heading, and reported."""
        if re.fullmatch("h[1-6]", block.tag):
            return int(block.tag[1])
        if block.get("class") == "title":
            return TITLE
        if not all(run.strong for run in runs if run.text.strip()) or not heading_shaped(text):
            return None
        what = "title" if first else "heading"
        self.findings.add(
            "guessed-heading", f"'{text}' is bold and short; it is taken for a {what}", number, 1, "look whether that is right"
        )
        return TITLE if first else _GUESSED

    def _runs(self, element: Element, number: int, style: Run | None = None) -> list[Run]:
        """The runs of an element; nested lists and tables in it are left to the caller."""
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
                self.findings.add(
                    "image", "a picture is left out, its description kept as words", number, 1, "put the file in content/images"
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
        kept = clean(text or "", self.findings, number, self.column)
        self.column += len(text or "")
        return replace(style, text=kept)

    def _check(self, text: str, number: int) -> None:
        spacing(Line(number, text.replace("\n", " ")), self.findings)

    def _list(self, element: Element, number: int, indent: str) -> list[str]:
        """The lines of a list, and of the lists in it."""
        lines: list[str] = []
        for count, item in enumerate(element, 1):
            mark = "- " if element.tag == "ul" else f"{count}. "
            runs = self._runs(item, number)
            self._check(words(runs), number)
            text = inline(runs, self.findings, number)
            below = indent + " " * len(mark)
            lines += paragraph(text, indent + mark, below).split("\n") if text else []
            for nested in item:
                if nested.tag in ("ul", "ol"):
                    lines += self._list(nested, number, below if text else indent)
                elif nested.tag == "table":
                    lines += paragraph(literal(" ".join("".join(nested.itertext()).split())), below, below).split("\n")
        return lines

    def _table(self, table: Element, number: int) -> Grid:
        rows = [row for part in ([table], table.findall("thead"), table.findall("tbody")) for group in part for row in group.findall("tr")]
        return Grid(tuple(tuple(text for cell in row for text in self._cell(cell, number)) for row in rows), number)

    def _cell(self, cell: Element, number: int) -> list[str]:
        """A cell's prose, with an empty one for each further column that it spans."""
        runs = self._runs(cell, number)
        self._check(words(runs).strip(), number)
        lists = [text.strip() for nested in cell if nested.tag in ("ul", "ol", "table") for text in nested.itertext() if text.strip()]
        prose = " ".join([inline(runs, self.findings, number), *map(literal, lists)]).strip()
        return [prose, *[""] * (int(cell.get("colspan", "1")) - 1)]

    def notes(self) -> dict[str, str]:
        """The notes in their order, by their numbers."""
        notes = {}
        for item in self.note_items:
            label = self.labels[f"#{item.get('id')}"]
            text = inline(self._runs(item, 0), self.findings, 0)
            if len(text) > LONGEST_LINE:
                message = f"the note '{label}' has {len(text):,} characters; a note has at most {LONGEST_LINE:,}"
                self.findings.add("long-note", message, hint="shorten it before the chapter is built")
            notes[label] = text
        return notes
