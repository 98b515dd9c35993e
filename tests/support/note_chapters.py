"""Random chapters with many notes, and what their finished pages show of text and notes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2

from pressroom import proof
from pressroom.manuscript import Manuscript
from tests.support.projects import locate, manuscript

WORDS = [
    "the",
    "commission",
    "heard",
    "witnesses",
    "in",
    "every",
    "district",
    "and",
    "none",
    "of",
    "them",
    "could",
    "say",
    "who",
    "had",
    "given",
    "an",
    "order",
    "or",
    "why",
    "archive",
    "was",
    "closed",
    "for",
    "so",
    "long",
    "minister",
    "answered",
    "parliament",
    "that",
    "he",
    "would",
    "look",
    "into",
    "circumstances",
    "report",
    "prison",
    "court",
    "trial",
    "journalist",
]
APART = ("heading", "caption", "columns", "rows", "alt", "credit")  # what may leave space at the foot of the page before


class NoteChapter:
    """A random chapter of so many paragraphs.

    Paragraphs call 2 to 7 notes of 4 to 120 words, or none. Lists, quotations, tables and captions call notes too. Before each call stands
    a word of its own, `call_of(label)`.
    """

    def __init__(self, seed: int, paragraphs: int):
        self._random = random.Random(seed)
        self._notes: dict[str, str] = {}
        sections = []
        while paragraphs > 0:
            sections.append({"heading": f"Section {len(sections) + 1}", "body": list(self._blocks(count := self._random.randint(2, 6)))})
            paragraphs -= count
        values = {"title": "Ruritania", "status": "final", "lede": self._text(30), "sections": sections, "notes": self._notes}
        self.manuscript: Manuscript = manuscript(values)

    def _blocks(self, paragraphs: int) -> Iterator[dict[str, Any]]:
        for _ in range(paragraphs):
            dense = not self._notes or self._random.random() < 0.5
            yield {"text": self._text(self._random.randint(40, 160), self._random.randint(2, 7) if dense else 0)}
            kind = self._random.random()
            if kind < 0.1:
                items = [self._text(self._random.randint(5, 40), self._random.randint(0, 2)) for _ in range(self._random.randint(2, 6))]
                yield {"text": "\n".join(f"- {item}" for item in items)}
            elif kind < 0.2:
                yield {"text": f"> {self._text(self._random.randint(20, 70), self._random.randint(0, 3))}"}
            elif kind < 0.25:
                rows = [
                    [self._text(2), self._text(3, self._random.randint(0, 1)), self._text(1)] for _ in range(self._random.randint(2, 9))
                ]
                yield {"table": {"caption": self._text(6, 1), "columns": ["Place", "Answer", "Year"], "rows": rows}}
            elif kind < 0.3:
                yield {"figure": {"image": "chart.png", "alt": "A chart.", "caption": self._text(9, 1)}}

    def _text(self, words: int, calls: int = 0) -> str:
        found = [self._random.choice(WORDS) for _ in range(words)]
        for at in sorted(self._random.sample(range(1, len(found) + 1), min(calls, len(found)))):
            label = str(len(self._notes) + 1)
            self._notes[label] = f"Note {label}: {self._emphasised(self._random.randint(4, 120 if self._random.random() < 0.5 else 25))}"
            found[at - 1] += f" {call_of(label)}[^{label}]"
        return " ".join(found).capitalize() + "."

    def _emphasised(self, words: int) -> str:
        found = [self._random.choice(WORDS) for _ in range(words)]
        if words > 9:
            found[2] = f"*{found[2]} {found[3]}*"
            found[5] = f"[{found[5]} {found[6]}](https://example.org/a/{words}?x=1)"
        return " ".join(found) + "."


def call_of(label: str) -> str:
    """The word before the call of a note. It is never hyphenated, and part of no other."""
    return f"c{label}c"


@dataclass(frozen=True)
class PageNotes:
    """What a page shows: where its text ends and its notes begin and end, in pt from the top of the trim, and whether what comes next may
    leave space on it. `notes_top` is None where it has no notes."""

    text_end: float
    notes_top: float | None
    notes_end: float
    next_apart: bool


@dataclass(frozen=True)
class Shown:
    """The pages of a finished PDF, and for each note the page of its call and the pages that it stands on."""

    pages: tuple[PageNotes, ...]
    calls: tuple[int, ...]
    notes: tuple[tuple[int, ...], ...]


def shown(pdf: bytes, of: Manuscript) -> Shown:
    """What the pages of a chapter show. Raises EngineFailed unless they show each text and each note once, whole and in order."""
    proved = proof.prove(pdf, of, locate)
    units = proof.units(of)
    text: dict[int, float] = {}
    notes: dict[int, list[Any]] = {}
    first: dict[int, str] = {}
    for unit, lines in zip(units, proved.lines, strict=True):
        for line in lines:
            if unit.kind == "notes":
                notes.setdefault(line.page, []).append(line)
            elif unit.kind not in ("contact", "masthead"):
                text[line.page] = max(text.get(line.page, 0.0), line.bottom)
                first.setdefault(line.page, unit.kind if line is lines[0] else "")
    pages = tuple(
        PageNotes(
            text.get(page, 0.0),
            min((line.top for line in notes.get(page, ())), default=None),
            max((line.bottom for line in notes.get(page, ())), default=0.0),
            first.get(page + 1, "contact") in (*APART, "contact"),
        )
        for page in range(1, proved.pages + 1)
    )
    with pypdfium2.PdfDocument(pdf) as document:
        words = [document[number].get_textpage().get_text_bounded().split() for number in range(len(document))]
    called = [(str(unit.path[1]), lines) for unit, lines in zip(units, proved.lines, strict=True) if unit.kind == "notes"]
    calls = (next(page for page, found in enumerate(words, 1) if any(call_of(label) in word for word in found)) for label, _ in called)
    return Shown(pages[: max(text)], tuple(calls), tuple(tuple(dict.fromkeys(line.page for line in lines)) for _, lines in called))
