"""Drives headless Chromium through its DevTools protocol over a pair of pipes (--remote-debugging-pipe)."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
FLAGS += ("--disable-component-update", "--disable-sync", "--remote-debugging-pipe", "--window-size=1280,900")
SECONDS = 30  # to wait for an answer
HIGH = 20  # file descriptors from here on are not 3 and 4, which the browser reads and writes


class Browser:
    """A browser with one page and a profile in the new folder `profile`. It ends with the `with` statement."""

    def __init__(self, profile: Path):
        program = next((path for name in NAMES if (path := shutil.which(name))), None)
        if not program:
            raise SystemExit("no Chromium: apt-get install chromium")
        theirs_in, ours_out, ours_in, theirs_out = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, HIGH) for end in (*os.pipe(), *os.pipe()))

        def connect() -> None:
            os.dup2(theirs_in, 3)
            os.dup2(theirs_out, 4)

        command = [program, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
        self._process = subprocess.Popen(command, preexec_fn=connect, close_fds=False, stderr=subprocess.DEVNULL)
        os.close(theirs_in)
        os.close(theirs_out)
        self._out, self._in = ours_out, os.fdopen(ours_in, "rb", buffering=0)
        self._received = b""
        self._last = 0
        self._answers: dict[int, Any] = {}
        self._session: str | None = None
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()
        self._in.close()
        os.close(self._out)

    def open(self, address: str) -> None:
        """Open `address` and wait until it is loaded."""
        self.ask("Page.navigate", url=address)
        while self.evaluate("document.readyState") != "complete":
            time.sleep(0.02)

    def evaluate(self, script: str) -> Any:
        """Run a script; return its value, or that of the promise that it returns."""
        return self.end(self.begin(script))

    def begin(self, script: str) -> int:
        """Start a script; return a number with which `end` waits for its value."""
        return self._send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)

    def end(self, asked: int) -> Any:
        """Wait for the script that `begin` started; return its value."""
        return self._wait(asked)["result"].get("value")

    def picture(self) -> bytes:
        """A screenshot as PNG."""
        return base64.b64decode(self.ask("Page.captureScreenshot")["data"])

    def ask(self, method: str, **parameters: object) -> Any:
        """Call a method of the protocol; return the browser's answer."""
        return self._wait(self._send(method, **parameters))

    def _send(self, method: str, **parameters: object) -> int:
        self._last += 1
        session = {"sessionId": self._session} if self._session else {}
        os.write(self._out, json.dumps({"id": self._last, "method": method, "params": parameters, **session}).encode() + b"\0")
        return self._last

    def _wait(self, number: int) -> Any:
        while number not in self._answers:
            while b"\0" not in self._received:
                if not select.select([self._in], [], [], SECONDS)[0]:
                    raise TimeoutError(f"the browser has not answered within {SECONDS} s")
                self._received += self._in.read(1 << 16)
            message, _, self._received = self._received.partition(b"\0")
            answer = json.loads(message)
            if "id" in answer:
                self._answers[answer["id"]] = answer
        answer = self._answers.pop(number)
        if "error" in answer or "exceptionDetails" in answer["result"]:
            raise SystemExit(f"the browser says: {answer}")
        return answer["result"]
