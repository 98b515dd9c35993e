"""The map of words to pages: `dist/STEM/STEM.map.json`, from what the proof found in the finished editions.

    {"version": 1, "chapter": "kazakhstan", "unit": "pt", "origin": "the trim's top left, downward",
    "editions": {"screen": {"file": "kazakhstan.pdf", "sha256": "…", "pages": 4, "strained": [], "extent": {…}}, "print": {…}},
    "words": [
    {"kind": "title", "file": "content/chapters/kazakhstan.yaml", "line": 4, "section": [], "begins": "Kazakhstan",
     "screen": [[1, 132, 144.5, 295.1, 180.5]], "print": […]},
    …]}

`words` has an entry for each paragraph, heading, cell, note, caption … in reading order, each on one line of the file; a note follows
the paragraph that calls it. `kind` is the name of its value in the content, or `masthead` or `contact`; `file` and `line` say where it is
typed (a paragraph of several: where it begins), `section` holds the headings over it, `begins` its first words. Each edition has the
entry's lines as page, left, top, right, bottom. `sha256` is that of the edition's PDF: a map holds for that file and no other.
`strained` are the edition's lines that could not be set well, each as a problem with its place; `extent` says how far it fills its pages,
and what an editor should look at to make it fit.

`version` grows when a reader of an older map would go wrong.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pressroom.errors import Place, Problem
from pressroom.manuscript import Locate, Path
from pressroom.proof import extent
from pressroom.proof.expected import Expected
from pressroom.proof.extent import Extent
from pressroom.proof.findings import beginning
from pressroom.proof.proving import Proof
from pressroom.readback import Line

VERSION = 1
ORIGIN = "the trim's top left, downward"


@dataclass(frozen=True)
class Edition:
    """A finished edition: its name, that of its PDF, the PDF, where the proof found its words, which lines could not be set well, and its
    extent."""

    name: str
    file: str
    pdf: bytes
    proof: Proof
    strained: tuple[Problem, ...] = ()
    extent: Extent | None = None


def mapped(
    stem: str,
    units: Sequence[Expected],
    editions: Sequence[Edition],
    locate: Locate,
    headings: Callable[[Path], tuple[str, ...]],
) -> bytes:
    """The map of the chapter `stem`, whose texts are `units`. The same files give the same bytes.

    `locate` gives the place of a value, `headings` the headings over a path in the chapter.
    """
    head = {"version": VERSION, "chapter": stem, "unit": "pt", "origin": ORIGIN}
    files = {
        edition.name: {
            "file": edition.file,
            "sha256": hashlib.sha256(edition.pdf).hexdigest(),
            "pages": edition.proof.pages,
            "strained": [problem.record() for problem in edition.strained],
            "extent": edition.extent.record() if edition.extent else None,
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
    """Each line of an edition with the place of its words, by the map `data`; none where it is no map."""
    try:
        words = json.loads(data)["words"]
        return [(Line(*line), Place(entry["file"], entry["line"])) for entry in words for line in entry[edition]]
    except (ValueError, KeyError, TypeError):
        return []


def remembered(data: bytes, edition: str, pdf: bytes) -> tuple[tuple[Problem, ...], Extent | None]:
    """The lines of an edition that could not be set well, and its extent, by the map `data`; nothing where it is the map of another PDF,
    or no map."""
    try:
        of = json.loads(data)["editions"][edition]
        if of["sha256"] != hashlib.sha256(pdf).hexdigest():
            return (), None
        return tuple(map(extent.problem, of["strained"])), extent.remembered(of["extent"])
    except (ValueError, KeyError, TypeError):
        return (), None


def _entries(units: Sequence[Expected], locate: Locate, headings: Callable[[Path], tuple[str, ...]]) -> Iterator[dict[str, object]]:
    """What an entry says of its unit; a note stands in the section that calls it."""
    section: tuple[str, ...] = ()
    for unit in units:
        place, _ = locate(unit.path, unit.line, file=unit.file)
        section = section if unit.section == "notes" else headings(unit.path) if unit.file == "chapter" else ()
        yield {"kind": unit.kind, "file": place.file, "line": place.line, "section": section, "begins": beginning(unit.text)}


def _line(line: Line) -> list[float]:
    """The page, and the box in hundredths of a point."""
    return [line.page, *(round(edge, 2) for edge in line[1:])]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
