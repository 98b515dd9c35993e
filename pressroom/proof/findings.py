"""Reports what is wrong if the pages don't show what they should: which text is missing, altered, moved or doubled, and on which page.

The runs of a PDF are joined into pieces. Each piece shows one expected text, or is what remains of a block. The sequences of texts and
of pieces are then compared like two files in a diff.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pressroom.errors import Problem
from pressroom.proof.expected import Expected, Locator
from pressroom.proof.words import match
from pressroom.prose.words import beginning, likeness
from pressroom.readback import Run

HINT = "check whether a template or a stylesheet hides or changes it"
HINT_FOR_ORDER = (
    "keep the order of the model's fields in the templates and stylesheets; list a line of the masthead, or of the contact block, "
    "in 'masthead' or 'contact_block' in pressroom/manuscript/manuscript.py"
)
NEAR = 4  # how many pieces are tried as an altered form of a missing text
ALIKE = 0.5


@dataclass
class _Piece:
    """Some runs: what they show, on which page, and which expected `text` that is (None: not an expected one)."""

    shows: str
    page: int
    text: str | None
    claimed: bool = False


def explain(expected: Sequence[Expected], texts: Sequence[str], runs: Sequence[Run], place: Locator) -> list[Problem]:
    """A problem for each difference between `runs` and `texts`, which are the texts of `expected` as `seen` returns them."""
    pieces = list(_pieces(texts, runs))
    shown: list[object] = [piece.text if piece.text is not None else piece.shows.join("\0\0") for piece in pieces]
    gaps: list[tuple[int, int, list[_Piece]]] = []
    for operation, first, last, start, end in SequenceMatcher(None, list[object](texts), shown, autojunk=False).get_opcodes():
        if operation == "equal":
            for piece in pieces[start:end]:
                piece.claimed = True
        else:
            gaps += [(number, start, pieces[start:end]) for number in range(first, last)]
    counts = Counter(texts)
    pages = {text: [piece.page for piece in pieces if piece.text == text] for text in counts}
    problems = [_lost(expected[number], texts[number], near, pieces, start, place) for number, start, near in gaps]
    for piece in pieces:
        if piece.claimed:
            continue
        if piece.text is None:
            problems.append(
                Problem("words-foreign", f'page {piece.page} shows "{beginning(piece.shows)}", which the content does not say', None, HINT)
            )
        else:
            unit = expected[texts.index(piece.text)]
            message = f'{name(unit)} "{beginning(piece.text)}" appears {len(pages[piece.text])} times, not {counts[piece.text]}'
            problems.append(problem("words-doubled", f"{message} (the last on page {pages[piece.text][-1]})", unit, place))
    return problems


def _lost(unit: Expected, text: str, near: Sequence[_Piece], pieces: Sequence[_Piece], at: int, place: Locator) -> Problem:
    """The problem for a text that is not where it should be: among the pieces `near`, which begin at `at`. Claims what it finds."""
    start = f'{name(unit)} "{beginning(unit.text)}"'
    for piece in pieces:
        if piece.text == text and not piece.claimed:
            piece.claimed = True
            return problem("words-moved", f"{start} is in the wrong place, on page {piece.page}", unit, place, HINT_FOR_ORDER)
    for piece in [piece for piece in near if piece.text is None and not piece.claimed][:NEAR]:
        if _alike(text, piece.shows):
            piece.claimed = True
            return problem("words-altered", f"{start} differs on page {piece.page}: {_difference(text, piece.shows)}", unit, place)
    around = f" (looked for on page {pieces[max(0, at - 1)].page} and after)" if pieces else ""
    return problem("words-missing", f"{start} is not on the pages{around}", unit, place)


def _pieces(texts: Sequence[str], runs: Sequence[Run]) -> Iterator[_Piece]:
    candidates: Mapping[str, list[str]] = defaultdict(list)
    for text in sorted(set(texts), key=len, reverse=True):
        for first in {text[0], text[0].upper()}:
            candidates[first].append(text)
    at, left = 0, 0
    while at < len(runs):
        first, run = runs[at].text.strip()[:1], runs[at]
        inside = at > left and runs[at - 1].block == run.block
        found = ((text, match(text, runs, at)) for text in candidates.get(first, ()) if not inside or " " in text)
        text, end = next(((text, end) for text, end in found if end), ("", 0))
        if not end:
            at += 1
            if at == len(runs) or runs[at].block != run.block:
                yield _rest(runs[left:at])
                left = at
            continue
        if left < at:
            yield _rest(runs[left:at])
        yield _Piece(text, run.page, text)
        at = left = end


def _rest(runs: Sequence[Run]) -> _Piece:
    return _Piece(_joined(runs), runs[0].page, None)


def _joined(runs: Sequence[Run]) -> str:
    """The text that runs show. Whether a hyphen at the end of a line belongs to the text can't be known here, so it stays."""
    shows = ""
    for run in runs:
        goes_on = shows.endswith(("\N{SOFT HYPHEN}", "-", " ")) or run.touches or run.text.startswith(" ")
        shows = shows.removesuffix("\N{SOFT HYPHEN}") + ("" if goes_on or not shows else " ") + run.text
    return shows.strip()


def _alike(text: str, shows: str) -> bool:
    """Whether one may be an altered form of the other: compared by words, or by characters if there are few words."""
    ours, theirs = text.split(), shows.split()
    if min(len(ours), len(theirs)) < 4:
        return SequenceMatcher(None, text, shows, autojunk=False).ratio() >= ALIKE
    return likeness(Counter(ours), Counter(theirs)) >= ALIKE


def _difference(text: str, shows: str) -> str:
    """A phrase that describes the first difference."""
    ours, theirs = text.split(), shows.split()
    changes = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    for _, first, last, start, end in (change for change in changes if change[0] != "equal"):
        said, found = " ".join(ours[first:last]), " ".join(theirs[start:end])
        if not found:
            return f'"{beginning(said)}" is missing'
        if not said:
            return f'"{beginning(found)}" is extra'
        return f'it shows "{beginning(found)}" where the content says "{beginning(said)}"'
    return "the spaces differ"


def differing(here: str, there: str) -> str:
    """For a message, what a file does that shows `here` where the content has `there`; one of them may be empty."""
    if here and there:
        return f'says "{here}" where the content says "{there}"'
    return f'lacks "{there}"' if there else f'has "{here}", which the content does not say'


def problem(code: str, message: str, unit: Expected, place: Locator, hint: str = HINT) -> Problem:
    """A problem about `unit`, with its place if it has one."""
    where, excerpt = place(unit) or (None, "")
    return Problem(code, message, where, hint, excerpt)


def name(unit: Expected) -> str:
    """What `unit` is, for a message: the note, the cell, the title."""
    return {"notes": "the note", "rows": "the cell", "columns": "the column", "contact": "the contact line"}.get(
        unit.kind, f"the {unit.kind}"
    )
