"""Collects all facts about a finished PDF that a preflight checks, except its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Page, Pdf, Stream

from pressroom.readback.document import frame, open_pdf, page_numbers, unwanted
from pressroom.readback.graphics import Frame
from pressroom.readback.machine import Machine
from pressroom.readback.paints import Images, Paint, Paints
from pressroom.readback.resources import Faces, Resources
from pressroom.readback.tags import Structure, structure, tags

BOXES = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")
COMPRESSED = re.compile(rb"/Type\s*/(ObjStm|XRef)\b")  # object streams and cross-reference streams are never compressed themselves


@dataclass(frozen=True)
class Annotation:
    """An annotation on a page: its kind (Link, Widget, …), the address that it opens, if any, and its bounds in points."""

    kind: str
    address: str
    bounds: Frame


@dataclass(frozen=True)
class SurveyedPage:
    """One page. `boxes` are by name, in points; `paints` are in painting order. `transparency` describes what is transparent, `groups` are
    the colour spaces of transparency groups. `orphans` is the number of marked contents that belong to no tag."""

    number: int
    boxes: Mapping[str, Frame]
    annotations: tuple[Annotation, ...]
    paints: tuple[Paint, ...] = field(repr=False)
    transparency: tuple[str, ...]
    groups: tuple[str, ...]
    orphans: int


@dataclass(frozen=True)
class Intent:
    """An output intent. `profile` is the device class and colour space of its ICC profile (`prtrCMYK`), empty if it has none."""

    subtype: str
    condition: str
    registry: str
    profile: str


@dataclass(frozen=True)
class Survey:
    """The facts about a PDF. `packet` is its XMP metadata, `info` its information dictionary."""

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
    pages: tuple[SurveyedPage, ...]


def survey(pdf: bytes) -> Survey:
    """Survey `pdf`. Raises EngineFailed if it can't be read."""
    with open_pdf(pdf) as document:
        return _survey(document, pdf)


def _survey(document: Pdf, pdf: bytes) -> Survey:
    root = document.Root
    tree = root.get("/StructTreeRoot")
    found = None if tree is None else structure(tags(tree, page_numbers(document)))
    faces: Faces = {}
    images: Images = {}
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
        pages=tuple(_surveyed_page(number, page, found, faces, images) for number, page in enumerate(document.pages, 1)),
    )


def _surveyed_page(number: int, page: Page, tree: Structure | None, faces: Faces, images: Images) -> SurveyedPage:
    paints = Paints(images)
    paints.group(page.obj, page.resources)
    machine = Machine(paints)
    machine.run(page.obj, Resources(page.resources, faces))
    return SurveyedPage(
        number,
        {name: frame(found) for name in BOXES if (found := _inherited(page.obj, f"/{name}")) is not None},
        tuple(_annotations(page.obj)),
        tuple(paints.paints),
        tuple(paints.transparency),
        tuple(paints.groups),
        sum(tree is None or (number, *mark) not in tree.reached for mark in machine.marked),
    )


def _inherited(page: Object, key: str) -> Object | None:
    """A page's entry, which can be inherited from a node above it (ISO 32000-1, 7.7.3.4)."""
    while key not in page and key in ("/MediaBox", "/CropBox") and "/Parent" in page:
        page = page.Parent
    return page.get(key)


def _annotations(page: Object) -> Iterator[Annotation]:
    for annotation in page.get("/Annots", Array()):
        action = annotation.get("/A", Dictionary())
        kind, bounds = str(annotation.get("/Subtype", "/none"))[1:], frame(annotation.get("/Rect", Array([0, 0, 0, 0])))
        yield Annotation(kind, str(action.get("/URI", "")), bounds)


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
