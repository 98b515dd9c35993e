"""veraPDF as a gate of the tests: where it can't be run, they fail and say what to install."""

from __future__ import annotations

from pathlib import Path

from pressroom import vera
from pressroom.errors import MachineLacks


def failures(path: Path, flavour: str) -> list[str]:
    """What is wrong with the file at `path` by a flavour of `vera.PROFILES`; empty where it conforms."""
    try:
        return vera.failures(path, [flavour])[flavour]
    except MachineLacks as lacking:
        raise AssertionError(str(lacking)) from None
