"""The kit that a correction replaces, as its manifest and its checksums describe it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pressroom.errors import ContentRefused, Problem
from pressroom.kit.contents import manifest
from pressroom.kit.contents.naming import EMBARGO_PREFIX, Names
from pressroom.project import Project

REVISION = re.compile(r"[0-9a-f]{40,64}")
FOLDER = "kit"


@dataclass(frozen=True)
class ReplacedKit:
    """A kit that is replaced: the Git revision and the sources that it was made from, and its files, both by path with their SHA-256."""

    revision: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Mapping[str, Any], files: Mapping[str, str]) -> ReplacedKit:
        """The kit with the manifest `values`; what does not have the form of our manifests is left out."""
        source = values.get("source")
        source = source if isinstance(source, dict) else {}
        revision = str(source.get("revision", ""))
        return cls(revision if REVISION.fullmatch(revision) else "", _strings(source.get("files")), _strings(files))

    @classmethod
    def from_record(cls, record: Any) -> ReplacedKit:
        """The kit that a manifest holds as a `record`."""
        values = record if isinstance(record, dict) else {}
        return cls.of({"source": {"revision": values.get("revision"), "files": values.get("sources")}}, values.get("files", {}))

    @property
    def record(self) -> dict[str, Any]:
        """The kit for a manifest; empty where there is none."""
        sources = {path: digest for path, digest in self.sources.items() if path.startswith("content/")}
        values = {"revision": self.revision, "sources": dict(sorted(sources.items())), "files": dict(sorted(self.files.items()))}
        return {key: value for key, value in values.items() if value}


def _strings(found: Any) -> dict[str, str]:
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def find_replaced_kits(project: Project, dist: Path) -> dict[str, ReplacedKit]:
    """The kits in `dist` that the corrected chapters replace, by stem; where one is this very correction, the kit that it replaced.

    Raises `ContentRefused` that names each chapter without a kit.
    """
    found, problems = {}, []
    for stem, manuscript in project.manuscripts.items():
        name = Names.of(manuscript, project.library.imprint.value.short).chapter_name
        for file in sorted((dist / FOLDER).glob(f"*{name}/{manifest.FILE}")):
            if EMBARGO_PREFIX.sub("", file.parent.name) == name:
                values = json.loads(file.read_bytes())
                is_this_correction = values.get("correction") == manuscript.correction
                sums = (file.parent / manifest.SUMS).read_bytes()
                found[stem] = (
                    ReplacedKit.from_record(values.get("replaces"))
                    if is_this_correction
                    else ReplacedKit.of(values, manifest.read_sums(sums))
                )
        if stem not in found:
            hint = f"put the kit that was sent out into dist/{FOLDER}"
            problems.append(Problem("nothing-to-correct", f"there is no kit of '{stem}' to correct", None, hint))
    if problems:
        raise ContentRefused(*problems)
    return found
