"""The kit that a correction takes the place of, as its manifest and its checksums tell."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pressroom.errors import ContentRefused, Problem
from pressroom.kit.contents import manifest
from pressroom.kit.contents.naming import MARK, Names
from pressroom.project import Project

REVISION = re.compile(r"[0-9a-f]{40,64}")
FOLDER = "kit"


@dataclass(frozen=True)
class Replaced:
    """The kit that is replaced, as its manifest and its checksums tell: the revision and the sources that it was made from, its files."""

    revision: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, said: Mapping[str, Any], files: Mapping[str, str]) -> Replaced:
        """The kit with the manifest `said`; what has not the form of ours is left out."""
        source = said.get("source")
        source = source if isinstance(source, dict) else {}
        revision = str(source.get("revision", ""))
        return cls(revision if REVISION.fullmatch(revision) else "", _texts(source.get("files")), _texts(files))

    @classmethod
    def read(cls, record: Any) -> Replaced:
        """What `record` said, read back from a manifest."""
        said = record if isinstance(record, dict) else {}
        return cls.of({"source": {"revision": said.get("revision"), "files": said.get("sources")}}, said.get("files", {}))

    @property
    def record(self) -> dict[str, Any]:
        """The kit for a manifest; empty where there is none."""
        sources = {path: digest for path, digest in self.sources.items() if path.startswith("content/")}
        said = {"revision": self.revision, "sources": dict(sorted(sources.items())), "files": dict(sorted(self.files.items()))}
        return {key: value for key, value in said.items() if value}


def _texts(found: Any) -> dict[str, str]:
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def replaced(ours: Project, shelf: Path) -> dict[str, Replaced]:
    """The kits on a shelf of whose places the corrected chapters take; where one is that correction already, the kit that it replaced.

    Raises `ContentRefused` that names each chapter of which there is none.
    """
    found, problems = {}, []
    for stem, manuscript in ours.manuscripts.items():
        base = Names.of(manuscript, ours.library.imprint.value.short).base
        kits = sorted((shelf / FOLDER).glob(f"*{base}/{manifest.FILE}"))
        for file in (file for file in kits if MARK.sub("", file.parent.name) == base):
            said = json.loads(file.read_bytes())
            again = said.get("correction") == manuscript.correction
            sums = (file.parent / manifest.SUMS).read_bytes()
            found[stem] = Replaced.read(said.get("replaces")) if again else Replaced.of(said, manifest.read_sums(sums))
        if stem not in found:
            hint = f"a correction takes the place of a kit in dist/{FOLDER}: put the one that was sent out there"
            problems.append(Problem("nothing-to-correct", f"there is no kit of '{stem}' to be corrected", None, hint))
    if problems:
        raise ContentRefused(*problems)
    return found
