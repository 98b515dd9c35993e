"""Validation by veraPDF. Where it can't be run, tests fail and say what to install."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from pressroom.check import verapdf
from pressroom.errors import MachineLacks


def failures(path: Path, flavour: str) -> list[str]:
    """The failures of the file at `path` in a flavour of `vera.PROFILES`; empty if it conforms."""
    return _judged(path, hashlib.sha256(path.read_bytes()).hexdigest())[flavour]


@cache  # one reading answers for all flavours
def _judged(path: Path, _digest: str) -> dict[str, list[str]]:
    try:
        return verapdf.failures(path, list(verapdf.PROFILES))
    except MachineLacks as lacking:
        raise AssertionError(str(lacking)) from None
