"""Whether a chapter fits the pages that it asks for, and how these end, as the layout measured it when the edition was built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pressroom.check.preflight.items import Flaw, Item, judged
from pressroom.errors import Place, counted

PAGE_ENDS = ("widow", "low-heading", "thin-page")


class Extent(NamedTuple):
    """An edition's extent: its pages, and the lines free on the last; its flaws, each with its kind; whether it is too long."""

    pages: int
    free: int
    flaws: Sequence[tuple[str, Flaw]]
    over: bool

    def of(self, *kinds: str) -> list[Flaw]:
        return [flaw for kind, flaw in self.flaws if kind in kinds]


def fitted(edition: str, asked: int, extent: Extent | None, own: Place, build: str) -> Iterator[Item]:
    """The items of an edition that should have `asked` pages, as its chapter says at the place `own`.

    Where no build has measured just this file, they are not checked, and the hint is `build`.
    """
    if extent is None:
        yield Item("copyfit", edition, counted(asked, "page"), "not measured for this file", "not checked", hint=build)
        return
    found = f"{counted(extent.pages, 'page')}, {counted(extent.free, 'line')} free on the last"
    yield judged("copyfit", edition, counted(asked, "page"), found, extent.of("too-long", "too-short"), "", own)
    if extent.over:
        short, hint = extent.of("few-words"), "cut a few words there: each saves a line"
        yield judged("last lines", edition, "no last line of a word or two", "none", short, hint)
    hint = "reword the paragraph: other words break elsewhere"
    yield judged("hyphens", edition, "two lines running at most", "no more", extent.of("hyphens"), hint)
    ends = "no widow, low heading or thin page"
    yield judged("page ends", edition, ends, "none", extent.of(*PAGE_ENDS), "add or cut a line before it")
