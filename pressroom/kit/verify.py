"""The conductor of `verify`: builds what a file claims to be anew, elsewhere, and compares.

What the file says of itself only chooses what is built; whether it is that, its bytes say.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pressroom import errors, project
from pressroom.build import command as build
from pressroom.build.ledger import Ledger
from pressroom.check import inspection
from pressroom.console import Console
from pressroom.errors import OutputFailed, Place, Problem, WrongUsage
from pressroom.files import open_shelf
from pressroom.kit import command
from pressroom.kit.assembly import assembled
from pressroom.kit.command import Order
from pressroom.kit.contents import archive, comparing, manifest, signing, text, visible_text
from pressroom.kit.contents.naming import MARK, Names
from pressroom.kit.packing import SIGNATURE, Kit
from pressroom.kit.replaced import Replaced
from pressroom.manuscript import Embargo
from pressroom.project import Project
from pressroom.prose.words import visible_words

BEFORE = datetime(1900, 1, 1, tzinfo=UTC)  # every embargo is in force
LEAST_ALIKE = 0.3  # of the words: with fewer in common a file is of no chapter
UNSAID = re.compile(r"\W")  # what a page may lose of a file's name where its line ends
MOST_BYTES = archive.MOST_BYTES


def verify(root: Path, file: Path, order: Order, console: Console) -> int:
    """Says whether `file`, a single file or a kit, is what the project in `root` makes; returns the exit code.

    `order` says what the file doesn't tell: its chapter, the printer, the hour at which it was made, the reason for a correction. Raises
    `PressroomError` where it can't be read or nothing can be built.
    """
    name = file.name if file.name not in ("", "..") else file.resolve().name
    kit = _kit(file)
    if kit is None:
        problems = list(_single(root, name, _bytes(file), order))
    else:
        problems = list(_whole(root, kit, b"" if file.is_dir() else _bytes(file), order))
        problems += _signature(root, kit, console)
    console.problems([Problem("not-ours", f"{name}: {what}") for what in problems])
    if not problems:
        console.text(f"{file}: is what this source makes, byte by byte")
    console.record("verified", file=str(file), ours=not problems)
    return errors.CONTENT if problems else errors.DONE


def _kit(file: Path) -> dict[str, bytes] | None:
    """The files of a kit by path; None for a single file."""
    if file.is_dir():
        paths = sorted(path for path in file.rglob("*") if path.is_file() and not path.is_symlink())
        if len(paths) > archive.MOST_FILES or sum(path.stat().st_size for path in paths) > MOST_BYTES:
            raise OutputFailed(Problem("no-kit", "the folder holds more than a kit can", Place(str(file))))
        return {path.relative_to(file).as_posix(): _bytes(path) for path in paths}
    if file.suffix != ".zip":
        return None
    try:
        return archive.unpacked(_bytes(file))
    except archive.Unpackable as reason:
        raise OutputFailed(Problem("no-kit", f"the archive {reason}", Place(str(file)))) from None


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise OutputFailed(Problem("source-unreadable", f"can't be read: {error.strerror}", Place(str(file)))) from None
    if len(data) > MOST_BYTES:
        raise OutputFailed(Problem("source-unreadable", f"is larger than {MOST_BYTES // 1_000_000} MB", Place(str(file))))
    return data


def _whole(root: Path, kit: Mapping[str, bytes], packed: bytes, order: Order) -> Iterator[str]:
    """What is wrong with a kit."""
    said = _said(kit.get(manifest.FILE, b""))
    chapter = [*order.stems, said.get("chapter", "")][0]
    if not chapter:
        raise WrongUsage(Problem("which-chapter", f"the kit has no {manifest.FILE} that tells its chapter", hint="say it: --chapter STEM"))
    order = replace(
        order,
        stems=[chapter],
        printer=order.printer or said.get("printer"),
        now=order.now or (BEFORE if "embargoed_until" in said else None),
        correction=order.correction or said.get("correction", ""),
    )
    replaces = {chapter: Replaced.read(said.get("replaces"))} if order.correction else {}
    made = _made(root, order, kit.get(SIGNATURE), replaces)
    ours = made.files
    yield from comparing.broken(kit)
    unsigned = {path: data for path, data in kit.items() if path not in (SIGNATURE, manifest.SUMS)}
    yield from (f"{path} is no file of this kit" for path in unsigned if path not in ours)
    for path in sorted(ours):
        if path not in kit:
            yield f"{path} is missing"
        elif path in unsigned:
            yield from (f"{path}: {what}" for what in comparing.differences(path, kit[path], ours[path]))
    if packed and dict(kit) == ours and packed != made.archive:
        yield "its files are those of this source, but the archive is packed otherwise"


def _said(data: bytes) -> dict[str, Any]:
    """What a manifest says of how the kit is made, as far as it has the form of ours."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    texts = ("chapter", "printer", "correction", "embargoed_until")
    found = said if isinstance(said, dict) else {}
    return {key: value for key, value in found.items() if isinstance(value, str if key in texts else dict)}


