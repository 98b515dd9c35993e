"""What commands have in common: how one is added, the options that several of them take, the exit codes."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from pressroom import errors
from pressroom.cli.parser import Parser, instant, seconds, stem_of
from pressroom.console import Console

Commands: TypeAlias = "argparse._SubParsersAction[Parser]"
Run = Callable[[argparse.Namespace, Path], int]

ExitCodes = Mapping[int, str]

EXIT_CODES: ExitCodes = {
    errors.DONE: "done",
    errors.CONTENT: "an error in the content",
    errors.USAGE: "wrong usage",
    errors.STYLE: "an error in a template or a stylesheet",
    errors.OUTPUT: "a file can't be read or written",
    errors.ENGINE: "the engine failed, or an internal error",
    errors.MACHINE: "something that is needed is not installed",
    errors.INTERRUPTED: "interrupted",
}
FILES_PRINTED = """\
It prints errors and warnings, and on a terminal each file that it wrote."""
NOW = "decide embargoes as of this time: 2005-01-13T00:01:00+00:00 (default: the current time)"


def add(
    commands: Commands, name: str, run: Run, summary: str, description: str, example: str, exit_codes: ExitCodes = EXIT_CODES
) -> Parser:
    """Add the command `name`. `run` takes its options and the project's folder and returns the exit code.

    `summary` is its line in the list of commands, `description` says in its own help what it does, what it writes and what it prints,
    `example` is a command line without `python build.py`.
    """
    command = commands.add_parser(
        name,
        help=summary,
        description=description,
        epilog=f"example:\n  python build.py {example}\n\n{listed(exit_codes)}",
        example=f"python build.py {example}",
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="json: print a JSON object on each line, for machines")
    add_debug(command, default=argparse.SUPPRESS)  # what stands before the command's name holds
    command.set_defaults(run=run, parser=command)
    return command


def listed(exit_codes: ExitCodes) -> str:
    """The list of a command's exit codes."""
    return "exit codes:\n" + "".join(f"  {code:<5}{meaning}\n" for code, meaning in exit_codes.items())


def only(*codes: int, **meanings: str) -> ExitCodes:
    """Those of `EXIT_CODES` that a command can end with; `meanings`, by names of `errors`, say what some of them mean here."""
    own = {getattr(errors, name): meaning for name, meaning in meanings.items()}
    return {code: own.get(code, meaning) for code, meaning in EXIT_CODES.items() if code in codes or code in own}


def add_debug(parser: argparse.ArgumentParser, default: object) -> None:
    """Let `--debug` be given."""
    parser.add_argument(
        "--debug",
        action="store_true",
        default=default,
        help="show tracebacks and the engine's log when the engine or Pressroom itself fails",
    )


def console(options: argparse.Namespace, *, why: bool = False) -> Console:
    """The console that the command line asks for."""
    return Console(options.format, why=why, debug=options.debug)


def stems(command: argparse.ArgumentParser) -> None:
    """Let the command take chapters by stem."""
    command.add_argument(
        "stems",
        nargs="*",
        metavar="STEM",
        type=stem_of,
        help="a chapter: the name of its file in content/chapters/ without .yaml; default: all that content/report.yaml lists",
    )


def printer(command: argparse.ArgumentParser) -> None:
    """Let the command take another printer than the report's."""
    command.add_argument(
        "--printer", metavar="NAME", type=stem_of, help="use content/printers/NAME.yaml instead of the printer in content/report.yaml"
    )


def now(command: argparse.ArgumentParser, help: str = NOW) -> None:  # noqa: A002 (as argparse calls it)
    """Let the command take a time instead of the clock's."""
    command.add_argument("--now", type=instant, metavar="TIME", help=help)


def wait(command: argparse.ArgumentParser) -> None:
    """Let the command wait for another build."""
    command.add_argument("--wait", type=seconds, default=60, metavar="SECONDS", help="how long to wait for another build (default: 60)")


def one_line(text: str) -> str:
    """A text from the command line, as one line."""
    return " ".join(text.split())
