"""What libyaml says of a file that is not YAML, in words for an editor."""

from __future__ import annotations

import yaml

_BEGIN, _END = "where the part began", "where reading stopped"

# What libyaml's problem says, whether its context's place or its own is shown, the message, the hint.
_PROBLEMS = (
    ("could not find expected ':'", _BEGIN, "a key without its colon", "write 'key: value', or indent the line if it continues a text"),
    ("mapping values are not allowed", _END, "a colon too many, or a line indented too far", "put text that holds ': ' in quotation marks"),
    ("found character that cannot start any token", _END, "a value can't begin with this character", "put the value in quotation marks"),
    ("found unexpected end of stream", _BEGIN, "a quotation mark that is never closed", "close it"),
    ("found unexpected document indicator", _BEGIN, "a quotation mark that is never closed", "close it"),
    ("found unknown escape character", _END, "an escape that YAML does not know", "write \\\\ for a backslash in double quotation marks"),
    ("found invalid Unicode character escape", _END, "an escape that stands for no character", "type the character itself"),
    ("did not find expected hexdecimal", _END, "an escape without its digits", "type the character itself"),
    ("expected ',' or ']'", _BEGIN, "a list in brackets that is not closed, or lacks a comma", "end it with ]"),
    ("expected ',' or '}'", _BEGIN, "a mapping in braces that is not closed, or lacks a comma", "end it with }"),
    ("did not find expected node content", _END, "a bracket or comma where a value should stand", "put the value in quotation marks"),
    (
        "did not find expected '-' indicator",
        _END,
        "a line that is no item of the list above it",
        "begin it with '- ', or mend its indentation",
    ),
    (
        "did not find expected key",
        _END,
        "a key should begin here",
        "mend the indentation; a value that goes on after its quotation mark is quoted whole",
    ),
    ("block sequence entries are not allowed", _END, "a list can't begin here", "begin it on a line of its own"),
    ("mapping keys are not allowed", _END, "a key can't begin here", "begin it on a line of its own"),
    ("expected comment or line break", _END, "text on the line of its | or >", "begin the text on the next line, indented"),
    ("indentation indicator", _END, "no indentation of that width", "write | or > alone"),
    ("did not find expected alphabetic", _BEGIN, "a value can't begin with * or &", "put the value in quotation marks"),
    ("tag", _BEGIN, "a value can't begin with !", "put the value in quotation marks"),
    ("expected <document start>", _END, "text after the end of the document", "a file holds one document"),
    ("directive", _BEGIN, "a line can't begin with %", "put the value in quotation marks"),
    ("incompatible YAML document", _END, "a version of YAML that is not read here", "take the line out"),
    ("unexpected ':'", _END, "a colon where none can stand", "put the value in quotation marks"),
)


def explained(error: yaml.MarkedYAMLError) -> tuple[int, str, str]:
    """The index in the text of what libyaml complains about, a message, a hint."""
    problem = error.problem or "is not YAML"
    known = (row for row in _PROBLEMS if row[0] in problem)
    _, where, message, hint = next(known, ("", _END, f"not readable as YAML: {problem}", ""))
    mark = error.context_mark if where is _BEGIN and error.context_mark else error.problem_mark
    return mark.index if mark else 0, message, hint
