"""The engine in the process that runs the tests, for tests that are not about worker processes.

To fork a worker and to copy the memory that it changes takes a fifth of the time of a small build. Here, the fonts and stylesheets that
one test's pages have brought serve the next test's too, as they serve a worker's next page.
"""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from pressroom.errors import PressroomError
from pressroom.pdf import pool
from pressroom.pdf.engine import patches
from pressroom.pdf.render import Job, Made
from pressroom.workers.pool import Limits

Key = TypeVar("Key")


class SameProcess:
    """Stands in for a `WorkerPool`: jobs run one after another in this process. Any exception but a PressroomError fails the test."""

    def __init__(self, load: Callable[[], Callable[[Job], Made]], size: int, limits: Limits, scratch: Path):
        self._load = load

    def __enter__(self) -> SameProcess:
        return self

    def __exit__(self, *exception: object) -> None:
        pass

    def renew(self) -> None:
        pass

    def run(self, jobs: Iterable[tuple[Key, Job]]) -> Iterator[tuple[Key, Made | PressroomError]]:
        for key, job in jobs:
            yield key, self._outcome(job)

    def _outcome(self, job: Job) -> Made | PressroomError:
        with _process_restored():
            try:
                return self._load()(job)
            except PressroomError as error:
                return error


@contextmanager
def _process_restored() -> Iterator[None]:
    """Undo what loading the engine changes for the rest of a worker's life."""
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the engine leaves its colour profile open
        patch.setenv("FONTCONFIG_FILE", "")
        for each in patches.PATCHES:
            module = importlib.import_module(each.module)
            patch.setattr(module, each.name, getattr(module, each.name))
        yield


@contextmanager
def same_process() -> Iterator[None]:
    """Have commands run the engine in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "WorkerPool", SameProcess)
        yield
