"""What a build tells while it runs: progress on a terminal, results at the end, nothing in between when piped."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from pressroom.errors import Fault


class Teller:
    """Tells a build's course as text for people or, with `form` "json", as JSON lines for machines."""

    def __init__(self, form: str):
        self.form = form
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

    def faults(self, faults: Sequence[Fault]) -> None:
        """What went wrong: to stderr for people."""
        self._clear()
        for fault in faults:
            if self.form == "json":
                print(json.dumps({"kind": "fault", **fault.record()}, ensure_ascii=False))
            else:
                print(fault, file=sys.stderr)

    def output(self, file: str, size: int, pages: int | None, written: bool) -> None:
        """One finished file, its size in bytes and, of a PDF, its pages; `written` is false where it was the same already."""
        self._clear()
        if self.form == "json":
            print(json.dumps({"kind": "output", "file": file, "bytes": size, **({"pages": pages} if pages else {}), "written": written}))
        elif sys.stdout.isatty():
            extent = f"{pages} page{'s' if pages != 1 else ''}, " if pages else ""
            print(f"{file}  {extent}{max(1, round(size / 1000))} kB{'' if written else ', unchanged'}")

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
