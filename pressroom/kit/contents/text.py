"""The text edition: a chapter, or its press release, as UTF-8 text that pastes into an e-mail.

Every paragraph is one line; headings are underlined; notes are called by number and stand behind the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from pressroom import prose
from pressroom.kit.contents.plain import paragraph, paragraphs
from pressroom.manuscript import Manuscript
from pressroom.model import Block, Quotation, Section, Subsection, Table
from pressroom.prose import Prose


def chapter(manuscript: Manuscript) -> str:
    """The text of a chapter, ending in its contact block."""
    return _joined(_Setter(manuscript, manuscript.notes).chapter())


def release(manuscript: Manuscript) -> str:
    """The text of a chapter's press release; it must have one."""
    return _joined(_Setter(manuscript, None).release())


def _joined(blocks: Iterator[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def _bare(text: str) -> str:
    """A line with common spaces alone."""
    return " ".join(text.split())


def _heading(text: str, rule: str) -> str:
    return f"{text}\n{rule * min(len(text), 72)}"


class _Setter:
    def __init__(self, manuscript: Manuscript, notes: tuple[tuple[str, str], ...] | None):
        self.manuscript = manuscript
        self.labels = manuscript.language.labels
        self.notes = notes
        self.called: list[str] = []  # the notes, in the order of their numbers

    def blocks(self, text: str) -> list[str]:
        return self.numbered(prose.blocks(text, self.manuscript.typography(), self.notes))

    def inline(self, text: str, language: str | None = None) -> str:
        return " ".join(self.numbered(prose.inline(text, self.manuscript.typography(language), self.notes)))

    def numbered(self, parsed: Prose) -> list[str]:
        """The texts of prose; its notes are numbered after those before it."""
        texts = paragraphs(parsed, len(self.called))
        self.called += [paragraph(call.note) for call in parsed.calls]
        return texts

    def plain(self, text: str) -> str:
        return _bare(prose.plain(text, self.manuscript.typography()))

    def chapter(self) -> Iterator[str]:
        yield "\n".join(map(_bare, self.manuscript.masthead[:3]))
        yield from map(_bare, self.manuscript.notices)
        yield _heading(self.plain(self.manuscript.chapter.title), "=")
        yield from self.blocks(self.manuscript.chapter.lede)
        for section in self.manuscript.chapter.sections:
            yield from self.section(section, "-")
        if self.called:
            yield _heading(self.labels.notes, "-")
            yield from (f"[{number}] {text}" for number, text in enumerate(self.called, 1))
        yield from self.contact()

    def section(self, section: Section | Subsection, rule: str) -> Iterator[str]:
        yield _heading(self.inline(section.heading), rule)
        for block in section.body or ():
            yield from self.block(block)
        if isinstance(section, Section):
            for subsection in section.subsections:
                yield from self.section(subsection, ".")

    def block(self, block: Block) -> Iterator[str]:
        if block.text is not None:
            yield from self.blocks(block.text)
        if block.quotation:
            yield self.quotation(block.quotation)
        if block.figure:
            said = [(block.figure.caption, self.inline), (block.figure.credit, self.plain)]
            yield from (setter(text) for text, setter in said if text)
        if block.table:
            yield self.table(block.table)

    def quotation(self, quotation: Quotation) -> str:
        speaker = [f"    {self.plain(quotation.speaker)}"] if quotation.speaker else []
        return "\n".join([f"    {self.inline(quotation.text, quotation.language)}", *speaker])

    def table(self, table: Table) -> str:
        """Columns under one another, two spaces apart, as far as the reader's letters have one width."""
        caption = self.inline(table.caption)
        rows = [tuple(map(self.inline, row)) for row in (table.columns, *table.rows)]
        widths = [max(len(row[column]) for row in rows) for column in range(len(table.columns))]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
        lines.insert(1, "  ".join("-" * max(1, width) for width in widths))
        return "\n".join([caption, "", *lines, *([self.inline(table.source)] if table.source else [])])

    def contact(self) -> Iterator[str]:
        yield "\n".join(map(_bare, self.manuscript.colophon))

    def release(self) -> Iterator[str]:
        release = self.manuscript.chapter.release
        if not release:
            raise ValueError("the chapter has no press release")
        yield "\n".join((_bare(self.manuscript.house), self.labels.release))
        yield from map(_bare, self.manuscript.notices)
        yield _heading(self.plain(release.headline), "=")
        if release.subheadline:
            yield self.plain(release.subheadline)
        first, *rest = self.blocks(release.body)
        yield f"{_bare(self.manuscript.release_dateline)} {first}"
        yield from rest
        yield from map(self.quotation, release.quotations)
        yield self.labels.ends
        if release.editors:
            yield _heading(self.labels.editors, "-")
            yield from self.blocks(release.editors)
        yield _heading(self.labels.contacts, "-")
        yield from ("\n".join(map(_bare, lines)) for lines in self.manuscript.spokespersons)
        yield from self.contact()
