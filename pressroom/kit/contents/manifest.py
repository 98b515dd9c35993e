"""The manifest of a kit: what each file is and what it was made from; and the list of checksums that sha256sum checks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pressroom.kit.contents.naming import media_type

FILE, SUMS, README = "manifest.json", "SHA256SUMS", "README.txt"


@dataclass(frozen=True)
class Provenance:
    """What a kit was made from. `revision` is Git's, or empty; `changed` whether files differ from it; `sources` have their SHA-256."""

    stem: str
    language: str
    printer: str
    revision: str
    changed: bool
    engine: Mapping[str, str]
    sources: Mapping[str, str]


def written(
    name: str, provenance: Provenance, files: Mapping[str, bytes], embargo: str, correction: str, replaces: Mapping[str, Any]
) -> bytes:
    """The manifest of the kit `name` that holds `files`; `embargo` is its instant while in force, `replaces` what the old kit was.

    What has no value is left out.
    """
    said: dict[str, Any] = {
        "kit": name,
        "chapter": provenance.stem,
        "language": provenance.language,
        "printer": provenance.printer,
        "embargoed_until": embargo,
        "correction": correction,
        "replaces": dict(replaces),
        "source": {
            "revision": provenance.revision or "not under version control",
            "changed_since": provenance.changed,
            "files": dict(sorted(provenance.sources.items())),
        },
        "engine": dict(provenance.engine),
        "files": [
            {"path": path, "type": media_type(path), "bytes": len(data), "sha256": digest(data)} for path, data in sorted(files.items())
        ],
    }
    kept = {key: value for key, value in said.items() if value not in ("", {})}
    return (json.dumps(kept, ensure_ascii=False, indent=2) + "\n").encode()


def sums(files: Mapping[str, bytes]) -> bytes:
    """The checksums of `files`, as `sha256sum --check` reads them."""
    return "".join(f"{digest(data)}  {path}\n" for path, data in sorted(files.items())).encode()


def read_sums(data: bytes) -> dict[str, str]:
    """Path and SHA-256 of each line of a list of checksums; other lines are passed over."""
    lines = (line.partition("  ") for line in data.decode("utf-8", "replace").splitlines())
    return {path: checksum for checksum, gap, path in lines if gap and path}


def digest(data: bytes) -> str:
    """The SHA-256 of `data`, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
