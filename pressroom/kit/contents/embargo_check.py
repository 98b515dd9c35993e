"""Each file of a kit read back by what it says: do all say the same of an embargo?"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from unicodedata import category

from pressroom.kit.contents import ordering
from pressroom.kit.contents.manifest import FILE, README, SUMS
from pressroom.kit.contents.naming import MARK
from pressroom.kit.contents.visible_text import instants, opened, texts, trimmed
from pressroom.manuscript import Manuscript
from pressroom.prose.words import visible_words

UNNAMED = (FILE, SUMS, README)  # their names are the same in every kit
TIME = "{time}"
WORD = re.compile(r"[^\W\d_]+|\d+")


def disagreeing(files: Mapping[str, bytes], manuscript: Manuscript) -> Iterator[str]:
    """What is wrong, file by file, where one doesn't carry the embargo that is in force, or carries one that is not."""
    notice = visible_words(manuscript.embargo_notice)
    held = manuscript.embargo if notice else None
    mark, until = (held.mark, held.utc) if held else ("", None)
    for path, data in sorted(files.items()):
        name = PurePosixPath(path).name
        marks = MARK.findall(name)
        if name not in UNNAMED and marks != [mark] * bool(mark):
            yield f"the name of {path} says {marks[0] if marks else 'nothing of the embargo'}"
        yield from (f"{path}: {what}" for what in (_silent(path, data, manuscript) if notice else _outdated(path, data, manuscript)))
        for where, instant in instants(path, data):
            if instant != until:
                yield f"{path}: {where} is free from {instant}, not {until}"
        if path.endswith(".json"):
            said = json.loads(data)
            field = "embargoed_until" if name == FILE else "embargoedUntil"
            if said.get(field) != until:
                yield f"{path}: {field} is {said.get(field)}, not {until}"


def _silent(path: str, data: bytes, manuscript: Manuscript) -> Iterator[str]:
    """The parts of a file that don't say the notice of the embargo."""
    notice, page = visible_words(manuscript.embargo_notice), path.endswith(".pdf") and manuscript.direction == "rtl"
    for where, text in texts(path, data):
        if not (_has_words(visible_words(text), notice) if page else notice in visible_words(text)):
            yield f"{where} does not say '{notice}'"
    for number in _disordered(data, manuscript.embargo_notice) if page else ():
        yield f"page {number} says '{notice}' in another order"


def _outdated(path: str, data: bytes, manuscript: Manuscript) -> Iterator[str]:
    """The parts of a file that tell of an embargo."""
    before, _, after = manuscript.language.labels.embargo.partition(TIME)
    label = visible_words(before or after)
    for where, text in texts(path, data):
        if label and f"{label} " in f"{visible_words(text)} " and _dated(visible_words(text), label):
            yield f"{where} tells of an embargo that is not in force"


def _has_words(text: str, notice: str) -> bool:
    """Whether a text has the words and figures of a notice: who reads a page with two directions guesses their order."""
    there, asked = (Counter(WORD.findall("".join(each for each in some if category(each) != "Mn"))) for some in (text, notice))
    return asked <= there


def _disordered(data: bytes, notice: str) -> Iterator[int]:
    """The pages that show anything on which the times of a notice don't stand in their order."""
    words = ordering.asked(notice)
    with opened(data) as document:
        for number, page in enumerate(document, 1):
            if page.get_textpage().get_text_bounded(*trimmed(page)).strip() and not ordering.follow(words, ordering.stand(page)):
                yield number


def _dated(text: str, label: str) -> bool:
    """Whether the label of an embargo is followed, or led, by an hour."""
    return bool(re.search(rf"{re.escape(label)}.{{0,60}}\d\d:\d\d|\d\d:\d\d.{{0,60}}{re.escape(label)}", text))
