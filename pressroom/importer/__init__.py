"""The stage that turns a chapter written elsewhere into a chapter of ours: the bytes of a file in, the text of a YAML file out.

1. `source` reads the bytes as lines of text; `word` reads a Word file.
2. `text`, `markdown` and `word` find headings, paragraphs, tables and notes; `contact` finds the contact block, which is left out.
3. `draft` gives them the shape of a chapter; `write` writes that as YAML.

No word is lost, changed or moved without being reported.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from pressroom.errors import Problem
from pressroom.importer import markdown, text, word, write
from pressroom.importer.draft import shaped
from pressroom.importer.fit import fit
from pressroom.importer.source import Findings, decode, lines, refuse
from pressroom.model import Imprint

__all__ = ["Converted", "chapter_files", "convert"]

SUFFIXES = (".txt", ".md", ".markdown", ".docx")


@dataclass(frozen=True)
class Converted:
    """A chapter as YAML, a whole `content/chapters/<stem>.yaml`, and what is doubtful about it.

    A finding's place is in the source file: line and column from 1. For a Word file, the line is the number of the paragraph, and
    the column that of a character in it.
    """

    yaml: str
    findings: tuple[Problem, ...]


def convert(name: str, data: bytes, imprint: Imprint | None = None) -> Converted:
    """The chapter in `data`, the bytes of the file `name` (`.txt`, `.md`, `.markdown` or `.docx`).

    `imprint` helps to know the house's contact block, which is left out and reported. Raises ContentRefused for what can't be read:
    another kind of file, one that is broken, empty or too large, text that is not UTF-8, a word of more than 500 letters, front
    matter in Markdown.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        refuse(
            name, "unknown-format", f"a chapter can't be made of a file ending in '{suffix}'", f"it should be one of {', '.join(SUFFIXES)}"
        )
    findings = Findings(name)
    if suffix == ".docx":
        found = word.read(data, findings, imprint)
    else:
        text_of = decode(name, data)
        findings.hide(text_of)
        source = lines(text_of, findings)
        reader = text if suffix == ".txt" else markdown
        found = reader.read(source, findings, imprint)
    found = fit(found, findings)
    if not found.items:
        refuse(name, "empty", "there is no text in the file")
    draft = shaped(found, findings)
    return Converted(write.chapter(draft, findings), findings.sorted())
