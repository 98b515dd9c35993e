"""The command line. Heavy libraries are imported by the command that needs them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pressroom import errors
from pressroom.telling import Teller

EXIT_CODES = """\
exit codes:
  0  done              3  a template or stylesheet   6  the machine lacks something
  1  content refused   4  a file, in or out          130  interrupted
  2  wrong usage       5  the engine, or a limit
"""
EPILOG = f"""\
{EXIT_CODES}
'build' is the default command: python build.py is python build.py build.
"""


NOW = "the hour by which an embargo is in force or over: 2005-01-13T00:01:00+00:00 (default: the clock's)"

CHECK_EPILOG = """\
exit codes:
  0  nothing fails                         2  there is no such chapter or printer
  1  an item fails, or content is refused  4  a file is missing: build it first

--format json gives an object for each item, with kind "item" and the keys chapter, file, item, edition, asked, found, pages,
verdict (pass, fail, not checked), place, hint; all are always there.
"""


def main(arguments: Sequence[str], root: Path) -> int:
    """Runs one command on the project in `root`; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    options = _parser().parse_args(_with_default(arguments))
    try:
        return int(options.run(options, Path(os.path.relpath(root))))  # files are named as the user would
    except errors.PressError as error:
        Teller(options.format).faults(error.faults)
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


def _stems(command: argparse.ArgumentParser) -> None:
    command.add_argument("stems", nargs="*", metavar="STEM", help="a chapter's stem; none: all that content/report.yaml lists")


def _printer(command: argparse.ArgumentParser) -> None:
    command.add_argument("--printer", metavar="NAME", help="the press edition is for content/printers/NAME.yaml, not the report's printer")


def _now(command: argparse.ArgumentParser, told: str = NOW) -> None:
    command.add_argument("--now", type=_instant, metavar="INSTANT", help=told)


def _wait(command: argparse.ArgumentParser) -> None:
    command.add_argument("--wait", type=float, default=60, metavar="SECONDS", help="how long to wait for another build (default: 60)")


