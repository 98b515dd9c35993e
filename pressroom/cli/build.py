"""Commands that make what is read: `build`, `watch`, `epub`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pressroom.cli.options import Commands, add, now, printer, stems, wait
from pressroom.console import Console


def add_to(commands: Commands) -> None:
    """Adds them to the command line's."""
    _add_build(commands)
    _add_watch(commands)
    _add_epub(commands)


def _add_build(commands: Commands) -> None:
    build = add(
        commands,
        "build",
        _build,
        "make the HTML and PDFs of chapters (the default)",
        "Makes of each chapter, or of those named by their stem (content/chapters/STEM.yaml), dist/STEM/STEM.html, the\n"
        "screen edition dist/STEM/STEM.pdf, and the press edition dist/STEM/STEM-print.pdf for the printing house that\n"
        "content/report.yaml or --printer names. Every word of the content is looked for in each. A chapter that fails\n"
        "keeps the files it had. Only what has changed since the last build is made again; what a build no longer makes\n"
        "is removed.",
    )
    stems(build)
    printer(build)
    build.add_argument("--proof", action="store_true", help="show the baseline grid, in dist/STEM/STEM-proof.pdf; nothing else is made")
    now(build)
    build.add_argument("--why", action="store_true", help="say of each file why it was made again, or kept")
    wait(build)


def _build(options: argparse.Namespace, root: Path) -> int:
    from pressroom.build.command import build

    console = Console(options.format, options.why)
    return build(root, options.stems, console, printer=options.printer, grid=options.proof, now=options.now, wait=options.wait)


def _add_watch(commands: Commands) -> None:
    watching = add(
        commands,
        "watch",
        _watch,
        "rebuild on save, and show the pages in a browser",
        "Builds what has changed each time that a file of the project is saved, with an engine that stays loaded, and shows\n"
        "the pages at http://127.0.0.1:PORT/, to this machine alone. A click on a paragraph says its file and line, and\n"
        "opens it in the editor of $VISUAL or $EDITOR: a link such as vscode://file{file}:{line}, or a program with a\n"
        "window of its own. Ctrl-C ends it.",
    )
    stems(watching)
    watching.add_argument("--port", type=int, default=8010, metavar="N", help="the preview's port (default: 8010; 0: any that is free)")
    watching.add_argument("--goto", metavar="FILE:LINE", help="show the page of this line first: kazakhstan.yaml:42")
    now(watching)


def _watch(options: argparse.Namespace, root: Path) -> int:
    from pressroom.preview import watch

    return watch(root, options.stems, options.format, port=options.port, goto=options.goto, now=options.now)


def _add_epub(commands: Commands) -> None:
    epub = add(
        commands,
        "epub",
        _epub,
        "make the EPUB of chapters, or of all in one volume",
        "Makes of each chapter, or of those named, dist/STEM/STEM.epub; with --volume, of all of them one book, dist/TITLE.epub,\n"
        "called by the report's title. Every word of the content is looked for in each.",
    )
    stems(epub)
    epub.add_argument("--volume", action="store_true", help="one book of all these chapters, with contents")
    now(epub)
    wait(epub)


def _epub(options: argparse.Namespace, root: Path) -> int:
    from pressroom.build.epub import make

    return make(root, options.stems, Console(options.format), volume=options.volume, now=options.now, wait=options.wait)
