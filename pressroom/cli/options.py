"""What commands have in common: how one is added, the options that several take, the exit codes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run = Callable[[argparse.Namespace, Path], int]

EXIT_CODES = """\
exit codes:
  0  done              3  a template or stylesheet   6  the machine lacks something
  1  content refused   4  a file, in or out          130  interrupted
  2  wrong usage       5  the engine, or a limit
"""
NOW = "the hour by which an embargo is in force or over: 2005-01-13T00:01:00+00:00 (default: the clock's)"


def add(commands: Commands, name: str, run: Run, summary: str, description: str, epilog: str = EXIT_CODES) -> argparse.ArgumentParser:
    """Adds a command, which `run` carries out on a project: its options and the project's folder go in, its exit code comes out."""
    command = commands.add_parser(
        name, help=summary, description=description, epilog=epilog, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="json: a JSON object on each line of stdout, for machines"
    )
    command.set_defaults(run=run)
    return command


def stems(command: argparse.ArgumentParser) -> None:
    """Has a command take chapters by their stems."""
    command.add_argument("stems", nargs="*", metavar="STEM", help="a chapter's stem; none: all that content/report.yaml lists")


def printer(command: argparse.ArgumentParser) -> None:
    """Has it take another printer than the report's."""
    command.add_argument("--printer", metavar="NAME", help="the press edition is for content/printers/NAME.yaml, not the report's printer")


def now(command: argparse.ArgumentParser, told: str = NOW) -> None:
    """Has it take another hour than the clock's."""
    command.add_argument("--now", type=_instant, metavar="INSTANT", help=told)


def wait(command: argparse.ArgumentParser) -> None:
    """Has it take how long to wait for another build."""
    command.add_argument("--wait", type=float, default=60, metavar="SECONDS", help="how long to wait for another build (default: 60)")


def one_line(text: str) -> str:
    """A text as it was typed on the command line, as one line."""
    return " ".join(text.split())


def _instant(typed: str) -> datetime:
    from pressroom.model import instant

    try:
        return instant(typed)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
