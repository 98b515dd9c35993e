"""The commands that examine: `check` finished files, `changes` since a chapter was final, `verify` a file that came back, `doctor`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pressroom import errors
from pressroom.cli.options import Commands, add, console, now, one_line, only, printer, stems, wait
from pressroom.cli.parser import stem_of

CHECK = """\
Reads the finished files in dist/STEM/ and checks them item by item: what is required, what was found, on which pages,
and where to fix it. The print edition must meet what content/printers/NAME.yaml requires. veraPDF validates the screen
edition if Java and its two Python packages are installed; if not, the items say what to install.

Nothing is written, except by --sheet: dist/STEM/STEM-preflight.pdf, a page that goes to the printer with the print
edition. A kit has its own.

It prints a table of all items for each chapter, and how many fail.

--format json prints an object for each item, with the kind "item" and the keys chapter, file, item, edition, asked,
found, pages, verdict (pass, fail, not checked), place and hint, all of which are always there."""

CHECK_EXIT_CODES = only(
    errors.STYLE,
    errors.ENGINE,
    errors.MACHINE,
    errors.INTERRUPTED,
    DONE="no item fails",
    CONTENT="an item fails, or there is an error in the content",
    USAGE="wrong usage: no such option, chapter or printer",
    OUTPUT="a file can't be read: build the chapter first; or the preflight sheet can't be written",
)

CHANGES = """\
Writes dist/STEM/STEM-changes.pdf for each chapter: a list of all changes with file, line, section and pages, then the
whole text with every change marked, word by word. It prints the changes with their places, and which pages differ.

The old version is the last revision in Git in which the chapter was final, or else the last commit; the new version is
the content as it is now."""

VERIFY = """\
Builds the chapter of FILE again, in a temporary folder, and compares the bytes. FILE is any file that a kit holds, or a
whole kit as a folder or ZIP file. Where they differ, it says which page and which words, and whether the revision, the
sources or the engine are different. A kit's signature is checked against content/signers, if there is one. Nothing is
written.

It prints that FILE matches this source byte for byte, or every difference as an error."""

VERIFY_EXIT_CODES = only(
    errors.USAGE,
    errors.STYLE,
    errors.ENGINE,
    errors.MACHINE,
    errors.INTERRUPTED,
    DONE="the bytes are the same",
    CONTENT="something differs, or there is an error in the content",
    OUTPUT="FILE can't be read, or its chapter can't be built",
)

DOCTOR = """\
Lists everything that Pressroom needs, with its version and what it is for: Python, the Python packages, the system's
libraries, the report's fonts, and what only some commands need: Java with veraPDF, Git, ssh-keygen. For whatever is
missing, it says what to do. Nothing is written."""

DOCTOR_EXIT_CODES = only(
    errors.USAGE,
    errors.INTERRUPTED,
    DONE="everything that a build needs is installed",
    ENGINE="an internal error",
    MACHINE="something that a build needs is missing",
)


def add_to(commands: Commands) -> None:
    """Add these commands to the command line's."""
    _add_check(commands)
    _add_changes(commands)
    _add_verify(commands)
    _add_doctor(commands)


def _add_check(commands: Commands) -> None:
    check = add(
        commands,
        "check",
        _check,
        "check finished files item by item, before they go out",
        CHECK,
        "check kazakhstan --sheet",
        CHECK_EXIT_CODES,
    )
    stems(check)
    printer(check)
    now(check)
    check.add_argument("--sheet", action="store_true", help="write the preflight sheet, a page for the printer")
    check.add_argument("--quick", action="store_true", help="leave out veraPDF")
    wait(check)


def _check(options: argparse.Namespace, root: Path) -> int:
    from pressroom.check.command import check

    how = {"quick": options.quick, "sheets": options.sheet}
    return check(root, options.stems, console(options), printer=options.printer, now=options.now, **how, wait=options.wait)


def _add_changes(commands: Commands) -> None:
    changes = add(
        commands, "changes", _changes, "show what has changed since a chapter was final", CHANGES, "changes kazakhstan --since v2.1"
    )
    stems(changes)
    old = changes.add_mutually_exclusive_group()
    old.add_argument("--since", metavar="REV", help="compare with this revision: a commit, a tag, HEAD~3")
    old.add_argument("--against", metavar="OLD.yaml", type=Path, help="compare one chapter with this file")
    now(changes)
    wait(changes)


def _changes(options: argparse.Namespace, root: Path) -> int:
    from pressroom.redline.command import changes

    old = {"since": options.since, "against": options.against}
    return changes(root, options.stems, console(options), **old, now=options.now, wait=options.wait)


def _add_verify(commands: Commands) -> None:
    verify = add(
        commands,
        "verify",
        _verify,
        "check that a file or a kit is exactly what this source makes",
        VERIFY,
        "verify dist/kit/hrw-2005-01-kazakhstan-en.zip",
        VERIFY_EXIT_CODES,
    )
    verify.add_argument("file", type=Path, metavar="FILE")
    verify.add_argument("--chapter", metavar="STEM", type=stem_of, help="the chapter, if neither a manifest nor the file's name says which")
    verify.add_argument("--printer", metavar="NAME", type=stem_of, help="the printer that it was made for, if no manifest says which")
    verify.add_argument("--correction", metavar="REASON", default="", help="why it was corrected, if no manifest says so")
    now(verify, "the time as of which its embargo was decided, if no manifest says so")


def _verify(options: argparse.Namespace, root: Path) -> int:
    from pressroom.kit.command import Order
    from pressroom.kit.verify import verify

    order = Order([options.chapter] if options.chapter else [], options.printer, None, False, options.now, one_line(options.correction))
    return verify(root, options.file, order, console(options))


def _add_doctor(commands: Commands) -> None:
    add(commands, "doctor", _doctor, "check that everything needed is installed", DOCTOR, "doctor", DOCTOR_EXIT_CODES)


def _doctor(options: argparse.Namespace, root: Path) -> int:
    from pressroom.cli.doctor import examine

    return examine(root, options.format)
