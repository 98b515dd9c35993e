"""The conductor of `epub`: chapters, or all of them in one volume, as books for reading programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pressroom import errors, preflight, project, proof, prose
from pressroom.errors import ContentRefused, EngineFailed, Fault, PressError
from pressroom.html import Book
from pressroom.manuscript import Manuscript
from pressroom.output import epub, open_shelf
from pressroom.project import Project
from pressroom.telling import Teller


def make(root: Path, stems: Sequence[str], teller: Teller, *, volume: bool = False, wait: float = 60) -> int:
    """Makes the EPUB of each of the chapters `stems` (none: all that the report lists) of the project in `root`; with `volume`, one of
    them all. Returns the exit code. Raises `PressError` where nothing can be made.
    """
    ours = project.read(root, stems)
    failures: list[PressError] = [ContentRefused(*ours.library.faults)] if ours.library.faults else []
    wanted = [(stem,) for stem in ours.manuscripts] if not volume else [tuple(ours.manuscripts)] if ours.manuscripts else []
    for fault in ours.protected:
        teller.say(str(fault))
    if volume and failures:
        raise failures[0]  # a volume is whole
    with open_shelf(root / "dist", wait, teller.say) as shelf:
        for chapters in wanted:
            name = f"{prose.slug(ours.library.report.value.title)}.epub" if volume else f"{chapters[0]}/{chapters[0]}.epub"
            try:
                data = _made(ours, chapters, name, volume)
                written = shelf.put({name: data}).written
                teller.output(f"dist/{name}", len(data), None, bool(written))
            except PressError as failure:
                failures.append(failure)
    teller.faults(PressError(*dict.fromkeys(fault for failure in failures for fault in failure.faults)).faults)
    return min((failure.exit_code for failure in failures), default=errors.DONE)


def _made(ours: Project, stems: Sequence[str], name: str, volume: bool) -> bytes:
    """The EPUB of chapters, proved. Raises `PressError`."""
    book = ours.book(stems, volume=volume)
    _prove(ours, book, stems, ours.volume if volume else ours.manuscripts[stems[0]])
    data = epub(book.files, ours.created)
    redacted = {words: place for stem in stems for words, place in ours.redacted(stem).items()}
    if redacted:
        _keep(redacted, [text for stem in stems for text in ours.open_texts(stem)], {name: data})
    return data


def _prove(ours: Project, book: Book, stems: Sequence[str], house: Manuscript) -> None:
    """Every word of the chapters is in their documents, and on the first and last the house's."""
    documents = book.documents
    for stem in stems:
        proof.prove_document(documents[f"chapter-{stem}.xhtml"], ours.manuscripts[stem], ours.locate(stem))
    proof.prove_lines(documents["title.xhtml"], (house.house, book.title, *book.subtitle))
    proof.prove_lines(documents["contact.xhtml"], house.colophon)


def _keep(redacted: Mapping[str, errors.Place], said: Sequence[str], files: Mapping[str, bytes]) -> None:
    item = preflight.redactions(redacted, said, files)
    if item.verdict == "fail":
        raise EngineFailed(Fault("redaction-leaks", item.found, item.place, item.hint))
