"""The earlier version of a chapter: its content as it was, read by today's rules, with the templates, styles and printers of today."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pressroom import project
from pressroom.errors import ContentRefused, OutputFailed, Place, Problem
from pressroom.files import Folder, Unreadable
from pressroom.files.git import History, Revision
from pressroom.project import Project

FROM_TODAY = ("templates", "styles")


@dataclass(frozen=True)
class EarlierVersion:
    """An earlier version: what people call it, how they reach its files, its project; none where the chapter was not there yet."""

    name: str
    called: Callable[[str], str]
    project: Project | None

    def at(self, place: Place) -> Place:
        """The place in the file as people reach it."""
        return Place(self.called(place.file), place.line, place.column)


def from_history(ours: Project, stem: str, since: str | None, history: History, scratch: Path) -> EarlierVersion:
    """The chapter as it was in the revision `since`, else when it was last final, else in the last revision there is.

    Raises `WrongUsage` for a revision that there isn't, `ContentRefused` for content that today's rules refuse.
    """
    final = None if since else history.last_final(stem)
    revision = final or history.revision(since or "HEAD")
    name = f"revision {revision.short} of {revision.day}" + ", the last in which it was final" * bool(final)

    def called(file: str) -> str:
        return f"{revision.short}:{file}"

    if not history.holds(revision, stem):
        return EarlierVersion(f"{name}, which has no such chapter", called, None)
    root = scratch / f"earlier-{stem}"
    history.write(revision, [stem], root)
    return EarlierVersion(name, called, _read(ours, stem, root, called, _copy(revision, stem)))


def from_file(ours: Project, stem: str, against: Path, scratch: Path) -> EarlierVersion:
    """The chapter as the file `against` has it, with today's report, imprint, languages and pictures.

    Raises `OutputFailed` where the file can't be read, `ContentRefused` for content that today's rules refuse.
    """
    chapter, root = f"content/chapters/{stem}.yaml", scratch / f"earlier-{stem}"
    try:
        data = Folder(against.parent, str(against.parent)).read(against.name)
    except Unreadable as reason:
        raise OutputFailed(Problem("source-unreadable", f"the file {reason}", Place(str(against)))) from None
    _copy_folder(ours.root / "content", root / "content", leave="chapters")
    (root / chapter).parent.mkdir()
    (root / chapter).write_bytes(data)

    def called(file: str) -> str:
        return str(against) if file == chapter else file

    return EarlierVersion(str(against), called, _read(ours, stem, root, called, "mend it, and compare again"))


def _read(ours: Project, stem: str, root: Path, called: Callable[[str], str], hint: str) -> Project:
    """The project in `root`, whose content is there, with the rest of ours; its print edition is made for our printer."""
    for folder in FROM_TODAY:
        (root / folder).symlink_to((ours.root / folder).resolve())
    printers, printer = ours.root / "content" / "printers", ours.library.printer
    if printers.is_dir():
        _copy_folder(printers, root / "content" / "printers")
    try:
        read = project.read(root, [stem], Path(printer.source.file).stem if printer else None, now=ours.now)
        if read.library.problems:
            raise ContentRefused(*read.library.problems)
    except ContentRefused as refused:
        reason = Problem(
            "earlier-refused", f"{stem}: today's rules refuse its earlier version, so there is nothing to compare with", hint=hint
        )
        problems = [
            problem.at(Place(called(problem.place.file), *_spot(problem.place)), problem.excerpt)
            for problem in refused.problems
            if problem.place
        ]
        raise ContentRefused(reason, *problems) from None
    return read


def _spot(place: Place) -> tuple[int, int]:
    return place.line, place.column


def _copy(revision: Revision, stem: str) -> str:
    """How to go on where a revision is refused."""
    return f"git show {revision.short}:./content/chapters/{stem}.yaml > old.yaml, mend old.yaml, and compare with --against old.yaml"


def _copy_folder(source: Path, target: Path, leave: str = "") -> None:
    try:
        shutil.copytree(source, target, ignore=lambda _, names: {leave} & set(names), dirs_exist_ok=True)
    except (OSError, shutil.Error) as error:
        raise OutputFailed(Problem("output-failed", f"can't be copied: {error}", Place(str(source)))) from None
