"""A draft becomes YAML in the house's hand: prose in literal blocks, one line of text plain or in double quotes."""

from __future__ import annotations

import re

from pressroom.importer.draft import Draft, Grid, Part, Passage
from pressroom.importer.source import Findings

_HEAD = "# yaml-language-server: $schema=../schemas/chapter.schema.json\n"
_PLAIN = re.compile(r"[^\W\d_](?:[\w ,.()’“”–—/-]*[\w).’”])?")
_TYPED = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}


def chapter(draft: Draft, findings: Findings) -> str:
    """The whole file `content/chapters/<stem>.yaml` of `draft`, ending with a newline."""
    parts = [_HEAD, f"title: {scalar(draft.title)}\nstatus: draft\n", "lede: |\n", _prose(draft.lede, 2)]
    if draft.sections:
        parts.append("\nsections:\n" + "\n".join(_part(section, 2, findings) for section in draft.sections))
    if draft.notes:
        parts.append("\nnotes:\n" + "".join(f'  "{label}": {scalar(note)}\n' for label, note in draft.notes.items()))
    return "".join(parts)


def scalar(text: str) -> str:
    """One line of text as a YAML scalar: plain where no reader of YAML could take it for anything else."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _TYPED:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _prose(passages: list[Passage], indent: int) -> str:
    lines = "\n\n".join(passage.text for passage in passages).split("\n")
    return "".join(" " * indent + line + "\n" if line else "\n" for line in lines)


def _part(part: Part, indent: int, findings: Findings) -> str:
    """A section, or a subsection, as an item of a list."""
    margin = " " * indent
    written = f"{margin}- heading: {scalar(part.heading)}\n" + _body(part.body, indent + 2, findings)
    if part.parts:
        written += f"{margin}  subsections:\n" + "".join(_part(each, indent + 4, findings) for each in part.parts)
    return written


def _body(body: list[Passage | Grid], indent: int, findings: Findings) -> str:
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
            written += _table(item, indent + 2, findings)
    return written


def _table(grid: Grid, indent: int, findings: Findings) -> str:
    """A table block. The model asks for a caption and a name for each column: where the source has none they are stood in for."""
    margin = " " * indent
    width = max(map(len, grid.rows))
    rows = [(*row, *[""] * (width - len(row))) for row in grid.rows]
    if not grid.caption:
        findings.add("table-caption", "the table has no caption; 'Table' stands in its place", grid.line, 1, "say what it shows")
    if not all(rows[0]):
        findings.add("table-columns", "a column has no name; a dash stands in its place", grid.line, 1, "name the column")
    columns = "".join(f"{margin}      - {scalar(cell or '–')}\n" for cell in rows[0])
    cells = "".join(_row(row, f"{margin}      ") for row in rows[1:])
    caption = f"{margin}    caption: {scalar(grid.caption or 'Table')}\n"
    return f"{margin}- table:\n{caption}{margin}    columns:\n{columns}{margin}    rows:\n{cells}"


def _row(row: tuple[str, ...], margin: str) -> str:
    return "".join(f"{margin}{'- - ' if number == 0 else '  - '}{scalar(cell)}\n" for number, cell in enumerate(row))
