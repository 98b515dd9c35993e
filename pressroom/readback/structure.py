"""The structure tree as an examiner asks for it: its headings, its figures, and which marked content it reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Object

HEADING = re.compile(r"/H([1-6])$")


@dataclass
class Structure:
    """`headings` are level and page in reading order, `figures` alternate text (None: it has none) and page; `reached` is marked
    content by page, form and MCID. Pages count from 1; 0 is a page that is not known."""

    headings: list[tuple[int, int]] = field(default_factory=list)
    figures: list[tuple[str | None, int]] = field(default_factory=list)
    reached: set[tuple[int, int, int]] = field(default_factory=set)


def structure(root: Object, numbers: dict[tuple[int, int], int]) -> Structure:
    """The tree below `root`; `numbers` are those of the pages by their objects."""
    found = Structure()
    roles = {str(name): str(role) for name, role in root.get("/RoleMap", Dictionary()).items()}
    for kid in _kids(root):
        _walk(kid, 0, found, numbers, roles)
    return found


def _walk(element: Object, page: int, found: Structure, numbers: dict[tuple[int, int], int], roles: dict[str, str]) -> None:
    page = numbers.get(element.Pg.objgen, 0) if "/Pg" in element else page
    tag = str(element.get("/S"))
    tag = roles.get(tag, tag)
    first = page or next(_pages(element, numbers), 0)
    if heading := HEADING.match(tag):
        found.headings.append((int(heading[1]), first))
    if tag == "/Figure":
        alternate = str(element.get("/Alt", element.get("/ActualText", ""))).strip()
        found.figures.append((alternate or None, first))
    for kid in _kids(element):
        if isinstance(kid, int):
            found.reached.add((page, 0, kid))
        elif kid.get("/Type") == "/MCR":
            on = numbers.get(kid.Pg.objgen, 0) if "/Pg" in kid else page
            found.reached.add((on, kid.Stm.objgen[0] if "/Stm" in kid else 0, int(kid.MCID)))
        elif "/S" in kid:
            _walk(kid, page, found, numbers, roles)


def _kids(element: Object) -> list[Object]:
    kids = element.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _pages(element: Object, numbers: dict[tuple[int, int], int]) -> Iterator[int]:
    """The pages of what an element holds, in its order."""
    for kid in _kids(element):
        if not isinstance(kid, int):
            if "/Pg" in kid:
                yield numbers.get(kid.Pg.objgen, 0)
            yield from _pages(kid, numbers)
