"""Commands that examine: `check` what was made, `changes` since it was final, `verify` what came back, `doctor` for the machine."""

from __future__ import annotations

import argparse
from pathlib import Path

from pressroom.cli.options import Commands, add, now, one_line, printer, stems, wait
from pressroom.console import Console

CHECK_EPILOG = """\
exit codes:
  0  nothing fails                         2  there is no such chapter or printer
  1  an item fails, or content is refused  4  a file is missing: build it first

--format json gives an object for each item, with kind "item" and the keys chapter, file, item, edition, asked, found, pages,
verdict (pass, fail, not checked), place, hint; all are always there.
"""


def add_to(commands: Commands) -> None:
    """Adds them to the command line's."""
    _add_check(commands)
    _add_changes(commands)
    _add_verify(commands)
    _add_doctor(commands)


def _add_check(commands: Commands) -> None:
    check = add(
        commands,
        "check",
        _check,
        "examine the finished files of chapters, item by item",
        "Reads the files in dist/STEM back, of each chapter or of those named, and answers item by item: what was asked, what was\n"
        "found, on which pages, and where to mend it. The press edition is held against the file of its printing house. Asks veraPDF\n"
        "too, where Java and its packages are there; says what to install where not. --sheet writes the preflight sheet that goes\n"
        "along with the press edition, dist/STEM/STEM-preflight.pdf; a kit has its own.",
        CHECK_EPILOG,
    )
    stems(check)
    printer(check)
    now(check)
    check.add_argument("--sheet", action="store_true", help="write the preflight sheet, a page for the printer")
    check.add_argument("--quick", action="store_true", help="leave veraPDF out")
    wait(check)


def _check(options: argparse.Namespace, root: Path) -> int:
    from pressroom.check.command import check

    console = Console(options.format)
    how = {"quick": options.quick, "sheets": options.sheet}
    return check(root, options.stems, console, printer=options.printer, now=options.now, **how, wait=options.wait)


def _add_changes(commands: Commands) -> None:
    changes = add(
        commands,
        "changes",
        _changes,
        "show what changed since a chapter was final: a redline, and the pages that changed",
        "Makes of each chapter dist/STEM/STEM-changes.pdf: a list of every change with its file, line, section and pages, then the\n"
        "redline, word by word; and says which pages look otherwise than before. The old version is that of the last revision in Git\n"
        "in which the chapter was final, else of the last commit; the new one is the content as it stands.",
    )
    stems(changes)
    old = changes.add_mutually_exclusive_group()
    old.add_argument("--since", metavar="REV", help="the old version is that of this revision: a commit, a tag, HEAD~3")
    old.add_argument("--against", metavar="OLD.yaml", type=Path, help="the old version of one chapter is this file")
    now(changes)
    wait(changes)


def _changes(options: argparse.Namespace, root: Path) -> int:
    from pressroom.redline.command import changes

    console = Console(options.format)
    return changes(root, options.stems, console, since=options.since, against=options.against, now=options.now, wait=options.wait)


def _add_verify(commands: Commands) -> None:
    verify = add(
        commands,
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
    now(verify, "the hour at which it was made, where no manifest tells")


def _verify(options: argparse.Namespace, root: Path) -> int:
    from pressroom.kit.command import Order
    from pressroom.kit.verify import verify

    order = Order([options.chapter] if options.chapter else [], options.printer, None, False, options.now, one_line(options.correction))
    return verify(root, options.file, order, Console(options.format))


def _add_doctor(commands: Commands) -> None:
    add(
        commands,
        "doctor",
        _doctor,
        "say what the machine has, and how to mend what it lacks",
        "Looks for Python, the engine, its libraries and the house's fonts. Exit code 6 when something is missing.",
    )


def _doctor(options: argparse.Namespace, root: Path) -> int:
    from pressroom.cli.doctor import examine

    return examine(root, options.format)
