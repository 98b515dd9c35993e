"""Random edits of a chapter give either a chapter with every word of its source, or problems with places."""

import random
import re
from collections.abc import Callable

import pytest
from pydantic import BaseModel

from pressroom.content import parse_file
from pressroom.errors import ContentRefused, Place, Problem
from pressroom.model import Chapter

SEED = """\
# A small chapter with some of everything.
title: Ruritania
status: final
summary: An invented country, with courts and newspapers.
keywords: [courts, "press freedom", elections]
lede: |
  Ruritania held two elections; the courts annulled
  one of them.[^programme]

  The "pause" in evictions lasted for seven months.
sections:
  - heading: Courts and Detention   # the first
    body:
      - text: |
          The Courts Act came into force on March 1.
      - quotation:
          text: A law that is kept in the capital is not half a law.
          speaker: Judge Tarlenheim
      - figure: {image: zenda.png, alt: The castle, caption: 'Zenda in winter', credit: Ministry}
      - table:
          caption: Complaints by district
          columns: [District, "2003", "2004"]
          rows:
            - [Zenda, "1,412", 012]
            - [Strelsau, no, 1:30]
  - heading: Housing
    body: Rents rose
      by a tenth in the
      capital.
notes:
  programme: "Programme of the Government, \\u00a7 4"
"""
TOKENS = [": ", "#", " #", "- ", "\n", "\t", '"', "'", "&a ", "*a", "!t ", "{", "}", "[", "]", ",", "|", ">", "---\n", "...\n", "? ", "%"]
TOKENS += ["\\", "\u202e", "\ufeff", "\x00", "\u2028", "\xa0", "é", "\r", "<<: ", "~", "@", "`", "\U0001f642", "  "]
EDITS = 10_000


def _words_of(value: object) -> list[str]:
    if isinstance(value, BaseModel):
        return _words_of(list(value.__dict__.values()))
    if isinstance(value, dict):
        return _words_of([*value, *value.values()])
    if isinstance(value, list | tuple):
        return [word for part in value for word in _words_of(part)]
    return [str(value)]


def _lost(text: str, chapter: Chapter) -> list[str]:
    """Words of six letters or more that are in the source, outside comments and keys, but not in the chapter."""
    text = re.sub(r"(?m)^[ ]*#.*|[ ]{2}#(?: .*)?$", "", text)  # the comments that the format allows
    text = re.sub(r"\\(?:u[0-9a-fA-F]{4}|x..|.)", " ", text)
    held = "".join(_words_of(chapter))
    held = re.sub(r"\s+", " ", held)
    keys = {"title", "status", "summary", "keywords", "sections", "heading", "quotation", "speaker", "figure", "caption", "credit"}
    keys |= {"columns", "decorative", "language", "direction", "subsections", "source"}
    return [word for word in re.findall(r"[^\W\d_]{6,}", text) if word not in held and word not in keys]


def _slice(text: str, rng: random.Random) -> tuple[int, int]:
    start = rng.randrange(len(text) + 1)
    return start, min(len(text), start + rng.randrange(1, 40))


