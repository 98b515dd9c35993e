"""Makes a tagged PDF from an HTML file, in a worker process.

Everything that the engine logs is an error, even its warnings, since what it ignores would be missing on the page.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.composition.copyfit import Fit
from pressroom.errors import EngineFailed, Place, PressroomError, Problem, StyleRefused, WrongUsage
from pressroom.pdf.engine import patches
from pressroom.pdf.engine.loading import LIBRARIES, load_engine, note_libraries
from pressroom.pdf.specification import Specification

if TYPE_CHECKING:
    from pressroom.composition import BadLines

STYLE_MESSAGE = re.compile(r"(?P<what>.*) at (?P<line>\d+):(?P<column>\d+)(?=[,.:]|\Z)", re.DOTALL)  # lines of the joined stylesheet


@dataclass(frozen=True)
class Job:
    """An HTML file to make a PDF of.

    `style_places` gives the stylesheet and line that each line of its style element comes from. `press` is the specification of a print
    edition. `pages` is the number of pages that it should have (0: any).
    """

    html: str
    style_places: tuple[tuple[str, int], ...]
    press: Specification | None = None
    pages: int = 0


@dataclass(frozen=True)
class Made:
    """A finished PDF, its badly set lines, and its extent."""

    pdf: bytes
    bad_lines: tuple[BadLines, ...]
    fit: Fit


def loader(scratch: Path) -> Callable[[], Callable[[Job], Made]]:
    """The function that a worker calls to load the engine. It returns the function that makes the PDF of a job.

    `PRESSROOM_PLAIN` in the environment leaves parts of the work to the engine (docs/engine.md). The call raises `MachineLacks`,
    `WrongUsage`.
    """

    def load() -> Callable[[Job], Made]:
        plain = patches.plain_parts(os.environ)
        load_engine(scratch)
        from pressroom.pdf import layout, metadata, pdfx  # noqa: F401 (no page has to wait for any)
        from pressroom.pdf.engine import document, log  # noqa: F401 (no page has to wait for any)

        patches.install(plain).__enter__()  # for the process's life
        note_libraries(scratch / LIBRARIES)
        return render

    return load


def plain_warning() -> Problem:
    """The warning to print while `PRESSROOM_PLAIN` is set. Raises `WrongUsage` if it contains an unknown part."""
    parts = ", ".join(sorted(patches.plain_parts(os.environ)))
    message = f"{patches.VARIABLE} leaves to the engine: {parts}; do not publish what is built now"
    return Problem("engine-plain", message, hint="docs/engine.md")


def refuse_plain_engine() -> None:
    """Raises `WrongUsage` while `PRESSROOM_PLAIN` is set."""
    if os.environ.get(patches.VARIABLE):
        message = f"no kit is made or verified while {patches.VARIABLE} is set: its pages would not be the report's"
        raise WrongUsage(Problem("engine-plain", message, hint=f"run: unset {patches.VARIABLE}"))


def render(job: Job) -> Made:
    """Make the PDF of a page. Raises `StyleRefused` for CSS that the engine ignores, `EngineFailed` for everything else."""
    from pressroom.pdf import layout, lines, metadata, pdfx
    from pressroom.pdf.engine import document, fetcher, log, stylesheet_cache

    said = log.Log()
    embedded = fetcher.EmbeddedFetcher()
    styles = stylesheet_cache.borrow(job.html)
    lines.renew_compositor(styles.fonts)
    try:
        source = document.parse(embedded.shorten(job.html), embedded)
        if job.press and not job.press.links:
            pdfx.unlink(source)
        laid_out = layout.lay_out(source, styles.fonts, job.pages)
        if job.press:
            pdf = pdfx.write(laid_out.document, job.press)
        else:
            pdf = document.write(laid_out.document, metadata.finish, pdf_variant=metadata.VARIANT)
    except fetcher.FatalURLFetchingError:
        raise EngineFailed(*embedded.problems) from None
    problems = [*(_said(message, job.style_places) for message in said.messages), *embedded.problems]
    if problems:
        worst = StyleRefused if all(problem.code == "style-ignored" for problem in problems) else EngineFailed
        failure: PressroomError = worst(*dict.fromkeys(problems))
        raise failure
    stylesheet_cache.give_back(styles)
    return Made(pdf, laid_out.bad_lines, laid_out.fit)


def _said(message: str, style_places: tuple[tuple[str, int], ...]) -> Problem:
    """A message of the engine as a problem, with the place in the stylesheet if it names one."""
    match = STYLE_MESSAGE.match(message)
    if match and 0 < int(match["line"]) <= len(style_places):
        file, line = style_places[int(match["line"]) - 1]
        said = match["what"] + message[match.end() :]
        return Problem("style-ignored", f"the engine says: {said}", Place(file, line, int(match["column"])))
    return Problem("engine-said", f"the engine says: {message}")
