"""What a chapter's files are made from: the revision, the sources by their checksums, the engine by its versions."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from collections.abc import Iterator
from pathlib import Path

from pressroom.kit.contents.manifest import Origin
from pressroom.manuscript import figures
from pressroom.pdf.engine import loading
from pressroom.project import Project

SOURCES = ("content", "templates", "styles", "pressroom", "build.py")


def origin(ours: Project, stem: str) -> Origin:
    """What the files of a chapter are made from, as the manifest says it."""
    library = ours.library
    return Origin(
        stem=stem,
        language=ours.manuscripts[stem].code,
        printer=Path(library.printer.source.file).stem if library.printer else "",
        revision=_git(ours.root, "rev-parse", "HEAD").strip(),
        changed=bool(_git(ours.root, "status", "--porcelain", "--", *SOURCES).strip()),
        engine={"WeasyPrint": loading.WEASYPRINT, **loading.library_versions(), "Python": platform.python_version()},
        sources={str(path.relative_to(ours.root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in _sources(ours, stem)},
    )


def _sources(ours: Project, stem: str) -> Iterator[Path]:
    """The files that a chapter is made from."""
    content, library = ours.root / "content", ours.library
    named = [content / "report.yaml", content / "imprint.yaml", content / "chapters" / f"{stem}.yaml"]
    named += [content / "languages" / f"{code}.yaml" for code in ours.manuscripts[stem].languages]
    named += sorted({content / "images" / figure.image for _, figure in figures(ours.manuscripts[stem].chapter)})
    if library.printer:
        named.append(content / "printers" / Path(library.printer.source.file).name)
        if profile := library.printer.value.condition.profile:
            named.append(content / "printers" / "icc" / profile)
    named += [path for folder in ("templates", "styles") for path in sorted((ours.root / folder).rglob("*")) if path.is_file()]
    yield from named


def _git(root: Path, *arguments: str) -> str:
    """What Git says of the project; nothing where it is not under Git, or Git is not there."""
    try:
        top = _run(root, "rev-parse", "--show-toplevel").strip()
        return _run(root, *arguments) if top and Path(top).resolve() == root.resolve() else ""
    except OSError:
        return ""


def _run(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)  # noqa: S603, S607
    return "" if done.returncode else done.stdout.decode("utf-8", "replace")