def _parser() -> argparse.ArgumentParser:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="build.py",
        description="A report press: chapters written in YAML become typeset HTML and tagged PDF, ending in the contact block.",
        epilog=EPILOG,
        formatter_class=raw,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, run: object, summary: str, description: str, epilog: str = EXIT_CODES) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=summary, description=description, epilog=epilog, formatter_class=raw)
        sub.add_argument(
            "--format", choices=("text", "json"), default="text", help="json: a JSON object on each line of stdout, for machines"
        )
        sub.set_defaults(run=run)
        return sub

    build = command(
        "build",
        _build,
        "make the HTML and PDFs of chapters (the default)",
        "Makes of each chapter, or of those named by their stem (content/chapters/STEM.yaml), dist/STEM/STEM.html, the\n"
        "screen edition dist/STEM/STEM.pdf, and the press edition dist/STEM/STEM-print.pdf for the printing house that\n"
        "content/report.yaml or --printer names. Every word of the content is looked for in each. A chapter that fails\n"
        "keeps the files it had. Only what has changed since the last build is made again; what a build no longer makes\n"
        "is removed.",
    )
    _stems(build)
    _printer(build)
    build.add_argument("--proof", action="store_true", help="show the baseline grid, in dist/STEM/STEM-proof.pdf; nothing else is made")
    _now(build)
    build.add_argument("--why", action="store_true", help="say of each file why it was made again, or kept")
    _wait(build)

    watching = command(
        "watch",
        _watch,
        "rebuild on save, and show the pages in a browser",
        "Builds what has changed each time that a file of the project is saved, with an engine that stays loaded, and shows\n"
        "the pages at http://127.0.0.1:PORT/, to this machine alone. A click on a paragraph says its file and line, and\n"
        "opens it in the editor of $VISUAL or $EDITOR: a link such as vscode://file{file}:{line}, or a program with a\n"
        "window of its own. Ctrl-C ends it.",
    )
    _stems(watching)
    watching.add_argument("--port", type=int, default=8010, metavar="N", help="the preview's port (default: 8010; 0: any that is free)")
    watching.add_argument("--goto", metavar="FILE:LINE", help="show the page of this line first: kazakhstan.yaml:42")

    check = command(
        "check",
        _check,
        "examine the finished files of chapters, item by item",
        "Reads the files in dist/STEM back, of each chapter or of those named, and answers item by item: what was asked, what was\n"
        "found, on which pages, and where to mend it. The press edition is held against the file of its printing house. Asks veraPDF\n"
        "too, where Java and its packages are there; says what to install where not. --sheet writes the preflight sheet that goes\n"
        "along with the press edition, dist/STEM/STEM-preflight.pdf; a kit has its own.",
        CHECK_EPILOG,
    )
    _stems(check)
    _printer(check)
    _now(check)
    check.add_argument("--sheet", action="store_true", help="write the preflight sheet, a page for the printer")
    check.add_argument("--quick", action="store_true", help="leave veraPDF out")
    _wait(check)
    epub = command(
        "epub",
        _epub,
        "make the EPUB of chapters, or of all in one volume",
        "Makes of each chapter, or of those named, dist/STEM/STEM.epub; with --volume, of all of them one book, dist/TITLE.epub,\n"
        "called by the report's title. Every word of the content is looked for in each.",
    )
    _stems(epub)
    epub.add_argument("--volume", action="store_true", help="one book of all these chapters, with contents")
    _now(epub)
    _wait(epub)

    kit = command(
        "kit",
        _kit,
        "make what leaves the house: one kit of a chapter for press and printer",
        "Builds each chapter, or those named, examines its files, and puts into dist/kit/SLUG/ and dist/kit/SLUG.zip: the press\n"
        "edition with its preflight sheet and a job ticket, the screen edition with pictures of its first page, the web page, the\n"
        "plain text, the book (EPUB 3), the press release, the pictures without camera, place and author, a news item (IPTC ninjs\n"
        "3.1), a manifest, checksums; with --correction the change sheet too. While an embargo is in force, every file says so. A\n"
        "key that PRESSROOM_SIGNING_KEY names signs the checksums (ssh-keygen).",
    )
    _stems(kit)
    _printer(kit)
    kit.add_argument("--language", metavar="CODE", help="only the chapters in this language: en, ru")
    kit.add_argument("--public", action="store_true", help="to be published now: refuses what is under embargo, and drafts")
    kit.add_argument("--correction", metavar="REASON", default="", help="the kit takes the place of the one in dist/kit, and says why")
    _now(kit)
    _wait(kit)

    verify = command(
        "verify",
        _verify,
        "say whether a file or a kit is what this source makes",
        "Builds the chapter of FILE (a PDF, web page, text, any file of a kit, a kit as a folder or a ZIP file) anew, elsewhere, and\n"
        "compares bytes. Where they differ, says which page and which words, and whether revision, sources or engine differ.\n"
        "Checks a kit's signature against content/signers. Exit code 1 where anything differs.",
    )
    verify.add_argument("file", type=Path, metavar="FILE")
    verify.add_argument("--chapter", metavar="STEM", help="the chapter that it is of, where neither its manifest nor its name tells")
    verify.add_argument("--printer", metavar="NAME", help="the printer that it was made for, where no manifest tells")
    verify.add_argument("--correction", metavar="REASON", default="", help="why it was corrected, where no manifest tells")
    _now(verify, "the hour at which it was made, where no manifest tells")

    new = command(
        "new",
        _new,
        "start a chapter",
        "Writes content/chapters/STEM.yaml, a chapter that builds, to be written on.",
    )
    new.add_argument("title", help="the chapter's title: 'Uzbekistan'")
    new.add_argument("--stem", help="the file's name without .yaml; else made from the title")

    changes = command(
        "changes",
        _changes,
        "show what changed since a chapter was final: a redline, and the pages that changed",
        "Makes of each chapter dist/STEM/STEM-changes.pdf: a list of every change with its file, line, section and pages, then the\n"
        "redline, word by word; and says which pages look otherwise than before. The old version is that of the last revision in Git\n"
        "in which the chapter was final, else of the last commit; the new one is the content as it stands.",
    )
    _stems(changes)
    old = changes.add_mutually_exclusive_group()
    old.add_argument("--since", metavar="REV", help="the old version is that of this revision: a commit, a tag, HEAD~3")
    old.add_argument("--against", metavar="OLD.yaml", type=Path, help="the old version of one chapter is this file")
    _now(changes)
    _wait(changes)

    importing = command(
        "import",
        _import,
        "turn plain text, Markdown or a Word file into a chapter",
        "Reads FILE (.txt, .md, .docx) and writes it as a chapter: title, lede, sections, notes. Every word is kept, in\n"
        "order; a contact block in its midst is left out; what is doubtful is told with its place and left as it is.",
    )
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--to", type=Path, required=True, metavar="CHAPTER.yaml", help="content/chapters/STEM.yaml; must not exist yet")
    importing.add_argument("--replace", action="store_true", help="write over the chapter if it exists")

    command(
        "schema",
        _schema,
        "write the JSON Schemas that editors use",
        "Writes content/schemas/*.schema.json. An editor with a YAML language server finds them by the first line of each\n"
        "content file, completes keys and marks faults as you type.",
    )
    command(
        "doctor",
        _doctor,
        "say what the machine has, and how to mend what it lacks",
        "Looks for Python, the engine, its libraries and the house's fonts. Exit code 6 when something is missing.",
    )
    return parser


