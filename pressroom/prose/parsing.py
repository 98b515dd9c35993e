"""Parses texts to trees. Each text is parsed once, since results are cached."""

from __future__ import annotations

import re
from functools import lru_cache

from pressroom.prose.problems import ProseRefused
from pressroom.prose.tree import Paragraph, Prose
from pressroom.prose.typography import Typography

Notes = tuple[tuple[str, str], ...]


@lru_cache(maxsize=4096)
def blocks(text: str, typography: Typography, notes: Notes | None = ()) -> Prose:
    """Parse paragraphs, lists and quotations.

    `notes` are the chapter's, as (label, text); None if the text can't have note calls. Raises `ProseRefused` with all problems.
    """
    return _parse(text, typography, notes, one_line=False)


@lru_cache(maxsize=8192)
def inline(text: str, typography: Typography, notes: Notes | None = ()) -> Prose:
    """Parse one line of prose to one bare paragraph. Marks of lists, quotations and headings are plain text here.

    The text of a note is parsed with None for `notes`. Raises the same errors as `blocks`.
    """
    return _parse(text, typography, notes, one_line=True)


def _parse(text: str, typography: Typography, notes: Notes | None, one_line: bool) -> Prose:
    from pressroom.prose import grammar, leftovers, setting  # only here: the parser takes longer to load than a short command takes to run

    # The same lines as in Markdown, but whitespace-only lines are emptied, since the parser takes some whitespace characters for letters.
    lines = ["" if line.isspace() else line for line in re.split(r"\r\n?|\n", text)]
    tokens, parsing = grammar.tokens_of(lines, None if notes is None else [label for label, _ in notes], one_line)
    problems = list(parsing.problems)
    called = setting.called(tokens)
    parsed: dict[str, Paragraph] = {}
    for label, note in notes or ():
        if label in called:
            try:
                (parsed[label],) = inline(note, typography, None).paragraphs
            except ProseRefused as refused:
                problems += grammar.problems_of_calls(tokens, label, refused.problems[0].message)
    if problems:
        raise ProseRefused(tuple(sorted(set(problems))))
    leftovers.one_sided_quotes(tokens, typography, parsing)
    return setting.to_tree(tokens, typography, parsed, tuple(sorted(parsing.warnings)))
