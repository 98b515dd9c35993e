"""How many processes set pages."""

import os
from pathlib import Path
from typing import Any

import pytest

from pressroom.pdf import pool


@pytest.mark.parametrize(("jobs", "cores", "workers"), [(1, 8, 1), (3, 8, 3), (120, 8, 4), (120, 2, 2), (120, None, 1)])
def test_there_are_no_more_workers_than_jobs_and_cores_and_memory_for_four(
    jobs: int, cores: int | None, workers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []

    def made(load: Any, size: int, limits: Any, scratch: Path) -> None:
        sizes.append(size)

    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    monkeypatch.setattr(pool, "WorkerPool", made)
    pool.engine_pool(tmp_path, jobs)
    assert sizes == [workers]
