"""The lines of a chapter's press release in reading order, including the publisher's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from pressroom import prose
from pressroom.manuscript.lines import Line, walk
from pressroom.manuscript.manuscript import Manuscript
from pressroom.model import Release


def release_lines(manuscript: Manuscript) -> Iterator[Line]:
    """The lines of the press release, the same for all its formats, in reading order; none if the chapter has no release."""
    release, labels = manuscript.chapter.release, manuscript.language.labels
    if not release:
        return
    yield from (manuscript.masthead[0], Line("masthead", "series", labels.release), *manuscript.notices)
    ends = Line("release", "ends", labels.ends)
    shown = (line for line in walk(release, ("release",)) if line.shown)
    for field, lines in groupby(shown, key=lambda line: line.path[1]):
        if field == "body":
            yield from (replace(line, opening=_dateline(manuscript, release)) for line in lines)
        elif field == "editors":
            yield from (ends, Line("release", "heading", labels.editors), *lines)
        elif field == "contacts":
            yield from () if release.editors else (ends,)
            yield from (Line("release", "heading", labels.contacts), *_spokespersons(manuscript, release))
        elif field != "place":  # it is in the dateline
            yield from lines
    yield from manuscript.contact_block


def _dateline(manuscript: Manuscript, release: Release) -> str:
    """The dateline that opens the text: the place, and the day on which the embargo ends, or else the month of issue."""
    when = manuscript.embargo.day(manuscript.language) if manuscript.embargo else manuscript.dateline
    return f"({prose.plain(release.place, manuscript.typography())}, {when}) –"


def _spokespersons(manuscript: Manuscript, release: Release) -> Iterator[Line]:
    """The press contacts: language and name, then telephone and email."""
    labels, own = manuscript.language.labels, manuscript.isolated
    for number, person in enumerate(release.contacts):
        name = f"{manuscript.languages[person.language].name}: {prose.plain(person.name, manuscript.typography())}"
        ways = {
            "telephone": f"{labels.telephone} {own(person.telephone)}" if person.telephone else "",
            "email": f"{labels.email} {own(person.email)}" if person.email else "",
        }
        for field, text in ({"name": name} | ways).items():
            if text:
                yield Line("contact", field, text, ("release", "contacts", number, field))
