"""The lines of a chapter: every text that it says, in the order in which it is read, with its place in the content.

Each output reads this list: the HTML file and the PDFs made from it, the book, the plain text, the map of words, the redline, and so does
every check. The classes of the model declare the lines: a field whose type has a `Setting` holds some, in the order of the fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from pressroom.errors import Place
from pressroom.model import Block, Chapter, Figure, Part, Setting, Subsection, settings

Path = tuple[str | int, ...]
File = Literal["chapter", "report", "imprint"]
Section = Literal["report", "masthead", "chapter", "notes", "contact", "release"]
SECTIONS: dict[str | int, Section] = {"notes": "notes", "release": "release"}  # by the first name of a path


class Locate(Protocol):
    """Gives the place and the source line of a value by its path in a file, and of a line and column (from 0) in its text."""

    def __call__(self, path: Path, line: int = 0, column: int = 0, *, file: File = "chapter") -> tuple[Place, str]: ...


@dataclass(frozen=True)
class Line:
    """A text of the content.

    `section` says where it stands, `kind` what it is there: a title, a heading, a speaker, a telephone. `path` leads to its value in
    `file`; it is empty for the words of a language's file. `block` is the model's class that has the value, in small letters. `form` is
    that of its `Setting`; a `typed` text is set as it stands. `language` is given where it is not the chapter's. What is not `shown` is on
    no page. The first paragraph begins with `opening`, where there is one.
    """

    section: Section
    kind: str
    text: str
    path: Path = ()
    file: File = "chapter"
    block: str = ""
    form: Literal["typed", "plain", "inline", "blocks"] = "typed"
    language: str | None = None
    shown: bool = True
    opening: str = ""

    @property
    def field(self) -> str:
        """The name of its field; a note's is `notes`."""
        return self.path[self._at] if self.path else self.kind  # type: ignore[return-value]

    @property
    def owner(self) -> Path:
        """The path of what has its field: of a table's cell, the table's."""
        return self.path[: self._at]

    @property
    def _at(self) -> int:
        """Where in the path its field stands."""
        names = (number for number, name in enumerate(self.path) if isinstance(name, str))
        return 0 if self.section == "notes" else max(names, default=0)


def walk(part: Part, path: Path = ()) -> Iterator[Line]:
    """The lines of `part`, a chapter or what stands at `path` in one, in the order of its fields.

    Texts without a `Setting` are among them, not shown; those of a list are one line.
    """
    for name, setting in settings(type(part)).items():
        yield from _walk(part, name, setting, getattr(part, name), (*path, name))


def _walk(part: Part, name: str, setting: Setting | None, value: object, path: Path) -> Iterator[Line]:
    """The lines of a field's value, or of what stands at `path` in it."""
    if isinstance(value, Part):
        yield from walk(value, path)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _walk(part, name, setting, each, (*path, key))
    elif isinstance(value, str):
        yield _line(part, name, setting, value, path)
    elif isinstance(value, tuple) and value and not setting and all(isinstance(each, str) for each in value):
        yield _line(part, name, setting, ", ".join(value), path)
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from _walk(part, name, setting, each, (*path, number))


def _line(part: Part, name: str, setting: Setting | None, text: str, path: Path) -> Line:
    return Line(
        SECTIONS.get(path[0], "chapter"),
        _kind(part, name),
        text,
        path,
        block=type(part).__name__.lower(),
        form=setting.form if setting else "typed",
        language=getattr(part, "language", None) if name == "text" else None,  # a quotation's language is not its speaker's
        shown=bool(setting and setting.shown),
    )


def _kind(part: Part, name: str) -> str:
    """What a field's text is: the `text` of a quotation is a quotation."""
    if isinstance(part, Subsection) and name == "heading":
        return "subheading"
    return type(part).__name__.lower() if name == "text" and not isinstance(part, Block) else name


def figures(chapter: Chapter) -> Iterator[tuple[Path, Figure]]:
    """The figures of `chapter`, each with its path."""
    return ((path, part) for path, part in _parts(chapter, ()) if isinstance(part, Figure))


def _parts(value: object, path: Path) -> Iterator[tuple[Path, Part]]:
    """The parts in a value, in their order."""
    if isinstance(value, Part):
        yield path, value
        for name in type(value).model_fields:
            yield from _parts(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from _parts(each, (*path, number))
