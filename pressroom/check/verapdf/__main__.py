"""The process that validates files, and answers with a line of JSON for each."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from pressroom.check.verapdf import PROFILES, failures
from pressroom.check.verapdf.java import archive_classes, start_to_archive
from pressroom.errors import MachineLacks


def answer(paths: Iterable[str]) -> bool:
    """Print a line of JSON for each of `paths`: what is `broken` by each of PROFILES, why it is `unreadable`, or what the machine `lacks`.

    Returns whether any could be examined.
    """
    examined = False
    for path in paths:
        result = _result(path)
        examined = examined or "broken" in result
        print(json.dumps(result), flush=True)
    return examined


def _result(path: str) -> dict[str, object]:
    try:
        return {"path": path, "broken": failures(Path(path), list(PROFILES))}
    except MachineLacks as lacking:
        problem = lacking.problems[0]
        return {"path": path, "lacks": {"code": problem.code, "message": problem.message, "hint": problem.hint}}
    except ValueError as error:
        return {"path": path, "unreadable": str(error)}


def main(paths: Iterable[str]) -> None:
    """Answer about `paths`, and archive the classes that this took."""
    try:
        unfinished = start_to_archive()
    except MachineLacks:
        unfinished = None  # `answer` says so of each file
    examined = answer(paths)
    sys.stdout.close()
    if unfinished and examined:
        archive_classes(unfinished)
    os._exit(0)  # Java takes its time to end, for nothing


if __name__ == "__main__":
    main(sys.argv[1:])
