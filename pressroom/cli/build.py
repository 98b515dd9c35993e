"""The commands that make what people read: `build`, `watch`, `epub`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pressroom import errors
from pressroom.cli.options import FILES_PRINTED, Commands, add, console, now, only, printer, stems, wait
from pressroom.cli.parser import port

BUILD = """\
Builds every chapter that content/report.yaml lists, or only those that you name. Each gives four files:

  dist/STEM/STEM.html       the web page, one file with everything inside
  dist/STEM/STEM.pdf        the screen edition, tagged (PDF/UA, PDF/A)
  dist/STEM/STEM-print.pdf  the print edition (PDF/X), if content/report.yaml or --printer names a printer
  dist/STEM/STEM.map.json   on which pages each paragraph is, and where

Only what is outdated is built. Every edition is read back: each word of the content must be there, in order. A
chapter that fails keeps its old files. Outdated files that no chapter makes any more are deleted unless you have
edited them.

It prints errors and warnings; on a terminal also each file that it wrote, or that nothing was to do."""

WATCH = """\
Rebuilds what has changed whenever a file of the project is saved, and shows the pages at http://127.0.0.1:PORT/, on
this computer only. The engine stays loaded between builds. It writes the same files as 'build'. Ctrl-C ends it.

It prints the preview's address, errors, and how long new pages took.

Click a paragraph to see its file and line and to open it in your editor, if $VISUAL or $EDITOR is a link such as
vscode://file{file}:{line}, or a program with a window of its own."""

EPUB = f"""\
Makes an EPUB 3 book of each chapter, dist/STEM/STEM.epub, or with --volume one book of all of them, dist/TITLE.epub,
named after the report's title. Each book is read back: every word of the content must be in it, in order.

{FILES_PRINTED}"""


WATCH_EXIT_CODES = only(
    errors.USAGE,
    errors.ENGINE,
    errors.MACHINE,
    OUTPUT="the port is taken, another watch runs here, or a file can't be read or written",
    INTERRUPTED="ended with Ctrl-C",
)


def add_to(commands: Commands) -> None:
    """Add these commands to the command line's."""
    _add_build(commands)
    _add_watch(commands)
    _add_epub(commands)


def _add_build(commands: Commands) -> None:
    build = add(
        commands, "build", _build, "build the HTML and PDF files of chapters (the default command)", BUILD, "build kazakhstan --why"
    )
    stems(build)
    printer(build)
    build.add_argument("--proof", action="store_true", help="build only dist/STEM/STEM-proof.pdf, which shows the baseline grid")
    now(build)
    build.add_argument("--why", action="store_true", help="say for each file why it was built, or that it is up to date")
    wait(build)


def _build(options: argparse.Namespace, root: Path) -> int:
    from pressroom.build.command import build

    output = console(options, why=options.why)
    return build(root, options.stems, output, printer=options.printer, grid=options.proof, now=options.now, wait=options.wait)


def _add_watch(commands: Commands) -> None:
    watch = add(
        commands,
        "watch",
        _watch,
        "rebuild on every save and show the pages in a browser",
        WATCH,
        "watch --goto kazakhstan.yaml:42",
        WATCH_EXIT_CODES,
    )
    stems(watch)
    watch.add_argument("--port", type=port, default=8010, metavar="N", help="the port of the preview (default: 8010; 0: any free port)")
    watch.add_argument("--goto", metavar="FILE:LINE", help="first show the page of this line: kazakhstan.yaml:42")
    now(watch)


def _watch(options: argparse.Namespace, root: Path) -> int:
    from pressroom.preview import watch

    return watch(root, options.stems, options.format, port=options.port, goto=options.goto, now=options.now, debug=options.debug)


def _add_epub(commands: Commands) -> None:
    epub = add(commands, "epub", _epub, "make EPUB books of chapters, or one of the whole report", EPUB, "epub --volume")
    stems(epub)
    epub.add_argument("--volume", action="store_true", help="make one book of all these chapters, with a table of contents")
    now(epub)
    wait(epub)


def _epub(options: argparse.Namespace, root: Path) -> int:
    from pressroom.build.epub import make

    return make(root, options.stems, console(options), volume=options.volume, now=options.now, wait=options.wait)
