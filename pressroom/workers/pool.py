"""The engine in processes of its own: if it hangs, crashes or aborts, this costs one page, and Ctrl-C stops everything at once.

The workers are forked before there is anything to do. Each loads the engine at once and then waits for jobs. Linux only.

The processes and their messages are multiprocessing's; a cold build takes no longer with it than it did with pipes of our own (0.98 of
the time), since it loads most of what multiprocessing imports in any case. The executor of `concurrent.futures` would not do: one crash
breaks all of it.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeVar

from pressroom.errors import PressroomError
from pressroom.workers.child import Limits
from pressroom.workers.worker import Job, Result, Worker

__all__ = ["Limits", "WorkerPool"]

Key = TypeVar("Key")


class WorkerPool(Generic[Job, Result]):
    """`size` processes that start with the `with` statement and are gone after it, however it ends. Use it from one thread.

    `load` is called in each process and returns the function that does a job. Both run under `limits`, with `scratch` as the folder
    for temporary files.
    """

    def __init__(self, load: Callable[[], Callable[[Job], Result]], size: int, limits: Limits, scratch: Path):
        self._load = load
        self._size = size
        self._limits = limits
        self._scratch = scratch
        self._workers: list[Worker[Job, Result]] = []

    def __enter__(self) -> WorkerPool[Job, Result]:
        try:
            self._start()
        except BaseException:
            self._stop(self._workers)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop(self._workers)

    def renew(self) -> None:
        """Replace all processes by new ones, which load the engine at once. No job may be running."""
        self._stop(self._workers)
        self._start()

    def run(self, jobs: Iterable[tuple[Key, Job]]) -> Iterator[tuple[Key, Result | PressroomError]]:
        """Run `jobs` and yield the key and the outcome of each as it ends, in any order.

        The next job is taken from `jobs` while the workers are busy. An outcome is what the job's function returned; the
        PressroomError that it, or `load`, raised; or EngineFailed with the code `engine-failed` (any other exception),
        `engine-timeout`, `engine-memory` or `engine-crashed`.
        """
        queue = iter(jobs)
        keys: dict[Worker[Job, Result], Key] = {}
        try:
            following = next(queue, None)
            while following or keys:
                if following and len(keys) < self._size:
                    key, job = following
                    worker = self._idle(keys)
                    keys[worker] = key
                    worker.submit(job)
                    following = next(queue, None)
                    continue
                ready = wait([worker.fileno() for worker in keys])
                for worker in [worker for worker in keys if worker.fileno() in ready]:
                    key, outcome = keys.pop(worker), worker.result()
                    if not worker.usable:
                        self._stop([worker])
                    yield key, outcome
        finally:
            self._stop(keys)

    def _idle(self, busy: Collection[Worker[Job, Result]]) -> Worker[Job, Result]:
        """A worker without a job. One that died has been removed, so a new one takes its place."""
        if len(busy) == len(self._workers):
            self._start()
        return next(worker for worker in self._workers if worker not in busy)

    def _start(self) -> None:
        """Start the processes that are missing."""
        while len(self._workers) < self._size:
            with _signals_held():
                self._workers.append(Worker(self._load, self._limits, self._scratch))

    def _stop(self, workers: Iterable[Worker[Job, Result]]) -> None:
        stopping = list(workers)
        with _signals_held():
            for worker in stopping:
                worker.kill()
            for worker in stopping:
                worker.close()
            self._workers = [worker for worker in self._workers if worker not in stopping]


@contextmanager
def _signals_held() -> Iterator[None]:
    """Hold back Ctrl-C and the like, so that no process is started but not listed, or killed but not reaped."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
