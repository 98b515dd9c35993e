"""The command `import`: read a text, Markdown or Word file, convert it, write it as a chapter."""

from __future__ import annotations

from pathlib import Path

from pressroom import content
from pressroom.errors import ContentRefused, Place, Problem, WrongUsage
from pressroom.files import Folder, Unreadable, read_file
from pressroom.importer.chapter_file import chapter_path, write_chapter
from pressroom.importer.conversion import convert
from pressroom.model import Imprint


def import_chapter(root: Path, source: Path, to: Path, *, replace: bool) -> tuple[str, tuple[Problem, ...]]:
    """Convert the file `source` to the chapter `to` of the project in `root`; return the chapter's path in the project, and warnings.

    An existing chapter is overwritten only with `replace`. Raises `WrongUsage` if `to` is not a path of a chapter or exists,
    `ContentRefused` if `source` can't be converted or the imprint can't be read, `OutputFailed` if a file can't be read or written.
    """
    path = _target(root, to)
    conversion = convert(source.name, read_file(source), _read_imprint(root))
    write_chapter(root, path, conversion.yaml, replace=replace)
    return path, conversion.warnings


def _target(root: Path, to: Path) -> str:
    target = to if to.is_absolute() else root / to
    if target.suffix != ".yaml" or target.parent.resolve() != (root / "content" / "chapters").resolve():
        raise WrongUsage(Problem("bad-target", f"'{to}' is not a chapter's file", hint="--to content/chapters/STEM.yaml"))
    return chapter_path(target.stem)


def _read_imprint(root: Path) -> Imprint:
    name = "content/imprint.yaml"
    try:
        data = Folder(root / "content", "content").read("imprint.yaml")
    except Unreadable as reason:
        raise ContentRefused(Problem("unreadable-file", f"the file {reason}", Place(name))) from None
    return content.parse_file(Imprint, data, name).value
