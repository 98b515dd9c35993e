"""Writes a draft as YAML: prose in literal blocks, a single line of text plain or in double quotes."""

from __future__ import annotations

import re

from pressroom.importer.document import Passage, Table
from pressroom.importer.draft import Draft, Section
from pressroom.importer.source import Warnings

_HEAD = "# yaml-language-server: $schema=../schemas/chapter.schema.json\n"
_PLAIN = re.compile(r"[^\W\d_](?:[\w ,.()’“”–—/-]*[\w).’”])?")
_TYPED = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}


def chapter_yaml(draft: Draft, warnings: Warnings) -> str:
    """The text of the file `content/chapters/STEM.yaml`, with a newline at the end."""
    parts = [_HEAD, f"title: {scalar(draft.title)}\nstatus: draft\n", "lede: |\n", _prose(draft.lede, 2)]
    if draft.sections:
        parts.append("\nsections:\n" + "\n".join(_section(section, 2, warnings) for section in draft.sections))
    if draft.notes:
        parts.append("\nnotes:\n" + "".join(f'  "{label}": {scalar(note)}\n' for label, note in draft.notes.items()))
    return "".join(parts)


def scalar(text: str) -> str:
    """One line of text as a YAML scalar: plain if no YAML parser could read it as anything but this text, else quoted."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _TYPED:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _prose(passages: list[Passage], indent: int) -> str:
    lines = "\n\n".join(passage.text for passage in passages).split("\n")
    return "".join(" " * indent + line + "\n" if line else "\n" for line in lines)


def _section(section: Section, indent: int, warnings: Warnings) -> str:
    """A section or subsection as an item of a list."""
    margin = " " * indent
    written = f"{margin}- heading: {scalar(section.heading)}\n" + _body(section.body, indent + 2, warnings)
    if section.subsections:
        written += f"{margin}  subsections:\n" + "".join(_section(each, indent + 4, warnings) for each in section.subsections)
    return written


def _body(body: list[Passage | Table], indent: int, warnings: Warnings) -> str:
    margin = " " * indent
    passages = [item for item in body if isinstance(item, Passage)]
    if len(passages) == len(body):
        return f"{margin}body: |\n" + _prose(passages, indent + 2) if body else ""
    written = f"{margin}body:\n"
    run: list[Passage] = []
    for item in [*body, None]:
        if isinstance(item, Passage):
            run.append(item)
            continue
        if run:
            written += f"{margin}  - text: |\n" + _prose(run, indent + 6)
            run = []
        if item:
            written += _table(item, indent + 2, warnings)
    return written


def _table(table: Table, indent: int, warnings: Warnings) -> str:
    """A table block. It needs a caption and a name for each column; placeholders take the place of missing ones."""
    margin = " " * indent
    width = max(map(len, table.rows))
    rows = [(*row, *[""] * (width - len(row))) for row in table.rows]
    if not table.caption:
        warnings.add("table-caption", "the table has no caption; 'Table' is used instead", table.line, 1, "describe what it shows")
    if not all(rows[0]):
        warnings.add("table-columns", "a column has no name; a dash is used instead", table.line, 1, "name the column")
    columns = "".join(f"{margin}      - {scalar(cell or '–')}\n" for cell in rows[0])
    cells = "".join(_row(row, f"{margin}      ") for row in rows[1:])
    caption = f"{margin}    caption: {scalar(table.caption or 'Table')}\n"
    return f"{margin}- table:\n{caption}{margin}    columns:\n{columns}{margin}    rows:\n{cells}"


def _row(row: tuple[str, ...], margin: str) -> str:
    return "".join(f"{margin}{'- - ' if number == 0 else '  - '}{scalar(cell)}\n" for number, cell in enumerate(row))
