"""libyaml's syntax errors in words for an editor."""

from __future__ import annotations

import re

import yaml

_BEGIN, _END = "where the part began", "where reading stopped"

# What to do with text that YAML would read as something else.
QUOTE = "put the whole text in quotation marks, or write it below a |, indented"
_UNCLOSED = ("this quotation mark is never closed", "add the closing quotation mark")
_KEY_OR_ITEM = re.compile(r"\n *(?:[a-z][a-z0-9_-]*:\s|- )")  # a line that begins like a key of ours, or like an item

# A part of libyaml's message, whether to show the place of its context or of the problem, our message, our hint.
_PROBLEMS = (
    (
        "could not find expected ':'",
        _BEGIN,
        "expected a colon after this key",
        "write 'key: value', or indent the line if it continues a text",
    ),
    ("found character that cannot start any token", _END, "a value can't start with this character", "put the value in quotation marks"),
    ("found unexpected end of stream", _BEGIN, *_UNCLOSED),
    ("found unexpected document indicator", _BEGIN, *_UNCLOSED),
    ("found unknown escape character", _END, "YAML does not know this escape", "write \\\\ for a backslash in double quotation marks"),
    ("found invalid Unicode character escape", _END, "this escape is not a character", "type the character itself"),
    ("did not find expected hexdecimal", _END, "this escape lacks its digits", "type the character itself"),
    ("expected ',' or ']'", _BEGIN, "this list is not closed, or lacks a comma", f"end the list with ]; if it is text, {QUOTE}"),
    ("expected ',' or '}'", _BEGIN, "these braces are not closed, or lack a comma", f"end them with }}; if it is text, {QUOTE}"),
    ("did not find expected node content", _END, "expected a value, found a bracket or comma", "put the value in quotation marks"),
    (
        "did not find expected '-' indicator",
        _END,
        "this line is not an item of the list above",
        "start it with '- ', or correct its indentation",
    ),
    ("block sequence entries are not allowed", _END, "a list can't start here", "start it on a line of its own"),
    ("mapping keys are not allowed", _END, "a key can't start here", "start it on a line of its own"),
    ("expected comment or line break", _END, "nothing may follow | or > on its line", "start the text on the next line, indented"),
    ("indentation indicator", _END, "this indentation width is not valid", "write | or > alone"),
    ("did not find expected alphabetic", _BEGIN, "a value can't start with * or &", "put the value in quotation marks"),
    ("tag", _BEGIN, "a value can't start with !", "put the value in quotation marks"),
    ("expected <document start>", _END, "text after the end of the document", "remove it, or the line ... above it"),
    ("directive", _BEGIN, "a line can't start with %", "put the value in quotation marks"),
    ("incompatible YAML document", _END, "this version of YAML is not supported", "remove the line"),
    ("unexpected ':'", _END, "unexpected colon", "put the value in quotation marks"),
)


def explained(error: yaml.MarkedYAMLError, text: str, quoted: tuple[int, int]) -> tuple[int, str, str]:
    """The index of a syntax error in `text`, its message and its hint.

    `quoted` is the last value in quotation marks before it: the index of its opening mark, and the one after its closing mark.
    """
    problem = error.problem or "is not YAML"
    index = error.problem_mark.index if error.problem_mark else 0
    if not text[quoted[1] : index].strip() and _is_unclosed(text, *quoted):
        return quoted[0], *_UNCLOSED
    rows = (*_by_what_stands_before(text, index), *_PROBLEMS)
    known = (row for row in rows if row[0] in problem)
    _, where, message, hint = next(known, ("", _END, f"not readable as YAML: {problem}", ""))
    mark = error.context_mark if where is _BEGIN and error.context_mark else error.problem_mark
    return mark.index if mark else 0, message, hint


def _is_unclosed(text: str, start: int, end: int) -> bool:
    """Whether the mark at which YAML ends a value in quotation marks opens another: a blank or a bracket stands before it and a word behind
    it, or the value contains a key or an item."""
    before, after = text[start + 1 : end - 1], text[end : end + 1]
    opens_next = re.search(r"[\s,\[{(]\Z", before) and after and (after.isalnum() or after == "[")
    return bool(opens_next or _KEY_OR_ITEM.search(before))


def _by_what_stands_before(text: str, index: int) -> tuple[tuple[str, str, str, str], ...]:
    """Rows for two messages of libyaml that are about different mistakes: what stands before `index` on its line says which."""
    before = text[text.rfind("\n", 0, index) + 1 : index]
    if re.search(r":\s", before):
        colon = ("YAML reads this colon as the end of a key", QUOTE)
    else:
        colon = (
            "this colon makes a key of a line that continues the value above it",
            f"if it is a key, indent it like the keys above; if it is text, {QUOTE}",
        )
    if not before.strip(" -"):
        key = ("this line is not indented like the keys above it", f"indent it like them; if it continues a text, {QUOTE}")
    elif before.rstrip().endswith(("]", "}")):
        key = ("text after a closing bracket or brace", QUOTE)
    else:
        key = (
            "text after a closing quotation mark",
            "put all of it in quotation marks, with \" around text that holds ', and ' around text that holds \"",
        )
    return ("mapping values are not allowed", _END, *colon), ("did not find expected key", _END, *key)
