"""The command `verify`: makes again, elsewhere, what a file or a kit claims to be, and compares.

What the file says of itself only decides what is made; whether it is genuine, its bytes say.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from pressroom import errors
from pressroom.build import command as build
from pressroom.build.ledger import Ledger
from pressroom.console import Console
from pressroom.errors import OutputFailed, Problem
from pressroom.files import open_shelf
from pressroom.kit import command
from pressroom.kit.assembly import assemble
from pressroom.kit.command import Order
from pressroom.kit.contents import comparing, manifest, signing
from pressroom.kit.contents.naming import is_kit_file
from pressroom.kit.identify import identify_file, identify_kit, nearest
from pressroom.kit.packing import SIGNATURE, Kit, complete
from pressroom.kit.received import ReceivedFile, ReceivedKit, receive
from pressroom.kit.replaced_kit import ReplacedKit

NO_KIT_FILE = "is no file of a kit; kits hold PDFs, web pages, texts, books, pictures, and a news item"


def verify(root: Path, file: Path, order: Order, console: Console) -> int:
    """Say whether `file`, a single file or a kit, is what the project in `root` makes; returns the exit code.

    `order` says what the file does not: its chapter, the printer, when it was made, the reason for a correction. Raises `PressroomError`
    where the file can't be read or nothing can be built.
    """
    received = receive(file)
    if isinstance(received, ReceivedKit):
        order, replaced = identify_kit(received, order)
        kit = make_again(root, order, received.files.get(SIGNATURE), replaced)
        problems = [*compare_kit(received, kit), *check_signature(received, root, console)]
    elif not is_kit_file(received.name):
        problems = [NO_KIT_FILE]
    else:
        order = identify_file(received, root, order)
        kit = make_again(root, order, None, {})
        problems = [*compare_file(received, kit)]
    console.problems([Problem("not-ours", f"{received.name}: {problem}") for problem in problems])
    if not problems:
        console.text(f"{file}: matches this source byte for byte")
    console.record("verified", file=str(file), ours=not problems)
    return errors.CONTENT if problems else errors.DONE


def make_again(root: Path, order: Order, signature: bytes | None, replaced: Mapping[str, ReplacedKit]) -> Kit:
    """The kit of an order for one chapter, made in a folder that is gone afterwards.

    `signature` takes the place of that of a signed kit; `replaced` holds the kit that it replaces. Raises `PressroomError`.
    """
    project = command.load(root, order)
    console = Console("text", quiet=True)
    with tempfile.TemporaryDirectory(prefix="pressroom-") as folder, open_shelf(Path(folder), 0, console.say) as shelf:
        run = build.make(lambda: project, Ledger(root, shelf, shelf.scratch, order.now, blank=True), console, 2)
        if run.problems:
            build.report(run, console)
            raise OutputFailed(Problem("not-built", "this source can't be built, so there is nothing to compare with"))
        (draft,) = assemble(project, shelf, command.check(project, shelf.root), replaced)
        return complete(draft, project, None if signature is None else lambda _: signature)


def compare_kit(received: ReceivedKit, kit: Kit) -> Iterator[str]:
    """What is wrong with a kit that should be `kit`."""
    yield from comparing.broken(received.files)
    described = {path: data for path, data in received.files.items() if path not in (SIGNATURE, manifest.SUMS)}
    yield from (f"{path} does not belong to this kit" for path in described if path not in kit.files)
    for path in sorted(kit.files):
        if path not in received.files:
            yield f"{path} is missing"
        elif path in described:
            yield from (f"{path}: {what}" for what in comparing.differences(path, received.files[path], kit.files[path]))
    if received.archive and dict(received.files) == kit.files and received.archive != kit.archive:
        yield "contains the files of this source, but the archive is packed in another way"


def compare_file(received: ReceivedFile, kit: Kit) -> Iterator[str]:
    """What is wrong with a single file that should be one of `kit`: how it differs from the one that it resembles most."""
    suffix = Path(received.name).suffix
    files = {path: data for path, data in kit.files.items() if Path(path).suffix == suffix}
    if received.data in files.values():
        return
    if not files:
        yield f"the kit of the chapter '{kit.stem}' contains no {suffix or 'such'} file"
        return
    path = nearest(received, files)
    yield f"differs from {Path(path).name} of this source"
    yield from comparing.differences(path, received.data, files[path])


def check_signature(received: ReceivedKit, root: Path, console: Console) -> Iterator[str]:
    """Report who signed a kit, or that this can't be checked here; yield what is wrong where that is nobody in content/signers.

    Raises `OutputFailed`.
    """
    if SIGNATURE not in received.files:
        console.text("the kit is not signed")
        return
    try:
        name = signing.signer(received.files.get(manifest.SUMS, b""), received.files[SIGNATURE], root / signing.SIGNERS)
    except signing.NotChecked as reason:
        console.say(f"the kit is signed, but the signature was not checked: {reason}")
        return
    if name is None:
        yield f"{SIGNATURE} is not a signature of this {manifest.SUMS} by anyone in {signing.SIGNERS}"
    else:
        console.text(f"the kit is signed by {name}")
        console.record("signed", by=name)
