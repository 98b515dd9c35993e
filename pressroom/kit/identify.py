"""Which kit something that was received claims to be, or to be from: by its manifest, else by its words and names."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pressroom import project
from pressroom.errors import OutputFailed, Place, Problem, WrongUsage
from pressroom.kit.command import Order
from pressroom.kit.contents import comparing, manifest, text, visible_text
from pressroom.kit.contents.naming import EMBARGO_PREFIX, Names
from pressroom.kit.received import ReceivedFile, ReceivedKit
from pressroom.kit.replaced_kit import ReplacedKit
from pressroom.project import Project
from pressroom.prose.words import visible_words

BEFORE_ALL_EMBARGOES = datetime(1900, 1, 1, tzinfo=UTC)
LEAST_ALIKE = 0.3  # of the words: a file with fewer in common is of no chapter
NOT_IN_WORDS = re.compile(r"\W")  # what a page may lose of a file's name where its line ends


def identify_kit(received: ReceivedKit, order: Order) -> tuple[Order, dict[str, ReplacedKit]]:
    """The order for the kit that a manifest describes, and the kit that it replaces. What `order` says already, it decides.

    Raises `WrongUsage` where neither names the chapter.
    """
    values = _manifest(received.files.get(manifest.FILE, b""))
    chapter = [*order.stems, values.get("chapter", "")][0]
    if not chapter:
        hint = "name it: --chapter STEM"
        raise WrongUsage(Problem("which-chapter", f"the kit has no {manifest.FILE} that names its chapter", hint=hint))
    order = replace(
        order,
        stems=[chapter],
        printer=order.printer or values.get("printer"),
        now=order.now or (BEFORE_ALL_EMBARGOES if "embargoed_until" in values else None),
        correction=order.correction or values.get("correction", ""),
    )
    return order, {chapter: ReplacedKit.from_record(values.get("replaces"))} if order.correction else {}


def _manifest(data: bytes) -> dict[str, Any]:
    """The values of a manifest that say how the kit is made, as far as they have the form of ours."""
    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    strings = ("chapter", "printer", "correction", "embargoed_until")
    found = values if isinstance(values, dict) else {}
    return {key: value for key, value in found.items() if isinstance(value, str if key in strings else dict)}


def identify_file(received: ReceivedFile, root: Path, order: Order) -> Order:
    """The order for the kit that a single file is from. What `order` says already, it decides.

    Raises `WrongUsage` where the file resembles no chapter, `OutputFailed` where it can't be read.
    """
    try:
        words = words_of(received.name, received.data)
    except ValueError as reason:
        raise OutputFailed(Problem("source-unreadable", f"can't be read: {reason}", Place(received.name))) from None
    chapter = order.stems[0] if order.stems else chapter_of(project.read(root, []), received.name, words)
    under_embargo = EMBARGO_PREFIX.search(received.name) or _says_embargo(root, chapter, words)
    return replace(order, stems=[chapter], now=order.now or (BEFORE_ALL_EMBARGOES if under_embargo else None))


def words_of(path: str, data: bytes) -> str:
    """All words that a file shows. Raises ValueError for what is no PDF and no book, as its name says that it is."""
    return " ".join(visible_words(text) for _, text in visible_text.texts(path, data))


def chapter_of(project: Project, name: str, words: str) -> str:
    """The chapter whose words a file has; for a sheet that goes along with it, the one whose files it names. Raises `WrongUsage`."""
    if len(project.manuscripts) == 1:
        return next(iter(project.manuscripts))
    shares = {stem: comparing.alike(words, text.chapter(manuscript)) for stem, manuscript in project.manuscripts.items()}
    best = max(shares, key=shares.__getitem__, default="")
    if not best or shares[best] < LEAST_ALIKE:
        best = max(_named_in(project, name + words), key=len, default="")
    if not best:
        hint = "name its chapter: --chapter STEM"
        raise WrongUsage(Problem("which-chapter", "the file resembles no chapter of the report", hint=hint))
    return best


def _named_in(project: Project, words: str) -> list[str]:
    """The chapters whose files a text names."""
    publisher, letters = project.library.imprint.value.short, NOT_IN_WORDS.sub("", words)
    names = {stem: Names.of(manuscript, publisher).chapter_name for stem, manuscript in project.manuscripts.items()}
    return [stem for stem, name in names.items() if NOT_IN_WORDS.sub("", name) in letters]


def _says_embargo(root: Path, chapter: str, words: str) -> bool:
    """Whether a file's words state the embargo of its chapter."""
    manuscript = project.read(root, [chapter], now=BEFORE_ALL_EMBARGOES).manuscripts.get(chapter)
    return manuscript is not None and manuscript.embargo is not None and visible_words(manuscript.embargo_notice) in words


def nearest(received: ReceivedFile, files: Mapping[str, bytes]) -> str:
    """The path of the one of `files` that has the most words in common with a file; of two editions, which have the same, the one with the
    nearest number of bytes."""
    words = words_of(received.name, received.data)

    def likeness(path: str) -> tuple[float, int]:
        return round(comparing.alike(words, words_of(path, files[path])), 2), -abs(len(received.data) - len(files[path]))

    return max(files, key=likeness)
