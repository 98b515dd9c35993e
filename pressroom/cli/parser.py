"""The parser of the command line: wrong usage is named with what was probably meant, and an example."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from difflib import get_close_matches
from typing import Any, NoReturn

from pressroom.errors import USAGE

MOST_PORT = 65535


class Parser(argparse.ArgumentParser):
    """As argparse's, with help as it is laid out here, and with errors for people. `example` is a whole command line."""

    def __init__(self, *, example: str, **options: Any):
        super().__init__(**options, formatter_class=argparse.RawDescriptionHelpFormatter)
        self.example = example

    def error(self, message: str) -> NoReturn:
        """Print the usage, the message and the example, and end with exit code 2."""
        example = f"for example: {self.example}\n" if self.example else ""
        self.exit(USAGE, f"{self.format_usage()}{self.prog}: {message.removeprefix('argument ')}\n{example}")

    def options(self) -> list[str]:
        """The names of all options."""
        return [name for action in self._actions for name in action.option_strings]

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            choices = list(map(str, action.choices))
            raise argparse.ArgumentError(action, f"'{value}' should be {' or '.join(choices)}{meant(str(value), choices)}")


def meant(typed: str, known: Iterable[str]) -> str:
    """What was probably meant, to be put behind a message; empty if nothing known is like it."""
    close = get_close_matches(typed, list(known), 1)
    return f"; did you mean '{close[0]}'?" if close else ""


def unknown_command(typed: str, commands: Mapping[str, object], stems: Iterable[str]) -> str:
    """The message for a first argument that is no command, but may be a chapter."""
    stem = stem_of(typed)
    chapter = next(iter(get_close_matches(stem, list(stems), 1)), "")
    if chapter and not get_close_matches(typed, list(commands), 1):
        return f"'{typed}' is not a command; did you mean 'build {chapter}'?"
    return f"'{typed}' is not a command" + (meant(typed, commands) or f"; the commands are {', '.join(commands)}")


def unexpected(arguments: Iterable[str], parser: Parser) -> str:
    """The message for arguments that a command does not take."""
    each = []
    for argument in arguments:
        name = argument.partition("=")[0]
        kind = "option" if name.startswith("-") else "argument"
        each.append(f"there is no {kind} '{name}' here{meant(name, parser.options()) if kind == 'option' else ''}")
    return ", ".join(each)


def stem_of(typed: str) -> str:
    """The stem that was typed as such, or as the name or the path of its file; anything else as it was typed."""
    folder, _, name = typed.rpartition("/")
    stem = name.removesuffix(".yaml")
    return stem if stem != name and folder.rpartition("/")[2] in ("", "chapters", "printers") else typed


def seconds(typed: str) -> float:
    """A number of seconds."""
    with suppress(ValueError):
        if (value := float(typed)) >= 0:
            return value
    raise argparse.ArgumentTypeError(f"'{typed}' should be a number of seconds, such as 60")


def port(typed: str) -> int:
    """The number of a port."""
    if not (typed.isascii() and typed.isdigit() and int(typed) <= MOST_PORT):
        raise argparse.ArgumentTypeError(f"'{typed}' should be a number of at most {MOST_PORT}, such as 8010")
    return int(typed)


def instant(typed: str) -> datetime:
    """A time with its offset from UTC."""
    from pressroom.model import instant  # the help needs no model

    try:
        return instant(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"'{typed}' should be a date, T, a time and its offset from UTC, such as 2005-01-13T00:01:00+00:00"
        ) from None
