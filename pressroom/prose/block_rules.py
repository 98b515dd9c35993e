"""Block constructs: refuses those that prose doesn't have, and checks the others.

A refused construct is found by the parser's own rule for it, so it is refused exactly where Markdown would see one.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from markdown_it.rules_block import StateBlock, code, fence, heading, hr, lheading, reference, table
from markdown_it.token import Token

from pressroom.prose.context import Parsing, parsing_of

_BlockRule = Callable[[StateBlock, int, int, bool], bool]
_DEEPEST = 8  # levels of tags: four nested lists

_PLAIN = "write \\ before its first character if it is plain text"
REFUSED: tuple[tuple[str, _BlockRule, list[str], str, str], ...] = (
    ("table", table, ["paragraph", "reference"], "a table is not allowed in prose", "make it a block of its own, 'table:'"),
    ("code", code, [], "Markdown reads an indented paragraph as code", "remove the spaces before it"),
    ("fence", fence, ["paragraph", "reference", "blockquote", "list"], "code is not allowed in prose", f"remove the marks, or {_PLAIN}"),
    ("hr", hr, ["paragraph", "reference", "blockquote", "list"], "a horizontal rule is not allowed in prose",
     f"begin a new section, or {_PLAIN}"),
    ("heading", heading, ["paragraph", "reference", "blockquote"], "a heading is not allowed in prose",
     f"put a heading in 'heading:'; {_PLAIN}"),
    ("lheading", lheading, [], "this line turns the line above it into a heading", f"put a heading in 'heading:'; {_PLAIN}"),
)  # fmt: skip


def refusing(stock: _BlockRule, name: str, message: str, hint: str) -> _BlockRule:
    """A rule that refuses what the rule `stock` finds."""

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        known = len(state.tokens)
        if not stock(state, start, end, silent):
            return False
        if not silent:
            parsing_of(state.env).refuse(_first_letter(state, state.line - 1 if name == "lheading" else start), _code(name), message, hint)
            if not name.endswith("heading"):  # its words may have problems of their own
                del state.tokens[known:]
        return True

    return rule


def _code(name: str) -> str:
    return {"fence": "code", "hr": "rule", "lheading": "heading"}.get(name, name)


def no_reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Refuses `[label]: address`, which Markdown would remove from the text."""
    first = state.bMarks[start] + state.tShift[start]
    if state.src.startswith("[^", first) or not reference(state, start, end, silent):
        return False
    state.env.pop("references", None)
    parsing_of(state.env).refuse(
        _first_letter(state, start),
        "reference",
        "a link definition is not allowed in prose",
        "write [words](https://…) where the link belongs",
    )
    return True


def _first_letter(state: StateBlock, line: int) -> tuple[int, int]:
    at = state.bMarks[line] + state.tShift[line]
    return line, at - (state.src.rfind("\n", 0, at) + 1)


def check(tokens: list[Token], parsing: Parsing) -> None:
    """Refuses lists and quotations of which something would be lost: empty items, and numbers that the page would change; also too deep
    nesting."""
    numbers: dict[int, int | None] = {}
    for token, following in pairwise(tokens):
        if token.nesting != 1 or not token.map:
            continue
        line = token.map[0]
        source = parsing.lines[line]
        place = line, max(0, source.find(token.info + token.markup))
        if token.level > _DEEPEST:
            parsing.refuse(place, "depth", "lists and quotations are nested too deeply", "nest at most four")
        if token.type in ("list_item_open", "blockquote_open") and following.nesting == -1:
            what = "list item" if token.type == "list_item_open" else "quotation"
            parsing.refuse(place, "list", f"this {what} is empty", f"add its text, or {_PLAIN}")
        if token.type == "ordered_list_open":
            numbers[token.level] = None
        elif token.type == "list_item_open" and token.info:
            _check_number(token.info, numbers[token.level - 1], place, parsing)
            numbers[token.level - 1] = int(token.info)


def _check_number(typed: str, before: int | None, place: tuple[int, int], parsing: Parsing) -> None:
    """Refuse a typed number that differs from the one on the page, which counts from the first number of the list."""
    if typed != str(int(typed)) or (before is None and len(typed) > 3):
        parsing.refuse(place, "list", f"a list item can't be numbered '{typed}'", f"write '{typed}\\.' if it begins a sentence")
    elif before is not None and int(typed) != before + 1:
        parsing.refuse(place, "list", f"list item {before + 1} is numbered {typed}", "number the items in order")
