"""The old version of a chapter: its content as it was, read by today's rules, with the templates, styles and printers of today."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pressroom import project
from pressroom.errors import ContentRefused, OutputFailed, Place, Problem
from pressroom.files import read_file
from pressroom.files.git import History, Revision
from pressroom.project import Project

FROM_TODAY = ("templates", "styles")


@dataclass(frozen=True)
class OldVersion:
    """An old version: what people call it, how they reach its files, and its project; None where the chapter did not exist yet."""

    name: str
    path_for_people: Callable[[str], str]
    project: Project | None

    def at(self, place: Place) -> Place:
        """The place in the file as people reach it."""
        return Place(self.path_for_people(place.file), place.line, place.column)


def from_history(current: Project, stem: str, since: str | None, history: History, scratch: Path) -> OldVersion:
    """The chapter of the `current` project as it was in the revision `since`, else when it was last final, else in the last revision.

    Raises `WrongUsage` for a revision that does not exist, `ContentRefused` for content that today's rules refuse.
    """
    final = None if since else history.last_final(stem)
    revision = final or history.revision(since or "HEAD")
    name = f"revision {revision.short} of {revision.day}" + ", the last in which it was final" * bool(final)

    def path_for_people(file: str) -> str:
        return f"{revision.short}:{file}"

    if not history.has_chapter(revision, stem):
        return OldVersion(f"{name}, which has no such chapter", path_for_people, None)
    root = scratch / f"old-{stem}"
    history.write(revision, stem, root)
    return OldVersion(name, path_for_people, _read(current, stem, root, path_for_people, _way_out(revision, stem)))


def from_file(current: Project, stem: str, against: Path, scratch: Path) -> OldVersion:
    """The chapter as the file `against` has it, with the report, imprint, languages and pictures of the `current` project.

    Raises `OutputFailed` where the file can't be read, `ContentRefused` for content that today's rules refuse.
    """
    chapter, root = f"content/chapters/{stem}.yaml", scratch / f"old-{stem}"
    data = read_file(against)
    _copy_folder(current.root / "content", root / "content", leave="chapters")
    (root / chapter).parent.mkdir()
    (root / chapter).write_bytes(data)

    def path_for_people(file: str) -> str:
        return str(against) if file == chapter else file

    return OldVersion(str(against), path_for_people, _read(current, stem, root, path_for_people, "correct it, and compare again"))


def _read(current: Project, stem: str, root: Path, path_for_people: Callable[[str], str], hint: str) -> Project:
    """The project in `root`, where its content is, with the rest of the current one; its print edition is made for the current printer."""
    for folder in FROM_TODAY:
        (root / folder).symlink_to((current.root / folder).resolve())
    printers = current.root / "content" / "printers"
    if printers.is_dir():
        _copy_folder(printers, root / "content" / "printers")
    try:
        read = project.read(root, [stem], current.library.printer_stem, now=current.now)
        if read.library.problems:
            raise ContentRefused(*read.library.problems)
    except ContentRefused as refused:
        reason = Problem("earlier-refused", f"{stem}: the old version breaks today's rules, so it can't be compared with", hint=hint)
        problems = [
            problem.at(Place(path_for_people(place.file), place.line, place.column), problem.excerpt)
            for problem in refused.problems
            if (place := problem.place)
        ]
        raise ContentRefused(reason, *problems) from None
    return read


def _way_out(revision: Revision, stem: str) -> str:
    """How to go on where a revision is refused."""
    return f"git show {revision.short}:./content/chapters/{stem}.yaml > old.yaml, correct old.yaml, and compare with --against old.yaml"


def _copy_folder(source: Path, target: Path, leave: str = "") -> None:
    try:
        shutil.copytree(source, target, ignore=lambda _, names: {leave} & set(names), dirs_exist_ok=True)
    except (OSError, shutil.Error) as error:
        raise OutputFailed(Problem("output-failed", f"can't be copied: {error}", Place(str(source)))) from None
