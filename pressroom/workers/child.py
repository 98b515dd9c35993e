"""The worker process: it sets its limits, loads the engine, and does jobs until its parent has no more or is gone."""

from __future__ import annotations

import errno
import faulthandler
import gc
import os
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NoReturn

from pressroom.errors import EngineFailed, OutputFailed, Place, PressroomError, Problem

LONGEST = 300
LOG_BYTES = 8000
PR_SET_PDEATHSIG = 1  # prctl(2)
DISK_FAILS = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS)
TERMINAL_SIGNALS = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP)

Work = Callable[[Any], Any]


@dataclass(frozen=True)
class Limits:
    """The limits of a job: seconds by the clock, megabytes of address space, which is also the limit for each file that it writes."""

    seconds: float = 120
    megabytes: int = 2048


def serve(load: Callable[[], Work], limits: Limits, scratch: Path, jobs: Connection, results: Connection, log: int, parent: int) -> None:
    """Answer each of `jobs` on `results` with `(usable, result or PressroomError)`, under `limits`. `load` has the same limits.

    After an unexpected error, the process is no longer `usable`. `parent` is the process id of the parent.
    """
    _close_inherited({jobs.fileno(), results.fileno(), log})
    _detach(parent, log)
    _limit_memory(limits.megabytes, scratch)
    _limit_time(limits.seconds)
    work = _loaded(load, limits)
    _limit_time(0)
    with suppress(EOFError):
        while True:
            job = jobs.recv()
            _limit_time(limits.seconds)
            answer = _answer(work, job, limits)
            _limit_time(0)
            try:
                results.send(answer)
            except Exception as error:  # it can't be pickled
                results.send((False, _as_problem(error, limits)))
            _clear_log()


def one_line(text: str) -> str:
    """`text` on one line of limited length, for a message."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[:LONGEST] + "…"


def log_tail(log: int) -> str:
    """The end of what a worker and its C libraries have written to standard output and standard error during a job."""
    return os.pread(log, LOG_BYTES, max(0, os.fstat(log).st_size - LOG_BYTES)).decode("utf-8", "replace")


def _close_inherited(own: set[int]) -> None:
    """Close what a program started by the parent would not inherit either: other workers' pipes, the lock on dist/, sockets."""
    for number in map(int, os.listdir("/proc/self/fd")):  # noqa: PTH208
        with suppress(OSError):
            if number not in own and not os.get_inheritable(number):
                os.close(number)


def _detach(parent: int, log: int) -> None:
    """Leave the terminal and its signals, write all output to `log`, and die with the parent."""
    for number in TERMINAL_SIGNALS:
        signal.signal(number, signal.SIG_IGN)  # the parent answers them
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.stdout = sys.stderr = open(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    faulthandler.enable(2)
    faulthandler.register(signal.SIGALRM, 2, chain=True)
    import ctypes

    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the line above
        os._exit(1)


def _limit_memory(megabytes: int, scratch: Path) -> None:
    """Limit the address space, not counting what the parent had mapped, and the size of each file; use `scratch` for temporary files."""
    pages = Path("/proc/self/statm").read_text().split()[0]  # proc(5): the size of the whole program
    space = int(pages) * resource.getpagesize() + (megabytes << 20)
    for kind, amount in ((resource.RLIMIT_AS, space), (resource.RLIMIT_FSIZE, megabytes << 20), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        most = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(kind, (most, most))
    os.environ["TMPDIR"] = str(scratch)
    if "tempfile" in sys.modules:  # it may have chosen a folder already
        vars(sys.modules["tempfile"])["tempdir"] = None
    gc.disable()  # the process ends before its garbage matters


def _limit_time(seconds: float) -> None:
    """Have the system kill this process in so many seconds, after faulthandler has logged where it was; 0: not any more."""
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _loaded(load: Callable[[], Work], limits: Limits) -> Work:
    """What `load` returns. If it fails, a function that fails in the same way for each job."""
    try:
        return load()
    except BaseException as error:
        failure = _as_problem(error, limits)

    def refuse(_job: Any) -> NoReturn:
        raise failure

    return refuse


def _answer(work: Work, job: Any, limits: Limits) -> tuple[bool, Any]:
    try:
        return True, work(job)
    except BaseException as error:
        return isinstance(error, PressroomError), _as_problem(error, limits)


def _as_problem(error: BaseException, limits: Limits) -> PressroomError:
    """The error for people. Its details are the traceback, after what the engine logged before."""
    if isinstance(error, PressroomError):
        return error
    import traceback

    traceback.clear_frames(error.__traceback__)  # frees the engine's memory
    traceback.print_exception(error)
    details = log_tail(2)
    if isinstance(error, MemoryError):
        return EngineFailed(Problem("engine-memory", f"the engine needed more than {limits.megabytes} MB of memory", details=details))
    if isinstance(error, OSError) and error.errno in DISK_FAILS:
        message = f"the engine can't write its temporary files: {os.strerror(error.errno).lower()}"
        return OutputFailed(Problem("output-failed", message, Place(os.environ["TMPDIR"]), "free some space and run it again"))
    return EngineFailed(Problem("engine-failed", one_line(f"the engine failed: {type(error).__name__}: {error}"), details=details))


def _clear_log() -> None:
    os.ftruncate(2, 0)
    os.lseek(2, 0, os.SEEK_SET)
