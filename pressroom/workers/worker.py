"""One worker process, as its parent sees it."""

from __future__ import annotations

import fcntl
import os
import signal
import warnings
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Generic, TypeVar

from pressroom.errors import EngineFailed, PressroomError, Problem
from pressroom.workers.child import Limits, log_tail, one_line, serve

PIPE_BYTES = 1 << 20
NO_MEMORY = ("failed to allocate", "cannot allocate", "bad_alloc", "out of memory", "memoryerror")
DUMP = "Fatal Python error"  # so begins faulthandler's list of calls

Job = TypeVar("Job")
Result = TypeVar("Result")


class Worker(Generic[Job, Result]):
    """A process that calls `load` and then does one job at a time with the function that `load` returns.

    `usable` turns false when it must not get another job.
    """

    def __init__(self, load: Callable[[], Callable[[Job], Result]], limits: Limits, scratch: Path):
        self.usable = True
        self._limits = limits
        self._reaped = False
        jobs, self._jobs = _pipe()
        self._results, results = _pipe()
        self._log = os.memfd_create("engine-log")
        given = (load, limits, scratch, jobs, results, self._log, os.getpid())
        self._process = ForkProcess(target=serve, args=given, daemon=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 on: where a library has started threads in the parent
            self._process.start()
        self._pid = self._process.pid or 0
        with suppress(ProcessLookupError):  # it has ended already
            os.setpgid(self._pid, self._pid)
        jobs.close()
        results.close()

    def fileno(self) -> int:
        """The pipe of its results, which can be read once there is one."""
        return self._results.fileno()

    def submit(self, job: Job) -> None:
        """Send a job to the process. If the pipe can't hold it, this waits until the process has loaded."""
        with suppress(BrokenPipeError):  # the process has died, and `result` says why
            self._jobs.send(job)

    def result(self) -> Result | PressroomError:
        """Wait for what the job returns, or the error that it ends with."""
        outcome: Result | PressroomError
        try:
            self.usable, outcome = self._results.recv()
        except (EOFError, OSError):
            self.usable = False
            outcome = self._cause_of_death()
        return outcome

    def kill(self) -> None:
        """Kill the process and everything that it started."""
        if not self._reaped:
            with suppress(ProcessLookupError):
                os.killpg(self._pid, signal.SIGKILL)

    def close(self) -> None:
        """Wait for the end of the process, which must have been killed, and close its pipes."""
        self._join()
        for end in (self._jobs, self._results, self._process):
            end.close()
        os.close(self._log)

    def _join(self) -> int:
        """Wait for the end of the process. The exit code is negative if a signal ended it."""
        self._process.join()
        self._reaped = True
        return self._process.exitcode or 0

    def _cause_of_death(self) -> EngineFailed:
        """Why the process has closed its pipe."""
        self.kill()  # no longer changes how it ended, unless it only closed the pipe
        status, log, too_much = self._join(), log_tail(self._log), f"needed more than {self._limits.megabytes} MB of memory"
        if status == -signal.SIGALRM:
            return EngineFailed(Problem("engine-timeout", f"the engine took longer than {self._limits.seconds:g} s", details=log))
        if any(words in log.lower() for words in NO_MEMORY):
            return EngineFailed(Problem("engine-memory", f"the engine {too_much}", details=log))
        how = signal.Signals(-status).name if status < 0 else f"status {status}"
        last = log.partition(DUMP)[0].strip().rpartition("\n")[2]
        message = one_line(f"the engine crashed ({how})" + (f": {last}" if last else ""))
        return EngineFailed(Problem("engine-crashed", message, hint=f"it may have {too_much}", details=log))


def _pipe() -> tuple[Connection, Connection]:
    """The reading and the writing end of a pipe that holds most jobs and results whole, so that neither side waits."""
    reading, writing = Pipe(duplex=False)
    with suppress(OSError):
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    return reading, writing
