"""One child process, seen from its parent."""

from __future__ import annotations

import fcntl
import os
import pickle
import signal
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pressroom.errors import EngineFailed, PressroomError, Problem
from pressroom.workers.child import HEAD, Ends, one_line, serve

PIPE_BYTES = 1 << 20
LOG_BYTES = 8000
NO_MEMORY = ("failed to allocate", "cannot allocate", "bad_alloc", "out of memory", "memoryerror")

Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Limits:
    """What a job may take: seconds by the clock, megabytes of address space. No file written is larger than that either."""

    seconds: float = 120
    megabytes: int = 2048


@dataclass(frozen=True)
class Answer(Generic[Result]):
    """What came of a job; `sound` is false where its worker is not to be given another."""

    outcome: Result | PressroomError
    sound: bool


class Process(Generic[Job, Result]):
    """One child process, seen from its parent, with at most one job in hand."""

    def __init__(self, load: Callable[[], Callable[[Job], Result]], limits: Limits, scratch: Path, others: list[int]):
        self._limits = limits
        self._unsent = memoryview(b"")
        self._received = bytearray()
        self._log_start = 0
        self.deadline = 0.0
        self._status: int | None = None
        request_end, self.requests = os.pipe()
        self.answers, answer_end = os.pipe()
        self._log = os.memfd_create("engine-log")
        self.ends = (self.requests, self.answers, self._log)
        for end in (self.requests, self.answers):
            os.set_blocking(end, False)
            with suppress(OSError):  # larger pipes spare waiting, no more
                fcntl.fcntl(end, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        parent = os.getpid()
        self._pid = _fork()
        if not self._pid:
            ends = Ends(request_end, answer_end, self._log, (*others, self.requests, self.answers))
            serve(load, limits.megabytes, scratch, ends, parent)
        with suppress(OSError):
            os.setpgid(self._pid, self._pid)  # the child does it too; whoever comes first
        os.close(request_end)
        os.close(answer_end)

    @property
    def sending(self) -> bool:
        return bool(self._unsent)

    def give(self, job: Job) -> None:
        """Hands over `job`: what the pipe takes of it now, the rest with each `answer`."""
        body = pickle.dumps(job)
        self._unsent = memoryview(HEAD.pack(len(body)) + body)
        self._log_start = os.fstat(self._log).st_size if self.deadline else 0  # what `load` said belongs to the first job
        self.deadline = time.monotonic() + self._limits.seconds
        self._send()

    def answer(self) -> Answer[Result] | None:
        """What came of the job in hand; None while nothing has."""
        self._send()
        ended = self._receive()
        if len(self._received) >= HEAD.size and len(self._received) >= HEAD.size + HEAD.unpack_from(self._received)[0]:
            sound, outcome = pickle.loads(memoryview(self._received)[HEAD.size :])  # noqa: S301 (our own child wrote it)
            self._received = bytearray()
            return Answer(outcome, sound)
        if ended:
            return Answer(self._post_mortem(), sound=False)
        if not self._received and time.monotonic() > self.deadline:
            return Answer(self._failed("engine-timeout", f"the engine took longer than {self._limits.seconds:g} s"), sound=False)
        return None

    def kill(self) -> None:
        """Kills the child and all that it started."""
        if self._status is None:
            with suppress(ProcessLookupError):
                os.killpg(self._pid, signal.SIGKILL)

    def reap(self) -> None:
        """Waits for the end of the child that was killed, and closes the pipes."""
        self._wait()
        for end in self.ends:
            os.close(end)

    def _wait(self) -> int:
        """The exit code of the child, as a negative number the signal that ended it."""
        if self._status is None:
            self._status = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
        return self._status

    def _send(self) -> None:
        try:
            while self._unsent:
                self._unsent = self._unsent[os.write(self.requests, self._unsent) :]
        except BlockingIOError:
            pass
        except BrokenPipeError:
            self._unsent = memoryview(b"")  # it is dead, as the other pipe shows

    def _receive(self) -> bool:
        """Takes what has come; whether that was all that ever will."""
        with suppress(BlockingIOError):
            while chunk := os.read(self.answers, PIPE_BYTES):
                self._received += chunk
            return True
        return False

    def _post_mortem(self) -> EngineFailed:
        """Why the child died. The kill doesn't change how: it is for those that it started, and if it only closed its pipe."""
        self.kill()
        status = self._wait()
        said = self._said()
        if any(words in said.lower() for words in NO_MEMORY):
            return self._failed("engine-memory", f"the engine needed more than {self._limits.megabytes} MB of memory")
        how = next((number.name for number in signal.Signals if number == -status), f"status {status}")
        # Below this line faulthandler tells where in Python it was, which is for the note.
        last = said.partition("Fatal Python error")[0].strip().rpartition("\n")[2]
        message = one_line(f"the engine crashed ({how})" + (f": {last}" if last else ""))
        return self._failed("engine-crashed", message, f"so may one that needs more than {self._limits.megabytes} MB of memory")

    def _failed(self, code: str, message: str, hint: str = "") -> EngineFailed:
        """The failure, with what the child last wrote on its standard error as a note."""
        failure = EngineFailed(Problem(code, message, hint=hint))
        failure.add_note(self._said())
        return failure

    def _said(self) -> str:
        size = os.fstat(self._log).st_size
        return os.pread(self._log, LOG_BYTES, max(self._log_start, size - LOG_BYTES)).decode("utf-8", "replace")


def _fork() -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 on: where a library of the parent's has started threads
        return os.fork()
