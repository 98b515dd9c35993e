"""Each file of a kit is read back: do all state the same embargo, or none?"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from unicodedata import category

from pressroom.kit.contents import ordering
from pressroom.kit.contents.manifest import FILE, README, SUMS
from pressroom.kit.contents.naming import EMBARGO_PREFIX
from pressroom.kit.contents.visible_text import instants, opened, texts, trimmed
from pressroom.manuscript import Manuscript
from pressroom.prose.words import visible_words

UNNAMED = (FILE, SUMS, README)  # their names are the same in every kit
TIME = "{time}"
WORD = re.compile(r"[^\W\d_]+|\d+")


def disagreements(files: Mapping[str, bytes], manuscript: Manuscript) -> Iterator[str]:
    """What is wrong, file by file, where one does not state the embargo that is in force, or states one that is not."""
    embargo = manuscript.embargo if manuscript.embargo_notice else None
    prefix, until = (embargo.mark, embargo.utc) if embargo else ("", None)
    in_text = _without_notice if embargo else _with_another_embargo
    for path, data in sorted(files.items()):
        name = PurePosixPath(path).name
        prefixes = EMBARGO_PREFIX.findall(name)
        if name not in UNNAMED and prefixes != [prefix] * bool(prefix):
            yield f"the name of {path} says {prefixes[0] if prefixes else 'nothing of the embargo'}"
        yield from (f"{path}: {what}" for what in in_text(path, data, manuscript))
        for where, instant in instants(path, data):
            if instant != until:
                yield f"{path}: {where} is free from {instant}, not {until}"
        if path.endswith(".json"):
            field = "embargoed_until" if name == FILE else "embargoedUntil"
            value = json.loads(data).get(field)
            if value != until:
                yield f"{path}: {field} is {value}, not {until}"


def _without_notice(path: str, data: bytes, manuscript: Manuscript) -> Iterator[str]:
    """The parts of a file that do not show the notice of the embargo."""
    notice, right_to_left = visible_words(manuscript.embargo_notice), path.endswith(".pdf") and manuscript.direction == "rtl"
    for where, text in texts(path, data):
        if not (_has_words(visible_words(text), notice) if right_to_left else notice in visible_words(text)):
            yield f"{where} does not say '{notice}'"
    for number in _disordered(data, manuscript.embargo_notice) if right_to_left else ():
        yield f"page {number} says '{notice}' in another order"


def _with_another_embargo(path: str, data: bytes, manuscript: Manuscript) -> Iterator[str]:
    """The parts of a file that mention an embargo, while none is in force."""
    before, _, after = manuscript.language.labels.embargo.partition(TIME)
    label = visible_words(before or after)
    for where, text in texts(path, data):
        if label and f"{label} " in f"{visible_words(text)} " and _has_time(visible_words(text), label):
            yield f"{where} mentions an embargo that is not in force"


def _has_words(text: str, notice: str) -> bool:
    """Whether a text has the words and figures of a notice, in any order: a reader of a page with two directions guesses it."""
    found, expected = (Counter(WORD.findall("".join(each for each in some if category(each) != "Mn"))) for some in (text, notice))
    return expected <= found


def _disordered(data: bytes, notice: str) -> Iterator[int]:
    """The pages, but for blank ones, on which the times of a notice do not stand in their order."""
    words = ordering.asked(notice)
    with opened(data) as document:
        for number, page in enumerate(document, 1):
            if page.get_textpage().get_text_bounded(*trimmed(page)).strip() and not ordering.follow(words, ordering.stand(page)):
                yield number


def _has_time(text: str, label: str) -> bool:
    """Whether a time of day stands close behind the label of an embargo, or before it."""
    return bool(re.search(rf"{re.escape(label)}.{{0,60}}\d\d:\d\d|\d\d:\d\d.{{0,60}}{re.escape(label)}", text))
