"""The engine typesets the pages of kits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from pressroom.errors import PressroomError
from pressroom.html import Page
from pressroom.pdf.pool import EnginePool
from pressroom.pdf.render import Job

Key = TypeVar("Key")


def typeset(pages: Iterable[tuple[Key, str, Page]], engine: EnginePool) -> Iterator[tuple[Key, str, bytes]]:
    """The PDF of each page as it is finished, in any order, with the page's key and the path that the PDF has in a kit.

    Raises the `PressroomError` of the first page that can't be typeset; its messages name the path.
    """
    for (key, path), result in engine.run(((key, path), Job(page.html, page.style_places)) for key, path, page in pages):
        if isinstance(result, PressroomError):
            raise type(result)(*(replace(problem, message=f"{path}: {problem.message}") for problem in result.problems))
        yield key, path, result.pdf
