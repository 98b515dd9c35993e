"""The text edition: a chapter, or its press release, as UTF-8 text that pastes into an e-mail.

Every paragraph is one line; headings are underlined; notes are called by number and stand behind the text. A draft says so in its first
line, in capitals as on the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pressroom.kit.contents.plain import paragraph, paragraphs
from pressroom.manuscript import Line, Manuscript, release_lines
from pressroom.prose.words import single_spaced

RULES = {"title": "=", "headline": "=", "heading": "-", "subheading": "."}  # under what is a heading
INDENT = "    "


def chapter(manuscript: Manuscript) -> str:
    """The text of a chapter, ending in its contact block."""
    return _joined(manuscript, _Writer(manuscript).chapter())


def release(manuscript: Manuscript) -> str:
    """The text of a chapter's press release; it must have one."""
    return _joined(manuscript, _Writer(manuscript).text(release_lines(manuscript)))


def _joined(manuscript: Manuscript, texts: Iterator[str]) -> str:
    draft = [manuscript.draft_label.upper()] if manuscript.draft_label else []
    return "\n\n".join([*draft, *texts]) + "\n"


def _heading(text: str, rule: str) -> str:
    return f"{text}\n{rule * min(len(text), 72)}"


class _Writer:
    def __init__(self, manuscript: Manuscript):
        self.manuscript = manuscript
        self.called: list[str] = []  # the notes, in the order of their numbers

    def chapter(self) -> Iterator[str]:
        lines = [line for line in self.manuscript.lines if line.section != "notes"]
        yield from self.text(line for line in lines if line.section != "contact")
        if self.called:
            yield _heading(self.manuscript.language.labels.notes, "-")
            yield from (f"[{number}] {text}" for number, text in enumerate(self.called, 1))
        yield from self.text(line for line in lines if line.section == "contact")

    def text(self, lines: Iterable[Line]) -> Iterator[str]:
        """The texts of `lines`, which stand apart. What belongs together is one: a quotation, a table, the publisher's lines."""
        for (block, *_), group in groupby((line for line in lines if line.shown), key=_together):
            together = list(group)
            if block == "table":
                yield self.table(together)
            elif block == "quotation":
                yield "\n".join(f"{INDENT}{self.line(line)}" for line in together)
            elif block in ("masthead", "contact"):
                yield "\n".join(map(self.line, together))
            else:
                yield from (text for line in together for text in self.texts(line))

    def texts(self, line: Line) -> list[str]:
        """A line as it stands by itself: a heading with a rule under it, paragraphs."""
        if rule := RULES.get(line.kind):
            return [_heading(self.line(line), rule)]
        if line.form != "blocks":
            return [self.line(line)]
        first, *rest = self.prose(line)
        return [f"{single_spaced(line.opening)} {first}" if line.opening else first, *rest]

    def line(self, of: Line) -> str:
        """A line of the chapter as one of the text."""
        if of.form in ("typed", "plain"):
            return single_spaced(self.manuscript.words(of))
        return " ".join(self.prose(of))

    def prose(self, line: Line) -> list[str]:
        """The texts of a line of prose; its notes are numbered after those before it."""
        parsed = self.manuscript.prose(line)
        texts = paragraphs(parsed, len(self.called))
        self.called += [paragraph(call.note) for call in parsed.calls]
        return texts

    def table(self, lines: Sequence[Line]) -> str:
        """Columns under one another, two spaces apart, as far as the reader's letters have one width."""
        cells = [line for line in lines if line.field in ("columns", "rows")]
        before = [*map(self.line, lines[: lines.index(cells[0])])]
        rows = [tuple(map(self.line, row)) for _, row in groupby(cells, key=lambda line: line.path[:-1])]
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        text = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
        text.insert(1, "  ".join("-" * max(1, width) for width in widths))
        return "\n".join([*before, "", *text, *map(self.line, lines[lines.index(cells[-1]) + 1 :])])


def _together(line: Line) -> tuple[object, ...]:
    """What lines that belong together have in common: first what they are."""
    if line.section == "masthead":
        return line.kind if line.kind == "notice" else "masthead", line.path if line.kind == "notice" else ()
    if line.section == "contact":
        return "contact", line.file, line.owner if line.file == "chapter" else ()
    return line.block, line.owner
