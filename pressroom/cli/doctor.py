"""What the machine has of what the press needs, and how to mend what it lacks."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pressroom.errors import DONE, MACHINE, PressroomError
from pressroom.files import Folder
from pressroom.pdf.engine import loading

PYTHON = (3, 11)
WATCHING = ("watchfiles", "starlette", "uvicorn")


@dataclass(frozen=True)
class Finding:
    """One thing looked for: what was found, whether it will do, and how to mend it."""

    name: str
    found: str
    good: bool
    mend: str = ""


def examine(root: Path, form: str) -> int:
    """Prints what was found, as a table or as JSON lines; returns the exit code."""
    findings = list(_findings(root))
    for finding in findings:
        if form == "json":
            print(json.dumps(asdict(finding)))
        else:
            mend = f"   mend: {finding.mend}" if finding.mend and not finding.good else ""
            print(f"{'ok  ' if finding.good else 'LACK'}  {finding.name:<16} {finding.found}{mend}")
    return DONE if all(finding.good for finding in findings) else MACHINE


def _findings(root: Path) -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Python", version, sys.version_info >= PYTHON, "install Python 3.11 or newer")
    with tempfile.TemporaryDirectory() as scratch:
        try:
            loading.load_engine(Path(scratch))
        except PressroomError as error:
            yield from (Finding("engine", problem.message, False, problem.hint) for problem in error.problems)
        else:
            yield from _engine()
    yield from _faces(root)
    yield from _packages()


def _engine() -> Iterator[Finding]:
    yield Finding("WeasyPrint", loading.WEASYPRINT, True)
    for name, version in loading.library_versions().items():
        yield Finding(name, version, True)


def _faces(root: Path) -> Iterator[Finding]:
    from pressroom.html import styles

    folder = Folder(root / "styles", "styles")
    try:
        sheet = styles.assemble(folder, "chapter.css")
        files = styles.face_files(sheet)
        for file in files:
            styles.face(folder, file)
        yield Finding("faces", f"{len(files)} in styles/fonts", bool(files), "declare them in styles/fonts.css")
    except PressroomError as error:
        yield from (Finding("faces", str(problem), False, "put the file back from the repository") for problem in error.problems)


def _packages() -> Iterator[Finding]:
    from importlib import metadata

    for package in ("jinja2", "markdown-it-py", "pydantic", "pyyaml", "pikepdf", "pypdfium2", "uharfbuzz", "mammoth", "tzdata", *WATCHING):
        try:
            yield Finding(package, metadata.version(package), True)
        except metadata.PackageNotFoundError:
            yield Finding(package, "not installed", False, "run 'make'")
