"""A finished PDF surveyed: everything but its words that a preflight asks of it, as plain facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Page, PasswordError, Pdf, PdfError, Stream

from pressroom.errors import EngineFailed, Problem
from pressroom.readback.canvas import Frame
from pressroom.readback.colours import group_space
from pressroom.readback.fonts import Face
from pressroom.readback.images import Image
from pressroom.readback.paint import Paint
from pressroom.readback.painting import Painter
from pressroom.readback.structure import Structure, structure
from pressroom.readback.text import unwanted

BOXES = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")
COMPRESSED = re.compile(rb"/Type\s*/(ObjStm|XRef)\b")  # object streams and cross-reference streams are never compressed themselves
UNREADABLE = "the finished PDF can't be read back: {}"


@dataclass(frozen=True)
class Annotation:
    """What lies upon a page: its kind (Link, Widget, …), the address that it opens, if any, and its bounds in points."""

    kind: str
    address: str
    bounds: Frame


@dataclass(frozen=True)
class Leaf:
    """One page. `boxes` are by name, in points; `paints` in the order in which they are painted; `clear` names what is transparent, and
    `groups` the colour spaces of transparency groups (none: it has none). `orphans` counts the marked content that no tag reaches."""

    number: int
    boxes: Mapping[str, Frame]
    annotations: tuple[Annotation, ...]
    paints: tuple[Paint, ...] = field(repr=False)
    clear: tuple[str, ...]
    groups: tuple[str, ...]
    orphans: int


@dataclass(frozen=True)
class Intent:
    """An output intent. `profile` is what its ICC profile says of itself: device class and colour space (`prtrCMYK`), or empty."""

    subtype: str
    condition: str
    registry: str
    profile: str


@dataclass(frozen=True)
class Survey:
    """What a PDF says of itself and shows. `packet` is its XMP metadata, `info` its information dictionary."""

    version: str
    encrypted: bool
    compressed: bool
    info: Mapping[str, str]
    packet: str = field(repr=False)
    language: str
    title_shown: bool
    marked: bool
    structure: Structure | None = field(repr=False)
    bookmarks: int
    intents: tuple[Intent, ...]
    unwanted: tuple[str, ...]
    pages: tuple[Leaf, ...]


def survey(pdf: bytes) -> Survey:
    """Survey `pdf`. Raises EngineFailed where it can't be read."""
    try:
        with Pdf.open(BytesIO(pdf)) as document:
            return _survey(document, pdf)
    except PasswordError:
        raise EngineFailed(Problem("pdf-unreadable", UNREADABLE.format("it asks for a password"))) from None
    except (PdfError, RecursionError, ValueError, KeyError, AttributeError, TypeError) as error:  # what a damaged file brings about
        raise EngineFailed(Problem("pdf-unreadable", UNREADABLE.format(error))) from error


def _survey(document: Pdf, pdf: bytes) -> Survey:
    root = document.Root
    tree = root.get("/StructTreeRoot")
    numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
    found = None if tree is None else structure(tree, numbers)
    faces: dict[tuple[int, int], Face] = {}
    images: dict[tuple[int, int], Image] = {}
    preferences = root.get("/ViewerPreferences", Dictionary())
    return Survey(
        version=max(document.pdf_version, str(root.get("/Version", "/"))[1:]),
        encrypted=document.is_encrypted,
        compressed=bool(COMPRESSED.search(pdf)),
        info={str(key)[1:]: str(value).removeprefix("/") for key, value in document.docinfo.items()},
        packet=root.Metadata.read_bytes().decode("utf-8", "replace") if "/Metadata" in root else "",
        language=str(root.get("/Lang", "")),
        title_shown=bool(preferences.get("/DisplayDocTitle", False)),
        marked=bool(root.get("/MarkInfo", Dictionary()).get("/Marked", False)),
        structure=found,
        bookmarks=_bookmarks(document),
        intents=tuple(_intent(intent) for intent in root.get("/OutputIntents", Array())),
        unwanted=tuple(unwanted(document)),
        pages=tuple(_leaf(number, page, found, Painter(faces, images)) for number, page in enumerate(document.pages, 1)),
    )


def _leaf(number: int, page: Page, tree: Structure | None, painter: Painter) -> Leaf:
    if "/Group" in page.obj:
        painter.groups[group_space(page.obj.Group, page.resources)] = None
    if "/Contents" in page.obj:
        painter.run(page.obj, page.resources)
    orphans = [mark for mark in painter.marks if tree is None or (number, *mark) not in tree.reached]
    return Leaf(
        number,
        {name: _frame(found) for name in BOXES if (found := _inherited(page.obj, f"/{name}")) is not None},
        tuple(_annotations(page.obj)),
        tuple(painter.paints),
        tuple(painter.clear),
        tuple(painter.groups),
        len(orphans),
    )


def _inherited(page: Object, key: str) -> Object | None:
    """A page's entry, which may be that of a node above it (ISO 32000-1, 7.7.3.4)."""
    while key not in page and key in ("/MediaBox", "/CropBox") and "/Parent" in page:
        page = page.Parent
    return page.get(key)


def _frame(box: Object) -> Frame:
    left, bottom, right, top = (float(edge) for edge in box.as_list())
    return left, bottom, right, top


def _annotations(page: Object) -> Iterator[Annotation]:
    for annotation in page.get("/Annots", Array()):
        action = annotation.get("/A", Dictionary())
        left, bottom, right, top = (float(edge) for edge in annotation.get("/Rect", Array([0, 0, 0, 0])).as_list())
        yield Annotation(str(annotation.get("/Subtype", "/none"))[1:], str(action.get("/URI", "")), (left, bottom, right, top))


def _intent(intent: Object) -> Intent:
    profile = intent.get("/DestOutputProfile")
    header = profile.read_bytes()[12:20].decode("latin-1") if isinstance(profile, Stream) else ""
    condition, registry = (str(intent.get(key, "")) for key in ("/OutputConditionIdentifier", "/RegistryName"))
    return Intent(str(intent.get("/S", Name.none))[1:], condition, registry, header)


def _bookmarks(document: Pdf) -> int:
    def count(items: list[OutlineItem]) -> int:
        return sum(1 + count(list(item.children)) for item in items)

    with document.open_outline() as outline:
        return count(list(outline.root))
