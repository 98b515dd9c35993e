"""The process that tells of each file that it is given, in a line of JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from pressroom.check.verapdf import PROFILES, failures
from pressroom.check.verapdf.java import keep, start_to_keep
from pressroom.errors import MachineLacks


def tell(paths: Iterable[str]) -> bool:
    """A line of JSON for each of `paths`: what is `broken` by each of PROFILES, or that it is `unreadable`, or what the machine `lacks`.

    Returns whether one could be examined to its end.
    """
    examined = False
    for path in paths:
        answer = _answered(path)
        examined = examined or "broken" in answer
        print(json.dumps(answer), flush=True)
    return examined


def _answered(path: str) -> dict[str, object]:
    try:
        return {"path": path, "broken": failures(Path(path), list(PROFILES))}
    except MachineLacks as lacking:
        problem = lacking.problems[0]
        return {"path": path, "lacks": {"code": problem.code, "message": problem.message, "hint": problem.hint}}
    except ValueError as error:
        return {"path": path, "unreadable": str(error)}


def main(paths: Iterable[str]) -> None:
    """Tells, and keeps the classes that this took."""
    try:
        unfinished = start_to_keep()
    except MachineLacks:
        unfinished = None  # `tell` says so of each file
    examined = tell(paths)
    sys.stdout.close()
    if unfinished and examined:
        keep(unfinished)
    os._exit(0)  # Java's own end takes its time, for nothing


if __name__ == "__main__":
    main(sys.argv[1:])
