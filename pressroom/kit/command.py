"""The command `kit`: everything of a chapter that is sent out, in a folder and a ZIP archive.

Kits are made whole in memory, and none is published before all are complete: what fails on the way leaves the old ones as they were.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from pressroom import errors, project
from pressroom.build import command as build
from pressroom.build.ledger import Ledger
from pressroom.check import inspection
from pressroom.check.findings import Findings
from pressroom.console import Console
from pressroom.errors import ContentRefused, Problem
from pressroom.files import Shelf, open_shelf
from pressroom.kit.assembly import assemble
from pressroom.kit.contents import signing
from pressroom.kit.contents.naming import EMBARGO_PREFIX
from pressroom.kit.packing import Kit, Signer, complete
from pressroom.kit.replaced_kit import FOLDER, find_replaced_kits
from pressroom.pdf.render import refuse_plain_engine
from pressroom.project import Project
from pressroom.prose.words import single_spaced


@dataclass(frozen=True)
class Order:
    """What is asked of the kits.

    `stems` are the chapters (none: all that the report lists), `language` narrows them to one. `printer` takes the place of the report's,
    `now` that of the clock. `public` refuses what must not be published yet; `correction` is the reason for a corrected kit.
    """

    stems: Sequence[str] = ()
    printer: str | None = None
    language: str | None = None
    public: bool = False
    now: datetime | None = None
    correction: str = ""


def make_kits(root: Path, order: Order, console: Console, wait: float = 60) -> int:
    """Make dist/kit/SLUG/ and dist/kit/SLUG.zip of the project in `root`; returns the exit code.

    Waits up to `wait` seconds for another build. Raises `PressroomError` where content is refused, a protected name stands in it, or a
    file fails the check; no kit is written then.
    """
    project = load(root, order)
    refuse_protected_names(project)
    with open_shelf(root / "dist", wait, console.say) as shelf:
        replaced = find_replaced_kits(project, shelf.root) if order.correction else {}
        run = build.make(lambda: project, Ledger(root, shelf, shelf.scratch, order.now), console, 2 * len(project.manuscripts))
        if run.problems:
            build.report(run, console)
            return run.exit_code
        findings = check(project, shelf.root)
        failures = list(failing_items(findings, run.warnings))
        console.problems(errors.by_place(each for each in run.warnings.values() if each not in failures), "warning")
        if failures:
            raise ContentRefused(*failures)
        drafts = assemble(project, shelf, findings, replaced)
        kits = [complete(draft, project, signer()) for draft in drafts]  # each is proved, described, read back, signed and packed
        for kit in kits:
            publish(kit, shelf, console, draft=bool(project.manuscripts[kit.stem].draft_label))
    return errors.DONE


def load(root: Path, order: Order) -> Project:
    """Read the project with the chapters of an order.

    Raises `ContentRefused` for chapters that can't be read and, for a public order, those that must not be published; `WrongUsage` where
    no chapter is left, or where parts of the work are left to the engine.
    """
    refuse_plain_engine()  # what is sent out must be what everybody else builds
    loaded = project.read(root, order.stems, order.printer, now=order.now, correction=order.correction)
    if loaded.library.problems:
        raise ContentRefused(*loaded.library.problems)
    codes = {each.code for each in loaded.manuscripts.values()}
    if order.language:
        chosen = {stem: loaded.library.chapters[stem] for stem, each in loaded.manuscripts.items() if each.code == order.language}
        loaded = replace(loaded, library=replace(loaded.library, chapters=chosen))
    if not loaded.manuscripts:
        languages = ", ".join(sorted(codes))
        hint = f"there are chapters in {languages}" if order.language and codes else ""
        missing = f"no chapter is in the language '{order.language}'" if order.language else "content/report.yaml lists no chapters"
        raise errors.WrongUsage(Problem("no-chapter", missing, hint=hint))
    if order.public:
        refuse_unpublished(loaded)
    return loaded


def refuse_protected_names(project: Project) -> None:
    """Raise `ContentRefused` that names each place of a protected name."""
    if project.protected:
        raise ContentRefused(*project.protected)


def refuse_unpublished(project: Project) -> None:
    """Raise `ContentRefused` that names each chapter under embargo, and each draft."""
    problems = []
    for stem, manuscript in project.manuscripts.items():
        if manuscript.embargo_notice:
            source = project.library.chapters[stem] if manuscript.chapter.embargo else project.library.report
            place, excerpt = source.source.place(("embargo",))
            notice = single_spaced(manuscript.embargo_notice)
            problems.append(
                Problem(
                    "embargoed",
                    f"the chapter '{stem}' must not be published yet: {notice}",
                    place,
                    "leave out --public until then",
                    excerpt,
                )
            )
        if manuscript.draft_label:
            place, excerpt = project.locate(stem)(("status",))
            problems.append(Problem("draft", f"the chapter '{stem}' is a draft", place, "only a 'final' chapter can be published", excerpt))
    if problems:
        raise ContentRefused(*problems)


def check(project: Project, shelf: Path) -> dict[str, Findings]:
    """What an examination of the finished files on a shelf finds, by chapter; veraPDF is not asked."""
    return {findings.manuscript.stem: findings for findings in inspection.inspect(project, shelf)}


def failing_items(findings: Mapping[str, Findings], warnings: Mapping[Problem, Problem]) -> Iterator[Problem]:
    """An error for each item that fails, as the command `check` reports it; if the build has warned of the same, these warnings instead.

    `warnings` are the build's, by what they are without an excerpt.
    """
    for stem, found in findings.items():
        for item in found.items:
            if item.verdict == "fail":
                refused = Problem("kit-refused", f"{stem}: {item.name} ({item.edition}): {item.found}", item.place, item.hint)
                yield from (warnings.get(replace(each, excerpt=""), each) for each in item.warnings or (refused,))


def signer() -> Signer | None:
    """What signs a kit; None where no key is configured."""
    key = os.environ.get(signing.VARIABLE)
    return partial(signing.sign, key=Path(key)) if key else None


def publish(kit: Kit, shelf: Shelf, console: Console, *, draft: bool) -> None:
    """Put a kit in its place, delete what older kits of the chapter have left, and report its warnings, its files, and whether to send it.

    Raises `OutputFailed`.
    """
    slug = kit.names.slug
    files = {f"{FOLDER}/{slug}.zip": kit.archive, **{f"{FOLDER}/{slug}/{path}": data for path, data in sorted(kit.files.items())}}
    written = shelf.put(files)
    for other in sorted((shelf.root / FOLDER).iterdir()):
        is_of_chapter = EMBARGO_PREFIX.sub("", other.name.removesuffix(".zip")) == kit.names.chapter_name
        if is_of_chapter and f"{FOLDER}/{other.name}" not in files:
            shelf.tidy(f"{FOLDER}/{other.name}", files)
    console.problems(kit.warnings, "warning")
    for path, data in files.items():
        console.output(f"dist/{path}", len(data), None, shelf.root / path in written)
    state = "is a draft: do not send it to newsrooms" if draft else "is complete; send this file"
    console.summary(f"dist/{FOLDER}/{slug}.zip {state}")
