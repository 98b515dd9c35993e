"""The child's side of a worker: it confines itself, loads the engine, and answers jobs until its parent has no more, or is gone."""

from __future__ import annotations

import errno
import faulthandler
import gc
import os
import pickle
import resource
import signal
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from pressroom.errors import EngineFailed, OutputFailed, Place, PressroomError, Problem

HEAD = struct.Struct(">Q")  # before each message: how many bytes it has
LONGEST = 300
PR_SET_PDEATHSIG = 1  # prctl(2)
DISK_FAILS = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS)
TERMINAL_SIGNALS = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP)

Work = Callable[[Any], Any]


@dataclass(frozen=True)
class Ends:
    """The child's ends of its pipes, the file for its standard output and error, and its parent's ends, which are not for it."""

    requests: int
    answers: int
    log: int
    foreign: tuple[int, ...]


def serve(load: Callable[[], Work], megabytes: int, scratch: Path, ends: Ends, parent: int) -> NoReturn:
    """The child's whole life, from the fork on. A message is a pickle: a job that way, `(sound, result or PressroomError)` this way.

    A child that isn't `sound` any more has met an error that the engine did not foresee. `parent` is the parent's process id.
    """
    status = 1
    try:
        for end in ends.foreign:
            os.close(end)
        _detach(parent, ends.log)
        _confine(megabytes, scratch)
        work = _loaded(load, megabytes)
        with os.fdopen(ends.requests, "rb") as incoming, os.fdopen(ends.answers, "wb") as outgoing:
            while len(head := incoming.read(HEAD.size)) == HEAD.size:
                answer = _answer(work, incoming.read(HEAD.unpack(head)[0]), megabytes)
                outgoing.write(HEAD.pack(len(answer)) + answer)
                outgoing.flush()
        status = 0
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(status)  # what the parent would do at its end is not the child's to do


def one_line(text: str) -> str:
    """`text` on one line of bounded length, as a message to people."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[:LONGEST] + "…"


def _detach(parent: int, log: int) -> None:
    """Parts from the terminal and its signals, writes to `log` what C libraries and Python say, and dies with the parent."""
    os.setpgid(0, 0)
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
    import ctypes

    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the line above
        os._exit(1)


def _confine(megabytes: int, scratch: Path) -> None:
    """Bounds the address space and the size of each file written, leaves no core file, and puts temporary files into `scratch`.

    What the parent had mapped when it forked does not count.
    """
    pages = Path("/proc/self/statm").read_text().split()[0]  # proc(5): the size of the whole program
    space = int(pages) * resource.getpagesize() + (megabytes << 20)
    for kind, amount in ((resource.RLIMIT_AS, space), (resource.RLIMIT_FSIZE, megabytes << 20), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        most = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(kind, (most, most))
    os.environ["TMPDIR"] = str(scratch)
    if "tempfile" in sys.modules:  # it may have settled on a folder already
        vars(sys.modules["tempfile"])["tempdir"] = None
    gc.disable()  # a job's rubbish goes with the process


def _loaded(load: Callable[[], Work], megabytes: int) -> Work:
    """What `load` gives; where it fails, work that says so of each job."""
    try:
        return load()
    except BaseException as error:
        failure = _explained(error, megabytes)

    def refuse(_job: Any) -> NoReturn:
        raise failure

    return refuse


def _answer(work: Work, request: bytes, megabytes: int) -> bytes:
    try:
        return pickle.dumps((True, work(pickle.loads(request))))  # noqa: S301 (our own parent wrote it)
    except BaseException as error:
        return pickle.dumps((isinstance(error, PressroomError), _explained(error, megabytes)))


def _explained(error: BaseException, megabytes: int) -> PressroomError:
    """`error` as it is told to people; the way to it becomes a note, for `--debug`."""
    if isinstance(error, PressroomError):
        return error
    if isinstance(error, MemoryError):
        error.__traceback__ = None  # gives back what the engine held
        return EngineFailed(Problem("engine-memory", f"the engine needed more than {megabytes} MB of memory"))
    if isinstance(error, OSError) and error.errno in DISK_FAILS:
        message = f"the engine can't write its temporary files: {os.strerror(error.errno).lower()}"
        return OutputFailed(Problem("output-failed", message, Place(os.environ["TMPDIR"]), "free some space and run it again"))
    import traceback

    failure = EngineFailed(Problem("engine-failed", one_line(f"the engine failed: {type(error).__name__}: {error}")))
    failure.add_note("".join(traceback.format_exception(error)))
    return failure
