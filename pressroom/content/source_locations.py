"""Where the house's words on a chapter's pages are typed: in the imprint and in the report."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.content import Library, Read
from pressroom.errors import Place
from pressroom.manuscript import Manuscript
from pressroom.manuscript import Path as ValuePath
from pressroom.model import Report


def masthead(library: Library, manuscript: Manuscript) -> tuple[Place, ...]:
    """The places of the lines of `manuscript.masthead`, in their order."""
    return _imprint(library, ("house",)), *in_report(library.report, manuscript.code), *_notices(library, manuscript)


def _notices(library: Library, manuscript: Manuscript) -> Iterator[Place]:
    """The places of the lines of `manuscript.notices`: the embargo's; the chapter, whose correction has its reason from the kit's order."""
    chapter = library.chapters[manuscript.stem].source
    if manuscript.embargo_notice:
        yield (chapter if manuscript.chapter.embargo else library.report.source).place(("embargo",))[0]
    if manuscript.correction:
        yield chapter.place(("title",))[0]


def in_report(report: Read[Report], code: str) -> tuple[Place, ...]:
    """The places of the report's words in the masthead of a chapter in the language `code`."""
    series: ValuePath = ("series",) if code == report.value.language else ("translations", code, "series")
    return report.source.place(series)[0], report.source.place(("month",))[0]


def colophon(library: Library) -> tuple[Place, ...]:
    """The places of the lines of a manuscript's `colophon`, in their order."""
    contact = library.contact
    set_of: ValuePath = ("contacts", library.imprint.value.contacts.index(contact))
    fields: list[ValuePath] = [*(("address", line) for line in range(len(contact.address))), ("telephone",)]
    fields += [("fax",)] * bool(contact.fax) + [("web",)]
    return _imprint(library, ("house",)), *(_imprint(library, (*set_of, *field)) for field in fields)


def _imprint(library: Library, path: ValuePath) -> Place:
    return library.imprint.source.place(path)[0]
