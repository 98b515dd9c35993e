"""Collects the engine's warnings and errors from its log."""

from __future__ import annotations

import logging

from weasyprint.logger import LOGGER


class Log(logging.Handler):
    """Collects the messages of the engine from now on, instead of any other handler."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        LOGGER.handlers[:] = [self]
        LOGGER.propagate = False

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps a message."""
        self.messages.append(record.getMessage())


def error(message: str, *values: object) -> None:
    """Report an error in the page like the engine does. `values` replace `%s`."""
    LOGGER.error(message, *values)
