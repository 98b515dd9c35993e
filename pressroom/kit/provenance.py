"""What a chapter's files are made from: Git's revision, the sources with their checksums, the engine with its versions."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator
from pathlib import Path

from pressroom.files import git
from pressroom.kit.contents.manifest import Provenance
from pressroom.kit.contents.signing import SIGNERS
from pressroom.manuscript import figures
from pressroom.pdf.engine import loading
from pressroom.project import Project

SOURCES = ("content", "templates", "styles", "pressroom", "build.py")
NO_SOURCE = f":(exclude){SIGNERS}"  # as Git writes a path that does not count (gitglossary(7), pathspec); no file is made from it


def provenance_of(project: Project, stem: str) -> Provenance:
    """What the files of a chapter are made from, for the manifest. Its revision is empty without a repository of the project's own."""
    library, checkout = project.library, git.checkout(project.root, (*SOURCES, NO_SOURCE))
    return Provenance(
        stem=stem,
        language=project.manuscripts[stem].code,
        printer=library.printer_stem or "",
        revision=checkout.revision,
        changed=checkout.changed,
        engine={"WeasyPrint": loading.WEASYPRINT, **loading.library_versions(), "Python": platform.python_version()},
        sources={str(path.relative_to(project.root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in _sources(project, stem)},
    )


def _sources(project: Project, stem: str) -> Iterator[Path]:
    """The files that a chapter is made from."""
    content, library, manuscript = project.root / "content", project.library, project.manuscripts[stem]
    yield from (content / "report.yaml", content / "imprint.yaml", content / "chapters" / f"{stem}.yaml")
    yield from (content / "languages" / f"{code}.yaml" for code in manuscript.languages)
    yield from sorted({content / "images" / figure.image for _, figure in figures(manuscript.chapter)})
    if library.printer:
        yield content / "printers" / f"{library.printer_stem}.yaml"
        if profile := library.printer.value.condition.profile:
            yield content / "printers" / "icc" / profile
    for folder in ("templates", "styles"):
        yield from (path for path in sorted((project.root / folder).rglob("*")) if path.is_file())
