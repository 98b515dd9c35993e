"""`check` as its users see it: the table, JSON lines, exit codes, the sheet, the results of veraPDF, and what happens without it."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from pressroom import project, readback
from pressroom.check import preflight_sheet, verapdf
from pressroom.check.findings import File, Findings
from pressroom.check.preflight import Flaw, Item, judged, validated
from pressroom.check.table import numbers, summary, table
from pressroom.cli import main
from pressroom.errors import MachineLacks, Problem
from pressroom.manuscript.embargo import Embargo
from pressroom.pdf import render
from pressroom.workers.pool import Limits, WorkerPool
from tests.support import conformance
from tests.support.finished_files import STEM, changed, copied, painted, written
from tests.support.projects import ROOT, manuscript
from tests.support.typesetting import ENGINE_LEAVES_OPEN

pytestmark = [ENGINE_LEAVES_OPEN, pytest.mark.usefixtures("stored_pages")]
SHEET = f"{STEM}/{STEM}-preflight.pdf"
KEYS = {"kind", "chapter", "file", "item", "edition", "asked", "found", "pages", "verdict", "place", "hint"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = written(tmp_path_factory.mktemp("sound") / "project")
    assert main([], root) == 0
    return root


@pytest.fixture(scope="module")
def checked(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copied(built, tmp_path_factory.mktemp("checked"))
    assert main(["check", "--sheet"], root) == 0
    return root


@pytest.fixture
def unvalidated(monkeypatch: pytest.MonkeyPatch) -> None:
    """veraPDF crashes at once, for tests of everything else."""
    monkeypatch.setattr(verapdf, "PROGRAM", (sys.executable, "-c", "raise SystemExit(3)"))


def spoil(root: Path) -> None:
    changed(root / "dist" / STEM / f"{STEM}-print.pdf", painted("0 0 0 1 K 0.1 w 100 100 m 200 100 l S"))


def test_a_sound_chapter_ends_with_0_and_a_table_that_fits(
    checked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(checked)
    assert main(["check"], checked) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert err == ""
    assert max(map(len, lines)) <= 100
    assert lines[0] == (f"dist/{STEM}/{STEM}.pdf  (screen edition, 1 page)")
    assert lines[-1] == "all 38 items pass"
    assert "".join(lines).isprintable(), "no colour, no control"


def test_what_fails_stands_first_in_capitals_with_its_place(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied(built, tmp_path)
    spoil(root)
    assert main(["check", "--quick", STEM], root) == 1
    out = capsys.readouterr().out
    _, press = out.split(f"{STEM}-print.pdf")
    first, second = press.splitlines()[2:4]
    assert first.split() == ["FAIL", "lines", "0.25", "pt", "or", "more", "a", "line", "of", "0.10", "pt", "1"]
    assert second.strip() == "fix: styles: make the border wider"
    assert out.splitlines()[-1] == f"1 of 36 items FAIL, in {STEM}"
    assert not (root / "dist" / SHEET).exists()


def test_json_is_an_object_an_item_with_all_keys(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied(built, tmp_path)
    spoil(root)
    assert main(["check", "--quick", "--format", "json"], root) == 1
    items = list(map(json.loads, capsys.readouterr().out.splitlines()))
    assert all(set(item) == KEYS for item in items)
    assert len(items) == 36
    (bad,) = [item for item in items if item["verdict"] != "pass"]
    assert (bad["chapter"], bad["item"], bad["edition"], bad["pages"]) == (STEM, "lines", "print", [1])
    assert bad["file"].endswith(f"dist/{STEM}/{STEM}-print.pdf")


def test_missing_files_end_with_4_and_say_how_to_make_them(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied(built, tmp_path)
    (root / "dist" / STEM / f"{STEM}-print.pdf").unlink()
    assert main(["check"], root) == 4
    reported = capsys.readouterr().err
    assert reported.endswith(f"dist/{STEM}/{STEM}-print.pdf: has not been built (run: python build.py build {STEM})\n")
    assert main(["check", "--printer", "us-letter"], root) == 4
    assert f"build {STEM} --printer us-letter)" in capsys.readouterr().err


def test_nothing_built_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = written(tmp_path / "project")
    assert main(["check"], root) == 4
    assert len(capsys.readouterr().err.splitlines()) == 3
    assert not (root / "dist").exists()


@pytest.mark.parametrize("arguments", [["nowhere"], ["--printer", "nobody"]])
def test_what_there_is_not_ends_with_2(built: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--quick", *arguments], built) == 2
    assert "known here" in capsys.readouterr().err


def test_content_that_is_refused_ends_with_1(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied(built, tmp_path)
    (root / "content" / "chapters" / f"{STEM}.yaml").write_text("titel: x\n")
    assert main(["check", "--quick"], root) == 1
    assert "did you mean 'title'" in capsys.readouterr().err


def test_another_printer_is_another_question(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--quick", "--printer", "us-letter", "--format", "json"], built) == 1
    items = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    failing = {item["item"]: item["hint"] for item in items if item["verdict"] == "fail"}
    assert failing == dict.fromkeys(("boxes", "page count", "output intent", "standard"), "build the chapter for this printer")
    (boxes,) = (item["found"] for item in items if item["item"] == "boxes")
    assert boxes == "built for the printer 'coated-sheetfed', not for 'us-letter'"


@pytest.mark.usefixtures("unvalidated")
def test_without_a_printer_there_is_no_press_edition_and_no_sheet(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied(built, tmp_path)
    report = root / "content" / "report.yaml"
    report.write_text("".join(line for line in report.read_text().splitlines(keepends=True) if not line.startswith("printer:")))
    assert main(["check", "--sheet", "--format", "json"], root) == 0
    items = list(map(json.loads, capsys.readouterr().out.splitlines()))
    assert {item["edition"] for item in items} == {"all", "screen", "html"}
    assert not (root / "dist" / SHEET).exists()


# veraPDF


def test_verapdf_judges_and_is_not_asked_twice_of_the_same_bytes(
    checked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copied(checked, tmp_path)
    screen = root / "dist" / STEM / f"{STEM}.pdf"
    before = screen.read_bytes()
    changed(screen, lambda pdf: pdf.Root.ViewerPreferences.__setitem__("/DisplayDocTitle", False))
    assert main(["check", "--format", "json"], root) == 1
    items = list(map(json.loads, capsys.readouterr().out.splitlines()))
    assert {item["item"]: item["verdict"] for item in items if item.get("item", "").startswith("PDF/")} == {
        "PDF/UA-1": "fail",
        "PDF/A-3a": "pass",
    }
    assert any(item.get("found", "").startswith("rule 7.1-10 x1: ") for item in items)
    (changed_once,) = (root / "dist" / ".pressroom" / "memory").iterdir()
    monkeypatch.setattr(subprocess, "Popen", None)  # no process may be started
    assert main(["check"], root) == 1
    screen.write_bytes(before)
    capsys.readouterr()
    assert main(["check"], root) == 5
    changed_once.write_text("{")
    assert main(["check"], root) == 5
    assert capsys.readouterr().err.count("TypeError: 'NoneType' object is not callable") == 2


def test_without_verapdf_its_items_are_not_checked_and_say_what_to_install(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copied(built, tmp_path)
    (tmp_path / "jpype.py").write_text("raise ImportError\n")
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from pressroom.check.verapdf.__main__ import answer; answer(sys.argv[1:])"
    )
    monkeypatch.setattr(verapdf, "PROGRAM", (sys.executable, "-c", program))
    assert main(["check", "--format", "json"], root) == 0
    items = list(map(json.loads, capsys.readouterr().out.splitlines()))
    unchecked = [item for item in items if item.get("verdict") == "not checked"]
    assert [item["item"] for item in unchecked] == ["PDF/UA-1", "PDF/A-3a"]
    assert {item["hint"] for item in unchecked} == {"run './setup.sh dev'"}
    assert main(["check"], root) == 0
    out = capsys.readouterr().out
    assert "\nnot checked  PDF/UA-1 " in out
    assert out.splitlines()[-1] == "all 36 items pass; 2 not checked"


@pytest.mark.usefixtures("unvalidated")
def test_a_validator_that_dies_leaves_its_items_unchecked(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied(built, tmp_path)
    assert main(["check"], root) == 0
    assert "veraPDF ended without an answer" in " ".join(capsys.readouterr().out.split())


ANSWERS = """
import json, sys
for path in reversed(sys.argv[1:]):
    broken = {"unreadable": "damaged"} if "b.pdf" in path else {"broken": {"ua1": [path] * ("ruritania" not in path), "3a": []}}
    print(json.dumps({"path": path, **broken}))