def _delete(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + text[at + 1 :]


def _delete_slice(text: str, rng: random.Random) -> str:
    start, end = _slice(text, rng)
    return text[:start] + text[end:]


def _insert(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(TOKENS) + text[at:]


def _replace(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(TOKENS) + text[at + 1 :]


def _repeat(text: str, rng: random.Random) -> str:
    start, end = _slice(text, rng)
    return text[:end] + text[start:end] * rng.randrange(1, 4) + text[end:]


def _truncate(text: str, rng: random.Random) -> str:
    return text[: rng.randrange(len(text) + 1)]


def _any_character(text: str, rng: random.Random) -> str:
    at, number = rng.randrange(len(text) + 1), rng.choice([rng.randrange(0x20), rng.randrange(0xD800), rng.randrange(0xE000, 0x110000)])
    return text[:at] + chr(number) + text[at:]


def _on_line(change: Callable[[list[str], int, random.Random], None]) -> Callable[[str, random.Random], str]:
    def edit(text: str, rng: random.Random) -> str:
        lines = text.split("\n")
        change(lines, rng.randrange(len(lines)), rng)
        return "\n".join(lines)

    return edit


def _drop_line(lines: list[str], at: int, rng: random.Random) -> None:
    del lines[at]


def _double_line(lines: list[str], at: int, rng: random.Random) -> None:
    lines.insert(rng.randrange(len(lines)), lines[at])


def _swap_lines(lines: list[str], at: int, rng: random.Random) -> None:
    other = rng.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _indent(lines: list[str], at: int, rng: random.Random) -> None:
    lines[at] = rng.choice(["", " ", "  ", "    ", "\t"]) + (lines[at] if rng.random() < 0.5 else lines[at].lstrip())


def _join(lines: list[str], at: int, rng: random.Random) -> None:
    lines[at : at + 2] = [rng.choice(["", " ", "  "]).join(lines[at : at + 2])]


def _retype(lines: list[str], at: int, rng: random.Random) -> None:
    key, colon, _ = lines[at].partition(":")
    lines[at] = key + colon + rng.choice([" no", " 012", " ~", "", " []", " {}", " [a, b]", " {a: b}", " 2004-07-22", ' ""', " - x"])


def _rename(lines: list[str], at: int, rng: random.Random) -> None:
    key, colon, rest = lines[at].partition(":")
    lines[at] = key[: rng.randrange(len(key) + 1)] + rng.choice("xeäs") + colon + rest


def _unquote(lines: list[str], at: int, rng: random.Random) -> None:
    lines[at] = re.sub("[\"'|\\]}]", "", lines[at], count=rng.randrange(1, 3))


KINDS = [_delete, _delete_slice, _insert, _insert, _replace, _repeat, _truncate, _any_character]
KINDS += map(_on_line, [_drop_line, _double_line, _swap_lines, _indent, _join, _retype, _rename, _unquote])


def _flip(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :] if at < len(data) else data


def _read(data: bytes) -> tuple[Chapter | None, tuple[Problem, ...]]:
    try:
        return parse_file(Chapter, data, "c.yaml").value, ()
    except ContentRefused as refused:
        return None, refused.problems


def _inside(place: Place | None, data: bytes) -> bool:
    """The place is that of a character in the file, or directly after the end of a line."""
    lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
    return place is not None and 0 < place.line <= len(lines) and 0 < place.column <= len(lines[place.line - 1]) + 1


def test_seed_holds_its_words() -> None:
    assert _lost(SEED, parse_file(Chapter, SEED.encode(), "seed.yaml").value) == []


def test_edits() -> None:
    rng, accepted = random.Random(42), 0
    for number in range(EDITS):
        text = SEED
        for _ in range(rng.randrange(1, 4)):
            text = rng.choice(KINDS)(text, rng)
        data = text.encode()
        if number % 10 == 0:
            data = _flip(data, rng)
        chapter, problems = _read(data)
        assert chapter or problems, text
        assert all(problem.message and _inside(problem.place, data) for problem in problems), text
        if chapter:
            accepted += 1
            assert not _lost(data.decode("utf-8-sig"), chapter), text
    assert EDITS / 10 < accepted < EDITS * 9 / 10


@pytest.mark.parametrize("seed", range(4))
def test_noise(seed: int) -> None:
    """Random bytes raise no exception but `ContentRefused`."""
    rng = random.Random(seed)
    marks = b"[]{}:,-?#&*!|>'\"%@` \n\t\\au0\xc3\xa9\xff\x00<"
    for _ in range(500):
        data = bytes(rng.choice(marks) for _ in range(rng.randrange(60)))
        with pytest.raises(ContentRefused):
            parse_file(Chapter, data, "c.yaml")
