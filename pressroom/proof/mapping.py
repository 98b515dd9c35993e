"""The map of words to pages, `dist/STEM/STEM.map.json`. Only this module writes and reads it.

    {"version": 2, "chapter": "kazakhstan", "unit": "pt", "origin": "the trim's top left, downward",
    "editions": {"screen": {"file": "kazakhstan.pdf", "sha256": "…", "pages": 4, "bad_lines": [], "extent": {…}}, "print": {…}},
    "words": [
    {"kind": "title", "file": "content/chapters/kazakhstan.yaml", "line": 4, "section": [], "begins": "Kazakhstan",
     "screen": [[1, 132, 144.5, 295.1, 180.5]], "print": […]},
    …]}

`words` has an entry for each paragraph, heading, cell, note, caption … in reading order, each on one line of the file. A note comes after
the paragraph that refers to it. `kind` is the name of its field in the content, or `masthead` or `contact`. `file` and `line` are where it
is typed (one of several paragraphs: where it begins), `section` the headings above it, `begins` its first words. For each edition it has
its lines as page, left, top, right, bottom. `sha256` is that of the edition's PDF; the map is valid for that file only. `bad_lines` are
the edition's badly set lines, each as a problem with its place. `extent` says how the edition fills its pages, with `findings` for an
editor who has to make it fit.

`version` is increased when programs that read earlier maps would misread this one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pressroom.errors import Place, Problem
from pressroom.manuscript import Locate, Path
from pressroom.proof.expected import Expected
from pressroom.proof.extent import Extent, Finding
from pressroom.proof.proving import Proof
from pressroom.prose.words import beginning
from pressroom.readback import Line

VERSION = 2
ORIGIN = "the trim's top left, downward"
NO_MAP = (ValueError, KeyError, TypeError, AttributeError)  # raised when something else is read as a map


@dataclass(frozen=True)
class FinishedEdition:
    """A finished edition: its name, its PDF's file name and bytes, the proof of its words, warnings about badly set lines, its extent."""

    name: str
    file: str
    pdf: bytes
    proof: Proof
    line_warnings: tuple[Problem, ...] = ()
    extent: Extent | None = None


def written(
    stem: str, units: Sequence[Expected], editions: Sequence[FinishedEdition], locate: Locate, headings: Callable[[Path], tuple[str, ...]]
) -> bytes:
    """The map of the chapter `stem`, whose texts are `units`. The same files give the same bytes.

    `locate` gives the place of a value, `headings` the headings above a path in the chapter.
    """
    head = {"version": VERSION, "chapter": stem, "unit": "pt", "origin": ORIGIN}
    files = {
        edition.name: {
            "file": edition.file,
            "sha256": hashlib.sha256(edition.pdf).hexdigest(),
            "pages": edition.proof.pages,
            "bad_lines": [problem.record() for problem in edition.line_warnings],
            "extent": _extent_record(edition.extent) if edition.extent else None,
        }
        for edition in editions
    }
    words = [
        {**entry, **{edition.name: [_line(line) for line in edition.proof.lines[number]] for edition in editions}}
        for number, entry in enumerate(_entries(units, locate, headings))
    ]
    text = f'{_json(head)[:-1]},\n"editions": {_json(files)},\n"words": [\n' + ",\n".join(map(_json, words)) + "\n]}\n"
    return text.encode()


def places(data: bytes, edition: str) -> list[tuple[Line, Place]]:
    """Each line of an edition with the place of its words, from the map `data`; an empty list if it isn't a map."""
    try:
        words = json.loads(data)["words"]
        return [(Line(*line), Place(entry["file"], entry["line"])) for entry in words for line in entry[edition]]
    except NO_MAP:
        return []


def files(data: bytes) -> dict[str, str]:
    """The file names of a chapter's PDFs by edition, from the map `data`; empty if it isn't a map."""
    try:
        return {str(edition): str(of["file"]) for edition, of in json.loads(data)["editions"].items()}
    except NO_MAP:
        return {}


def recalled(data: bytes, edition: str, pdf: bytes) -> tuple[tuple[Problem, ...], Extent | None]:
    """The warnings about badly set lines of an edition, and its extent, from the map `data`; `(), None` if it isn't a map of this PDF."""
    try:
        of = json.loads(data)["editions"][edition]
        if of["sha256"] != hashlib.sha256(pdf).hexdigest():
            return (), None
        return tuple(map(_problem, of["bad_lines"])), _extent(of["extent"])
    except NO_MAP:
        return (), None


def _entries(units: Sequence[Expected], locate: Locate, headings: Callable[[Path], tuple[str, ...]]) -> Iterator[dict[str, object]]:
    """The entries of `words`, without pages. A note belongs to the section that refers to it."""
    section: tuple[str, ...] = ()
    for unit in units:
        place, _ = locate(unit.path, unit.line, file=unit.file)
        section = section if unit.section == "notes" else headings(unit.path) if unit.file == "chapter" else ()
        yield {"kind": unit.kind, "file": place.file, "line": place.line, "section": section, "begins": beginning(unit.text)}


def _line(line: Line) -> list[float]:
    """The page and the box, rounded to hundredths of a point."""
    return [line.page, *(round(edge, 2) for edge in line[1:])]


def _extent_record(extent: Extent) -> dict[str, Any]:
    own = {"pages": extent.pages, "free": extent.free, "asked": extent.asked, "missed": extent.missed}
    findings = [{"kind": one.kind, "page": one.page, "what": one.what, **one.problem.record()} for one in extent.findings]
    return {**own, "findings": findings}


def _extent(record: dict[str, Any]) -> Extent:
    pages, free, asked, missed = (int(record[name]) for name in ("pages", "free", "asked", "missed"))
    findings = tuple(Finding(one["kind"], one["page"], one["what"], _problem(one)) for one in record["findings"])
    return Extent(pages, free, asked, missed, findings)


def _problem(record: dict[str, Any]) -> Problem:
    place = Place(record["file"], record.get("line", 0), record.get("column", 0)) if "file" in record else None
    return Problem(record["code"], record["message"], place, record.get("hint", ""))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