def _instant(typed: str) -> datetime:
    from pressroom.model import instant

    try:
        return instant(typed)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _build(options: argparse.Namespace, root: Path) -> int:
    from pressroom.press import build

    teller = Teller(options.format, options.why)
    return build(root, options.stems, teller, printer=options.printer, proof=options.proof, now=options.now, wait=options.wait)


def _check(options: argparse.Namespace, root: Path) -> int:
    from pressroom.checking import check

    teller = Teller(options.format)
    how = {"quick": options.quick, "sheets": options.sheet}
    return check(root, options.stems, teller, printer=options.printer, now=options.now, **how, wait=options.wait)


def _changes(options: argparse.Namespace, root: Path) -> int:
    from pressroom.changes import changes

    teller = Teller(options.format)
    return changes(root, options.stems, teller, since=options.since, against=options.against, now=options.now, wait=options.wait)


def _watch(options: argparse.Namespace, root: Path) -> int:
    from pressroom.watch import watch

    return watch(root, options.stems, options.format, port=options.port, goto=options.goto)


def _epub(options: argparse.Namespace, root: Path) -> int:
    from pressroom.book import make

    return make(root, options.stems, Teller(options.format), volume=options.volume, now=options.now, wait=options.wait)


def _kit(options: argparse.Namespace, root: Path) -> int:
    from pressroom.parcel import Order, kits

    order = Order(options.stems, options.printer, options.language, options.public, options.now, _one_line(options.correction))
    return kits(root, order, Teller(options.format), options.wait)


def _verify(options: argparse.Namespace, root: Path) -> int:
    from pressroom.parcel import Order
    from pressroom.verification import verify

    order = Order([options.chapter] if options.chapter else [], options.printer, None, False, options.now, _one_line(options.correction))
    return verify(root, options.file, order, Teller(options.format))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _new(options: argparse.Namespace, root: Path) -> int:
    from pressroom.desk import new

    print(new(root, options.title, options.stem))
    return errors.DONE


def _import(options: argparse.Namespace, root: Path) -> int:
    from pressroom.desk import take_in

    written, findings = take_in(root, options.file, options.to, replace=options.replace)
    Teller(options.format).faults(findings)
    if options.format == "text":
        print(f"{written}: written; {len(findings)} doubtful things are told above" if findings else f"{written}: written")
    return errors.DONE


def _schema(options: argparse.Namespace, root: Path) -> int:
    from pressroom.desk import write_schemas

    for written in write_schemas(root):
        print(written)
    return errors.DONE


def _doctor(options: argparse.Namespace, root: Path) -> int:
    from pressroom.doctor import examine

    return examine(root, options.format)
