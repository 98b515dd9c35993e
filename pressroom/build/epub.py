"""The conductor of `epub`: chapters, or all of them in one volume, as books for reading programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pressroom import errors, project, proof, prose
from pressroom.build.redaction_check import redacted_words
from pressroom.console import Console
from pressroom.errors import ContentRefused, EngineFailed, PressroomError
from pressroom.files import epub, open_shelf
from pressroom.html import Book
from pressroom.manuscript import Manuscript
from pressroom.project import Project


def make(root: Path, stems: Sequence[str], console: Console, *, volume: bool = False, now: datetime | None = None, wait: float = 60) -> int:
    """Makes the EPUB of each of the chapters `stems` (none: all that the report lists) of the project in `root`; with `volume`, one of
    them all. Embargoes are judged by `now`, else by the clock. Returns the exit code. Raises `PressroomError` where nothing can be made.
    """
    ours = project.read(root, stems, now=now)
    failures: list[PressroomError] = [ContentRefused(*ours.library.problems)] if ours.library.problems else []
    wanted = [(stem,) for stem in ours.manuscripts] if not volume else [tuple(ours.manuscripts)] if ours.manuscripts else []
    for problem in ours.protected:
        console.say(str(problem))
    if volume and failures:
        raise failures[0]  # a volume is whole
    with open_shelf(root / "dist", wait, console.say) as shelf:
        for chapters in wanted:
            name = f"{prose.slug(ours.library.report.value.title)}.epub" if volume else f"{chapters[0]}/{chapters[0]}.epub"
            try:
                data = made(ours, chapters, name, volume=volume)
                written = shelf.put({name: data})
                console.output(f"dist/{name}", len(data), None, bool(written))
            except PressroomError as failure:
                failures.append(failure)
    console.problems(errors.problems_of(failures))
    return errors.exit_code(failures)


def made(ours: Project, stems: Sequence[str], name: str, *, volume: bool = False) -> bytes:
    """The EPUB of a chapter, or of a `volume` of them, proved; `name` is the file's in messages. Raises `PressroomError`."""
    book = ours.book(stems, volume=volume)
    _prove(ours, book, stems, ours.volume if volume else ours.manuscripts[stems[0]])
    data = epub(book.files, ours.created)
    if problems := redacted_words(ours, stems, {name: data}):
        raise EngineFailed(*problems)
    return data


def _prove(ours: Project, book: Book, stems: Sequence[str], front: Manuscript) -> None:
    """Every word of the chapters is in their documents, and the publisher's are in the first and the last."""
    documents = book.documents
    for stem in stems:
        with errors.naming(stem, "EPUB"):
            proof.prove_document(documents[f"chapter-{stem}.xhtml"], ours.manuscripts[stem], ours.locate(stem))
    proof.prove_lines(documents["title.xhtml"], (front.publisher, book.title, *book.subtitle))
    proof.prove_lines(documents["contact.xhtml"], (*book.notices, *(line.text for line in front.contact_block)))
