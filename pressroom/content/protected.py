"""Find protected names in the content. Messages never quote them: they give the place and the number of the entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from unicodedata import category, normalize

from pressroom.content.library import Library
from pressroom.content.source import Source
from pressroom.content.values import parse_file
from pressroom.errors import ContentRefused, Place, Problem
from pressroom.files import Folder, Unreadable
from pressroom.model import Protected
from pressroom.prose import redaction

FILE = "protected.yaml"
HINT = "remove it, or write [[redacted: …]] around it"
_MARKUP = frozenset("*\\")  # readers don't see these inside a word
_BETWEEN = r"[\W_]{1,40}"


def protected(root: FilePath, library: Library) -> tuple[Problem, ...]:
    """A problem for each place where the content in `root` has a name from its `protected.yaml`; none if there is no such file.

    The search covers all values and file names of the report, the imprint, the printer and the chapters, across line breaks and markup,
    except for redacted words. Raises ContentRefused if the names can't be read.
    """
    label = f"{root.name or 'content'}/{FILE}"
    if not (root / FILE).is_symlink() and not (root / FILE).exists():
        return ()
    entries = [_entry(number, name) for number, name in enumerate(_names(Folder(root, root.name), label), 1)]
    problems: list[Problem] = []
    shared = [library.report.source, library.imprint.source, *([library.printer.source] if library.printer else [])]
    for source in (*shared, *(chapter.source for chapter in library.chapters.values())):
        problems += _in_file(source, entries, label)
    for chapter, stem in enumerate(library.chapters, 1):
        for number, _ in _found(stem.replace("-", " "), entries):
            message = f"the file name of chapter {chapter} is a protected name (entry {number} of {label})"
            problems.append(Problem("protected-name", message, Place(f"{root.name}/chapters"), "rename the file"))
    return ContentRefused(*dict.fromkeys(problems)).problems


def _names(folder: Folder, label: str) -> tuple[str, ...]:
    """The names. Problems of the file are reported without quoting it."""
    try:
        return parse_file(Protected, folder.read(FILE), label).value.names
    except Unreadable as reason:
        raise ContentRefused(Problem("unreadable-file", f"the file {reason}", Place(label))) from None
    except ContentRefused as refused:
        message = "the protected names can't be read: the file is a list under 'names:'"
        raise ContentRefused(*(Problem(problem.code, message, problem.place) for problem in refused.problems)) from None


@dataclass(frozen=True)
class _Entry:
    """A protected name: its number, letters that every match contains, and the pattern that finds it in folded text."""

    number: int
    letters: str
    pattern: re.Pattern[str]


def _entry(number: int, name: str) -> _Entry:
    words = re.findall(r"[\w*]+", folded(name, stars=True)[0])
    pattern = _BETWEEN.join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return _Entry(number, max(re.findall(r"\w+", " ".join(words)), key=len), re.compile(rf"(?<!\w){pattern}(?!\w)"))


def folded(text: str, *, stars: bool = False) -> tuple[str, list[int]]:
    """`text` in lower case without marks, invisible characters and markup inside words; and the index in `text` of each letter."""
    letters, places = "", []
    for place, typed in enumerate(text):
        if typed in _MARKUP and not (stars and typed == "*"):
            continue
        for letter in normalize("NFKD", typed).casefold():
            if category(letter) not in ("Mn", "Me", "Cf"):
                letters += letter
                places.append(place)
    return letters, places


def _found(text: str, entries: list[_Entry]) -> Iterator[tuple[int, int]]:
    """The number of the entry and the index in `text` of each protected name."""
    letters, places = folded(redaction.veiled(text))
    for entry in entries:
        if entry.letters in letters:
            yield from ((entry.number, places[found.start()]) for found in entry.pattern.finditer(letters))


def _in_file(source: Source, entries: list[_Entry], label: str) -> Iterator[Problem]:
    for path, span in source.spans.items():
        text = span.text.strip()
        for number, at in _found(text, entries):
            place, _ = source.place(path, text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1)
            yield Problem("protected-name", f"this is a protected name (entry {number} of {label})", place, HINT)
    for path in source.keys:
        for number, _ in _found(str(path[-1]), entries):
            yield Problem("protected-name", f"this key is a protected name (entry {number} of {label})", source.key(path)[0], HINT)
