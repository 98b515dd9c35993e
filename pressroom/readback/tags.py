"""The structure tree as plain data: its tags in order, and the marked content that belongs to them (ISO 32000-1, 14.7)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pikepdf import Array, Dictionary, Object

from pressroom.readback.graphics import Mark

HEADING = re.compile(r"/H([1-6])$")


class Marked(NamedTuple):
    """Marked content: its page (from 1; 0 if unknown) and its mark there."""

    page: int
    mark: Mark


class Tag(NamedTuple):
    """A structure element: its standard type (`/P`), its page (its own or its parent's), and its children.

    `actual_text` replaces its text and `alternate` describes a picture, if they aren't None.
    """

    kind: str
    page: int
    kids: tuple[Tag | Marked, ...]
    actual_text: str | None = None
    alternate: str | None = None

    @property
    def first_page(self) -> int:
        """Its page, or the first page of its children."""
        return self.page or next((page for kid in self.kids if (page := kid.first_page if isinstance(kid, Tag) else kid.page)), 0)


@dataclass
class Structure:
    """Facts about a structure tree: level and page of each heading, in reading order; alternate text (or None) and page of each figure;
    page, form and MCID of all marked content that it `reached`. Pages count from 1; 0 means unknown."""

    headings: list[tuple[int, int]] = field(default_factory=list)
    figures: list[tuple[str | None, int]] = field(default_factory=list)
    reached: set[tuple[int, int, int]] = field(default_factory=set)


def tags(root: Object, pages: Mapping[tuple[int, int], int]) -> tuple[Tag, ...]:
    """The elements below `root`, the structure tree of a file. `pages` gives page numbers by object."""
    roles = {str(name): str(role) for name, role in root.get("/RoleMap", Dictionary()).items()}
    return tuple(tag for tag in _kids(root, 0, pages, roles) if isinstance(tag, Tag))


def structure(roots: Iterable[Tag]) -> Structure:
    """The facts about the tree that a preflight checks."""
    found = Structure()
    for tag in roots:
        _examine(tag, found)
    return found


def _examine(tag: Tag, found: Structure) -> None:
    if heading := HEADING.match(tag.kind):
        found.headings.append((int(heading[1]), tag.first_page))
    if tag.kind == "/Figure":
        found.figures.append((tag.alternate, tag.first_page))
    for kid in tag.kids:
        if isinstance(kid, Tag):
            _examine(kid, found)
        else:
            found.reached.add((kid.page, *kid.mark))


def _tag(element: Object, page: int, pages: Mapping[tuple[int, int], int], roles: Mapping[str, str]) -> Tag:
    kind = str(element.S)
    kind = roles.get(kind, kind)
    page = _page(element, page, pages)
    actual_text = element.get("/ActualText")
    alternate = str(element.get("/Alt", actual_text or "")).strip() if kind == "/Figure" else ""
    return Tag(kind, page, tuple(_kids(element, page, pages, roles)), None if actual_text is None else str(actual_text), alternate or None)


def _kids(element: Object, page: int, pages: Mapping[tuple[int, int], int], roles: Mapping[str, str]) -> Iterator[Tag | Marked]:
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            yield Marked(page, (0, kid))
        elif kid.get("/Type") == "/MCR":
            stream = kid.get("/Stm")
            yield Marked(_page(kid, page, pages), (0 if stream is None else stream.objgen[0], int(kid.MCID)))
        elif "/S" in kid:
            yield _tag(kid, page, pages, roles)


def _page(element: Object, page: int, pages: Mapping[tuple[int, int], int]) -> int:
    own = element.get("/Pg")
    return page if own is None else pages.get(own.objgen, 0)
