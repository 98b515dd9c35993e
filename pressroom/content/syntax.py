"""libyaml's syntax errors in words for an editor."""

from __future__ import annotations

import yaml

_BEGIN, _END = "where the part began", "where reading stopped"

# A part of libyaml's message, whether to show the place of its context or of the problem, our message, our hint.
_PROBLEMS = (
    (
        "could not find expected ':'",
        _BEGIN,
        "expected a colon after this key",
        "write 'key: value', or indent the line if it continues a text",
    ),
    ("mapping values are not allowed", _END, "unexpected colon, or a line indented too far", "put text that holds ': ' in quotation marks"),
    ("found character that cannot start any token", _END, "a value can't start with this character", "put the value in quotation marks"),
    ("found unexpected end of stream", _BEGIN, "this quotation mark is never closed", "add the closing quotation mark"),
    ("found unexpected document indicator", _BEGIN, "this quotation mark is never closed", "add the closing quotation mark"),
    ("found unknown escape character", _END, "YAML does not know this escape", "write \\\\ for a backslash in double quotation marks"),
    ("found invalid Unicode character escape", _END, "this escape is not a character", "type the character itself"),
    ("did not find expected hexdecimal", _END, "this escape lacks its digits", "type the character itself"),
    (
        "expected ',' or ']'",
        _BEGIN,
        "this list is not closed, or lacks a comma",
        "end the list with ]; put text that starts with [ in quotation marks",
    ),
    (
        "expected ',' or '}'",
        _BEGIN,
        "these braces are not closed, or lack a comma",
        "end them with }; put text that starts with { in quotation marks",
    ),
    ("did not find expected node content", _END, "expected a value, found a bracket or comma", "put the value in quotation marks"),
    (
        "did not find expected '-' indicator",
        _END,
        "this line is not an item of the list above",
        "start it with '- ', or correct its indentation",
    ),
    (
        "did not find expected key",
        _END,
        "expected a key here",
        "correct the indentation; if a value continues after a quotation mark, put all of it in quotation marks",
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


def explained(error: yaml.MarkedYAMLError) -> tuple[int, str, str]:
    """The index in the text of a syntax error, its message and its hint."""
    problem = error.problem or "is not YAML"
    known = (row for row in _PROBLEMS if row[0] in problem)
    _, where, message, hint = next(known, ("", _END, f"not readable as YAML: {problem}", ""))
    mark = error.context_mark if where is _BEGIN and error.context_mark else error.problem_mark
    return mark.index if mark else 0, message, hint
