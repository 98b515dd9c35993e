"""A build as its users see it: files, words, messages, exit codes."""

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pypdfium2
import pytest

from pressroom.cli import main
from tests.support.projects import DATA, project

pytestmark = pytest.mark.usefixtures("stored_pages")

FILES = ["ruritania/ruritania-print.pdf", "ruritania/ruritania.html", "ruritania/ruritania.map.json", "ruritania/ruritania.pdf"]
SHORT = "title: Ruritania\nstatus: final\nlede: |\n  The press is free.\n"


@pytest.fixture
def root(tmp_path):
    """A project with one short chapter."""
    root = project(tmp_path / "project")
    chapters = root / "content" / "chapters"
    for path in chapters.iterdir():
        path.unlink()
    (chapters / "ruritania.yaml").write_text(SHORT)
    report = root / "content" / "report.yaml"
    report.write_text(report.read_text().replace("- kazakhstan", "- ruritania"))
    return root


def chapter(root, text, stem="ruritania"):
    (root / "content" / "chapters" / f"{stem}.yaml").write_text(text)


def append(path, text):
    path.write_text(path.read_text() + text)


def listing(root):
    """The visible files in dist/."""
    files = [path for path in (root / "dist").rglob("*") if path.is_file() and path.name not in ("lock", "record")]
    return sorted(str(path.relative_to(root / "dist")) for path in files)


