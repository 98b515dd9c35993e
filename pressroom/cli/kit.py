"""The command that makes what is sent out: `kit`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pressroom import errors
from pressroom.cli.options import Commands, add, console, now, one_line, only, printer, stems, wait

KIT = """\
Builds each chapter, checks its files, and writes all that newsrooms and the printer get as dist/kit/SLUG/ and
dist/kit/SLUG.zip:

  the print edition with its preflight sheet and a job ticket     the press release, if the chapter has one
  the screen edition and pictures of its first page               the pictures without camera, place and author
  the web page, the plain text, the EPUB                          a news item (IPTC ninjs 3.1)
  a manifest, checksums, and their signature                      with --correction, a list of the changes

While an embargo is in force, every file says so. The checksums are signed with ssh-keygen if PRESSROOM_SIGNING_KEY
names a key file. If anything fails, no kit is written and the old one stays.

It prints errors and warnings; on a terminal also each file that it wrote, and at the end the ZIP file to send, or that
it is a draft, which is not to be sent."""

KIT_EXIT_CODES = only(*errors.ALL, CONTENT="an error in the content, a check fails, or a chapter must not be published yet")


def add_to(commands: Commands) -> None:
    """Add this command to the command line's."""
    kit = add(
        commands, "kit", _kit, "make the kit of a chapter for newsrooms and the printer", KIT, "kit kazakhstan --public", KIT_EXIT_CODES
    )
    stems(kit)
    printer(kit)
    kit.add_argument("--language", metavar="CODE", help="only the chapters in this language: en, ru")
    kit.add_argument("--public", action="store_true", help="for publication now: drafts and chapters under embargo are errors")
    kit.add_argument("--correction", metavar="REASON", default="", help="replace the kit in dist/kit/, and state the reason in the new one")
    now(kit)
    wait(kit)


def _kit(options: argparse.Namespace, root: Path) -> int:
    from pressroom.kit.command import Order, make_kits

    order = Order(options.stems, options.printer, options.language, options.public, options.now, one_line(options.correction))
    output = console(options)
    try:
        code = make_kits(root, order, output, options.wait)
    except errors.PressroomError as refused:
        output.problems(refused.problems)
        code = refused.exit_code
    if code:
        output.failed("no kit was written")
    return code
