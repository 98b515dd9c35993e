"""The command that makes what leaves the house: `kit`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pressroom.cli.options import Commands, add, now, one_line, printer, stems, wait
from pressroom.console import Console


def add_to(commands: Commands) -> None:
    """Adds it to the command line's."""
    _add_kit(commands)


def _add_kit(commands: Commands) -> None:
    kit = add(
        commands,
        "kit",
        _kit,
        "make what leaves the house: one kit of a chapter for press and printer",
        "Builds each chapter, or those named, examines its files, and puts into dist/kit/SLUG/ and dist/kit/SLUG.zip: the press\n"
        "edition with its preflight sheet and a job ticket, the screen edition with pictures of its first page, the web page, the\n"
        "plain text, the book (EPUB 3), the press release, the pictures without camera, place and author, a news item (IPTC ninjs\n"
        "3.1), a manifest, checksums; with --correction the change sheet too. While an embargo is in force, every file says so. A\n"
        "key that PRESSROOM_SIGNING_KEY names signs the checksums (ssh-keygen).",
    )
    stems(kit)
    printer(kit)
    kit.add_argument("--language", metavar="CODE", help="only the chapters in this language: en, ru")
    kit.add_argument("--public", action="store_true", help="to be published now: refuses what is under embargo, and drafts")
    kit.add_argument("--correction", metavar="REASON", default="", help="the kit takes the place of the one in dist/kit, and says why")
    now(kit)
    wait(kit)


def _kit(options: argparse.Namespace, root: Path) -> int:
    from pressroom.kit.command import Order, kits

    order = Order(options.stems, options.printer, options.language, options.public, options.now, one_line(options.correction))
    return kits(root, order, Console(options.format), options.wait)
