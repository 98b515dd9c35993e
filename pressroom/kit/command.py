"""The conductor of `kit`: builds, checks, assembles, reads everything back, signs, and puts each chapter's kit in its place.

A kit is made whole in memory; what fails on the way leaves the old one as it was.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pressroom import errors, project
from pressroom.build import command as build
from pressroom.build.ledger import Ledger
from pressroom.check import inspection
from pressroom.check.findings import Findings
from pressroom.console import Console
from pressroom.errors import ContentRefused, Problem
from pressroom.files import Shelf, open_shelf
from pressroom.kit.assembly import assembled
from pressroom.kit.contents import signing
from pressroom.kit.contents.naming import MARK
from pressroom.kit.packing import Kit
from pressroom.kit.replaced import FOLDER, replaced
from pressroom.project import Project


@dataclass(frozen=True)
class Order:
    """What is asked of the kits: chapters by stem (none: all that the report lists), the printer in place of the report's, only those in
    a language, whether they may be published, the hour (None: the clock's), and the reason for a correction."""

    stems: Sequence[str] = ()
    printer: str | None = None
    language: str | None = None
    public: bool = False
    now: datetime | None = None
    correction: str = ""


def kits(root: Path, order: Order, console: Console, wait: float = 60) -> int:
    """Makes the kits of the project in `root` as dist/kit/SLUG/ and dist/kit/SLUG.zip; returns the exit code.

    Raises `PressroomError` where a chapter is refused, a protected name stands in the content, or the files fail the check; no kit is
    written then.
    """
    ours = read(root, order)
    if ours.protected:
        raise ContentRefused(*ours.protected)
    with open_shelf(root / "dist", wait, console.say) as shelf:
        replaces = replaced(ours, shelf.root) if order.correction else {}
        ledger = Ledger(root, shelf, shelf.scratch, order.now)
        code = build.make(lambda: ours, ledger, console, 2 * len(ours.manuscripts))
        if code:
            return code
        examined = {found.manuscript.stem: found for found in inspection.inspect(ours)}
        _refuse_failing(examined.values())
        for kit in assembled(ours, shelf, examined, _signer(), replaces):
            console.problems(kit.notes, "warning")
            for path, size, written in _put(shelf, kit):
                console.output(f"dist/{path}", size, None, written)
    return errors.DONE


def read(root: Path, order: Order) -> Project:
    """The project with the chapters that are asked for. Raises `ContentRefused` for those that can't be read, and, if they are to be
    published, for those that are under embargo or drafts; `WrongUsage` where there is none."""
    ours = project.read(root, order.stems, order.printer, now=order.now, correction=order.correction)
    if ours.library.problems:
        raise ContentRefused(*ours.library.problems)
    if order.language:
        chosen = {stem: ours.library.chapters[stem] for stem, each in ours.manuscripts.items() if each.code == order.language}
        ours = replace(ours, library=replace(ours.library, chapters=chosen))
    if not ours.manuscripts:
        asked = f"no chapter is in the language '{order.language}'" if order.language else "content/report.yaml lists no chapter"
        raise errors.WrongUsage(Problem("no-chapter", asked))
    if order.public:
        _refuse_unpublished(ours)
    return ours


def _refuse_unpublished(ours: Project) -> None:
    problems = []
    for stem, manuscript in ours.manuscripts.items():
        if manuscript.embargo_notice:
            source = ours.library.chapters[stem] if manuscript.chapter.embargo else ours.library.report
            place, excerpt = source.source.place(("embargo",))
            told_so = " ".join(manuscript.embargo_notice.split())
            problems.append(Problem("embargoed", f"the chapter '{stem}' is not to be published: {told_so}", place, "", excerpt))
        if manuscript.chapter.status == "draft":
            place, excerpt = ours.locate(stem)(("status",))
            problems.append(Problem("draft", f"the chapter '{stem}' is a draft", place, "a chapter to be published is 'final'", excerpt))
    if problems:
        raise ContentRefused(*problems)


def _refuse_failing(examined: Iterable[Findings]) -> None:
    """Raises `ContentRefused` that names each item that fails of what was examined, as `check` does."""
    problems = [
        Problem("kit-refused", f"{found.manuscript.stem}: {item.name} ({item.edition}): {item.found}", item.place, item.hint)
        for found in examined
        for item in found.items
        if item.verdict == "fail"
    ]
    if problems:
        raise ContentRefused(*problems)


def _put(shelf: Shelf, kit: Kit) -> Iterator[tuple[str, int, bool]]:
    """Puts a kit in its place, then removes what an older one of the chapter has left; gives each file, its size, whether it is new."""
    slug = kit.names.slug
    files = {f"{FOLDER}/{slug}.zip": kit.archive, **{f"{FOLDER}/{slug}/{path}": data for path, data in kit.files.items()}}
    written = shelf.put(files).written
    for path in sorted((shelf.root / FOLDER).iterdir()):
        if MARK.sub("", path.name.removesuffix(".zip")) == kit.names.base and f"{FOLDER}/{path.name}" not in files:
            shelf.tidy(f"{FOLDER}/{path.name}", files)
    yield from ((path, len(data), shelf.root / path in written) for path, data in files.items())


def _signer() -> Callable[[bytes], bytes] | None:
    """What signs, where a key is configured."""
    key = os.environ.get(signing.VARIABLE)
    return (lambda data: signing.sign(data, Path(key))) if key else None
