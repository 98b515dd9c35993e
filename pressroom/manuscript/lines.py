"""The lines of a chapter: every text in it, in reading order, with its place in the content.

Every output and every check reads this list: HTML and PDF, the book, the plain text, the map of words, the redline. The classes of the
model declare the lines: each field whose type has a `Setting` gives one or more, in the order of the fields.
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
SECTIONS: dict[str | int, Section] = {"notes": "notes", "release": "release"}  # by the first part of the path


class Locate(Protocol):
    """Gives the place and the source line of a value by its path in a file, or of a line and column (from 0) of its text."""

    def __call__(self, path: Path, line: int = 0, column: int = 0, *, file: File = "chapter") -> tuple[Place, str]: ...


@dataclass(frozen=True)
class Line:
    """A text of the content.

    `section` is the part of the document that contains it, `kind` what it is there: title, heading, speaker, telephone. `path` is the path
    of its value in `file`; it is empty for words from a language file. `block` is the model class with the value, in lowercase. `form` is
    that of its `Setting`; `typed` text is set exactly as typed. `language` is given if it isn't the chapter's. Text that is not `shown` is
    on no page. `opening` is put before the first paragraph.
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
        """The name of its field; `notes` for a note."""
        return self.path[self._at] if self.path else self.kind  # type: ignore[return-value]

    @property
    def owner(self) -> Path:
        """The path of the part that has the field: for a cell, that of its table."""
        return self.path[: self._at]

    @property
    def _at(self) -> int:
        """The index of the field's name in the path."""
        names = (number for number, name in enumerate(self.path) if isinstance(name, str))
        return 0 if self.section == "notes" else max(names, default=0)


def walk(part: Part, path: Path = ()) -> Iterator[Line]:
    """The lines of `part`, which is a chapter or its part at `path`, in the order of the fields.

    Texts without a `Setting` are included, not `shown`; a list of them is one line.
    """
    for name, setting in settings(type(part)).items():
        yield from _walk(part, name, setting, getattr(part, name), (*path, name))


def _walk(part: Part, name: str, setting: Setting | None, value: object, path: Path) -> Iterator[Line]:
    """The lines of a field's value, or of the part of it at `path`."""
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
        language=getattr(part, "language", None) if name == "text" else None,  # not that of a quotation's speaker
        shown=bool(setting and setting.shown),
    )


def _kind(part: Part, name: str) -> str:
    """The kind of a field's text: `quotation` for the `text` of a quotation, else the name of the field."""
    if isinstance(part, Subsection) and name == "heading":
        return "subheading"
    return type(part).__name__.lower() if name == "text" and not isinstance(part, Block) else name


def figures(chapter: Chapter) -> Iterator[tuple[Path, Figure]]:
    """The figures of `chapter`, each with its path."""
    return ((path, part) for path, part in _parts(chapter, ()) if isinstance(part, Figure))


def _parts(value: object, path: Path) -> Iterator[tuple[Path, Part]]:
    """All parts within a value, in order, each with its path."""
    if isinstance(value, Part):
        yield path, value
        for name in type(value).model_fields:
            yield from _parts(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from _parts(each, (*path, number))
