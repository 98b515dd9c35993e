"""Copyfitting as an editor sees it: the warnings about a chapter with `pages:`, and the results of `check`, in JSON and on the sheet."""

from __future__ import annotations

import io
import json
import random
import re
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from pressroom.check import verapdf
from pressroom.cli import main
from tests.support.projects import DATA, ROOT, project
from tests.support.typesetting import ENGINE_LEAVES_OPEN

pytestmark = [ENGINE_LEAVES_OPEN, pytest.mark.usefixtures("stored_pages")]
KAZAKHSTAN = (ROOT / "content" / "chapters" / "kazakhstan.yaml").read_text()
LINE = "\n\n      A line more."


def asking(text: str, pages: int) -> str:
    """The chapter with `pages: …`."""
    return text.replace("title:", f"pages: {pages}\ntitle:", 1)


def tenfold(text: str) -> str:
    """The chapter with its sections ten times over."""
    head, sections = re.split(r"^sections:\n", text, flags=re.MULTILINE)
    sections = re.split(r"^(?=\w)", sections, flags=re.MULTILINE)[0]
    return f"{head}sections:\n" + f"{sections.rstrip()}\n" * 10


def shuffled(seed: int, paragraphs: int = 60) -> str:
    """A chapter of `count` random paragraphs, the same for the same seed."""
    words, dice = re.findall(r"[a-z]{2,}", KAZAKHSTAN.split("sections:")[1]), random.Random(seed)
    body = "\n\n".join(f"      {' '.join(dice.choices(words, k=dice.randint(60, 110)))}." for _ in range(paragraphs))
    return f"title: Ruritania\nlede: The kingdom voted.\nsections:\n  - heading: Votes\n    body: |\n{body}\n"


CHAPTERS = {
    "over": asking(KAZAKHSTAN, 4),
    "short": asking("title: Ruritania\nlede: The kingdom voted.\n", 3),
    "empty": asking("title: Ruritania\nlede: The kingdom voted.\n", 1),
    "unasked": KAZAKHSTAN,
    "russian": asking((DATA / "russian.yaml").read_text(), 1),
    "tenfold": asking(tenfold(KAZAKHSTAN), 20),
}


def written(root: Path, chapters: dict[str, str], printer: bool = False) -> Path:
    """A project with only these chapters."""
    project(root)
    (root / "content" / "chapters" / "kazakhstan.yaml").unlink()
    for stem, text in chapters.items():
        (root / "content" / "chapters" / f"{stem}.yaml").write_text(text)
    report = root / "content" / "report.yaml"
    lines = [line for line in report.read_text().splitlines() if printer or not line.startswith("printer:")]
    at = lines.index("  - kazakhstan")
    report.write_text("\n".join([*lines[:at], *(f"  - {stem}" for stem in chapters), *lines[at + 1 :]]) + "\n")
    return root


def run(root: Path, *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    """The exit code of a command, and its JSON output."""
    code, out = output(root, *arguments, "--format", "json")
    return code, [json.loads(line) for line in out.splitlines()]


def output(root: Path, *arguments: str) -> tuple[int, str]:
    with redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")) as out:
        code = main(arguments, root)
    out.flush()
    return code, out.buffer.getvalue().decode()  # type: ignore[attr-defined]


def of(lines: list[dict[str, Any]], stem: str) -> list[dict[str, Any]]:
    """The copyfitting warnings about a chapter."""
    return [line for line in lines if line.get("code", "").startswith("fit-") and line["file"].endswith(f"/{stem}.yaml")]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("fitted") / "project", CHAPTERS)


@pytest.fixture(scope="module")
def built(root: Path) -> list[dict[str, Any]]:
    code, lines = run(root, "build")
    assert code == 0, "it is built all the same"
    return lines


@pytest.fixture(scope="module")
def checked(root: Path, built: list[dict[str, Any]]) -> list[dict[str, Any]]:
    code, lines = run(root, "check", "--quick")
    assert code == 1
    return lines


def extent(root: Path, stem: str) -> dict[str, Any]:
    """The extent of the screen edition in the map."""
    found: dict[str, Any] = json.loads((root / "dist" / stem / f"{stem}.map.json").read_text())["editions"]["screen"]["extent"]
    return found


def first_words(root: Path, note: dict[str, Any]) -> str:
    path = root / "content" / "chapters" / Path(note["file"]).name
    return path.read_text().splitlines()[note["line"] - 1].strip()


def test_a_chapter_too_long_is_reported_in_lines_with_where_to_cut(root: Path, built: list[dict[str, Any]]) -> None:
    over, *few = of(built, "over")
    lines = extent(root, "over")["missed"]
    assert over["message"].startswith(f'the screen edition: {lines} lines over on page 4, from "')
    assert over["hint"] == f"cut {lines} lines, or ask for 5 pages"
    assert first_words(root, over) == "pages: 4"
    assert few
    for note in few:
        assert note["code"] == "fit-few-words"
        assert " is short" in note["message"]
        last = note["message"].split('"')[1]
        paragraph = Path(root / "content" / "chapters" / "over.yaml").read_text().split(first_words(root, note))[1]
        paragraph = re.split(r"\n\n|\n  - ", paragraph)[0]
        assert last.split()[-1].rstrip("”.") in paragraph.rstrip().rstrip('".')[-30:], "the place is that of the paragraph"


def test_a_chapter_too_short_is_reported_in_lines(root: Path, built: list[dict[str, Any]]) -> None:
    (short,) = of(built, "short")
    lines = -extent(root, "short")["missed"]
    assert lines > 40
    assert (short["message"], short["hint"]) == (
        f"the screen edition: {lines} lines short of page 3",
        f"add {lines} lines, or ask for 1 page",
    )