def page_texts(path):
    """The text of each page, as an independent reader extracts it."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in pdf]


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_build_makes_all_files_and_leaves_nothing_else(root, capsys):
    assert main([], root) == 0
    assert listing(root) == FILES
    assert capsys.readouterr() == ("", ""), "quiet when piped"


def test_the_contact_block_is_on_the_last_page_only_and_at_its_foot(built_chapters):
    path = built_chapters("stress") / "dist" / "stress" / "stress.pdf"
    texts = page_texts(path)
    assert [page for page, text in enumerate(texts) if "350 Fifth Avenue" in text] == [len(texts) - 1]
    with pypdfium2.PdfDocument(path) as pdf:
        text = pdf[len(pdf) - 1].get_textpage()
        found = text.search("www.hrw.org").get_next()
        bottom = text.get_charbox(found[0])[1]
    assert 105 < bottom < 112, "the last line stands on the last line of the type area"


def test_draft_is_on_every_page_of_a_draft_only(root):
    chapter(root, (DATA / "russian.yaml").read_text())
    assert main([], root) == 0
    texts = page_texts(root / "dist" / "ruritania" / "ruritania.pdf")
    assert len(texts) > 1
    assert all("ЧЕРНОВИК" in text.replace(" ", "") for text in texts)
    chapter(root, (DATA / "russian.yaml").read_text().replace("status: draft", "status: final"))
    assert main([], root) == 0
    assert not any("ЧЕРНОВИК" in text.replace(" ", "") for text in page_texts(root / "dist" / "ruritania" / "ruritania.pdf"))


def test_folios_tell_chapter_and_publication(root):
    chapter(root, (DATA / "russian.yaml").read_text())
    assert main([], root) == 0
    recto, verso, *_ = page_texts(root / "dist" / "ruritania" / "ruritania.pdf")
    assert re.search(r"Лирия 1\s*$|1 Лирия|Лирия\s+1", recto)
    assert re.search(r"2\s+Всемирный доклад 2005", verso)


def test_the_paper_is_one_setting(root):
    def size():
        with pypdfium2.PdfDocument(root / "dist" / "ruritania" / "ruritania.pdf") as pdf:
            return tuple(round(side) for side in pdf[0].get_size())

    assert main([], root) == 0
    assert size() == (612, 792)
    report = root / "content" / "report.yaml"
    report.write_text(report.read_text().replace("paper: letter ", "paper: a4 "))
    assert main([], root) == 0
    assert size() == (595, 842)


def test_a_bad_chapter_costs_neither_its_last_files_nor_the_others(root, capsys):
    report = root / "content" / "report.yaml"
    report.write_text(report.read_text().replace("- ruritania", "- ruritania\n  - zenda"))
    chapter(root, SHORT, "zenda")
    assert main([], root) == 0
    before = digest(root / "dist" / "ruritania" / "ruritania.pdf")
    chapter(root, "titel: Ruritania\nlede: a\nlede: b\n")
    chapter(root, SHORT.replace("free", "bound"), "zenda")
    assert main([], root) == 1
    reported = capsys.readouterr().err
    assert "content/chapters/ruritania.yaml:1:1: " in reported
    assert "did you mean 'title'" in reported
    assert "content/chapters/ruritania.yaml:3:1: " in reported
    assert "Traceback" not in reported
    assert digest(root / "dist" / "ruritania" / "ruritania.pdf") == before
    assert "bound" in page_texts(root / "dist" / "zenda" / "zenda.pdf")[0]


def test_words_that_only_the_html_says_are_found(root, capsys):
    append(root / "templates" / "masthead.html", '<p class="aside">Subscribe</p>')
    append(root / "styles" / "masthead.css", ".aside { display: none }")
    assert main([], root) == 5
    assert 'the HTML says "Subscribe' in capsys.readouterr().err
    assert listing(root) == []


def test_one_edition_that_fails_costs_the_chapter_both(root, capsys):
    assert main([], root) == 0
    before = {name: digest(root / "dist" / name) for name in FILES}
    chapter(root, SHORT.replace("free", "bound"))
    append(root / "styles" / "print.css", ".lede { color: #ff0000 }")
    assert main([], root) == 3
    assert "is not in process inks" in capsys.readouterr().err
    assert {name: digest(root / "dist" / name) for name in FILES} == before


def test_without_a_printer_there_is_no_press_edition(root):
    report = root / "content" / "report.yaml"
    report.write_text("".join(line for line in report.read_text().splitlines(True) if not line.startswith("printer:")))
    assert main([], root) == 0
    assert listing(root) == FILES[1:]


def test_an_unlisted_chapter_is_built_by_name_and_said_to_be_unlisted(root, capsys):
    chapter(root, SHORT, "zenda")
    assert main([], root) == 0
    assert listing(root) == FILES
    assert main(["build", "zenda"], root) == 0
    assert "content/chapters/zenda.yaml is not listed in content/report.yaml" in capsys.readouterr().err
    assert "zenda/zenda.pdf" in listing(root)


@pytest.mark.parametrize(
    ("break_it", "code", "message"),
    [
        (
            lambda root: (root / "styles" / "note.css").write_text(".note {\n  colour: red;\n}\n"),
            3,
            "styles/note.css:2:3: the engine says: Ignored `colour: red`, unknown property.",
        ),
        (lambda root: (root / "templates" / "section.html").unlink(), 3, "there is no template 'section.html'"),
        (lambda root: (root / "content" / "report.yaml").unlink(), 1, "content/report.yaml: "),
        (lambda root: (root / "templates" / "contact.html").write_text("<footer class='contact'></footer>"), 5, "contact"),
        (
            lambda root: append(root / "templates" / "chapter.html", "<img alt='x' src='file:///etc/passwd'>"),
            5,
            "the page asks for file:///etc/passwd",
        ),
        (lambda root: append(root / "templates" / "chapter.html", "<p>twice</p>"), 5, "twice"),
        (lambda root: (root / "dist").write_text("in the way"), 4, "dist"),
    ],
)
def test_each_kind_of_failure_has_its_exit_code_and_message(root, capsys, break_it, code, message):
    if code == 3 and "section" in message:
        chapter(root, SHORT + "sections:\n  - heading: H\n    body: B\n")
    break_it(root)
    assert main([], root) == code
    reported = capsys.readouterr().err
    assert message in reported
    assert "Traceback" not in reported


def test_words_that_a_style_hides_are_missed_and_named(root, capsys):
    chapter(root, SHORT + "sections:\n  - heading: Courts\n    body: |\n      One sat.\n\n      Two did not.\n")
    append(root / "styles" / "section.css", ".section p:last-child {\n  display: none;\n}\n")
    assert main([], root) == 5
    reported = capsys.readouterr().err
    assert "content/chapters/ruritania.yaml:10:7: " in reported
    assert "Two did not." in reported
    assert listing(root) == []


def test_machines_get_json_lines(root, capsys):
    assert main(["build", "--format", "json"], root) == 0
    outputs = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [output["kind"] for output in outputs] == ["output"] * 4
    assert [output.get("pages") for output in outputs] == [None, 1, 4, None], "the printer binds fours"
    assert outputs[1]["bytes"] == (root / "dist" / "ruritania" / "ruritania.pdf").stat().st_size
    chapter(root, "titel: R\n")
    assert main(["build", "--format", "json"], root) == 1
    problems = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"unknown-field", "missing-field"} <= {problem["code"] for problem in problems}
    assert all(problem["file"].endswith("content/chapters/ruritania.yaml") and problem["line"] == 1 for problem in problems)


def test_an_unknown_stem_is_wrong_usage(root, capsys):
    assert main(["build", "ruritaina"], root) == 2
    assert "did you mean 'ruritania'" in capsys.readouterr().err


def test_the_grid_is_shown_in_a_file_of_its_own(root):
    assert main(["build", "--proof"], root) == 0
    assert listing(root) == ["ruritania/ruritania-proof.pdf"]


def run(root, where=None, **environment):
    """A build in a separate process."""
    shutil.copy(Path(__file__).parents[2] / "build.py", root)
    package = root / "pressroom"
    if not package.exists():
        package.symlink_to(Path(__file__).parents[2] / "pressroom")
    result = subprocess.run(
        [sys.executable, str(root / "build.py")],
        cwd=where or root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return digests(root)


def digests(root):
    return [digest(root / "dist" / file) for file in FILES]


def test_the_same_input_gives_the_same_bytes(root, tmp_path):
    chapter(root, (DATA / "stress.yaml").read_text())
    assert main([], root) == 0
    first = digests(root)
    shutil.rmtree(root / "dist")
    moved = root.rename(tmp_path / "another place")
    elsewhere = {"PYTHONHASHSEED": "2", "TZ": "Asia/Kolkata", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert run(moved, where="/", **elsewhere) == first


def test_the_date_comes_from_the_content_or_the_epoch(root, monkeypatch):
    def created():
        with pypdfium2.PdfDocument(root / "dist" / "ruritania" / "ruritania.pdf") as pdf:
            return pdf.get_metadata_value("CreationDate")

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert main([], root) == 0
    assert created() == "D:20050101000000Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1100000000")
    assert main([], root) == 0
    assert created() == "D:20041109113320Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert main([], root) == 2


def test_unchanged_files_are_left_alone(root):
    assert main([], root) == 0
    stamp = (root / "dist" / "ruritania" / "ruritania.pdf").stat().st_mtime_ns
    assert main([], root) == 0
    assert (root / "dist" / "ruritania" / "ruritania.pdf").stat().st_mtime_ns == stamp


def started(root):
    """A build of a long chapter that is running in a separate process."""
    section = "  - heading: Courts\n    body: |\n" + "      The courts sat, and what they said was written down.\n\n" * 400
    chapter(root, SHORT + "sections:\n" + section * 4)
    shutil.copy(Path(__file__).parents[2] / "build.py", root)
    (root / "pressroom").symlink_to(Path(__file__).parents[2] / "pressroom")
    build = subprocess.Popen([sys.executable, "build.py"], cwd=root, stderr=subprocess.PIPE, text=True, start_new_session=True)
    time.sleep(1.2)
    assert build.poll() is None, build.stderr.read()
    return build


def session(stat):
    """The session of a process, from proc(5)."""
    try:
        return int(stat.read_text().rpartition(")")[2].split()[3])
    except OSError:
        return None


def test_ctrl_c_means_ctrl_c(root):
    build = started(root)
    build.send_signal(signal.SIGINT)
    _, reported = build.communicate(timeout=5)
    assert build.returncode == 130
    assert reported == "Interrupted; dist/ is unchanged.\n"
    assert listing(root) == []
    assert not [stat for stat in Path("/proc").glob("[0-9]*/stat") if session(stat) == build.pid], "no worker outlives it"


def test_a_killed_build_leaves_nothing_that_the_next_does_not_clear(root):
    build = started(root)
    build.kill()
    build.communicate(timeout=5)
    assert listing(root) == [] or all(name.startswith(".pressroom/") for name in listing(root))
    chapter(root, SHORT)
    assert main([], root) == 0
    assert listing(root) == FILES


def test_a_line_that_cannot_be_set_well_is_reported_with_its_place_and_the_chapter_is_made(root, capsys):
    chapter(root, SHORT + f"\n  The word is {'w' * 60}, and that is all.\n")
    assert main(["build", "ruritania"], root) == 0
    reported = capsys.readouterr().err
    assert 'chapters/ruritania.yaml:6:3: the line "The word is www' in reported
    assert "had to break a word that is wider than the column" in reported
    assert listing(root) == FILES
