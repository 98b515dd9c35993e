"""Check a chapter's prose before a page is made: text that can't be set, notes that would be lost, dead links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import unquote

from pressroom import prose
from pressroom.content.typed import did_you_mean
from pressroom.content.values import Parsed
from pressroom.errors import Problem
from pressroom.manuscript import Line, walk
from pressroom.model import Chapter
from pressroom.prose import Prose, ProseRefused, Typography, redaction
from pressroom.prose.tree import Paragraph

_FOOTNOTE_STAR = re.compile(r"\w\*+(?!\w)")


def check(
    chapter: Parsed[Chapter], typography: Callable[[str | None], Typography], languages: Sequence[str]
) -> tuple[list[Problem], list[Problem]]:
    """The errors and the warnings of the chapter's prose.

    `typography` gives that of a language, or of the chapter's for None; `languages` are the codes of all that have a file.
    """
    done = _Check(chapter, typography, languages)
    return done.problems, done.warnings


class _Check:
    def __init__(self, chapter: Parsed[Chapter], typography: Callable[[str | None], Typography], languages: Sequence[str]):
        self.languages = languages
        self.source = chapter.source
        self.typography = typography
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        lines = [line for line in walk(chapter.value) if line.form != "typed"]
        prose_lines = [line for line in lines if line.form != "plain"]
        set_notes = [(line, self.set(line, None)) for line in prose_lines if line.section == "notes"]
        # A refused note is reported at its own place; in the text that calls it, any word can replace it.
        texts = tuple((str(note.path[-1]), note.text if done else "note") for note, done in set_notes)
        set_text = [(line, self.set(line, texts)) for line in prose_lines if line.section == "chapter"]
        self.redactions(line for line in lines if line.form == "plain")
        self.notes(chapter.value, set_text)
        self.links(set_text + set_notes, [prose.slug(line.text) for line in lines if line.field == "heading"])
        set_release = [(line, self.set(line, None)) for line in prose_lines if line.section == "release"]
        self.links(set_release, [])
        for line, done in set_release:
            if line.kind == "body" and done and not isinstance(next(iter(done.blocks), None), Paragraph):
                self.refuse(
                    "release-body",
                    "a press release must begin with a paragraph",
                    line,
                    0,
                    0,
                    "its first paragraph starts with the dateline",
                )
        self.warn(lines, set_notes + set_text + set_release)

    def set(self, line: Line, notes: tuple[tuple[str, str], ...] | None) -> Prose | None:
        """The line as it will be set, or None if it is refused."""
        setter = prose.inline if line.form == "inline" else prose.blocks
        try:
            return setter(line.text, self.typography(line.language), notes)
        except ProseRefused as refused:
            for problem in refused.problems:
                hint = problem.hint
                if problem.code == "prose-span":
                    hint += f"; languages here: {', '.join(self.languages)}"
                self.refuse(problem.code, problem.message, line, problem.line, problem.column, hint)
            return None

    def refuse(self, code: str, message: str, at: Line, line: int, column: int, hint: str) -> None:
        place, excerpt = self.source.place(at.path, line, column)
        self.problems.append(Problem(code, message, place, hint, excerpt))

    def warn(self, lines: Iterable[Line], texts: list[tuple[Line, Prose | None]]) -> None:
        """Collect the warnings of all lines, by place.

        A star that begins a line may be a footnote's own, if a star stands after a word somewhere in the chapter.
        """
        found = [(line, problem) for line, done in texts if done for problem in done.warnings]
        for line in lines:
            if line.form == "plain":
                found += [(line, problem) for problem in prose.plain_warnings(line.text, self.typography(line.language))]
        has_footnote_star = any(_FOOTNOTE_STAR.search(paragraph.text) for _, done in texts if done for paragraph in done.paragraphs)
        for line, problem in found:
            begins_line = not line.text.split("\n")[problem.line][: problem.column].strip()
            if not (problem.code == prose.STAR and begins_line and has_footnote_star):
                place, excerpt = self.source.place(line.path, problem.line, problem.column)
                self.warnings.append(Problem(problem.code, problem.message, place, problem.hint, excerpt))
        for line, _ in texts:
            if line.form == "blocks" and (joined := self.source.joined(line.path)):
                path, place, excerpt = joined
                message = "YAML drops the empty line above this text, so it continues the paragraph"
                hint = f"write '{path[-1]}: |', and the text below it, indented"
                self.warnings.append(Problem("lost-paragraph", message, place, hint, excerpt))

    def redactions(self, lines: Iterable[Line]) -> None:
        """Check the redactions of texts without markup."""
        for line in lines:
            if found := redaction.first_flaw(line.text):
                column, message, hint = found
                self.refuse(redaction.CODE, message, line, 0, column, hint)

    def notes(self, chapter: Chapter, texts: list[tuple[Line, Prose | None]]) -> None:
        """Check that every note is called exactly once, so that its words are neither lost nor repeated."""
        called = set()
        for text, done in texts:
            here: Counter[str] = Counter()
            for label in _calls(done):
                if label in called:
                    line, column = _nth(text.text, f"[^{label}]", here[label])
                    self.refuse("note-called-twice", f"the note '{label}' is called twice", text, line, column, "write a second note")
                here[label] += 1
                called.add(label)
        if all(done for _, done in texts):
            for label in chapter.notes:
                if label not in called:
                    place, excerpt = self.source.key(("notes", label))
                    hint = f"write [^{label}] where it belongs"
                    self.problems.append(Problem("uncalled-note", f"the note '{label}' is never called", place, hint, excerpt))

    def links(self, texts: list[tuple[Line, Prose | None]], slugs: list[str]) -> None:
        """Check that each inner link leads to one of the sections `slugs`."""
        for line, done in texts:
            for link in done.links if done else ():
                target = unquote(link.href[1:])
                if link.href.startswith("#") and target not in slugs:
                    hint = did_you_mean(target, slugs) or "there is no section to link to from here"
                    self.refuse("dead-link", f"there is no section '#{target}'", line, link.line, link.column, hint)


def _calls(done: Prose | None) -> Iterator[str]:
    yield from (call.label for call in done.calls) if done else ()


def _nth(text: str, wanted: str, number: int) -> tuple[int, int]:
    """Line and column (from 0) of the occurrence of `wanted` with that number (from 0)."""
    at = -1
    for _ in range(number + 1):
        at = text.find(wanted, at + 1)
    at = max(at, 0)
    return text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1
