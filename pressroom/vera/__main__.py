"""The process that tells of each file that it is given, in a line of JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from pressroom.errors import MachineLacks
from pressroom.vera import PROFILES, failures
from pressroom.vera.java import kept


def tell(paths: Iterable[str]) -> None:
    """A line of JSON for each of `paths`: what is `broken` by each of PROFILES, or that it is `unreadable`, or what the machine `lacks`."""
    for path in paths:
        print(json.dumps(_answered(path)), flush=True)


def _answered(path: str) -> dict[str, object]:
    try:
        return {"path": path, "broken": failures(Path(path), list(PROFILES))}
    except MachineLacks as lacking:
        fault = lacking.faults[0]
        return {"path": path, "lacks": {"code": fault.code, "message": fault.message, "hint": fault.hint}}
    except ValueError as error:
        return {"path": path, "unreadable": str(error)}


if __name__ == "__main__":
    try:
        with kept():
            tell(sys.argv[1:])
            sys.stdout.close()  # all is told
    except MachineLacks:
        tell(sys.argv[1:])
