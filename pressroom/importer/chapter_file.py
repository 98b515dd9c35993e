"""The file of a chapter: where it is, and how it is written."""

from __future__ import annotations

from pathlib import Path

from pressroom.errors import OutputFailed, Place, Problem, WrongUsage
from pressroom.files import write
from pressroom.model import STEM


def chapter_path(stem: str) -> str:
    """Return the path of the chapter `stem` in a project; raise `WrongUsage` if `stem` can't be one."""
    if not STEM.match(stem):
        hint = "use lowercase letters a to z, digits, and single hyphens between them; at most 64 characters"
        raise WrongUsage(Problem("bad-stem", f"'{stem}' can't be the stem of a chapter", hint=hint))
    return f"content/chapters/{stem}.yaml"


def write_chapter(root: Path, path: str, yaml: str, *, replace: bool) -> None:
    """Write a chapter's file whole. Raises `WrongUsage` if it exists and is not to be replaced, `OutputFailed` if it can't be written."""
    try:
        write(root / path, yaml.encode(), replace=replace)
    except OutputFailed as error:
        if error.problems[0].code != "output-exists":
            raise
        raise WrongUsage(Problem("exists", "the chapter already exists", Place(path), "choose another name, or edit this file")) from None
