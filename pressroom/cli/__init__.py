"""The command line. Heavy libraries are imported by the command that needs them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pressroom import errors
from pressroom.cli import build, check, content, kit
from pressroom.cli.options import EXIT_CODES
from pressroom.console import Console

EPILOG = f"""\
{EXIT_CODES}
'build' is the default command: python build.py is python build.py build.
"""


def main(arguments: Sequence[str], root: Path) -> int:
    """Runs one command on the project in `root`; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    options = _parser().parse_args(_with_default(arguments))
    try:
        return int(options.run(options, Path(os.path.relpath(root))))  # files are named as the user would
    except errors.PressroomError as error:
        Console(options.format).problems(error.problems)
        return error.exit_code
    except KeyboardInterrupt:
        print("interrupted; what was in dist/ before is as it was", file=sys.stderr)
        return errors.INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read our output has had enough
        return errors.DONE


def _with_default(arguments: Sequence[str]) -> list[str]:
    given = list(arguments)
    return given if given[:1] in (["-h"], ["--help"]) or (given and not given[0].startswith("-")) else ["build", *given]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py",
        description="A report press: chapters written in YAML become typeset HTML and tagged PDF, ending in the contact block.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for group in (build, check, kit, content):
        group.add_to(commands)
    return parser
