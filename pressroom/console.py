"""What a build tells while it runs: progress on a terminal, results at the end, nothing in between when piped."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from pressroom.errors import Problem


class Console:
    """Tells a build's course as text for people or, with `form` "json", as JSON lines for machines; with `why`, each output's reason."""

    def __init__(self, form: str, why: bool = False):
        self.form = form
        self.why = why
        self.live = form == "text" and sys.stderr.isatty()

    def progress(self, done: int, total: int, what: str) -> None:
        """Shows how far the build is, on a terminal only."""
        if self.live:
            print(f"\r\x1b[K{done} of {total}  {what}", end="", file=sys.stderr, flush=True)

    def say(self, message: str) -> None:
        """One line that people should see at once: a wait, a chapter that isn't listed."""
        self._clear()
        if self.form == "json":
            print(json.dumps({"kind": "message", "message": message}, ensure_ascii=False), flush=True)
        else:
            print(message, file=sys.stderr, flush=True)

    def problems(self, problems: Sequence[Problem], kind: str = "error") -> None:
        """What went wrong or, as `kind` "warning", could be better: to stderr for people."""
        self._clear()
        for problem in problems:
            if self.form == "json":
                print(json.dumps({"kind": kind, **problem.record()}, ensure_ascii=False))
            else:
                print(problem, file=sys.stderr)

    def result(self, text: str, record: Mapping[str, Any]) -> None:
        """What a command was run for."""
        self._clear()
        print(json.dumps(record, ensure_ascii=False) if self.form == "json" else text)

    def output(self, file: str, size: int, pages: int | None, written: bool, why: str = "") -> None:
        """One file that was made because of `why`, its size in bytes and, of a PDF, its pages; not `written` if it was the same already."""
        self._clear()
        if self.form == "json":
            self._record(file, size, pages, written, why)
        elif self.why:
            print(f"{file}: made, since {why}{'' if written else '; it came out the same'}")
        elif sys.stdout.isatty():
            extent = f"{pages} page{'s' if pages != 1 else ''}, " if pages else ""
            print(f"{file}  {extent}{max(1, round(size / 1000))} kB{'' if written else ', unchanged'}")

    def kept(self, outputs: Mapping[str, tuple[str, int, int]]) -> None:
        """The files that needed no making: by path their digest, size and pages."""
        self._clear()
        if self.form == "json":
            for file, (_, size, pages) in outputs.items():
                self._record(file, size, pages, False, "")
        elif self.why:
            for file in outputs:
                print(f"{file}: kept, since nothing that it is made from has changed")
        elif outputs and sys.stdout.isatty():
            print(f"{len(outputs)} file{'s' if len(outputs) != 1 else ''} kept, since nothing that they are made from has changed")

    def _record(self, file: str, size: int, pages: int | None, written: bool, why: str) -> None:
        extent = {"pages": pages} if pages else {}
        reason = {"why": why} if self.why else {}
        print(json.dumps({"kind": "output", "file": file, "bytes": size, **extent, "written": written, **reason}, ensure_ascii=False))

    def text(self, line: str) -> None:
        """A line of a result, for people alone."""
        if self.form == "text":
            self._clear()
            print(line, flush=not line)

    def record(self, kind: str, **values: object) -> None:
        """A result, for machines alone."""
        if self.form == "json":
            print(json.dumps({"kind": kind, **values}, ensure_ascii=False), flush=True)

    def _clear(self) -> None:
        if self.live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
