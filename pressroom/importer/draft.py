"""Arranges a document as a chapter: title, lede, sections with subsections, notes. Each decision gives a warning."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import PurePath

from pressroom.importer.document import LONGEST_LINE, TITLE, Document, Heading, Item, Passage, Table, ends_with_punctuation
from pressroom.importer.escaping import escape, wrap_paragraph
from pressroom.importer.source import Warnings

_MOST_COLUMNS = 12  # as the model has it


@dataclass(frozen=True)
class Section:
    """A section, or a subsection, which has no subsections of its own."""

    heading: str
    body: list[Passage | Table] = field(default_factory=list)
    subsections: list[Section] = field(default_factory=list)


@dataclass(frozen=True)
class Draft:
    """A chapter as it will be written."""

    title: str
    lede: list[Passage]
    sections: list[Section]
    notes: dict[str, str]


def make_draft(document: Document, warnings: Warnings) -> Draft:
    """Arrange a document that is not empty as a chapter."""
    title, items = _title(document.items, warnings)
    items = _without_empty_sections([_without_long_heading(item, warnings) for item in items], warnings)
    if not items:
        items, title = [Passage(wrap_paragraph(escape(title)), 0)], _stem_title(warnings)
    _warn_of_broken_paragraphs(items, warnings)
    items = _lede_first(items, warnings)
    start = next((index for index, item in enumerate(items) if isinstance(item, Heading)), len(items))
    lede = [passage for item in items[:start] for passage in _as_text(item, warnings)]
    return Draft(title, lede, _sections(items[start:], warnings), document.notes)


def _title(items: list[Item], warnings: Warnings) -> tuple[str, list[Item]]:
    """The title and the other items. The title is the heading of level 0, or the only one of the highest level if it comes first."""
    headings = [item for item in items if isinstance(item, Heading)]
    title = next((heading for heading in headings if heading.level == TITLE), None)
    if not title and items and headings and items[0] is headings[0]:
        higher = all(heading.level > headings[0].level for heading in headings[1:])
        title = headings[0] if headings[0].level == 1 or (higher and len(headings) > 1) else None
    if not title or len(title.plain) > LONGEST_LINE:
        return _stem_title(warnings), items
    others = [item for item in items if item is not title]
    if items[0] is not title:
        warnings.add("before-title", "text before the title was moved after it", title.line, 1, "delete it if it belongs to the masthead")
    return title.plain, [replace(item, level=1) if isinstance(item, Heading) and item.level == TITLE else item for item in others]


def _stem_title(warnings: Warnings) -> str:
    """A title made from the file's name, for a text that has none."""
    words = re.sub(r"[\W_]+", " ", PurePath(warnings.name).stem).strip()[:200]
    title = words[:1].upper() + words[1:] if words else "Untitled"
    warnings.add("title-guessed", f"no title found; '{title}' comes from the file's name", hint="write the title of the chapter")
    return title


def _without_long_heading(item: Item, warnings: Warnings) -> Item:
    """A heading of more than `LONGEST_LINE` characters becomes a paragraph."""
    if isinstance(item, Heading) and len(item.text) > LONGEST_LINE:
        warnings.add(
            "long-heading",
            f"a heading of {len(item.text):,} characters is imported as a paragraph; the limit is {LONGEST_LINE:,}",
            item.line,
            1,
        )
        return _as_passage(item)
    return item


def _without_empty_sections(items: list[Item], warnings: Warnings) -> list[Item]:
    """A heading without text below it becomes a paragraph; only one of the highest level may have a heading directly below it."""
    highest = min((item.level for item in items if isinstance(item, Heading)), default=0)
    filled: list[Item] = []
    for item in reversed(items):
        below = filled[-1] if filled else None
        if isinstance(item, Heading) and (below is None or (isinstance(below, Heading) and not highest == item.level < below.level)):
            warnings.add("empty-section", f"no text follows the heading '{item.plain}'; it is imported as a paragraph", item.line, 1)
            item = _as_passage(item)
        filled.append(item)
    return filled[::-1]


def _lede_first(items: list[Item], warnings: Warnings) -> list[Item]:
    """Headings before the first paragraph become paragraphs, since every chapter begins with a lede."""
    start = next((index for index, item in enumerate(items) if not isinstance(item, Heading)), len(items))
    for heading in items[:start]:
        message = "no lede precedes the first heading; the heading is imported as a paragraph of the lede"
        warnings.add("no-lede", message, heading.line, 1, "write a lede, and make this the heading of a section again")
    return [_as_passage(item) if isinstance(item, Heading) else item for item in items[:start]] + items[start:]


def _as_passage(heading: Heading) -> Passage:
    return Passage(wrap_paragraph(heading.text), heading.line)


def _warn_of_broken_paragraphs(items: list[Item], warnings: Warnings) -> None:
    for before, after in pairwise(items):
        if (
            isinstance(before, Passage)
            and isinstance(after, Passage)
            and not ends_with_punctuation(before.text)
            and after.text[:1].islower()
        ):
            message = "this paragraph seems to continue the one before it"
            warnings.add("broken-paragraph", message, after.line, 1, "join them if they are one paragraph", after.text.split("\n")[0])


def _as_text(item: Item, warnings: Warnings) -> list[Passage]:
    """A passage unchanged; a table that a chapter can't have here as a paragraph for each row."""
    if not isinstance(item, Table):
        return [item] if isinstance(item, Passage) else [_as_passage(item)]
    warnings.add("table-as-text", "a chapter can't have this table here; its rows are imported as paragraphs", item.line, 1)
    rows = [" / ".join(cell for cell in row if cell) for row in ((item.caption,), *item.rows)]
    return [Passage(wrap_paragraph(row), item.line) for row in rows if row]


def _sections(items: list[Item], warnings: Warnings) -> list[Section]:
    """Sections and subsections: headings of the highest level begin sections, all others subsections."""
    ranks = sorted({item.level for item in items if isinstance(item, Heading)})
    sections: list[Section] = []
    body: list[Passage | Table] = []
    for item in items:
        if isinstance(item, Heading):
            rank = ranks.index(item.level)
            if rank > 1 or (rank and not sections):
                message = f"the heading '{item.plain}' was moved from level {rank + 1} to level {2 if sections else 1}"
                warnings.add("heading-level", message, item.line, 1)
            section = Section(item.text)
            (sections[-1].subsections if rank and sections else sections).append(section)
            body = section.body
        elif isinstance(item, Table) and not _is_allowed(item):
            body += _as_text(item, warnings)
        else:
            body.append(item)
    return sections


def _is_allowed(table: Table) -> bool:
    """Whether a chapter can have the table: column names and a row, at most twelve columns, cells of at most `LONGEST_LINE` characters."""
    fits = all(len(cell) <= LONGEST_LINE for row in table.rows for cell in row) and len(table.caption) <= LONGEST_LINE
    return fits and len(table.rows) > 1 and 0 < max(map(len, table.rows)) <= _MOST_COLUMNS
