"""Each file of a kit read back by what it says: do all say the same of an embargo, and does none tell of the machine it was made on?"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import PurePosixPath
from unicodedata import category

import pypdfium2

from pressroom.kit.manifest import FILE, README, SUMS
from pressroom.kit.naming import MARK
from pressroom.manuscript import Manuscript

UNNAMED = (FILE, SUMS, README)  # their names are the same in every kit
TIME = "{time}"
WORD = re.compile(r"[^\W\d_]+|\d+")


def disagreeing(files: Mapping[str, bytes], manuscript: Manuscript) -> Iterator[str]:
    """What is wrong, file by file, where one doesn't carry the embargo that is in force, or carries one that is not."""
    notice = seen(manuscript.embargo_notice)
    mark = manuscript.embargo.mark if manuscript.embargo and notice else ""
    until = manuscript.embargo.utc if manuscript.embargo and notice else None
    label = seen(manuscript.language.labels.embargo.partition(TIME)[0] or manuscript.language.labels.embargo.partition(TIME)[2])
    for path, data in sorted(files.items()):
        name = PurePosixPath(path).name
        marks = MARK.findall(name)
        if name not in UNNAMED and marks != [mark] * bool(mark):
            yield f"the name of {path} says {marks[0] if marks else 'nothing of the embargo'}"
        for where, text in texts(path, data):
            if notice and not _says(seen(text), notice, reordered=path.endswith(".pdf") and manuscript.direction == "rtl"):
                yield f"{path}: {where} does not say '{notice}'"
            if not notice and label and f"{label} " in f"{seen(text)} " and _dated(seen(text), label):
                yield f"{path}: {where} tells of an embargo that is not in force"
        if path.endswith(".json"):
            said = json.loads(data)
            field = "embargoed_until" if name == FILE else "embargoedUntil"
            if said.get(field) != until:
                yield f"{path}: {field} is {said.get(field)}, not {until}"


def _says(text: str, notice: str, *, reordered: bool) -> bool:
    """Whether a text says the notice. Who reads a page with two directions guesses its order: its words and figures are there, then."""
    if not reordered:
        return notice in text
    there, asked = (Counter(WORD.findall("".join(each for each in some if category(each) != "Mn"))) for some in (text, notice))
    return asked <= there


def _dated(text: str, label: str) -> bool:
    """Whether the label of an embargo is followed, or led, by an hour."""
    return bool(re.search(rf"{re.escape(label)}.{{0,60}}\d\d:\d\d|\d\d:\d\d.{{0,60}}{re.escape(label)}", text))


def texts(path: str, data: bytes) -> Iterator[tuple[str, str]]:
    """What a file says, part by part: each page of a PDF that shows anything and what it says of itself, a web page, a text.

    Raises ValueError for what is no PDF.
    """
    if path.endswith(".pdf"):
        with _opened(data) as document:
            for number, page in enumerate(document, 1):
                text = page.get_textpage().get_text_bounded(*_trimmed(page))
                if text.strip():
                    yield f"page {number}", text
            yield "its description", document.get_metadata_value("Subject")
    elif path.endswith(".html"):
        reader = _Reader()
        reader.feed(data.decode("utf-8", "replace"))
        yield "the page", " ".join(reader.parts)
        yield "its description", reader.description
    elif path.endswith(".txt"):
        yield "the text", data.decode("utf-8", "replace")


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"no PDF: {error}") from None


def _trimmed(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """What is left of a page when it is cut."""
    box: tuple[float, float, float, float] = page.get_trimbox()
    return box


def seen(text: str) -> str:
    """The text with one kind of space, without what is not seen."""
    return " ".join(re.sub("[\u00ad\u2060\u2066-\u2069\u200e\u200f\ufffe]", "", text).split())


class _Reader(HTMLParser):
    """Collects the words of a web page, and its description."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.description = ""
        self._unseen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._unseen = tag in ("style", "script", "title")
        if tag == "meta" and given.get("name") == "description":
            self.description = given.get("content") or ""

    def handle_endtag(self, tag: str) -> None:
        self._unseen = False

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def telling(files: Mapping[str, bytes], secrets: Sequence[str], opened: Mapping[str, bytes]) -> Iterator[str]:
    """Which files hold one of `secrets` (a folder's path, a name of a user or a host), or a comment meant for the desk.

    `opened` are what the PDFs hold when nothing in them is compressed.
    """
    patterns = {secret: re.compile(rb"(?<![\w-])" + re.escape(secret.encode()) + rb"(?![\w-])") for secret in secrets}
    for path, data in sorted(files.items()):
        held = opened.get(path, data)
        yield from (f"{path} holds '{secret}'" for secret, pattern in patterns.items() if pattern.search(held))
        if path.endswith(".html") and b"<!--" in held:
            yield f"{path} holds a comment"
