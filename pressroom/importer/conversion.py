"""The bytes of a text, Markdown or Word file in, the text of a chapter's YAML file and warnings out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from pressroom.errors import Problem
from pressroom.importer.document import Document
from pressroom.importer.draft import make_draft
from pressroom.importer.markdown import read_markdown
from pressroom.importer.plain_text import read_text
from pressroom.importer.refused_markup import escape_refused_markup
from pressroom.importer.source import Warnings, decode, refuse, split_lines
from pressroom.importer.word import read_word
from pressroom.importer.yaml_writer import chapter_yaml
from pressroom.model import Imprint

SUFFIXES = (".txt", ".md", ".markdown", ".docx")


@dataclass(frozen=True)
class Conversion:
    """A chapter as YAML, the whole of `content/chapters/STEM.yaml`, and warnings about what a person should check.

    The place of a warning is in the source file: line and column from 1. In a Word file, the line is the number of the paragraph, and
    the column that of a character in it.
    """

    yaml: str
    warnings: tuple[Problem, ...]


def convert(name: str, data: bytes, imprint: Imprint | None = None) -> Conversion:
    """Convert `data`, the bytes of the file `name` (`.txt`, `.md`, `.markdown` or `.docx`), to a chapter.

    With `imprint`, the publisher's contact block is recognised by its data too; the block is left out and reported. Raises
    `ContentRefused` if the file can't be converted: another format, a broken, empty or oversized file, text that is not UTF-8, a word
    of more than 500 characters, front matter in Markdown.
    """
    warnings = Warnings(name)
    document = escape_refused_markup(_read(name, data, warnings, imprint), warnings)
    if not document.items:
        refuse(name, "empty", "the file contains no text")
    yaml = chapter_yaml(make_draft(document, warnings), warnings)
    return Conversion(yaml, warnings.sorted())


def _read(name: str, data: bytes, warnings: Warnings, imprint: Imprint | None) -> Document:
    """Read the file in its format, which the end of its name tells."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        refuse(name, "unknown-format", f"files ending in '{suffix}' can't be imported", f"use one of {', '.join(SUFFIXES)}")
    if suffix == ".docx":
        return read_word(data, warnings, imprint)
    text = decode(name, data)
    warnings.hide_redacted(text)
    read = read_text if suffix == ".txt" else read_markdown
    return read(split_lines(text, warnings), warnings, imprint)
