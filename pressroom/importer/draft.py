"""A chapter between its source and our YAML: a row of headings, passages and tables, and the shape that the model gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import PurePath

from pressroom.importer.markup import literal, paragraph
from pressroom.importer.source import Findings

TITLE = 0
LONGEST_LINE = 1000
_CLOSED = re.compile(r"[.,;:!?…。؟۔،][\"'”’»)\]*_]*$")


@dataclass(frozen=True)
class Heading:
    """A heading as inline prose; `plain` is its words without markup. Level 0 is the title; a deeper heading has a greater level."""

    text: str
    plain: str
    level: int
    line: int


@dataclass(frozen=True)
class Passage:
    """A paragraph, list or quotation: lines of our prose."""

    text: str
    line: int


@dataclass(frozen=True)
class Grid:
    """A table, its cells as inline prose; the first row names the columns."""

    rows: tuple[tuple[str, ...], ...]
    line: int
    caption: str = ""


Item = Heading | Passage | Grid


@dataclass(frozen=True)
class Found:
    """What a reader of one format found: the text in its order, and the notes by their labels."""

    items: list[Item]
    notes: dict[str, str]


@dataclass(frozen=True)
class Part:
    """A section or subsection on its way."""

    heading: str
    body: list[Passage | Grid] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class Draft:
    """A chapter on its way: what the YAML will say."""

    title: str
    lede: list[Passage]
    sections: list[Part]
    notes: dict[str, str]


def closed(text: str) -> bool:
    """Whether `text` ends with a mark that closes a sentence or a part of one."""
    return bool(_CLOSED.search(text.rstrip()))


def heading_shaped(text: str, longest: int = 80) -> bool:
    """Whether `text` could be a heading: short, with words in it, not going on from before, not closed by a mark."""
    words = text.strip()
    begins = words.lstrip("\"'“‘«([")[:1]
    return len(words) <= longest and bool(re.search(r"[^\W\d_]{2}", words)) and not begins.islower() and not closed(words)


def shaped(found: Found, findings: Findings) -> Draft:
    """The draft made of a manuscript that isn't empty; what had to be decided is reported."""
    title, items = _title(found.items, findings)
    items = _filled([_short(item, findings) for item in items], findings)
    if not items:
        items, title = [Passage(paragraph(literal(title)), 0)], _stem_title(findings)
    _report_broken(items, findings)
    items = _lede_first(items, findings)
    start = next((index for index, item in enumerate(items) if isinstance(item, Heading)), len(items))
    lede = [passage for item in items[:start] for passage in _as_text(item, findings)]
    return Draft(title, lede, _sections(items[start:], findings), found.notes)


def _title(items: list[Item], findings: Findings) -> tuple[str, list[Item]]:
    """The title and the other items: the heading of level 0, or the only one of the highest level if it comes first."""
    headings = [item for item in items if isinstance(item, Heading)]
    title = next((heading for heading in headings if heading.level == TITLE), None)
    if not title and items and headings and items[0] is headings[0]:
        higher = all(heading.level > headings[0].level for heading in headings[1:])
        title = headings[0] if headings[0].level == 1 or (higher and len(headings) > 1) else None
    if not title or len(title.plain) > LONGEST_LINE:
        return _stem_title(findings), items
    others = [item for item in items if item is not title]
    if items[0] is not title:
        findings.add("before-title", "there is text before the title; it stands after it now", title.line, 1, "is it the masthead's?")
    return title.plain, [replace(item, level=1) if isinstance(item, Heading) and item.level == TITLE else item for item in others]


def _stem_title(findings: Findings) -> str:
    """A title made of the file's name, where the text has none."""
    words = re.sub(r"[\W_]+", " ", PurePath(findings.name).stem).strip()[:200]
    title = words[:1].upper() + words[1:] if words else "Untitled"
    findings.add("title-guessed", f"no title found; '{title}' is made from the file's name", hint="write the chapter's title")
    return title


