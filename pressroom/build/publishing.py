"""Publishing a chapter: all its files appear together, once every edition is proved, and the record says what they were made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pressroom import errors
from pressroom.build import causes
from pressroom.build.chapter import MAP, Chapter, Proved, key, pdf_name, recalled
from pressroom.build.redaction_check import redacted_words
from pressroom.build.run import Run
from pressroom.editions import Edition
from pressroom.errors import Problem

Files = dict[str, tuple[bytes, int]]  # by their path below dist/: the bytes, and how many pages a PDF has


def publish(run: Run, chapter: Chapter) -> None:
    """Put the files of a chapter in place and on record, and report them.

    Raises `EngineFailed` where a file says a redacted word, `OutputFailed` where one can't be written; its old files are then unchanged.
    """
    editions = {edition: chapter.proved.get(edition) or _proved_again(run, chapter.stem, edition) for edition in run.editions}
    _refuse_redacted_words(run, chapter.stem, editions)
    warnings = dict.fromkeys((*run.project.library.warnings[chapter.stem], *_warnings(editions.values())))
    run.warn(warnings)
    files = {key(chapter.stem, edition, run.grid): _files(run, chapter.stem, edition, editions[edition]) for edition in chapter.outdated}
    if map_is_outdated(run, chapter.stem):
        files[f"{chapter.stem}/{MAP}"] = {f"{chapter.stem}/{chapter.stem}.map.json": (_map(run, chapter.stem, editions), 0)}
    _put(run, files)
    _record(run, chapter, editions, files, warnings)
    chapter.published = True
    chapter.proved.clear()


def map_is_outdated(run: Run, stem: str) -> bool:
    """Whether a chapter's map of words must be written."""
    return not run.grid and not run.ledger.is_up_to_date(f"{stem}/{MAP}")


def _proved_again(run: Run, stem: str, edition: Edition) -> Proved:
    """An edition that is up to date, read from the shelf and proved. Raises `PressroomError`."""
    from pressroom import proof

    pdf, line_warnings, extent = recalled(run.ledger.shelf, stem, edition, pdf_name(run.project, stem, edition))
    found = proof.prove(pdf, run.project.manuscripts[stem], run.project.locate(stem))
    return Proved(None, pdf, found, line_warnings, extent)


def _refuse_redacted_words(run: Run, stem: str, editions: Mapping[Edition, Proved]) -> None:
    files = {f"{run.project.file(stem, edition)}.pdf": proved.pdf for edition, proved in editions.items()}
    files |= {f"{stem}.html": proved.page.html.encode() for edition, proved in editions.items() if edition.html and proved.page}
    if problems := redacted_words(run.project, [stem], files):
        raise errors.EngineFailed(*problems)


def _files(run: Run, stem: str, edition: Edition, proved: Proved) -> Files:
    """The files of an edition, the HTML file with it."""
    files: Files = {}
    if edition.html and not run.grid and proved.page:
        files[f"{stem}/{stem}.html"] = (proved.page.html.encode(), 0)
    files[pdf_name(run.project, stem, edition, run.grid)] = (proved.pdf, proved.proof.pages)
    return files


def _map(run: Run, stem: str, editions: Mapping[Edition, Proved]) -> bytes:
    """Where each paragraph stands on the pages of its editions."""
    from pressroom import proof

    project = run.project
    finished = [
        proof.FinishedEdition(
            edition.name, f"{project.file(stem, edition)}.pdf", proved.pdf, proved.proof, proved.line_warnings, proved.extent
        )
        for edition, proved in editions.items()
    ]
    return proof.map_words(project.manuscripts[stem], finished, project.locate(stem))


def _put(run: Run, files: Mapping[str, Files]) -> None:
    """Put all files in place at once, and report each."""
    shelf = run.ledger.shelf
    written = shelf.put({name: data for named in files.values() for name, (data, _) in named.items()})
    for made, named in files.items():
        why = run.ledger.why(made) or "the map of words does not say how its lines are set"
        for name, (data, pages) in named.items():
            run.console.output(f"dist/{name}", len(data), pages, shelf.root / name in written, why)


def _warnings(editions: Iterable[Proved]) -> Iterator[Problem]:
    for proved in editions:
        yield from (*proved.line_warnings, *(proved.extent.warnings if proved.extent else ()))


def _record(
    run: Run, chapter: Chapter, editions: Mapping[Edition, Proved], files: Mapping[str, Files], warnings: Iterable[Problem]
) -> None:
    """Enter what was published into the record, the map, with the chapter's warnings, after the editions that it is made from."""
    project, ledger = run.project, run.ledger
    for edition in chapter.outdated:
        if page := editions[edition].page:
            made = key(chapter.stem, edition, run.grid)
            ledger.enter(made, causes.of_edition(project, run.facts, chapter.stem, edition, page), files[made])
    of_map = f"{chapter.stem}/{MAP}"
    if of_map in files:
        of_editions = [cause for edition in run.editions for cause in ledger.record.made[key(chapter.stem, edition)].causes]
        made_from = causes.of_map(dict(of_editions), run.facts, project.manuscripts[chapter.stem].code)
        ledger.enter(of_map, made_from, files[of_map], errors.by_place(warnings))
