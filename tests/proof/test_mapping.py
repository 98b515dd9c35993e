"""The map of words to pages: an independent reader of the PDFs finds each entry's words in its boxes."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import Any

import pypdfium2
import pytest

from pressroom.cli import main

pytestmark = pytest.mark.usefixtures("stored_pages")


@pytest.fixture(scope="module")
def root(built_chapters):
    """A project whose one chapter has every kind of block."""
    return built_chapters("stress")


@pytest.fixture(scope="module")
def words(root) -> dict[str, Any]:
    return json.loads((root / "dist" / "stress" / "stress.map.json").read_bytes())


def within(pdf: pypdfium2.PdfDocument, line: list[float]) -> str:
    """The words in a box of the map, as extracted by another program."""
    number, left, top, right, bottom = line
    page = pdf[int(number) - 1]
    x, _, _, y = page.get_trimbox()
    text = page.get_textpage().get_text_bounded(x + left - 0.5, y - bottom, x + right + 0.5, y - top)
    return re.sub(r"[\s\u0002\ufffe\xad]+", "", text)


@pytest.mark.parametrize("edition", ["screen", "print"])
def test_each_entry_stands_where_the_map_says(root, words, edition):
    file = root / "dist" / "stress" / words["editions"][edition]["file"]
    assert words["editions"][edition]["sha256"] == sha256(file.read_bytes()).hexdigest()
    with pypdfium2.PdfDocument(file) as pdf:
        assert len(pdf) == words["editions"][edition]["pages"]
        for entry in words["words"]:
            begins = re.sub(r"[\s…]+", "", entry["begins"])[:12]
            found = within(pdf, entry[edition][0]) + within(pdf, entry[edition][-1])
            assert begins.casefold() in found.casefold(), entry


def test_an_entry_knows_its_file_line_and_headings(root, words):
    lines = (root / "content" / "chapters" / "stress.yaml").read_text().splitlines()
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for entry in words["words"]:
        by_kind.setdefault(entry["kind"], []).append(entry)
    for entry in by_kind["text"] + by_kind["heading"]:
        first = re.match(r"\w+", entry["begins"])
        assert entry["file"] == "content/chapters/stress.yaml"
        assert first is None or first[0] in lines[entry["line"] - 1], entry
    note = next(entry for entry in by_kind["notes"] if entry["begins"].startswith("Conversations with nineteen"))
    assert lines[note["line"] - 1].lstrip().startswith("lawyers:")
    assert note["section"] == ["Courts and Detention"], "a note stands where it is called"
    assert {len(entry["section"]) for entry in by_kind["text"]} == {1, 2}, "a subsection's words stand under two headings"
    assert by_kind["title"][0]["section"] == []
    publisher = [(entry["file"], entry["line"], entry["begins"]) for entry in by_kind["masthead"] + by_kind["contact"]]
    for file, line, begins in publisher:
        typed = (root / file).read_text().splitlines()[line - 1]
        assert begins.split()[-1] in typed or "month: 1" in typed, begins


def test_a_paragraph_over_two_pages_has_lines_on_both(words):
    pages = [{line[0] for line in entry["screen"]} for entry in words["words"] if entry["kind"] == "text"]
    assert any(len(on) == 2 for on in pages)


def test_a_line_ends_with_its_last_letter(words):
    full = [line for entry in words["words"] if entry["kind"] == "lede" for line in entry["screen"][:-1]]
    assert len(full) > 8
    ends = [line[3] for line in full]
    assert min(ends) == pytest.approx(468, abs=0.3), "the space at its end doesn't count"
    assert max(ends) < 471.5, "a mark at its end may hang into the margin"
    assert {round(line[1]) for line in full} == {144, 159}, "the measure's left edge, or the indent"


@pytest.mark.usefixtures("typeset_anew")
def test_the_same_files_give_the_same_map(root):
    path = root / "dist" / "stress" / "stress.map.json"
    before = path.read_bytes()
    path.unlink()
    assert main(["build", "stress"], root) == 0
    assert path.read_bytes() == before


def test_lines_that_are_reported_at_once_are_all_mapped(built_chapters):
    words = json.loads((built_chapters("arabic") / "dist" / "arabic" / "arabic.map.json").read_bytes())
    lede = next(entry for entry in words["words"] if entry["kind"] == "lede")
    assert len(lede["screen"]) == 4
    assert all(abs(line[3] - 468) < 0.1 for line in lede["screen"]), "Arabic begins at the right"
