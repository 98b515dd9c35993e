"""The content streams that the engine paints, and the runs of marked content in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.pdf.stream import Stream

from pressroom.pdf.engine.boxes import Box
from pressroom.pdf.engine.objects import Pdf


def painted_runs(stream: Any) -> dict[Box, int]:
    """The boxes that are painted as runs on a page, in its stream or in its forms, each with its MCID."""
    return {box: tag["mcid"] for box, tag in stream._tags.items()}


def forms(pdf: Pdf, streams: Sequence[Any]) -> Iterator[tuple[Any, int]]:
    """The form XObjects that the engine has painted, each with the index of its page; `streams` are those of the pages."""
    index = {id(stream._tags): number for number, stream in enumerate(streams)}
    for item in pdf.objects:
        if isinstance(item, Stream) and item not in streams:
            yield item, index[id(item._tags)]
