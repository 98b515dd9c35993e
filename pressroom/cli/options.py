"""What commands have in common: how one is added, the options that several of them take, the exit codes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from pressroom.console import Console

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run = Callable[[argparse.Namespace, Path], int]

EXIT_CODES = """\
exit codes:
  0    done
  1    an error in the content
  2    wrong usage
  3    an error in a template or a stylesheet
  4    a file can't be read or written
  5    the engine failed, or an internal error
  6    something that is needed is not installed
  130  interrupted
"""
NOW = "decide embargoes as of this time: 2005-01-13T00:01:00+00:00 (default: the current time)"


def add(
    commands: Commands, name: str, run: Run, summary: str, description: str, example: str, exit_codes: str = EXIT_CODES
) -> argparse.ArgumentParser:
    """Add the command `name`. `run` takes its options and the project's folder and returns the exit code.

    `summary` is its line in the list of commands, `description` says in its own help what it does and what it writes, `example` is a
    command line without `python build.py`.
    """
    command = commands.add_parser(
        name,
        help=summary,
        description=description,
        epilog=f"example:\n  python build.py {example}\n\n{exit_codes}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="json: print a JSON object on each line, for machines")
    add_debug(command, default=argparse.SUPPRESS)  # what stands before the command's name holds
    command.set_defaults(run=run)
    return command


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
        help="a chapter: the name of its file in content/chapters/ without .yaml; default: all that content/report.yaml lists",
    )


def printer(command: argparse.ArgumentParser) -> None:
    """Let the command take another printer than the report's."""
    command.add_argument("--printer", metavar="NAME", help="use content/printers/NAME.yaml instead of the printer in content/report.yaml")


def now(command: argparse.ArgumentParser, help: str = NOW) -> None:  # noqa: A002 (as argparse calls it)
    """Let the command take a time instead of the clock's."""
    command.add_argument("--now", type=_instant, metavar="TIME", help=help)


def wait(command: argparse.ArgumentParser) -> None:
    """Let the command wait for another build."""
    command.add_argument("--wait", type=float, default=60, metavar="SECONDS", help="how long to wait for another build (default: 60)")


def one_line(text: str) -> str:
    """A text from the command line, as one line."""
    return " ".join(text.split())


def _instant(typed: str) -> datetime:
    from pressroom.model import instant

    try:
        return instant(typed)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
