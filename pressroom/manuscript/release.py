"""A chapter's press release: its lines in the order in which they are read, those of the publisher among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from pressroom import prose
from pressroom.manuscript.lines import Line, walk
from pressroom.manuscript.manuscript import Manuscript
from pressroom.model import Release


def release_lines(manuscript: Manuscript) -> Iterator[Line]:
    """All that each form of a chapter's press release says, in the order in which it is read; none where it has no release."""
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
        elif field != "place":  # the dateline has it
            yield from lines
    yield from manuscript.contact_block


def _dateline(manuscript: Manuscript, release: Release) -> str:
    """Where and when it is issued, as its text begins: on the day on which the embargo ends, else in the month of issue."""
    when = manuscript.embargo.day(manuscript.language) if manuscript.embargo else manuscript.dateline
    return f"({prose.plain(release.place, manuscript.typography())}, {when}) –"


def _spokespersons(manuscript: Manuscript, release: Release) -> Iterator[Line]:
    """Whom to ask: the language with the name, then how to reach them."""
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