def _short(item: Item, findings: Findings) -> Item:
    """A heading over the length of a line becomes a paragraph."""
    if isinstance(item, Heading) and len(item.text) > LONGEST_LINE:
        findings.add("long-heading", f"a heading of {len(item.text):,} characters; it stands as a paragraph", item.line, 1)
        return _as_passage(item)
    return item


def _filled(items: list[Item], findings: Findings) -> list[Item]:
    """A heading with nothing under it becomes a paragraph; only one of the highest level may have a heading right under it."""
    highest = min((item.level for item in items if isinstance(item, Heading)), default=0)
    kept: list[Item] = []
    for item in reversed(items):
        below = kept[-1] if kept else None
        if isinstance(item, Heading) and (below is None or (isinstance(below, Heading) and not highest == item.level < below.level)):
            findings.add("empty-section", f"nothing stands under the heading '{item.plain}'; it is kept as a paragraph", item.line, 1)
            item = _as_passage(item)
        kept.append(item)
    return kept[::-1]


def _lede_first(items: list[Item], findings: Findings) -> list[Item]:
    """Headings before the first paragraph become paragraphs of the lede, which every chapter has."""
    start = next((index for index, item in enumerate(items) if not isinstance(item, Heading)), len(items))
    for heading in items[:start]:
        message = "there is no lede before the first heading; the heading is kept as its first paragraph"
        findings.add("no-lede", message, heading.line, 1, "write a lede, and make it a section's heading again")
    return [_as_passage(item) if isinstance(item, Heading) else item for item in items[:start]] + items[start:]


def _as_passage(heading: Heading) -> Passage:
    return Passage(paragraph(heading.text), heading.line)


def _report_broken(items: list[Item], findings: Findings) -> None:
    for before, after in pairwise(items):
        if isinstance(before, Passage) and isinstance(after, Passage) and not closed(before.text) and after.text[:1].islower():
            message = "this paragraph seems to go on with the one before it"
            findings.add("broken-paragraph", message, after.line, 1, "join the two if they are one", after.text.split("\n")[0])


def _as_text(item: Item, findings: Findings) -> list[Passage]:
    """A passage as it is; a table that no table can be made of as a paragraph for each row."""
    if not isinstance(item, Grid):
        return [item] if isinstance(item, Passage) else [_as_passage(item)]
    findings.add("table-as-text", "this table can't be one of ours here; its rows are kept as paragraphs", item.line, 1)
    rows = [" / ".join(cell for cell in row if cell) for row in ((item.caption,), *item.rows)]
    return [Passage(paragraph(row), item.line) for row in rows if row]


def _sections(items: list[Item], findings: Findings) -> list[Part]:
    """Sections and subsections: the highest level that is left makes sections, all others subsections."""
    ranks = sorted({item.level for item in items if isinstance(item, Heading)})
    sections: list[Part] = []
    body: list[Passage | Grid] = []
    for item in items:
        if isinstance(item, Heading):
            rank = ranks.index(item.level)
            if rank > 1 or (rank and not sections):
                message = f"the heading '{item.plain}' is of level {rank + 1} in the source; it is of level {2 if sections else 1} now"
                findings.add("heading-level", message, item.line, 1)
            part = Part(item.text)
            (sections[-1].parts if rank and sections else sections).append(part)
            body = part.body
        elif isinstance(item, Grid) and not _is_table(item):
            body += _as_text(item, findings)
        else:
            body.append(item)
    return sections


def _is_table(grid: Grid) -> bool:
    """Whether the model has room for it: a row of columns and one more, at most twelve columns, cells no longer than a line."""
    fits = all(len(cell) <= LONGEST_LINE for row in grid.rows for cell in row) and len(grid.caption) <= LONGEST_LINE
    return fits and len(grid.rows) > 1 and 0 < max(map(len, grid.rows)) <= 12