"""


def test_several_chapters_each_have_their_table(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copied(built, tmp_path)
    chapters = root / "content" / "chapters"
    (chapters / "albania.yaml").write_bytes((chapters / f"{STEM}.yaml").read_bytes())
    report = root / "content" / "report.yaml"
    report.write_text(report.read_text().replace(f"- {STEM}", f"- {STEM}\n  - albania"))
    assert main(["build", "albania"], root) == 0
    monkeypatch.setattr(verapdf, "PROGRAM", (sys.executable, "-c", ANSWERS))
    monkeypatch.chdir(root)
    capsys.readouterr()
    assert main(["check", "--sheet"], root) == 1
    lines = capsys.readouterr().out.splitlines()
    files = [line.split("  ")[0] for line in lines if line.startswith("dist/")]
    assert files[::4] == [f"dist/{STEM}/{STEM}.pdf", "dist/albania/albania.pdf"]
    assert sum("rule dist/albania/albania.pdf" in line for line in lines) == 1
    assert lines[-1] == "1 of 76 items FAIL, in albania"
    assert {path.parent.name for path in (root / "dist").glob("*/*-preflight.pdf")} == {STEM, "albania"}


# the sheet


def test_the_sheet_says_what_was_checked_and_what_came_of_it(checked: Path) -> None:
    with pypdfium2.PdfDocument(checked / "dist" / SHEET) as pdf:
        assert len(pdf) == 1
        assert pdf[0].get_size() == (612, 792)
        text = pdf[0].get_textpage().get_text_range()
    said = " ".join(text.split())
    for words in (
        "Ruritania All 20 items pass",
        f"{STEM}-print.pdf, 4 pages",
        "European sheet-fed printer, coated paper",
        "210 × 297 mm (8.268 × 11.69 in), bleed 3 mm, slug 9 mm",
        "January 2005",
        "Inks cyan, magenta, black on page 1; yellow on no page",
    ):
        assert words in said
    compact = "".join(text.split())
    for name in (f"{STEM}-print.pdf", f"{STEM}.pdf"):
        assert hashlib.sha256((checked / "dist" / STEM / name).read_bytes()).hexdigest() in compact


@pytest.mark.usefixtures("typeset_anew")
def test_the_sheet_is_the_same_at_every_run(checked: Path) -> None:
    before = (checked / "dist" / SHEET).read_bytes()
    (checked / "dist" / SHEET).unlink()
    assert main(["check"], checked) == 0
    assert not (checked / "dist" / SHEET).exists(), "it is written where it is asked for"
    assert main(["check", "--quick", "--sheet"], checked) == 0
    assert (checked / "dist" / SHEET).read_bytes() == before


@pytest.mark.parametrize("flavour", ["ua1", "3a"])
def test_the_sheet_is_accessible_and_archival(checked: Path, flavour: str) -> None:
    assert conformance.failures(checked / "dist" / SHEET, flavour) == []


def worst(name: str, edition: str) -> Item:
    long = "something quite long that goes wrong on many pages and says so at length, word by word, " * 9
    return replace(judged(name, edition, long, "", [Flaw(long, page) for page in range(1, 400, 2)]), hint=long)


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("bad", [0, 6, 21])
def test_the_worst_sheet_is_one_page(built: Path, tmp_path: Path, paper: str, bad: int) -> None:
    ours = project.read(built, [])
    names = {"print": 21, "screen": 16}
    items = tuple(
        replace(worst(f"picture colours {number}", edition), verdict="fail" if number < bad else "pass")
        for edition, most in names.items()
        for number in range(most)
    )
    long = "A rather long title of a chapter that nobody would print \u0b85 like this, or would they? " * 10
    of = manuscript({"title": long[:900], "lede": "a"}, paper=paper)
    if not bad:
        of = replace(of, embargo=Embargo(datetime(2005, 1, 13, tzinfo=UTC), ours.library.imprint.value.zones, True), correction=long[:250])
    path = Path("dist") / ("a" * 64) / ("a" * 64 + "-print-and-more-of-the-name.pdf")
    file = File(path, 10**9, "f" * 64, 400, {plate: tuple(range(1, 400 - number, 2)) for number, plate in enumerate(readback.PLATES)})
    printer = ours.printer.values if ours.printer else None
    assert printer
    printer = printer.model_copy(update={"name": long[:900], "condition": printer.condition.model_copy(update={"info": long[:900]})})
    values = preflight_sheet.values(Findings(of, {"screen": file, "print": file}, items), printer)
    report = ours.library.report.value.model_copy(update={"paper": paper})
    object.__setattr__(ours.library.report, "value", report)
    ours.manuscripts[STEM] = of
    page = ours.sheet("preflight", STEM, values)
    with WorkerPool(render.loader(tmp_path), 1, Limits(), tmp_path) as pool:
        ((_, made),) = pool.run([("sheet", render.Job(page.html, page.style_places))])
    assert isinstance(made, render.Made), made
    (tmp_path / "sheet.pdf").write_bytes(made.pdf)
    with pikepdf.open(tmp_path / "sheet.pdf") as document:
        assert len(document.pages) == 1
        assert [round(float(edge)) for edge in document.pages[0].mediabox[2:]] == ([612, 792] if paper == "letter" else [595, 842])


@pytest.mark.usefixtures("unvalidated")
def test_a_sheet_of_failures_says_how_many(built: Path, tmp_path: Path) -> None:
    root = copied(built, tmp_path)
    spoil(root)
    assert main(["check", "--sheet"], root) == 1
    with pypdfium2.PdfDocument(root / "dist" / SHEET) as pdf:
        assert "1 of 20 items fail" in pdf[0].get_textpage().get_text_range()


# parts


def test_numbers_of_pages_run_together() -> None:
    assert numbers((1, 2, 3, 5, 7, 8)) == "1–3, 5, 7–8"
    assert numbers(()) == ""


def test_a_machine_that_lacks_verapdf_is_reported_by_its_problem() -> None:
    def lacking() -> dict[str, list[str]]:
        raise MachineLacks(Problem("a", "no Java", hint="get it"))

    assert {(item.verdict, item.found, item.hint) for item in validated(lacking)} == {("not checked", "no Java", "get it")}


def test_a_long_table_keeps_its_width() -> None:
    file = File(Path("dist/a/a.pdf"), 1, "f", 2)
    findings = Findings(manuscript({"title": "A", "lede": "a"}), {"screen": file}, (worst("x" * 40, "screen"),))
    assert max(map(len, table(findings))) <= 98
    assert summary([findings]) == "1 of 1 items FAIL, in chapter"


def test_check_runs_as_a_program(built: Path, tmp_path: Path) -> None:
    """It runs from another folder, and veraPDF's process finds the modules too."""
    root = copied(built, tmp_path)
    (root / "build.py").write_bytes((ROOT / "build.py").read_bytes())
    (root / "pressroom").symlink_to(ROOT / "pressroom")
    done = subprocess.run([sys.executable, root / "build.py", "check"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "all 38 items pass"


def test_lines_that_could_not_be_set_well_are_listed_for_just_these_files(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copied(built, tmp_path)
    wide = "x" * 110
    path = root / "content" / "chapters" / f"{STEM}.yaml"
    path.write_text(path.read_text().replace("lede: |\n", f"lede: |\n  The word {wide} is long.\n\n"))
    assert main(["build", STEM], root) == 0
    capsys.readouterr()
    assert main(["check", "--quick", "--format", "json"], root) == 0
    notes = [json.loads(line) for line in capsys.readouterr().out.splitlines() if '"line-' in line]
    assert {(note["code"], note["file"].split("/")[-1]) for note in notes} == {("line-forced", f"{STEM}.yaml")}
    assert all(note["line"] and note["hint"] for note in notes)
    (root / "dist" / STEM / f"{STEM}.map.json").write_text("{}")
    assert main(["check", "--quick"], root) == 0
    assert "divides a word" not in capsys.readouterr().err
