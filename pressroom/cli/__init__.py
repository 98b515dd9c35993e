"""The command line. Each command imports the heavy libraries that it needs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from pressroom import errors
from pressroom.cli import build, check, content, kit
from pressroom.cli.options import Commands, add_debug, console, listed, only
from pressroom.cli.parser import Parser, unexpected, unknown_command

EXIT_CODES = only(*errors.ALL, CONTENT="an error in the content, or a check fails")
EPILOG = f"""\
'python build.py COMMAND --help' explains a command. Without a command, 'python build.py' is 'python build.py build'.

{listed(EXIT_CODES)}"""


def main(arguments: Sequence[str], root: Path) -> int:
    """Run one command on the project in `root`; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    options = _parsed(arguments, root)
    try:
        if os.environ.get("PRESSROOM_PLAIN"):
            from pressroom.pdf.render import plain_warning

            console(options).problems([plain_warning()], "warning")
        return int(options.run(options, Path(os.path.relpath(root))))  # files are named as seen from the working folder
    except errors.PressroomError as error:
        console(options).problems(error.problems)
        return error.exit_code
    except KeyboardInterrupt:
        print("Interrupted; dist/ is unchanged.", file=sys.stderr)
        return errors.INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever reads our output has stopped, as `head` does
        return errors.DONE
    except Exception as error:
        unexpected = _unexpected(error)
        console(options).problems(unexpected.problems)
        return unexpected.exit_code


def _unexpected(error: Exception) -> errors.PressroomError:
    """An error that no content can have caused: a package that is not installed, or a bug."""
    if isinstance(error, ModuleNotFoundError) and not str(error.name).startswith("pressroom"):
        missing = f"the Python package {error.name} is not installed"
        return errors.MachineLacks(errors.Problem("lacks-package", missing, hint="run 'make'"))
    import traceback

    message = f"internal error: {' '.join(f'{type(error).__name__}: {error}'.split())}"
    return errors.EngineFailed(
        errors.Problem("internal", message, hint="this is a bug in Pressroom", details="".join(traceback.format_exception(error)))
    )


def _parsed(arguments: Sequence[str], root: Path) -> argparse.Namespace:
    """The options, with the command `build` where the arguments name none; ends the program where they are wrong."""
    parser, commands = _parser()
    stems = [path.stem for path in (root / "content" / "chapters").glob("*.yaml")]
    first = list(takewhile(lambda argument: argument == "--debug", arguments))
    rest = list(arguments)[len(first) :]
    if not rest or (rest[0].startswith("-") and rest[0] not in ("-h", "--help")):
        late = [argument for argument in rest if argument in commands.choices and argument not in stems]
        if late:
            parser.error(f"the command comes first: {late[0]} {rest[0]} …")
        rest = ["build", *rest]
    elif not rest[0].startswith("-") and rest[0] not in commands.choices:
        parser.error(unknown_command(rest[0], commands.choices, stems))
    options, more = parser.parse_known_args([*first, *rest])
    if more:
        options.parser.error(unexpected(more, options.parser))
    return options


def _parser() -> tuple[Parser, Commands]:
    parser = Parser(
        prog="build.py",
        description="Turns chapters written in YAML into HTML, tagged PDFs for the screen, and PDF/X for the printer.",
        epilog=EPILOG,
        example="python build.py build kazakhstan",
    )
    add_debug(parser, default=False)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for group in (build, check, kit, content):
        group.add_to(commands)
    return parser, commands
