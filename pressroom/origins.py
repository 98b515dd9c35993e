"""Where the house's words on a chapter's pages are typed: in the imprint and in the report."""

from __future__ import annotations

from pressroom.content import Library
from pressroom.errors import Place
from pressroom.manuscript import Manuscript
from pressroom.manuscript import Path as ValuePath


def masthead(library: Library, manuscript: Manuscript) -> tuple[Place, ...]:
    """The places of the lines of `manuscript.masthead`, in their order."""
    own = manuscript.code == library.report.value.language
    series: ValuePath = ("series",) if own else ("translations", manuscript.code, "series")
    return _imprint(library, ("house",)), _report(library, series), _report(library, ("month",))


def colophon(library: Library) -> tuple[Place, ...]:
    """The places of the lines of a manuscript's `colophon`, in their order."""
    contact = library.contact
    set_of: ValuePath = ("contacts", library.imprint.value.contacts.index(contact))
    fields: list[ValuePath] = [*(("address", line) for line in range(len(contact.address))), ("telephone",)]
    fields += [("fax",)] * bool(contact.fax) + [("web",)]
    return _imprint(library, ("house",)), *(_imprint(library, (*set_of, *field)) for field in fields)


def _imprint(library: Library, path: ValuePath) -> Place:
    return library.imprint.source.place(path)[0]


def _report(library: Library, path: ValuePath) -> Place:
    return library.report.source.place(path)[0]
