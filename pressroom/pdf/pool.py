"""Processes that run the engine, for every command that makes PDFs."""

from __future__ import annotations

import os
from pathlib import Path

from pressroom.pdf.render import Job, Made, loader
from pressroom.workers import Limits, WorkerPool

LIMITS = Limits(seconds=300, megabytes=2048)
MOST_WORKERS = 4

EnginePool = WorkerPool[Job, Made]


def engine_pool(scratch: Path, jobs: int = MOST_WORKERS) -> EnginePool:
    """A pool with a suitable number of processes for about `jobs` jobs. `scratch` is the folder for their files."""
    return WorkerPool(loader(scratch), min(jobs, os.cpu_count() or 1, MOST_WORKERS), LIMITS, scratch)