def test_a_chapter_with_next_to_nothing_in_it_fits_its_page(built: list[dict[str, Any]]) -> None:
    assert not of(built, "empty")


def test_nothing_is_asked_of_a_chapter_that_asks_for_nothing(built: list[dict[str, Any]], checked: list[dict[str, Any]]) -> None:
    assert not of(built, "unasked")
    assert not [line for line in checked if line.get("chapter") == "unasked" and line["item"] == "copyfit"]


def test_russian_and_long_chapters_are_measured_too(root: Path, built: list[dict[str, Any]]) -> None:
    for stem, pages in (("russian", 1), ("tenfold", 20)):
        found = extent(root, stem)
        assert found["pages"] > pages
        assert f" {found['missed']} lines over on page {pages}, " in of(built, stem)[0]["message"]
    assert extent(root, "tenfold")["missed"] > 400


def test_check_answers_item_by_item(checked: list[dict[str, Any]]) -> None:
    items = {(line["chapter"], line["item"]): line for line in checked if line["kind"] == "item"}
    over = items["over", "copyfit"]
    assert (over["verdict"], over["asked"], over["pages"], over["edition"]) == ("fail", "4 pages", [4], "screen")
    assert "lines over on page 4" in over["found"]
    assert over["place"].endswith("content/chapters/over.yaml:4:8")
    last = items["over", "last lines"]
    assert last["verdict"] == "fail"
    assert last["pages"]
    assert last["place"].count(":") == 2
    assert [items["over", name]["verdict"] for name in ("hyphens", "page ends")] == ["pass", "pass"]
    assert items["short", "copyfit"]["verdict"] == "fail"
    assert items["empty", "copyfit"]["verdict"] == "pass"
    assert items["empty", "copyfit"]["found"].startswith("1 page, ")
    assert ("empty", "last lines") not in items


def test_check_says_again_what_the_build_has_noted(built: list[dict[str, Any]], checked: list[dict[str, Any]]) -> None:
    for stem in CHAPTERS:
        reported = [{key: note[key] for key in ("code", "message", "line")} for note in of(built, stem)]
        assert [{key: note[key] for key in ("code", "message", "line")} for note in of(checked, stem)] == reported


def test_a_file_of_another_build_is_not_judged_and_a_lost_map_is_measured_again(root: Path, checked: list[dict[str, Any]]) -> None:
    path = root / "dist" / "short" / "short.map.json"
    before = path.read_bytes()
    path.unlink()
    _, lines = run(root, "check", "--quick", "short")
    (item,) = [line for line in lines if line.get("item") == "copyfit"]
    assert (item["verdict"], item["hint"]) == ("not checked", "run: python build.py build short")
    _, lines = run(root, "build", "short", "--why")
    (why,) = {line["why"] for line in lines if line["kind"] == "output" and line["file"].endswith(".pdf")}
    assert why == "the map of words does not say how its lines are set"
    assert path.read_bytes() == before


def saved(root: Path, seed: int) -> list[tuple[str, dict[str, Any]]]:
    """Of chapters that are one to three lines too long, those that are set shorter, each with its first warning."""
    folder, text = root / "content" / "chapters", shuffled(seed)
    (folder / "long.yaml").write_text(text)
    run(root, "build", "long")
    whole = extent(root, "long")
    stems = [f"over-{over}" for over in (1, 2, 3)]
    for over, stem in enumerate(stems, 1):
        (folder / f"{stem}.yaml").write_text(asking(text, whole["pages"]).rstrip() + LINE * (whole["free"] + over) + "\n")
    code, lines = run(root, "build", *stems)
    assert code == 0
    for stem in stems:
        assert extent(root, stem)["pages"] == whole["pages"] + (extent(root, stem)["missed"] > 0)
    return [(stem, of(lines, stem)[0]) for stem in stems if [note for note in of(lines, stem) if note["code"] == "fit-tightened"]]


def test_a_chapter_a_line_or_two_over_is_set_shorter_and_says_so(root: Path) -> None:
    stem, note = next(found[0] for seed in range(8, 14) if (found := saved(root, seed)))
    measured, reported = extent(root, stem), note["message"]
    assert measured["missed"] == 0
    set_shorter = re.fullmatch(r"the screen edition: (\d) lines? saved by tighter setting, to end on page (\d+)", reported)
    assert set_shorter
    assert int(set_shorter[2]) == measured["pages"]
    assert 0 < int(set_shorter[1]) == len(re.findall(r"\d+", note["hint"])) <= 2
    code, lines = run(root, "check", "--quick", stem)
    (item,) = [line for line in lines if line.get("item") == "copyfit"]
    assert (code, item["verdict"]) == (0, "pass")


def test_the_press_edition_is_counted_where_there_is_one_and_the_sheet_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verapdf, "PROGRAM", (sys.executable, "-c", "raise SystemExit(3)"))  # veraPDF is not asked
    root = written(tmp_path / "project", {"over": CHAPTERS["over"]}, printer=True)
    _, lines = run(root, "build")
    assert of(lines, "over")[0]["message"].startswith("the print edition: ")
    assert not [note for note in of(lines, "over") if "the screen edition" in note["message"]]
    code, out = output(root, "check", "--quick", "--sheet")
    assert code == 1
    press = out.split("over-print.pdf")[1]
    assert "FAIL         copyfit          4 pages" in press
    with pypdfium2.PdfDocument(root / "dist" / "over" / "over-preflight.pdf") as sheet:
        assert len(sheet) == 1
        text = " ".join(sheet[0].get_textpage().get_text_range().split())
    assert "copyfit 4 pages" in text
    assert "lines over on page 4" in text
    assert re.search(r"\d of \d+ items fail", text)
