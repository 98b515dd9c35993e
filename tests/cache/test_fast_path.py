"""Only outdated outputs are made again, with a reason; losing the record does no harm."""

import os
import re
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pressroom.cache import fast_path, fingerprints, record
from pressroom.cli import main
from tests.support.projects import project

pytestmark = pytest.mark.usefixtures("stored_pages")

ROOT = Path(__file__).parents[2]
CHAPTER = "title: {}\nstatus: final\nlede: |\n  The press of {} is free.\n"
FIGURE = "sections:\n  - heading: H\n    body:\n      - figure: {image: river.png, alt: A river, caption: The river.}\n"
ZENDA = CHAPTER.format("Zenda", "Zenda") + (
    "sections:\n  - heading: H\n    body:\n      - quotation: {text: '\"Да\"', speaker: A judge, language: ru}\n"
)
FILES = {f"dist/{stem}/{stem}{end}" for stem in ("oz", "zenda") for end in (".html", ".pdf", "-print.pdf", ".map.json")}
SCREEN = {path for path in FILES if "-print" not in path}
PRINT = {path for path in FILES if "-print" in path or ".map" in path}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A project of two short chapters, one with a picture, one with a quotation in Russian, that has been built."""
    root = project(tmp_path_factory.mktemp("again") / "project")
    (root / "content" / "chapters" / "kazakhstan.yaml").unlink()
    report = root / "content" / "report.yaml"
    report.write_text(report.read_text().replace("- kazakhstan", "- oz\n  - zenda"))
    image = next((root / "content" / "images").glob("*.png"))
    image.rename(image.with_name("river.png"))
    chapter(root, "oz", CHAPTER.format("Oz", "Oz") + FIGURE)
    chapter(root, "zenda", ZENDA)
    assert main([], root) == 0
    return root


@pytest.fixture
def root(built, tmp_path):
    """A copy of that project, with the same file times."""
    to = tmp_path / "project"
    shutil.copytree(built, to)
    return to


def chapter(root, stem, text):
    (root / "content" / "chapters" / f"{stem}.yaml").write_text(text)


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def built_again(root, capsys, *arguments, code=0):
    """The files that a build makes, each with the reason, and those that are up to date."""
    capsys.readouterr()
    assert main(["build", "--why", *arguments], root) == code
    out = capsys.readouterr().out
    made = dict(re.findall(r"^(\S+): built because (.*?)(?:; its bytes are the same as before)?$", out, re.MULTILINE))
    return made, set(re.findall(r"^(\S+): up to date$", out, re.MULTILINE))


def only(stem, *ends):
    return {f"dist/{stem}/{stem}{end}" for end in ends or (".html", ".pdf", "-print.pdf", ".map.json")}


def done(root, *arguments):
    """Whether the fast path ends the build."""
    return fast_path.main(list(arguments), str(root))


def test_nothing_has_changed(root, capsys):
    assert built_again(root, capsys) == ({}, FILES)
    assert done(root)
    assert done(root, "build")
    assert done(root, "build", "oz")
    assert not done(root, "build", "nowhere")
    assert not done(root, "--proof")
    assert not done(root, "doctor")
    assert not done(root, "build", "oz", "ruritania"), "there is no such chapter"


def test_one_chapter_has_changed(root, capsys):
    assert main([], root) == 0
    edit(root / "content" / "chapters" / "zenda.yaml", "free", "bound")
    assert not done(root)
    assert done(root, "build", "oz")
    made, kept = built_again(root, capsys)
    assert made == dict.fromkeys(only("zenda"), "content/chapters/zenda.yaml has changed")
    assert kept == only("oz")
    assert done(root)


@pytest.mark.parametrize(
    ("file", "made"),
    [
        ("styles/figure.css", FILES),
        ("styles/print.css", PRINT),
        ("styles/paper-letter.css", SCREEN),
        ("styles/paper-a4.css", set()),
        ("styles/proof.css", set()),
        ("templates/figure.html", only("oz")),
        ("templates/table.html", set()),
        ("content/languages/en.yaml", FILES),
        ("content/languages/ru.yaml", only("zenda")),
        ("content/languages/ar.yaml", set()),
        ("content/imprint.yaml", FILES),
        ("content/printers/coated-sheetfed.yaml", PRINT),
        ("content/printers/us-letter.yaml", set()),
    ],
)
def test_a_file_costs_what_was_made_from_it(root, capsys, file, made):
    comment = {".css": "\n/* x */\n", ".html": "{# x #}", ".yaml": "\n# x\n"}[Path(file).suffix]
    (root / file).write_text((root / file).read_text() + comment)
    found, kept = built_again(root, capsys)
    assert set(found) == made
    assert set(found.values()) <= {f"{file} has changed"}
    assert kept == FILES - made
    assert done(root)


def test_a_picture_costs_its_chapter(root, capsys):
    (other,) = list((root / "content" / "images").glob("*.png"))[:1] or [None]
    image = root / "content" / "images" / "river.png"
    image.write_bytes(image.read_bytes() + b"\0")
    assert other
    made, kept = built_again(root, capsys)
    assert made == dict.fromkeys(only("oz"), "content/images/river.png has changed")
    assert kept == only("zenda")


def test_a_chapter_more_costs_that_chapter(root, capsys):
    chapter(root, "ruritania", CHAPTER.format("R", "R"))
    edit(root / "content" / "report.yaml", "- zenda", "- zenda\n  - ruritania")
    made, kept = built_again(root, capsys)
    assert set(made) == only("ruritania")
    assert kept == FILES
    edit(root / "content" / "report.yaml", "title: World", "title: Whole World")
    made, kept = built_again(root, capsys)
    assert set(made) == FILES | only("ruritania")
    assert set(made.values()) == {"content/report.yaml has changed"}


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (lambda path: path.unlink(), "is missing"),
        (lambda path: path.write_bytes(path.read_bytes()[::-1]), "has changed"),
        (lambda path: (path.rename(f"{path}.old"), path.symlink_to(f"{path}.old")), "has changed"),
        (lambda path: (path.unlink(), os.mkfifo(path)), "has changed"),
    ],
)
def test_an_output_that_was_touched_is_made_again(root, capsys, harm, why):
    assert main([], root) == 0
    path = root / "dist" / "oz" / "oz.pdf"
    before, stamp = path.read_bytes(), path.stat()
    harm(path)
    if path.is_file() and not path.is_symlink():
        os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert not done(root)
    made, _ = built_again(root, capsys)
    assert made == dict.fromkeys(only("oz", ".html", ".pdf"), f"dist/oz/oz.pdf {why}")
    assert path.read_bytes() == before
    assert not path.is_symlink()


def test_clocks_and_time_stamps_decide_nothing(root, capsys):
    assert main([], root) == 0
    for number, path in enumerate(sorted(path for path in root.rglob("*") if path.is_file())):
        os.utime(path, (0, 4_000_000_000) if number % 2 else (4_000_000_000, 0))
    assert built_again(root, capsys) == ({}, FILES)
    assert done(root), "the long way has taken down the new status of the large files"
    edited = root / "styles" / "fonts" / "EBGaramond_400Regular.ttf"
    stamp, data = edited.stat(), bytearray(edited.read_bytes())
    data[-1] ^= 1
    edited.write_bytes(data)
    os.utime(edited, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert not done(root)


@pytest.mark.parametrize(
    "harm", [lambda data: b"", lambda data: data[:-9], lambda data: data.replace(b"oz", b"zo"), lambda data: b"\xff" * 99]
)
def test_a_lost_or_damaged_record_costs_time_alone(root, capsys, harm):
    path = root / record.FILE
    path.write_bytes(harm(path.read_bytes()))
    before = {file: (root / file).read_bytes() for file in FILES}
    made, kept = built_again(root, capsys)
    assert made == dict.fromkeys(FILES, "there is no record of an earlier build")
    assert not kept
    assert {file: (root / file).read_bytes() for file in FILES} == before
    assert done(root)


def test_a_record_with_a_sound_digest_and_nonsense_in_it(root, capsys):
    body = b"made\0report\0zz\0oz/screen\0\n"
    (root / record.FILE).write_bytes(f"{record.FORM} {fingerprints.digest(body)}\0\n".encode() + body)
    assert not done(root)
    assert set(built_again(root, capsys)[0]) == FILES


@pytest.mark.parametrize(
    ("variable", "value", "why"),
    [("SOURCE_DATE_EPOCH", "1100000000", "SOURCE_DATE_EPOCH has changed"), ("LD_PRELOAD", "", "LD_PRELOAD has changed")],
)
def test_the_environment_counts(root, capsys, monkeypatch, variable, value, why):
    monkeypatch.setenv(variable, value)
    assert built_again(root, capsys)[0] == dict.fromkeys(FILES, why)


def test_the_hour_of_an_embargo_counts(root, capsys, monkeypatch):
    edit(root / "content" / "chapters" / "oz.yaml", "status: final", "status: final\nembargo: 2005-01-13T00:01:00+00:00")
    built_again(root, capsys, "--now", "2005-01-13T00:00:59Z")
    assert not done(root), "the clock says that the hour is over"
    monkeypatch.setattr(time, "gmtime", lambda: datetime(2005, 1, 13, tzinfo=UTC).timetuple())
    assert done(root)
    monkeypatch.undo()
    assert built_again(root, capsys, "--now", "2005-01-13T00:00:00Z") == ({}, FILES)
    made, kept = built_again(root, capsys)
    assert set(made) == only("oz")
    assert kept == only("zenda")
    assert set(made.values()) == {"the embargo until 2005-01-13T00:01:00Z is now over"}
    assert "Embargoed" not in (root / "dist" / "oz" / "oz.html").read_text()
    assert done(root)


def test_a_correction_is_made_for_its_kit_alone(root, capsys):
    assert main(["kit"], root) == 0
    assert done(root)
    assert main(["kit", "oz", "--correction", "a word was wrong"], root) == 0
    assert not done(root)
    made, _ = built_again(root, capsys)
    assert set(made) == only("oz")
    assert set(made.values()) == {"the reason for the correction has changed"}


def test_the_machine_counts(root, capsys, monkeypatch):
    monkeypatch.setattr(fingerprints, "_packages", lambda: "weasyprint-71.0")
    made = built_again(root, capsys, "oz")[0]
    assert set(made.values()) == {"Python packages have changed: weasyprint-71.0"}
    assert fingerprints.Fingerprints("", {}, {}).value("python") == sys.version


def test_the_libraries_of_the_engine_are_on_record(root):
    causes = dict(record.read(str(root)).made["oz/screen"].causes)
    libraries = [Path(cause.split(" ", 1)[1]).name for cause in causes if cause.startswith("library ")]
    assert {"libpango-1", "libharfbuzz-subset", "libfontconfig"} <= {name.split(".")[0] for name in libraries}
    assert all(value != fingerprints.digest(b"") for cause, value in causes.items() if cause.startswith("library "))


def test_the_code_counts(tmp_path):
    package = tmp_path / "pressroom"
    shutil.copytree(ROOT / "pressroom", package, ignore=shutil.ignore_patterns("__pycache__"))
    script = "from pressroom.cache.fingerprints import Fingerprints; print(Fingerprints('.', {}, {}).value('code'))"

    def code():
        return subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    first = code()
    assert code() == first
    edit(package / "files" / "zip.py", "EARLIEST", "FIRST")
    second = code()
    assert second != first
    (package / "pdf" / "feet.py").touch()
    assert code() not in (first, second)


def test_problems_are_reported_each_time_and_the_good_chapter_is_kept(root, capsys):
    chapter(root, "zenda", "titel: Z\n")
    for _ in range(2):
        assert not done(root)
        made, kept = built_again(root, capsys, code=1)
        assert not made
        assert kept == only("oz")
    assert main([], root) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "2 errors; a chapter with an error is not built, and keeps the files it had"
    assert (root / "dist" / "zenda" / "zenda.pdf").exists()
    chapter(root, "zenda", ZENDA)
    assert done(root), "what was is what would be made"


def test_the_map_follows_the_report(root, capsys):
    edit(root / "content" / "report.yaml", "title: World", "# the title\ntitle: World")
    made, kept = built_again(root, capsys)
    assert set(made) == {"dist/oz/oz.map.json", "dist/zenda/zenda.map.json"}
    assert set(made.values()) == {"lines of content/report.yaml have moved"}
    assert kept == FILES - set(made)
    assert done(root)


def test_what_is_no_longer_made_goes(root, capsys):
    (root / "dist" / "oz" / "notes.txt").write_text("mine")
    edit(root / "content" / "report.yaml", "printer: coated", "# printer: coated")
    made, _ = built_again(root, capsys)
    assert set(made) == {"dist/oz/oz.map.json", "dist/zenda/zenda.map.json"}, "the screen edition knows no printer"
    assert sorted(path.name for path in (root / "dist" / "oz").iterdir()) == ["notes.txt", "oz.html", "oz.map.json", "oz.pdf"]
    assert done(root)


def test_an_output_that_was_edited_since_is_nobodys_to_remove(root):
    (root / "dist" / "oz" / "oz-print.pdf").write_bytes(b"signed by the printer")
    edit(root / "content" / "report.yaml", "printer: coated", "# printer: coated")
    assert main([], root) == 0
    assert (root / "dist" / "oz" / "oz-print.pdf").read_bytes() == b"signed by the printer"
    assert not (root / "dist" / "zenda" / "zenda-print.pdf").exists()


def test_another_name_of_the_press_edition_takes_the_place_of_the_old(root):
    edit(root / "content" / "printers" / "coated-sheetfed.yaml", '"{stem}-print"', '"{stem}-coated"')
    assert main([], root) == 0
    assert sorted(path.name for path in (root / "dist" / "oz").iterdir()) == ["oz-coated.pdf", "oz.html", "oz.map.json", "oz.pdf"]


def test_a_chapter_that_fails_keeps_what_is_no_longer_made(root):
    edit(root / "content" / "report.yaml", "printer: coated", "# printer: coated")
    chapter(root, "oz", "titel: Oz\n")
    assert main([], root) == 1
    assert (root / "dist" / "oz" / "oz-print.pdf").exists()


def test_a_chapter_that_is_gone_takes_its_outputs_along(root):
    (root / "content" / "chapters" / "zenda.yaml").unlink()
    assert main([], root) == 1, "the report lists it still"
    assert (root / "dist" / "zenda" / "zenda.pdf").exists()
    edit(root / "content" / "report.yaml", "\n  - zenda", "")
    assert main([], root) == 0
    assert sorted(path.name for path in (root / "dist").iterdir()) == [".pressroom", "oz"]


def test_a_chapter_that_was_built_by_name_and_is_gone_takes_its_outputs_along(root):
    """The report never listed it, so nothing that the report asks for is outdated."""
    assert main([], root) == 0
    chapter(root, "orphan", CHAPTER.format("Orphan", "Orphan"))
    assert main(["build", "orphan"], root) == 0
    assert (root / "dist" / "orphan" / "orphan.pdf").exists()
    (root / "content" / "chapters" / "orphan.yaml").unlink()
    assert done(root, "build", "oz"), "a build of other chapters leaves it"
    assert not done(root)
    assert main([], root) == 0
    assert sorted(path.name for path in (root / "dist").iterdir()) == [".pressroom", "oz", "zenda"]
    assert done(root)


def test_a_chapter_that_is_no_longer_listed_keeps_its_outputs(root):
    edit(root / "content" / "report.yaml", "\n  - zenda", "")
    assert main([], root) == 0
    assert (root / "dist" / "zenda" / "zenda.pdf").exists()


def test_another_printer_is_made_and_then_unmade(root, capsys):
    made, _ = built_again(root, capsys, "oz", "--printer", "us-letter")
    assert "the print edition is for another printer" in made["dist/oz/oz-print.pdf"]
    assert set(made) == only("oz", "-print.pdf", ".map.json")
    assert not done(root)
    assert set(built_again(root, capsys)[0]) == only("oz", "-print.pdf", ".map.json")
    assert done(root)


def test_the_short_way_loads_nothing_heavy(root):
    shutil.copy(ROOT / "build.py", root)
    (root / "pressroom").symlink_to(ROOT / "pressroom")
    script = "import sys; sys.argv[1:] = []\ntry: exec(open('build.py').read(), {'__name__': '__main__', '__file__': 'build.py'})\n"
    script += "except SystemExit as end: print(end)\nprint(*sorted(sys.modules))"
    subprocess.run([sys.executable, "build.py"], cwd=root, check=True)
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "pressroom.cache.fast_path" in loaded
    assert not loaded & {"pathlib", "re", "json", "argparse", "dataclasses", "hashlib", "typing", "collections", "pressroom.cli"}


def test_an_edit_in_the_midst_of_a_build_is_found_by_the_next(root, capsys, monkeypatch):
    from pressroom import proof

    prove, text = proof.prove, CHAPTER.format("Oz", "Zenda")

    def meddling(*given):
        chapter(root, "zenda", text)
        return prove(*given)

    monkeypatch.setattr(proof, "prove", meddling)
    edit(root / "content" / "chapters" / "zenda.yaml", "free", "bound")
    assert main([], root) == 0
    monkeypatch.undo()
    assert not done(root)
    assert built_again(root, capsys)[0] == dict.fromkeys(only("zenda"), "content/chapters/zenda.yaml has changed")


def test_what_a_killed_build_left_is_cleared_even_where_there_is_nothing_to_do(root):
    assert main([], root) == 0
    left = root / "dist" / ".pressroom" / "scratch" / "left.txt"
    left.parent.mkdir()
    left.write_text("left")
    assert not done(root)
    assert main([], root) == 0
    assert not left.parent.exists()
    assert done(root)


WARNED = "content/chapters/oz.yaml:4:16: this ** is never closed, so it is printed as typed"
UNLISTED = "content/chapters/new.yaml: not built, as content/report.yaml does not list it"


def warnings(capsys):
    return [line.partition(" (")[0] for line in capsys.readouterr().err.splitlines() if line.startswith("content/")]


def test_warnings_are_the_same_whether_or_not_something_is_outdated(root, capsys, monkeypatch):
    chapter(root, "new", CHAPTER.format("New", "New"))
    edit(root / "content" / "chapters" / "oz.yaml", "  The press of Oz", "  The press of **Oz")
    capsys.readouterr()
    assert main([], root) == 0
    assert warnings(capsys) == [UNLISTED, WARNED]
    assert done(root)
    assert warnings(capsys) == [UNLISTED, WARNED]
    assert main(["build", "--why"], root) == 0
    assert warnings(capsys) == [UNLISTED, WARNED]
    with monkeypatch.context() as terminal:
        terminal.setattr(sys.stderr, "isatty", lambda: True)
        assert done(root)
    assert warnings(capsys) == [line.replace("yaml: ", "yaml: warning: ").replace("16: ", "16: warning: ") for line in (UNLISTED, WARNED)]
    assert done(root, "build", "oz")
    assert warnings(capsys) == [WARNED]
    assert done(root, "build", "zenda")
    assert warnings(capsys) == []
    edit(root / "content" / "chapters" / "zenda.yaml", "free", "not free")
    assert main([], root) == 0  # of oz nothing is outdated, and it is not read
    assert warnings(capsys) == [UNLISTED, WARNED]
    (root / "dist" / "oz" / "oz.pdf").unlink()
    assert main([], root) == 0
    assert warnings(capsys) == [UNLISTED, WARNED]


def test_recorded_warnings_are_whole_for_programs(root, capsys):
    edit(root / "content" / "chapters" / "oz.yaml", "  The press of Oz", "  The press of **Oz")
    assert main(["build", "--format", "json"], root) == 0
    first = [line for line in capsys.readouterr().out.splitlines() if '"warning"' in line]
    assert main(["build", "--format", "json"], root) == 0
    assert first
    assert [line for line in capsys.readouterr().out.splitlines() if '"warning"' in line] == first


def test_a_warning_is_gone_with_its_cause(root, capsys):
    edit(root / "content" / "chapters" / "oz.yaml", "  The press of Oz", "  The press of **Oz")
    assert main([], root) == 0
    edit(root / "content" / "chapters" / "oz.yaml", "**", "")
    capsys.readouterr()
    assert main([], root) == 0
    assert warnings(capsys) == []
    assert done(root)
    assert warnings(capsys) == []


def test_warnings_of_an_edition_that_is_not_made_again_come_once(root, capsys):
    edit(root / "content" / "chapters" / "oz.yaml", "status: final", "status: final\npages: 3")
    capsys.readouterr()
    assert main([], root) == 0
    first = warnings(capsys)
    assert first
    (root / "dist" / "oz" / "oz.pdf").unlink()
    assert main([], root) == 0
    assert warnings(capsys) == first
    (root / "dist" / "oz" / "oz.map.json").unlink()
    assert main([], root) == 0
    assert warnings(capsys) == first
    assert done(root)
    assert warnings(capsys) == first
