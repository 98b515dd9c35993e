"""Turn values into a model, and pydantic's errors into plain messages with their places."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pressroom.content.source import Source
from pressroom.content.syntax import QUOTE
from pressroom.errors import Problem
from pressroom.manuscript import Path
from pressroom.model import LANGUAGE
from pressroom.prose import languages

ENOUGH = 1000  # problems reported for one file

M = TypeVar("M", bound=BaseModel)

_CODES = {
    "missing": "missing-field",
    "extra_forbidden": "unknown-field",
    "string_too_short": "too-short",
    "too_short": "too-short",
    "string_too_long": "too-long",
    "too_long": "too-long",
    "greater_than_equal": "bad-number",
    "less_than_equal": "bad-number",
    "literal_error": "bad-value",
    "string_pattern_mismatch": "bad-value",
    "value_error": "bad-value",
}
_EXPECTED = {
    "string_type": "text",
    "tuple_type": "a list",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "int_type": "a whole number in digits",
    "bool_type": "true or false",
}


def model_of(model: type[M], value: Any, source: Source) -> tuple[M | None, list[Problem]]:
    """`value` as `model`, or None and the problems."""
    try:
        return model.model_validate(value), []
    except ValidationError as refused:
        return None, [_problem(error, model, source) for error in _independent(refused.errors(include_url=False)[:ENOUGH], model)]


def did_you_mean(typed: object, known: Iterable[str]) -> str:
    """A hint that names the closest of `known`, else all of them."""
    choices = list(known)
    near = _near(typed, choices)
    if near:
        return f"did you mean '{near[0]}'?"
    return f"known here: {', '.join(choices)}" if choices else ""


def _near(typed: object, known: Iterable[str]) -> list[str]:
    return difflib.get_close_matches(str(typed)[:100].lower(), known, 1)


def _independent(errors: list[ErrorDetails], model: type[BaseModel]) -> Iterator[ErrorDetails]:
    """The errors that do not follow from another: not too few items because one was refused, nor a missing field that is misspelt."""
    parents = {error["loc"][:length] for error in errors for length in range(len(error["loc"]))}
    misspelt = set()
    for error in errors:
        if error["type"] == "extra_forbidden":
            *path, name = error["loc"]
            misspelt |= {(*path, near) for near in _near(name, _fields(model, error["loc"]))}
    for error in errors:
        follows = error["loc"] in parents if error["type"] == "too_short" else error["type"] == "missing" and error["loc"] in misspelt
        if not follows:
            yield error


def _problem(error: ErrorDetails, model: type[BaseModel], source: Source) -> Problem:
    kind, path = error["type"], error["loc"]
    message, hint = _words(error, model)
    if path and path[-1] == "[key]":
        place, excerpt = source.key(path[:-1])
    elif kind == "extra_forbidden":
        place, excerpt = source.key(path)
    elif kind == "missing":
        place, excerpt = source.place(path[:-1])
    else:
        place, excerpt = source.place((*path, *_below(error)))
    if not hint and kind in _EXPECTED:
        hint = _hint_for_type(error, model, excerpt[place.column - 1 : place.column])
    return Problem(_CODES.get(kind, "wrong-type"), message, place, hint, excerpt)


def _hint_for_type(error: ErrorDetails, model: type[BaseModel], first: str) -> str:
    """What to do about a value of the wrong type, of which `first` is the first character in the file; empty if the message says it."""
    kind, typed = error["type"], error["input"]
    if kind == "string_type" and isinstance(typed, dict):
        return f"if ': ' is part of the text, {QUOTE}" if first != "{" else f"if it is text that starts with {{, {QUOTE}"
    if kind == "string_type" and isinstance(typed, list):
        return f"if it is text that starts with [, {QUOTE}" if first == "[" else "write it without '- '"
    if kind == "tuple_type" and isinstance(typed, str):
        return "write each item on a line of its own after '- ', or all of them as [one, two]"
    if kind == "model_type" and isinstance(typed, str) and (fields := _fields(model, (*error["loc"], ""))):
        return f"write the key that it belongs to before it: {', '.join(f'{name}:' for name in fields)}"
    return ""


def _words(error: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """The message and the hint."""
    kind, path, typed, context = error["type"], error["loc"], error["input"], error.get("ctx", {})
    name = _name(path)
    if kind == "missing":
        return f"{name} is missing", f"add '{path[-1]}: …'" if isinstance(path[-1], str) else "add it to the list"
    if kind == "extra_forbidden":
        return f"unknown field {name}", did_you_mean(path[-1], _fields(model, path))
    if kind == "value_error":
        message = str(context["error"].args[0])
        return (f"{name} {message}" if message.startswith("should") else message), ""
    if kind == "literal_error":
        choices = re.findall("'([^']*)'", context["expected"])
        return f"{name} should be {' or '.join(map(repr, choices))}, found {_found(typed)}", did_you_mean(typed, choices) if _near(
            typed, choices
        ) else ""
    if kind == "string_pattern_mismatch":
        message = f"{name} can't be a key here" if path[-1] == "[key]" else f"{name} can't be {_found(typed)}"
        code = languages.meant(str(typed)) if context["pattern"] == LANGUAGE else ""
        return message, f"did you mean '{code}'? " * bool(code) + _described(model, path, context["pattern"])
    if kind == "string_too_short":
        return f"{name} is empty", "write its text, or remove it"
    if kind == "string_too_long":
        return f"{name} has {len(typed):,} characters", f"the limit is {context['max_length']:,}"
    if kind == "too_short":
        return f"{name} has too few items: {len(typed)}", f"at least {context['min_length']} needed"
    if kind == "too_long":
        return f"{name} has too many items: {len(typed)}", f"the limit is {context['max_length']}"
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
        return f"{name} should be {limit}, found {typed}", ""
    return f"{name} should be {_EXPECTED.get(kind, error['msg'])}, found {_found(typed)}", ""


def _below(error: ErrorDetails) -> Path:
    """The place of the problem within the refused value, which a validator may give as the second argument of its ValueError."""
    arguments: tuple[Any, ...] = error["ctx"]["error"].args if error["type"] == "value_error" else ()
    return tuple(arguments[1]) if len(arguments) > 1 else ()


def _name(path: Path) -> str:
    """The name of a value in a message: its key, or its number in a list."""
    path = tuple(part for part in path if part != "[key]")
    if not path:
        return "the file"
    if isinstance(path[-1], str):
        return f"'{path[-1]}'"
    key = next((part for part in reversed(path) if isinstance(part, str)), "the list")
    return f"item {path[-1] + 1} of '{key}'"


def _found(typed: object) -> str:
    if isinstance(typed, str):
        return f"'{typed[:60]}…'" if len(typed) > 60 else f"'{typed}'"
    return "a list" if isinstance(typed, list) else "keys with values" if isinstance(typed, dict) else str(typed)


def _fields(model: type[BaseModel], path: Path) -> dict[str, str]:
    """The fields, with their descriptions, of the model that holds the last key of `path`."""
    for part in path[:-1]:
        if part in model.model_fields:
            model = _model_in(model.model_fields[str(part)].annotation) or model
    return {name: field.description or "" for name, field in model.model_fields.items()}


def field_at(model: type[BaseModel], path: Path) -> tuple[type[BaseModel], str]:
    """The class and the name of the field that holds the value at `path`; the name is empty if no class has such a field."""
    owner, name = model, ""
    inner: type[BaseModel] | None = model
    for part in path:
        if inner and part in inner.model_fields:
            owner, name = inner, str(part)
            inner = _model_in(inner.model_fields[name].annotation)
    return owner, name


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def _described(model: type[BaseModel], path: Path, pattern: str) -> str:
    """The schema's description of texts that match `pattern`, else of the field."""
    stack: list[Any] = [model.model_json_schema()]
    parts = range(len(path), 0, -1)
    words = next((said for end in parts if (said := _fields(model, path[:end]).get(str(path[end - 1])))), "")
    while stack:
        part = stack.pop()
        if isinstance(part, dict):
            if part.get("pattern") == pattern and "description" in part:
                words = str(part["description"])
            stack += part.values()
        elif isinstance(part, list):
            stack += part
    return words.rstrip(".")
