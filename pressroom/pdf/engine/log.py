"""What the engine says while it works: warnings and errors, in its log."""

from __future__ import annotations

import logging

from weasyprint.logger import LOGGER


class Log(logging.Handler):
    """Takes what the engine says from here on, in place of any other."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        LOGGER.handlers[:] = [self]
        LOGGER.propagate = False

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps a message."""
        self.messages.append(record.getMessage())


def error(message: str, *values: object) -> None:
    """Reports an error of the page as the engine reports its own; `values` are filled in for `%s`."""
    LOGGER.error(message, *values)