def _single(root: Path, name: str, data: bytes, order: Order) -> Iterator[str]:
    """What is wrong with a single file: how it differs from the file of its chapter that is most like it."""
    try:
        words = " ".join(visible_words(text) for _, text in visible_text.texts(name, data))
    except ValueError as reason:
        raise OutputFailed(Problem("source-unreadable", f"can't be read: {reason}", Place(name))) from None
    chapter = order.stems[0] if order.stems else _chapter(project.read(root, []), name, words)
    hour = order.now or (BEFORE if MARK.search(name) or _under_embargo(root, chapter, words) else None)
    kit = _made(root, replace(order, stems=[chapter], now=hour), None, {})
    made = {path: each for path, each in kit.files.items() if Path(path).suffix == Path(name).suffix}
    if data in made.values():
        return
    if not made:
        yield f"the chapter '{chapter}' has no file of its kind"
        return

    def nearness(path: str) -> tuple[float, int]:
        """How many words are the same, and, since two editions have all the same, how many bytes."""
        theirs = " ".join(visible_words(text) for _, text in visible_text.texts(path, made[path]))
        return round(comparing.alike(words, theirs), 2), -abs(len(data) - len(made[path]))

    nearest = max(made, key=nearness)
    yield f"is not {Path(nearest).name} of this source"
    yield from comparing.differences(nearest, data, made[nearest])


def _chapter(ours: Project, name: str, words: str) -> str:
    """The chapter whose words a file has; of a sheet that goes along with it, the one whose files it names."""
    if len(ours.manuscripts) == 1:
        return next(iter(ours.manuscripts))
    shares = {stem: comparing.alike(words, text.chapter(manuscript)) for stem, manuscript in ours.manuscripts.items()}
    best = max(shares, key=shares.__getitem__, default="")
    if not best or shares[best] < LEAST_ALIKE:
        short, told = ours.library.imprint.value.short, UNSAID.sub("", name + words)
        named = [stem for stem, each in ours.manuscripts.items() if UNSAID.sub("", Names.of(each, short).base) in told]
        best = max(named, key=len, default="")
    if not best:
        raise WrongUsage(Problem("which-chapter", "the file is like no chapter of the report", hint="say of which it is: --chapter STEM"))
    return best


def _under_embargo(root: Path, chapter: str, words: str) -> bool:
    """Whether a file says that the chapter is under embargo."""
    ours = project.read(root, [chapter], now=BEFORE)
    embargo: Embargo | None = ours.manuscripts[chapter].embargo if chapter in ours.manuscripts else None
    return bool(embargo) and visible_words(ours.manuscripts[chapter].embargo_notice) in words


def _made(root: Path, order: Order, signature: bytes | None, replaces: Mapping[str, Replaced]) -> Kit:
    """A chapter's kit, made in a folder that is gone afterwards.

    `signature` stands for that of a signed kit. Raises `PressroomError`.
    """
    ours = command.read(root, order)
    quiet = _Quiet("text")
    with tempfile.TemporaryDirectory(prefix="pressroom-") as folder, open_shelf(Path(folder), 0, quiet.say) as shelf:
        ledger = Ledger(root, shelf, shelf.scratch, order.now, blank=True)
        if build.make(lambda: ours, ledger, quiet, 2):
            raise OutputFailed(Problem("not-built", "what the file should be can't be built"))
        examined = {found.manuscript.stem: found for found in inspection.inspect(ours, shelf.root)}
        return assembled(ours, shelf, examined, None if signature is None else lambda _: signature, replaces)[0]


class _Quiet(Console):
    """Tells what goes wrong alone."""

    def output(self, file: str, size: int, pages: int | None, written: bool, why: str = "") -> None:
        """Says nothing."""

    def problems(self, problems: Sequence[Problem], kind: str = "error") -> None:
        """Says what is wrong, not what could be better."""
        if kind == "error":
            super().problems(problems)

    def progress(self, done: int, total: int, what: str) -> None:
        """Says nothing."""


def _signature(root: Path, kit: Mapping[str, bytes], console: Console) -> Iterator[str]:
    """Tells who signed the kit; what is wrong where that is nobody of ours."""
    if SIGNATURE not in kit:
        console.text("the kit is not signed")
        return
    name = signing.signer(kit.get(manifest.SUMS, b""), kit[SIGNATURE], root / "content" / "signers")
    if name is None:
        yield f"{SIGNATURE} is the signature of nobody in content/signers, or of another {manifest.SUMS}"
    else:
        console.text(f"the kit is signed by {name}")
        console.record("signed", by=name)
