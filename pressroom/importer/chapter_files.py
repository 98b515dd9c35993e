"""Around the press: starting a chapter, taking one in, writing the schemas."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from pressroom.errors import OutputFailed, Place, Problem, WrongUsage
from pressroom.files import Folder, Unreadable, write
from pressroom.model import STEM, Imprint

START = """\
# yaml-language-server: $schema=../schemas/chapter.schema.json
title: {title}
status: draft
lede: |
  What a reader should know first, in two or three paragraphs.

sections:
  - heading: The first section
    body: |
      Paragraphs are set apart by an empty line. *Emphasis*, **strong** words, [links](https://www.example.org)
      and lists are written as in Markdown.
"""


def new(root: Path, title: str, stem: str | None) -> str:
    """Starts a chapter called `title`; returns its file. Raises `WrongUsage` where no stem can be made or the chapter exists."""
    title = " ".join(title.split())
    if not title:
        raise WrongUsage(Problem("no-title", "a chapter needs a title", hint="python build.py new 'Uzbekistan'"))
    file = _chapter_file(stem if stem is not None else _stem(title))
    quoted = '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
    _write(root, file, START.format(title=quoted), replace=False)
    return file


def _stem(title: str) -> str:
    """The title in small letters a to z: marks over letters are dropped, all else becomes a hyphen."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64].rstrip("-")
    if not stem or not any(character.isascii() and character.isalpha() for character in title):
        message = f"the title '{title}' gives no name for a file"
        raise WrongUsage(Problem("no-stem", message, hint="give one with --stem, in letters a to z: --stem kazakhstan-ru"))
    return stem


def _chapter_file(stem: str) -> str:
    if not STEM.match(stem):
        hint = "small letters a to z, digits and single hyphens between them, at most 64"
        raise WrongUsage(Problem("bad-stem", f"'{stem}' can't be a chapter's stem", hint=hint))
    return f"content/chapters/{stem}.yaml"


def _write(root: Path, file: str, text: str, *, replace: bool) -> None:
    try:
        write(root / file, text.encode(), replace=replace)
    except OutputFailed as error:
        if error.problems[0].code != "output-exists":
            raise
        raise WrongUsage(Problem("exists", "the chapter exists already", Place(file), "choose another name, or open it")) from None


def take_in(root: Path, source: Path, to: Path, *, replace: bool) -> tuple[str, tuple[Problem, ...]]:
    """Writes the text `source` as the chapter `to`; returns its file and what is doubtful.

    Raises `WrongUsage`, `OutputFailed`, and `ContentRefused` for a source that can't be read as text.
    """
    from pressroom import content
    from pressroom.importer import convert

    target = to if to.is_absolute() else root / to
    if target.suffix != ".yaml" or target.parent.resolve() != (root / "content" / "chapters").resolve():
        raise WrongUsage(Problem("bad-target", f"'{to}' is no chapter's file", hint="--to content/chapters/STEM.yaml"))
    file = _chapter_file(target.stem)
    try:
        data = Folder(source.parent, str(source.parent)).read(source.name)
    except Unreadable as reason:
        raise OutputFailed(Problem("source-unreadable", f"the file {reason}", Place(str(source)))) from None
    imprint = content.read(Imprint, Folder(root / "content", "content").read("imprint.yaml"), "content/imprint.yaml").value
    converted = convert(source.name, data, imprint)
    _write(root, file, converted.yaml, replace=replace)
    return file, converted.findings


def write_schemas(root: Path) -> list[str]:
    """Writes the JSON Schema of each kind of content file; returns the files."""
    from pressroom import content

    files = {f"content/schemas/{name}": text for name, text in content.schemas().items()}
    for file, text in files.items():
        _write(root, file, text, replace=True)
    return list(files)
