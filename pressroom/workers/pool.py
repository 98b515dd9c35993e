"""The engine in processes of its own: a hang, a crash or an abort of it costs one message, and Ctrl-C means Ctrl-C.

A pool of workers is forked before there is anything to do. Each loads the engine at once and then answers jobs that come through a
pipe. For Linux. Nothing heavy is loaded here.
"""

from __future__ import annotations

import select
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeVar

from pressroom.errors import PressroomError
from pressroom.workers.process import Job, Limits, Process, Result

__all__ = ["Limits", "WorkerPool"]

Key = TypeVar("Key")


class WorkerPool(Generic[Job, Result]):
    """`size` workers, at work from `with` on, gone after it however it ends. To be used from one thread.

    `load` is called in each of them and gives the function that does a job; both run under `limits`, with `scratch` for temporary
    files.
    """

    def __init__(self, load: Callable[[], Callable[[Job], Result]], size: int, limits: Limits, scratch: Path):
        self._load = load
        self._size = size
        self._limits = limits
        self._scratch = scratch
        self._workers: list[Process[Job, Result]] = []

    def __enter__(self) -> WorkerPool[Job, Result]:
        try:
            while len(self._workers) < self._size:
                self._start_worker()
        except BaseException:
            self._stop_worker(self._workers)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop_worker(self._workers)

    def renew(self) -> None:
        """Puts new workers, which load the engine at once, in the place of those that there are; none may have a job in hand."""
        self._stop_worker(list(self._workers))
        while len(self._workers) < self._size:
            self._start_worker()

    def run(self, jobs: Iterable[tuple[Key, Job]]) -> Iterator[tuple[Key, Result | PressroomError]]:
        """Does `jobs`, and gives each one's key and outcome as it ends, in whatever order that is.

        `jobs` is asked for the next one while the workers are busy with those before. An outcome is what the job's function returned;
        the PressroomError that it, or `load`, raised; or EngineFailed: `engine-failed` for any other exception, `engine-timeout`,
        `engine-memory`, or `engine-crashed`.
        """
        queue = iter(jobs)
        keys: dict[Process[Job, Result], Key] = {}
        try:
            following = next(queue, None)
            while following or keys:
                worker = self._idle(keys) if following else None
                if following and worker:
                    keys[worker], job = following
                    worker.give(job)
                    following = next(queue, None)
                    continue
                _wait(keys)
                for worker in list(keys):
                    if answer := worker.answer():
                        key = keys.pop(worker)
                        if not answer.sound:
                            self._stop_worker([worker])
                        yield key, answer.outcome
        finally:
            self._stop_worker(list(keys))

    def _idle(self, busy: Iterable[Process[Job, Result]]) -> Process[Job, Result] | None:
        """A worker without a job: a new one in the place of one that was lost."""
        idle = next((worker for worker in self._workers if worker not in busy), None)
        return self._start_worker() if not idle and len(self._workers) < self._size else idle

    def _start_worker(self) -> Process[Job, Result]:
        with _undisturbed():
            others = [end for worker in self._workers for end in worker.ends]
            worker = Process(self._load, self._limits, self._scratch, others)
            self._workers.append(worker)
        return worker

    def _stop_worker(self, workers: list[Process[Job, Result]]) -> None:
        with _undisturbed():
            for worker in workers:
                worker.kill()
            for worker in workers:
                worker.reap()
            self._workers = [worker for worker in self._workers if worker not in workers]


def _wait(workers: Iterable[Process[Job, Result]]) -> None:
    """Sleeps until one of `workers` can be written to or has something to say, or the first deadline is over."""
    poll = select.poll()
    for worker in workers:
        poll.register(worker.answers, select.POLLIN)
        if worker.sending:
            poll.register(worker.requests, select.POLLOUT)
    left = min(worker.deadline for worker in workers) - time.monotonic()
    poll.poll(max(0, left) * 1000 + 1)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Holds Ctrl-C and its like back, so that no child is left between its birth and the pool's list, or is killed but not buried."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
