"""Jinja, set up so that a mistake in a template is an error with its place, and never a blank or a Python object on the page."""

from __future__ import annotations

import re
import traceback
from typing import Any

import jinja2
import jinja2.bccache
from markupsafe import Markup

from pressroom.errors import Place, Problem, StyleRefused
from pressroom.files import Folder, Unreadable

ALL_TEMPLATE_ERRORS = (jinja2.TemplateError, TypeError, ValueError, AttributeError, KeyError, LookupError, ArithmeticError)


class _NotText(TypeError):
    """A template prints a value that is not text."""


def _printable(value: Any) -> Any:
    """Return `value` if a template may print it: text or an integer. Raises `_NotText` for anything else."""
    if isinstance(value, (str, Markup)) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    if isinstance(value, jinja2.Undefined):
        return value  # prints itself as an error
    raise _NotText(f"prints a {type(value).__name__}, not text")


class _Compiled(jinja2.BytecodeCache):
    """Keeps compiled templates for later pages. A template that has changed has another checksum."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if known := self._known.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self._known[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


COMPILED = _Compiled()


def render(templates: Folder, template: str, values: dict[str, Any]) -> str:
    """Render `template`, a file of the folder, with `values`. The global `xhtml` tells templates whether to write XHTML.

    Raises `StyleRefused` with the line of the template.
    """

    def load(name: str) -> tuple[str, str, None]:
        try:
            return templates.read(name).decode(), f"{templates.name}/{name}", None
        except UnicodeDecodeError:
            raise jinja2.TemplateSyntaxError("the template is not UTF-8", 1, name, f"{templates.name}/{name}") from None
        except Unreadable:
            raise jinja2.TemplateNotFound(name) from None

    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_printable,
        loader=jinja2.FunctionLoader(load),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=COMPILED,
    )
    environment.globals["xhtml"] = template.endswith(".xhtml")
    try:
        return environment.get_template(template).render(values)
    except ALL_TEMPLATE_ERRORS as error:
        raise StyleRefused(_problem(error, templates, template)) from error


def _problem(error: Exception, templates: Folder, template: str) -> Problem:
    file, line = _where(error, templates, template)
    excerpt = ""
    try:
        excerpt = templates.read(file.removeprefix(f"{templates.name}/")).decode(errors="replace").splitlines()[line - 1]
    except (Unreadable, IndexError):
        line = 0
    place = Place(file, line, len(excerpt) - len(excerpt.lstrip()) + 1 if line else 0)
    if isinstance(error, jinja2.TemplateNotFound):
        return Problem("template-missing", f"there is no template '{error.name}'", place, excerpt=excerpt)
    code = "template-syntax" if isinstance(error, jinja2.TemplateSyntaxError) else "template-error"
    return Problem(code, f"the template {_reason(error)}", place, excerpt=excerpt)


def _reason(error: Exception) -> str:
    if isinstance(error, _NotText):
        return str(error)
    if isinstance(error, jinja2.UndefinedError):
        said = re.sub(r"'pressroom[\w.]*\.(\w+) object' has no attribute", r"a \1 has no", error.message or "")
        return f"uses an undefined value: {said}"
    return f"fails: {getattr(error, 'message', None) or error}"


def _where(error: Exception, templates: Folder, template: str) -> tuple[str, int]:
    """The innermost template line of an error, from its traceback, into which Jinja puts template lines."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.filename or f"{templates.name}/{template}", error.lineno
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(f"{templates.name}/")]
    return (frames[-1].filename, frames[-1].lineno or 0) if frames else (f"{templates.name}/{template}", 0)
