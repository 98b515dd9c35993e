"""What a command prints while it runs: progress on a terminal, results at the end, nothing in between when its output goes to a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from textwrap import indent
from typing import Any

from pressroom.errors import Problem, counted

DEBUG_HINT = "run it again with --debug for details"


class Console:
    """Prints text for people or, with `form` "json", a JSON object on each line for machines.

    With `why`, each file that is built comes with the reason; with `debug`, each problem with its details. A `quiet` one prints neither
    progress, nor files that are built or up to date, nor warnings.
    """

    def __init__(self, form: str, *, why: bool = False, debug: bool = False, quiet: bool = False):
        self.form = form
        self.why = why
        self.debug = debug
        self.quiet = quiet
        self.live = form == "text" and sys.stderr.isatty()

    def progress(self, done: int, total: int, what: str) -> None:
        """Show how far the command has come, on a terminal only."""
        if self.live and not self.quiet:
            print(f"\r\x1b[K{done} of {total}  {what}", end="", file=sys.stderr, flush=True)

    def say(self, message: str) -> None:
        """Print a line that people should see at once: that the command waits, that a chapter isn't listed."""
        self._clear()
        if self.form == "json":
            print(json.dumps({"kind": "message", "message": message}, ensure_ascii=False), flush=True)
        else:
            print(message, file=sys.stderr, flush=True)

    def problems(self, problems: Sequence[Problem], kind: str = "error") -> None:
        """Print errors or, as `kind` "warning", what does not stop a build: as text to standard error, on a terminal
        with the kind before each message."""
        self._clear()
        for problem in problems if kind == "error" or not self.quiet else ():
            details = problem.details if self.debug else ""
            if problem.details and not self.debug:
                problem = replace(problem, hint="; ".join(filter(None, (problem.hint, DEBUG_HINT))))
            if self.form == "json":
                print(json.dumps({"kind": kind, **problem.record(), **({"details": details} if details else {})}, ensure_ascii=False))
            else:
                print(replace(problem, message=f"{kind}: {problem.message}") if self.live else problem, file=sys.stderr)
                print(indent(details, "    "), end="", file=sys.stderr)

    def result(self, text: str, record: Mapping[str, Any]) -> None:
        """Print what the command was run for."""
        self._clear()
        print(json.dumps(record, ensure_ascii=False) if self.form == "json" else text)

    def output(self, file: str, size: int, pages: int | None, written: bool, why: str = "") -> None:
        """Print that `file` was built because `why`; its size is in bytes. It is not `written` if it already had the same bytes."""
        self._clear()
        if self.quiet:
            return
        if self.form == "json":
            self._record(file, size, pages, written, why)
        elif self.why:
            print(f"{file}: built because {why}{'' if written else '; its bytes are the same as before'}")
        elif sys.stdout.isatty():
            extent = f"{counted(pages, 'page')}, " if pages else ""
            print(f"{file}  {extent}{max(1, round(size / 1000))} kB{'' if written else ', unchanged'}")

    def up_to_date(self, outputs: Mapping[str, tuple[str, int, int]]) -> None:
        """Print which files did not have to be built: by path their digest, size and pages."""
        self._clear()
        if self.quiet:
            return
        if self.form == "json":
            for file, (_, size, pages) in outputs.items():
                self._record(file, size, pages, False, "")
        elif self.why:
            for file in outputs:
                print(f"{file}: up to date")
        elif outputs and sys.stdout.isatty():
            print(f"{len(outputs)} file{'s are' if len(outputs) != 1 else ' is'} up to date")

    def _record(self, file: str, size: int, pages: int | None, written: bool, why: str) -> None:
        extent = {"pages": pages} if pages else {}
        reason = {"why": why} if self.why else {}
        print(json.dumps({"kind": "output", "file": file, "bytes": size, **extent, "written": written, **reason}, ensure_ascii=False))

    def summary(self, line: str) -> None:
        """Print a line that says what was made, on a terminal only."""
        if self.form == "text" and sys.stdout.isatty():
            self._clear()
            print(line)

    def failed(self, line: str) -> None:
        """Print a last line that says what was not made, for people only, to standard error."""
        if self.form == "text":
            self._clear()
            print(line, file=sys.stderr, flush=True)

    def text(self, line: str) -> None:
        """Print a line of a result, for people only."""
        if self.form == "text":
            self._clear()
            print(line, flush=not line)

    def record(self, kind: str, **values: object) -> None:
        """Print a result, for machines only."""
        if self.form == "json":
            print(json.dumps({"kind": kind, **values}, ensure_ascii=False), flush=True)

    def _clear(self) -> None:
        if self.live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
