"""The engine at work: one HTML file becomes one tagged PDF, or says why not.

Runs in a worker's process. Whatever the engine says while it works, a warning too, is an error here: what it ignores would be missing
on the page.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.composition.copyfit import Fit
from pressroom.errors import EngineFailed, Place, PressroomError, Problem, StyleRefused
from pressroom.pdf.engine.loading import LIBRARIES, load_engine, note_libraries
from pressroom.pdf.specification import Specification

if TYPE_CHECKING:
    from pressroom.composition import Strain

STYLE_MESSAGE = re.compile(r".* at (\d+):(\d+)[,.:]", re.DOTALL)


@dataclass(frozen=True)
class Job:
    """An HTML file, a stylesheet's file and line for each line of its style element, and for the press edition what the printer asks.

    It should have so many `pages` (0: as many as it takes).
    """

    html: str
    style_places: tuple[tuple[str, int], ...]
    press: Specification | None = None
    pages: int = 0


@dataclass(frozen=True)
class Made:
    """A finished PDF, the paragraphs that could not be set well in it, and its extent."""

    pdf: bytes
    strains: tuple[Strain, ...]
    fit: Fit


class _Log(logging.Handler):
    """Keeps what the engine says."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def loader(scratch: Path) -> Callable[[], Callable[[Job], Made]]:
    """What a worker calls to load the engine; the call returns the function from job to PDF."""

    def load() -> Callable[[Job], Made]:
        load_engine(scratch)
        import weasyprint.pdf

        from pressroom.pdf import lines, metadata, pages, pdfx, tags  # noqa: F401 (no page has to wait for any)
        from pressroom.pdf.engine import guard, typecase  # noqa: F401 (no page has to wait for any)

        weasyprint.pdf.add_tags = tags.add_tags  # the engine's own tree breaks paragraphs at pages
        note_libraries(scratch / LIBRARIES)
        lines.install()
        typecase.install()
        return render

    return load


def render(job: Job) -> Made:
    """The PDF of a page. Raises `StyleRefused` for what the engine ignores in a stylesheet, `EngineFailed` for all else."""
    import weasyprint
    from weasyprint.logger import LOGGER
    from weasyprint.urls import FatalURLFetchingError

    from pressroom.pdf import metadata, pages, pdfx
    from pressroom.pdf.engine import guard, typecase

    log = _Log()
    LOGGER.handlers[:] = [log]
    LOGGER.propagate = False
    fetcher = guard.Guard()
    case = typecase.take(job.html)
    try:
        page = weasyprint.HTML(string=fetcher.hold(job.html), base_url=None, url_fetcher=fetcher)
        if job.press and not job.press.links:
            pdfx.unlink(page)
        laid = pages.lay_out(page, case.fonts, job.pages)
        if job.press:
            pdf = pdfx.write(laid.document, job.press)
        else:
            pdf = laid.document.write_pdf(pdf_variant=metadata.VARIANT, finisher=metadata.finish)
    except FatalURLFetchingError:
        raise EngineFailed(*fetcher.problems) from None
    problems = [*(_said(message, job.style_places) for message in log.messages), *fetcher.problems]
    if problems:
        worst = StyleRefused if all(problem.code == "style-ignored" for problem in problems) else EngineFailed
        failure: PressroomError = worst(*dict.fromkeys(problems))
        raise failure
    typecase.put_back(case)
    return Made(pdf, laid.strains, laid.fit)


def _said(message: str, style_places: tuple[tuple[str, int], ...]) -> Problem:
    """What the engine said, at the stylesheet's line where it names one."""
    match = STYLE_MESSAGE.match(message)
    if match and 0 < int(match[1]) <= len(style_places):
        file, line = style_places[int(match[1]) - 1]
        return Problem("style-ignored", f"the engine says: {message}", Place(file, line, int(match[2])))
    return Problem("engine-said", f"the engine says: {message}")
