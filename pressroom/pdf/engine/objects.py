"""The objects of a PDF in the making (pydyf)."""

from __future__ import annotations

from typing import Any, Protocol, TypeGuard

from pydyf import Array, Dictionary, Stream, String

__all__ = ["Array", "Dictionary", "Object", "Pdf", "Stream", "String", "add", "content", "is_stream", "pages", "resolve"]

BEGINS, ENDS = b"\nstream\n", b"\nendstream"


class Object(Protocol):
    """An object of the file; `reference` is known once it is added."""

    reference: bytes


class Pdf(Protocol):
    """The file: its objects, its catalogue, its information dictionary, its page tree, and the references of its pages in their order."""

    objects: list[Any]
    catalog: Any
    info: Any
    pages: Any
    page_references: list[Any]

    def add_object(self, object: Any) -> None: ...  # noqa: A002 (pydyf's name)
    def add_page(self, page: Any) -> None: ...


def is_stream(item: Any) -> TypeGuard[Any]:
    """Whether an object is a stream: its dictionary is `extra`, its parts are `stream`, and `compress` says how it is written."""
    return isinstance(item, Stream)


def resolve(pdf: Pdf, reference: bytes) -> Any:
    """The object that a reference ("12 0 R") names."""
    return pdf.objects[int(reference.split()[0])]


def pages(pdf: Pdf) -> list[Any]:
    """The dictionaries of the pages, in their order."""
    return [resolve(pdf, reference) for reference in pdf.page_references]


def content(pdf: Pdf, page: Any) -> Any:
    """The content stream of a page."""
    return resolve(pdf, page["Contents"])


def add(pdf: Pdf, item: Any) -> Any:
    """Adds an object to the file and returns it, with its reference."""
    pdf.add_object(item)
    return item


def compress(stream: Any) -> None:
    """Compress a stream like pydyf, but once. pydyf would do it twice, once only to know the length."""
    packed = stream.data.partition(BEGINS)[2].removesuffix(ENDS)
    stream.stream, stream.compress = [packed], False
    stream.extra["Filter"] = "/FlateDecode"
