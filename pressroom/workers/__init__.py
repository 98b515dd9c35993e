"""Processes that run the engine: a pool of them, each with limits on time and memory, so that a crash costs one page and not the build."""

from pressroom.workers.pool import Limits, WorkerPool

__all__ = ["Limits", "WorkerPool"]
