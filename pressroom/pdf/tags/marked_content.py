"""Renumbers the runs in the pages' streams: marked content (ISO 32000-1, 14.6 and 14.7.4.2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pressroom.pdf.engine import streams
from pressroom.pdf.engine.objects import Dictionary, Pdf
from pressroom.pdf.tags.reader import Artifact, Fate
from pressroom.pdf.tags.tree import Run

FONT = re.compile(rb"/(\S+) (\S+) Tf")


def number(pdf: Pdf, pages: Sequence[Any], fates: Sequence[Mapping[int, Fate]], spaces: Mapping[bytes, bytes]) -> list[list[Run]]:
    """Marks each stream's content as its fates say. Returns the runs of each stream, by number; the streams are the pages in their
    order, then the form XObjects (groups that the page paints with opacity) that hold runs.
    """
    canvases = [_Canvas(page, fate, spaces).number() for page, fate in zip(pages, fates, strict=True)]
    for form, page in list(streams.forms(pdf, pages)):
        runs = _Canvas(form, fates[page], spaces, form).number()
        if runs:
            form.extra["StructParents"] = len(canvases)
            canvases.append(runs)
    return canvases


class _Canvas:
    """One content stream while its runs are renumbered."""

    def __init__(self, stream: Any, fates: Mapping[int, Fate], spaces: Mapping[bytes, bytes], form: Any = None):
        self._stream, self._fates, self._spaces, self._form = stream, fates, spaces, form
        self._written: list[Any] = []
        self._fate: Fate = {}  # what the open sequence is
        self._runs: list[Run] = []
        self._ended: tuple[int, Run] | None = None  # how long the stream was when the last run ended, and that run

    def number(self) -> list[Run]:
        for token in self._stream.stream:
            self._written.append(token)
            if token in (b"BDC", b"BMC"):
                self._begin(token)
            elif token == b"EMC":
                self._end()
        self._stream.stream = self._written
        return self._runs

    def _begin(self, operator: bytes) -> None:
        """Replace the beginning of a sequence. The engine never nests them."""
        properties = self._cut(operator)
        self._fate = self._fates.get(properties["MCID"], {}) if properties else {}
        if isinstance(self._fate, Run):
            self._begin_run(self._fate)
        else:
            self._begin_artifact(self._fate)

    def _cut(self, operator: bytes) -> Any:
        """Remove the last operator with its operands. Returns its properties."""
        if operator == b"BMC":
            del self._written[-2:]
            return None
        properties = self._written[-2]
        del self._written[-3:]
        return properties

    def _begin_run(self, run: Run) -> None:
        run.form = self._form
        if self._ended and self._ended == (len(self._written), run.after):
            self._written.pop()  # goes on where the last run ended
            run.number, run.continues = self._ended[1].number, True
            return
        run.number = len(self._runs)
        self._runs.append(run)
        self._written += [f"/{run.node.type}", Dictionary({"MCID": run.number}), b"BDC"]

    def _begin_artifact(self, properties: Artifact) -> None:
        self._written += ["/Artifact", Dictionary(properties), b"BDC"] if properties else ["/Artifact", b"BMC"]

    def _end(self) -> None:
        if isinstance(self._fate, Run):
            if self._fate.gap and not self._fate.words:
                self._add_space()
            self._ended = (len(self._written), self._fate)

    def _add_space(self) -> None:
        """Add a space at the end of the run's text. Otherwise words run together when the text is read aloud or copied."""
        end = _last(self._written, lambda token: token.endswith(b"] TJ"))
        font = _last(self._written, lambda token: token.endswith(b" Tf"))
        used = FONT.fullmatch(self._written[font]) if font else None
        if not (self._spaces and used):
            return
        space = self._spaces.get(used[1])
        if space is None:  # the font's few words have no space among them
            name, space = next(iter(self._spaces.items()))
            self._written[end + 1 : end + 1] = [b"/%s %s Tf" % (name, used[2]), b"[%s] TJ" % space]
        elif not self._written[end].endswith(space[1:] + b"] TJ"):
            self._written[end] = self._written[end][:-4] + space + b"] TJ"


def _last(tokens: Sequence[Any], found: Callable[[bytes], bool]) -> int:
    """The index of the last token that is `found`; 0 if there is none."""
    return next((index for index in range(len(tokens) - 1, 0, -1) if isinstance(tokens[index], bytes) and found(tokens[index])), 0)
