"""A chapter's prose is tried before a page is made: what can't be set, notes that would be lost, links that lead nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from pressroom import prose
from pressroom.content.typed import did_you_mean
from pressroom.content.values import Read
from pressroom.errors import Problem
from pressroom.manuscript import Passage, figures, passages, release_passages
from pressroom.model import Chapter
from pressroom.prose import Prose, ProseRefused, Typography, redaction
from pressroom.prose.tree import Paragraph


def check(chapter: Read[Chapter], typography: Callable[[str | None], Typography]) -> list[Problem]:
    """What is wrong with the chapter's prose. `typography` gives that of a language; of the chapter's for None."""
    return _Check(chapter, typography).problems


class _Check:
    def __init__(self, chapter: Read[Chapter], typography: Callable[[str | None], Typography]):
        self.source = chapter.source
        self.typography = typography
        self.problems: list[Problem] = []
        parts = [passage for passage in passages(chapter.value) if passage.setting != "plain"]
        text = [passage for passage in parts if passage.path[0] != "notes"]
        notes = [passage for passage in parts if passage.path[0] == "notes"]
        set_notes = [(note, self.set(note, None)) for note in notes]
        # A refused note is told at its own place; to the text that calls it, it is any word.
        texts = tuple((str(note.path[-1]), note.text if done else "note") for note, done in set_notes)
        set_text = [(passage, self.set(passage, texts)) for passage in text]
        self.plain(chapter.value)
        self.notes(chapter.value, set_text)
        self.links(set_text + set_notes, [prose.slug(passage.text) for passage in passages(chapter.value) if passage.path[-1] == "heading"])
        release = release_passages(chapter.value.release) if chapter.value.release else ()
        set_release = [(passage, self.set(passage, None)) for passage in release if passage.setting != "plain"]
        self.links(set_release, [])
        for passage, done in set_release:
            if passage.path[-1] == "body" and done and not isinstance(next(iter(done.blocks), None), Paragraph):
                self.refuse("release-body", "a press release begins with a paragraph, which takes the dateline", passage, 0, 0, "")

    def set(self, passage: Passage, notes: tuple[tuple[str, str], ...] | None) -> Prose | None:
        """The passage as it will be set, or None where it is refused."""
        setter = prose.inline if passage.setting == "inline" else prose.blocks
        try:
            return setter(passage.text, self.typography(passage.language), notes)
        except ProseRefused as refused:
            for problem in refused.problems:
                self.refuse(problem.code, problem.message, passage, problem.line, problem.column, problem.hint)
            return None

    def refuse(self, code: str, message: str, passage: Passage, line: int, column: int, hint: str) -> None:
        place, excerpt = self.source.place(passage.path, line, column)
        self.problems.append(Problem(code, message, place, hint, excerpt))

    def plain(self, chapter: Chapter) -> None:
        """A redaction in a text without markup is whole, too."""
        texts = [(passage.path, passage.text) for passage in passages(chapter) if passage.setting == "plain"]
        texts += [((*path, "alt"), figure.alt) for path, figure in figures(chapter) if figure.alt]
        texts += [(("summary",), chapter.summary)] if chapter.summary else []
        for path, text in texts:
            if found := redaction.first_flaw(text):
                column, message, hint = found
                self.refuse(redaction.CODE, message, Passage(path, text, "plain"), 0, column, hint)

    def notes(self, chapter: Chapter, read: list[tuple[Passage, Prose | None]]) -> None:
        """Every note is called once, or its words would be lost, or stand twice."""
        called = set()
        for passage, done in read:
            here: Counter[str] = Counter()
            for label in _calls(done):
                if label in called:
                    line, column = _nth(passage.text, f"[^{label}]", here[label])
                    self.refuse(
                        "note-called-twice", f"the note '{label}' is called before", passage, line, column, "write a note of its own"
                    )
                here[label] += 1
                called.add(label)
        if all(done for _, done in read):
            for label in chapter.notes:
                if label not in called:
                    place, excerpt = self.source.key(("notes", label))
                    hint = f"write [^{label}] where it belongs"
                    self.problems.append(Problem("uncalled-note", f"the note '{label}' is never called", place, hint, excerpt))

    def links(self, read: list[tuple[Passage, Prose | None]], slugs: list[str]) -> None:
        """An inner link names a section, one of `slugs`."""
        for passage, done in read:
            for link in done.links if done else ():
                target = unquote(link.href[1:])
                if link.href.startswith("#") and target not in slugs:
                    self.refuse(
                        "dead-link", f"no section is called '#{target}'", passage, link.line, link.column, did_you_mean(target, slugs)
                    )


def _calls(done: Prose | None) -> Iterator[str]:
    yield from (call.label for call in done.calls) if done else ()


def _nth(text: str, wanted: str, number: int) -> tuple[int, int]:
    """Line and column (from 0) of the occurrence of `wanted` with that number (from 0)."""
    at = -1
    for _ in range(number + 1):
        at = text.find(wanted, at + 1)
    at = max(at, 0)
    return text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1
