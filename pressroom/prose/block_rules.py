"""The constructs of whole lines that prose refuses, and the checks of those that it has.

A refused construct is read by the parser's own rule, so that it is refused exactly where Markdown would have taken it for one.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from markdown_it.rules_block import StateBlock, code, fence, heading, hr, lheading, reference, table
from markdown_it.token import Token

from pressroom.prose.context import Reading, reading_of

_BlockRule = Callable[[StateBlock, int, int, bool], bool]
_DEEPEST = 8  # levels of tags: four lists, one in another

_PLAIN = "write \\ before the first character where it is plain text"
REFUSED: tuple[tuple[str, _BlockRule, list[str], str, str], ...] = (
    ("table", table, ["paragraph", "reference"], "a table can't stand in prose", "a table is a block of its own, 'table:'"),
    ("code", code, [], "an indented paragraph would be code", "remove the spaces before it"),
    ("fence", fence, ["paragraph", "reference", "blockquote", "list"], "code can't stand in prose", f"remove the marks, or {_PLAIN}"),
    ("hr", hr, ["paragraph", "reference", "blockquote", "list"], "a rule can't stand in prose", f"begin a new section, or {_PLAIN}"),
    ("heading", heading, ["paragraph", "reference", "blockquote"], "a heading can't stand in prose",
     f"a heading belongs in 'heading:'; {_PLAIN}"),
    ("lheading", lheading, [], "this line makes a heading of the one above", f"a heading belongs in 'heading:'; {_PLAIN}"),
)  # fmt: skip


def refusing(stock: _BlockRule, name: str, message: str, hint: str) -> _BlockRule:
    """The rule that reads what `stock` reads, and refuses it."""

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        known = len(state.tokens)
        if not stock(state, start, end, silent):
            return False
        if not silent:
            reading_of(state.env).refuse(_first_letter(state, state.line - 1 if name == "lheading" else start), _code(name), message, hint)
            if not name.endswith("heading"):  # a heading's words may have problems of their own
                del state.tokens[known:]
        return True

    return rule


def _code(name: str) -> str:
    return {"fence": "code", "hr": "rule", "lheading": "heading"}.get(name, name)


def no_reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Refuses `[label]: address`, which Markdown would take out of the text."""
    first = state.bMarks[start] + state.tShift[start]
    if state.src.startswith("[^", first) or not reference(state, start, end, silent):
        return False
    state.env.pop("references", None)
    reading_of(state.env).refuse(
        _first_letter(state, start), "reference", "an address can't be defined apart from its link", "write [words](https://…) in the text"
    )
    return True


def _first_letter(state: StateBlock, line: int) -> tuple[int, int]:
    at = state.bMarks[line] + state.tShift[line]
    return line, at - (state.src.rfind("\n", 0, at) + 1)


def check(tokens: list[Token], reading: Reading) -> None:
    """Refuses what lists and quotations would lose: an empty item's sign, a number that isn't the counted one, what lies too deep."""
    numbers: dict[int, int | None] = {}
    for token, following in pairwise(tokens):
        if token.nesting != 1 or not token.map:
            continue
        line = token.map[0]
        source = reading.lines[line]
        place = line, max(0, source.find(token.info + token.markup))
        if token.level > _DEEPEST:
            reading.refuse(place, "depth", "lists and quotations lie too deep in one another", "at most four")
        if token.type in ("list_item_open", "blockquote_open") and following.nesting == -1:
            what = "list item" if token.type == "list_item_open" else "quotation"
            reading.refuse(place, "list", f"this {what} is empty", f"fill it, or {_PLAIN}")
        if token.type == "ordered_list_open":
            numbers[token.level] = None
        elif token.type == "list_item_open" and token.info:
            _check_number(token.info, numbers[token.level - 1], place, reading)
            numbers[token.level - 1] = int(token.info)


def _check_number(typed: str, before: int | None, place: tuple[int, int], reading: Reading) -> None:
    """The number on the page is counted from the first: it has to be the one that was typed."""
    if typed != str(int(typed)) or (before is None and len(typed) > 3):
        reading.refuse(place, "list", f"'{typed}' is not a list's first number", f"write '{typed}\\.' where it begins a sentence")
    elif before is not None and int(typed) != before + 1:
        reading.refuse(place, "list", f"after {before} in a list comes {before + 1}, not {typed}", "number the items in their order")
