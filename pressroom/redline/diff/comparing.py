"""Two sequences of words compared: what was deleted, what was inserted."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from pressroom.redline.diff.tokens import Token, Words, text

FEW = 1  # number of unchanged words between two changes that are shown as one change

Op = Literal["same", "deleted", "inserted"]


class Piece(NamedTuple):
    """Words that are the same in both versions, or only in the old one, or only in the new one."""

    op: Op
    words: Words


def compared(old: Words, new: Words) -> tuple[Piece, ...]:
    """`old` and `new` as one sequence: without the inserted pieces it is `old`, without the deleted ones it is `new`."""
    if old == new:
        return (Piece("same", new),) * bool(new)
    pieces: list[Piece] = []
    for operation, first, last, start, end in _opcodes(old, new):
        if operation == "equal":
            pieces.append(Piece("same", new[start:end]))
        else:
            pieces += [Piece("deleted", old[first:last])] * (last > first) + [Piece("inserted", new[start:end])] * (end > start)
    return tuple(pieces)


def side(pieces: Sequence[Piece], without: Op) -> Words:
    """The words of all `pieces` except those whose op is `without`."""
    return tuple(token for piece in pieces if piece.op != without for token in piece.words)


Opcode = tuple[str, int, int, int, int]


def _opcodes(old: Words, new: Words) -> list[Opcode]:
    """The changes; two with next to nothing between them become one, which is easier to read."""
    found: list[Opcode] = []
    known: dict[Token, int] = {}
    ours, theirs = ([known.setdefault(token, len(known)) for token in words] for words in (old, new))  # numbers compare faster
    given = SequenceMatcher(None, ours, theirs).get_opcodes()
    for number, code in enumerate(given):
        operation, first, last, start, end = code
        inner = 0 < number < len(given) - 1
        if operation == "equal" and inner and _slight(old, new, given[number - 1], code, given[number + 1]):
            operation = "replace"
        if found and operation != "equal" and found[-1][0] != "equal":
            _, first, _, start, _ = found.pop()
        found.append((operation, first, last, start, end))
    return found


def _slight(old: Words, new: Words, before: Opcode, between: Opcode, after: Opcode) -> bool:
    """Whether the words between two changes are few, and shorter than the change on either side."""
    words = old[between[1] : between[2]]
    length = len(text(words))
    return len(words) <= FEW and all(
        length < max(len(text(old[first:last])), len(text(new[start:end]))) for _, first, last, start, end in (before, after)
    )
