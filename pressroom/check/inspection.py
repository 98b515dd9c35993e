"""Finished files read back and inspected, item by item. Nothing is asked of the program that made them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from pressroom import project as projects
from pressroom.check import preflight
from pressroom.check.chapter import Chapter, paths
from pressroom.check.findings import Findings
from pressroom.check.verapdf import Validator
from pressroom.editions import SCREEN
from pressroom.errors import ContentRefused, OutputFailed, Place, Problem
from pressroom.project import Project


def load(root: Path, stems: Sequence[str], printer: str | None, now: datetime | None = None) -> Project:
    """The project in `root` at the time `now` (else the clock's) with the chapters `stems`, all of whose files are there.

    Raises ContentRefused where the content can't be read, WrongUsage for a chapter or a printer that does not exist, OutputFailed that
    names each file that was not built.
    """
    project = projects.read(root, stems, printer, now=now)
    if project.library.problems:
        raise ContentRefused(*project.library.problems)
    option = f" --printer {printer}" if printer else ""
    missing = [
        Problem("not-built", "has not been built", Place(str(path)), f"run: python build.py build {stem}{option}")
        for stem in project.manuscripts
        for path in paths(project, stem, root / "dist").values()
        if not path.is_file()
    ]
    if missing:
        raise OutputFailed(*missing)
    return project


def inspect(project: Project, shelf: Path | None = None) -> Iterator[Findings]:
    """Inspect the files of each chapter of `project` on `shelf` (else dist/). Raises OutputFailed where a file can't be read."""
    for stem in project.manuscripts:
        yield Chapter(project, stem, shelf or project.root / "dist").inspect()


def validate(findings: Findings, validator: Validator) -> Findings:
    """The findings with what a `validator` says of the screen edition; waits for its answer."""
    more = preflight.validated(partial(validator.answer, findings.files[SCREEN.name].path))
    return replace(findings, items=(*findings.items, *more))
