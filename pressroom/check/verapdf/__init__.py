"""veraPDF, the reference validator of PDF/A and PDF/UA; its packages and Java are optional.

It takes longer than all of our own checks, so `Validator` runs it beside them in a process of its own, `python -m pressroom.check.verapdf
FILE`, which answers with a line of JSON for each file. Nothing heavy is loaded here. `failures` runs veraPDF in this process.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from pressroom.check.verapdf.failures import failures
from pressroom.check.verapdf.java import jar, jvm
from pressroom.check.verapdf.profiles import PROFILES
from pressroom.errors import MachineLacks, Problem

__all__ = ["PROFILES", "Validator", "failures", "jvm"]

PROGRAM = (sys.executable, "-m", "pressroom.check.verapdf")
SECONDS = 120  # for a file; a long book takes a few
NO_ANSWER = Problem("no-validator", "veraPDF ended without an answer", hint="python -m pressroom.check.verapdf FILE shows why")


class Validator:
    """veraPDF's answers about `paths`, from a process that works from `with` on.

    An answer follows from the file's bytes alone, so it is remembered in the folder `memory`, and a file that has not changed since is
    not examined again.
    """

    def __init__(self, paths: Iterable[Path], memory: Path):
        self._memory = memory
        self._keys = {path: _key(path) for path in paths}
        self._answers = {path: known for path, key in self._keys.items() if (known := self._remembered(path, key))}
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Validator:
        if new := [str(path) for path in self._keys if path not in self._answers]:
            ways = [str(Path(__file__).parents[3]), *filter(None, [os.environ.get("PYTHONPATH")])]
            self._process = subprocess.Popen(  # noqa: S603 (ourselves)
                [*PROGRAM, *new],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(ways)},
                text=True,
            )
            self._watch = threading.Timer(SECONDS * len(new), self._process.kill)
            self._watch.start()
        return self

    @property
    def at_work(self) -> bool:
        """Whether there are files that it has to examine."""
        return self._process is not None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._process:
            if kind or len(self._answers) < len(self._keys):
                self._process.kill()
            self._process.communicate()  # the first on a machine still archives its classes
            self._watch.cancel()

    def answer(self, path: Path) -> dict[str, list[str]]:
        """What is wrong with the file at `path`, as `failures` says it by each of PROFILES; waits for it. Raises as `failures` does."""
        while path not in self._answers:
            line = self._process.stdout.readline() if self._process and self._process.stdout else ""
            if not line:
                raise MachineLacks(NO_ANSWER)
            answered: dict[str, Any] = json.loads(line)
            self._answers[Path(answered["path"])] = answered
            self._remember(Path(answered["path"]), answered)
        answer = self._answers[path]
        if "lacks" in answer:
            raise MachineLacks(Problem(**answer["lacks"]))
        if "unreadable" in answer:
            raise ValueError(answer["unreadable"])
        broken: dict[str, list[str]] = answer["broken"]
        return broken

    def _remembered(self, path: Path, key: str) -> dict[str, Any] | None:
        try:
            known = json.loads((self._memory / f"{path.stem}.json").read_bytes())
            return {"broken": {flavour: list(known["broken"][flavour]) for flavour in PROFILES}} if known["key"] == key else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _remember(self, path: Path, answer: dict[str, Any]) -> None:
        """Only what follows from the file: not that something is not installed."""
        if "broken" in answer:
            with suppress(OSError):  # it can be found again
                self._memory.mkdir(exist_ok=True)
                (self._memory / f"{path.stem}.json").write_text(json.dumps({"key": self._keys[path], "broken": answer["broken"]}))


def _key(path: Path) -> str:
    """What an answer depends on: the file's bytes and veraPDF itself; empty where either does not exist."""
    try:
        return f"{hashlib.sha256(path.read_bytes()).hexdigest()} {jar().stat().st_size}"
    except (OSError, MachineLacks):
        return ""
