"""The command `new`: create a chapter from a working template."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from pressroom.errors import Problem, WrongUsage
from pressroom.importer.chapter_file import chapter_path, write_chapter
from pressroom.prose.words import single_spaced

TEMPLATE = """\
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


def new_chapter(root: Path, title: str, stem: str | None) -> str:
    """Create a chapter called `title` in the project in `root`; return its path there.

    Without `stem`, its name is made from the title. Raises `WrongUsage` if there is no title, no stem can be made, or the chapter exists.
    """
    title = single_spaced(title)
    if not title:
        raise WrongUsage(Problem("no-title", "a chapter needs a title", hint="python build.py new 'Uzbekistan'"))
    path = chapter_path(stem if stem is not None else _stem(title))
    quoted = '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
    write_chapter(root, path, TEMPLATE.format(title=quoted), replace=False)
    return path


def _stem(title: str) -> str:
    """The title in lowercase letters a to z, without accents, each run of other characters as a hyphen."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64].rstrip("-")
    if not stem or not any(character.isascii() and character.isalpha() for character in title):
        message = f"no file name can be made from the title '{title}'"
        raise WrongUsage(Problem("no-stem", message, hint="choose one in letters a to z with --stem: --stem kazakhstan-ru"))
    return stem
