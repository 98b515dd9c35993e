"""`changes` as its users see it: the sheet, the pages that it names, what it leaves unchanged, and its messages."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from pressroom.cli import main
from pressroom.readback import read_pdf, survey
from tests.support import conformance
from tests.support.projects import DATA, ROOT, project

pytestmark = pytest.mark.usefixtures("stored_pages")

PRINTER = re.search(r"printer: .*\n", (ROOT / "content" / "report.yaml").read_text())[0]


def git(root: Path, *arguments: str) -> str:
    found = subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, text=True)
    return found.stdout.strip()


def commit(root: Path, message: str) -> str:
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "--allow-empty", "-m", message)
    return git(root, "rev-parse", "HEAD")


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text)


SHORT = """\
# a comment
title: Kazakhstan
status: final
lede: |
  The government deals heavy-handedly with its political rivals.
sections:
  - heading: Persecution of Political Opponents
    body: |
      The president is praised abroad for half-steps in the reform of human rights, and for
      not having retreated further, but actual improvements under him
      have been few. Neither has been ratified.
"""


def repository(root: Path, content: str | None, printer: str = "") -> Path:
    """Make the project in `root` a repository with one chapter, final and committed."""
    edit(root / "content" / "report.yaml", (PRINTER, printer))
    if content:
        chapter(root).write_text(content)
    git(root.parent, "init", "--quiet", str(root))
    git(root, "config", "user.name", "An Editor")
    git(root, "config", "user.email", "editor@example.org")
    (root / ".gitignore").write_text("dist/\n")
    commit(root, "final")
    return root


@pytest.fixture
def root(tmp_path):
    """A repository with a chapter of one page, without a print edition."""
    return repository(project(tmp_path / "project"), SHORT)


@pytest.fixture
def printed(tmp_path):
    """The same with a print edition."""
    return repository(project(tmp_path / "project"), SHORT, PRINTER)


@pytest.fixture
def specimen(tmp_path):
    """A repository with the specimen, which has five pages."""
    return repository(project(tmp_path / "project"), None)


def chapter(root: Path) -> Path:
    return root / "content" / "chapters" / "kazakhstan.yaml"


def sheet(root: Path, stem: str = "kazakhstan") -> Path:
    return root / "dist" / stem / f"{stem}-changes.pdf"


def said(path: Path) -> list[str]:
    """What a screen reader reads from a PDF, block by block."""
    blocks: dict[int, str] = {}
    for run in read_pdf(path.read_bytes()).runs:
        blocks[run.block] = re.sub(r"\s+", " ", f"{blocks.get(run.block, '')}{run.text} ").replace(" ,", ",")
    return [text.strip() for text in blocks.values()]


def record(root: Path, capsys, *arguments: str) -> dict:
    assert main(["changes", "--format", "json", *arguments], root) == 0
    return json.loads(capsys.readouterr().out.splitlines()[0])


EDITS = (
    ("deals heavy-handedly with its political rivals", "deals *heavy-handedly* with its political rivals and friends"),
    ("heading: Persecution of Political Opponents", "heading: Harassment of Political Opponents"),
    ("Neither has been ratified.", "Neither has been ratified yet."),
)


def test_the_sheet_lists_each_change_and_shows_it_in_place(printed, capsys):
    edit(chapter(printed), *EDITS)
    edit(printed / "content" / "imprint.yaml", ("+1 212 216 1200", "+1 212 290 4700"))
    assert main(["changes"], printed) == 0
    reported = capsys.readouterr().out
    assert "kazakhstan: 4 changes compared with revision " in reported
    assert "  2  content/chapters/kazakhstan.yaml:7: Heading edited (screen page 1, print page 1)" in reported
    line = (printed / "content" / "imprint.yaml").read_text().split("+1 212 290")[0].count("\n") + 1
    assert f"content/imprint.yaml:{line}: Contact telephone edited (screen page 1, print page 1)" in reported
    blocks = said(sheet(printed))
    listed = blocks.index("4 changes")
    assert blocks[:listed].count("Kazakhstan") == 1
    assert any(block.startswith("pages changed: 1; ") for block in blocks[:listed]), "the pages stand before the list"
    assert "[deleted: Persecution] [inserted: Harassment] of Political Opponents" in " ".join(blocks)
    assert any("Change 1: " in block and "[deleted: heavy-handedly] [inserted: heavy-handedly (emphasis)]" in block for block in blocks)
    assert any("[deleted: 216 1200] [inserted: 290 4700]" in block and "Tel. +1 212" in block for block in blocks)
    whole = " ".join(blocks)
    assert whole.count("The president is praised abroad") == 1, "the redline holds the whole chapter"


def test_only_the_pages_that_look_otherwise_are_changed(specimen, capsys):
    edit(chapter(specimen), ("as well as that", "as well as this"))
    pages = record(specimen, capsys)["pages"]
    assert pages["screen"] == {"changed": [4], "untouched": [1, 2, 3, 5], "added": [], "gone": [], "only_moved": []}
    edit(specimen / "content" / "report.yaml", ("title: World Report 2005", "title: World Reports 2005"))
    found = record(specimen, capsys)
    assert found["pages"]["screen"]["changed"] == [2, 4], "the running head stands on left pages"
    assert [change["what"] for change in found["changes"]] == ["publication", "text"]


def test_pages_where_lines_only_moved_are_told_apart(specimen, capsys):
    edit(chapter(specimen), ("as well as that", "as well as that, " + "and of the other courts and prisons of the country, " * 12))
    found = record(specimen, capsys)
    pages = found["pages"]["screen"]
    on = {
        number
        for change in found["changes"]
        for side in ("old", "new")
        if side in change
        for number in change[side]["pages"].get("screen", ())
    }
    assert pages["only_moved"] == [number for number in pages["changed"] if number not in on] != []
    assert main(["changes"], specimen) == 0
    listed = ", ".join(map(str, pages["only_moved"]))
    assert f"; pages where lines only moved: {listed}; pages untouched: " in capsys.readouterr().out


def test_a_page_of_whose_margins_the_words_changed_has_not_only_moved(specimen, capsys):
    edit(chapter(specimen), ("title: Kazakhstan", "title: Kazakhstan Again"))
    pages = record(specimen, capsys)["pages"]["screen"]
    assert len(pages["changed"]) > 1
    assert pages["only_moved"] == []


def test_pages_may_come_and_go(root, capsys):
    chapter(root).write_text(SHORT.replace("lede: |\n", "lede: |\n" + "  The press is free, and free it shall be.\n\n" * 40))
    found = record(root, capsys)
    assert found["pages"]["screen"]["added"] == [2]
    assert [found["changes"][at]["new"]["pages"]["screen"] for at in (0, -1)] == [[1], [2]], "each paragraph is listed with its own page"
    commit(root, "long")
    chapter(root).write_text(SHORT)
    pages = record(root, capsys)["pages"]["screen"]
    assert (pages["gone"], pages["added"]) == ([2], [])


def test_the_record_for_machines(printed, capsys):
    edit(chapter(printed), EDITS[1])
    found = record(printed, capsys)
    name = git(printed, "rev-parse", "--short=10", "HEAD")
    assert found["from"].startswith(f"revision {name} of ")
    (change,) = found["changes"]
    old, new = change.pop("old"), change.pop("new")
    assert change == {"number": 1, "change": "edited", "edited": True, "what": "heading"}
    assert (old["file"], old["line"]) == (f"{name}:content/chapters/kazakhstan.yaml", 7)
    assert (new["file"], new["line"]) == ("content/chapters/kazakhstan.yaml", 7)
    assert old["text"] == ["Persecution of Political Opponents"]
    assert new["text"] == ["Harassment of Political Opponents"]
    assert new["pages"] == {"screen": [1], "print": [1]}


def test_no_change_is_said_plainly(root, capsys):
    assert main(["changes", "kazakhstan"], root) == 0
    reported = capsys.readouterr().out
    assert "kazakhstan: no changes compared with revision" in reported
    assert "screen: pages changed: none; pages untouched: 1" in reported
    blocks = said(sheet(root))
    assert "Nothing has changed: every word is as it was." in blocks
    assert not any("The president is praised" in block for block in blocks)


def test_by_default_it_compares_with_the_last_revision_in_which_the_chapter_was_final(root, capsys):
    edit(root / "content" / "imprint.yaml", ("34th floor", "35th floor"))
    last = commit(root, "the publisher moves; the chapter is still final")
    edit(chapter(root), ("status: final", "status: draft"), EDITS[1])
    commit(root, "reopened")
    edit(chapter(root), EDITS[2])
    commit(root, "more")
    found = record(root, capsys)
    assert f"revision {last[:10]} of " in found["from"]
    assert "the last in which it was final" in found["from"]
    assert [change["what"] for change in found["changes"]] == ["status", "heading", "text"]
    assert [change["what"] for change in record(root, capsys, "--since", "HEAD~1")["changes"]] == ["text"]
    assert len(record(root, capsys, "--since", "HEAD~3")["changes"]) == 4


def test_a_chapter_that_never_was_final_is_compared_with_head(root, capsys):
    edit(chapter(root), ("status: final", "status: draft"))
    git(root, "checkout", "--quiet", "--orphan", "fresh")
    commit(root, "a draft")
    edit(chapter(root), EDITS[1])
    found = record(root, capsys)
    assert "final" not in found["from"]
    assert len(found["changes"]) == 1


def test_a_file_may_be_the_old_version(root, tmp_path, capsys):
    old = tmp_path / "approved.yaml"
    old.write_text(chapter(root).read_text())
    edit(chapter(root), EDITS[1])
    assert main(["changes", "kazakhstan", "--against", str(old)], root) == 0
    assert f"1 change compared with {old}\n" in capsys.readouterr().out
    edit(old, ("title:", "titel:"))
    assert main(["changes", "--against", str(old)], root) == 1
    reported = capsys.readouterr().err
    assert f"{old}:2:1: unknown field 'titel'" in reported
    assert "kazakhstan: the old version breaks today's rules, so it can't be compared with" in reported
    assert main(["changes", "--against", str(tmp_path / "none.yaml")], root) == 4
    assert "none.yaml: the file does not exist" in capsys.readouterr().err


def test_all_of_a_chapter_that_was_not_there_is_inserted(root, capsys):
    (root / "content" / "chapters" / "ruritania.yaml").write_text("title: Ruritania\nlede: |\n  The press is free.\n")
    found = record(root, capsys, "ruritania")
    assert found["from"].endswith("which has no such chapter")
    assert {change["change"] for change in found["changes"]} == {"inserted"}
    assert {change["new"]["file"] for change in found["changes"]} == {"content/chapters/ruritania.yaml"}, (
        "the publisher's lines are not new"
    )
    assert found["pages"]["screen"] == {"changed": [], "untouched": [], "added": [1], "gone": [], "only_moved": []}
    assert any("[inserted: The press is free.]" in block for block in said(sheet(root, "ruritania")))
    assert "This chapter is new: all of its text counts as inserted." in said(sheet(root, "ruritania"))
    assert main(["changes", "ruritania"], root) == 0
    assert ", which has no such chapter. The chapter is new: all of its text counts as inserted\n" in capsys.readouterr().out
    assert main(["changes", "kazakhstan"], root) == 0
    assert "new" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("break_it", "arguments", "code", "message"),
    [
        (lambda root: (root / ".git").rename(root / "git"), [], 2, "the project is not in a Git repository that can be read"),
        (lambda root: git(root, "update-ref", "-d", "HEAD"), [], 2, "nothing is committed yet"),
        (lambda root: None, ["--since", "v9"], 2, "the repository has no revision 'v9'"),
        (lambda root: None, ["--since=-9"], 2, "the repository has no revision '-9'"),
        (lambda root: None, ["zenda"], 2, "there is no chapter 'zenda'"),
        (lambda root: edit(chapter(root), ("title:", "titel:")), [], 1, "content/chapters/kazakhstan.yaml:2:1: unknown field 'titel'"),
        (lambda root: edit(root / "styles" / "changes.css", ("del {", "del {\n  colour: red;")), [], 3, "styles/changes.css:"),
        (lambda root: (root / "templates" / "changes.html").unlink(), [], 3, "there is no template 'changes.html'"),
    ],
)
def test_each_failure_has_its_code_and_message(root, capsys, monkeypatch, break_it, arguments, code, message):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    break_it(root)
    assert main(["changes", *arguments], root) == code
    reported = capsys.readouterr().err
    assert message in reported
    assert "Traceback" not in reported
    assert not sheet(root).exists()


def test_old_content_that_is_refused_names_its_revision_and_the_way_out(root, capsys):
    edit(chapter(root), ("title: Kazakhstan", "titel: Kazakhstan"))
    name = commit(root, "by older rules")[:10]
    edit(chapter(root), ("titel: Kazakhstan", "title: Kazakhstan"))
    assert main(["changes", "--since", "HEAD"], root) == 1
    reported = capsys.readouterr().err
    assert f"{name}:content/chapters/kazakhstan.yaml:2:1: unknown field 'titel'" in reported
    assert "correct old.yaml, and compare with --against old.yaml" in reported


def test_the_editions_in_dist_are_left_alone(root):
    assert main([], root) == 0
    files = {path: path.stat().st_mtime_ns for path in (root / "dist").rglob("*.*") if path.is_file()}
    edit(chapter(root), EDITS[1])
    assert main(["changes"], root) == 0
    assert {path: path.stat().st_mtime_ns for path in files} == files
    assert sheet(root).exists()
    assert git(root, "status", "--porcelain") == "M content/chapters/kazakhstan.yaml"


@pytest.mark.usefixtures("typeset_anew")
def test_the_same_versions_give_the_same_sheet(root):
    edit(chapter(root), *EDITS)
    assert main(["changes"], root) == 0
    first = sheet(root).read_bytes()
    sheet(root).unlink()
    assert main(["changes"], root) == 0
    assert sheet(root).read_bytes() == first


def test_struck_and_underlined_and_barred_without_colour(root):
    edit(chapter(root), ("not having retreated", "having retreated"), ("have been few", "have been rare"))
    assert main(["changes"], root) == 0
    with pypdfium2.PdfDocument(sheet(root)) as pdf:
        number, text = next(
            (number, page.get_textpage()) for number, page in enumerate(pdf) if page.get_textpage().search("praised abroad").get_next()
        )
        boxes = {word: text.get_charbox(text.search(word).get_next()[0] + 1) for word in ("not having", "few.", "rare.")}
    paints = [paint for paint in survey(sheet(root).read_bytes()).pages[number].paints if paint.kind != "text"]
    bars = [paint.bounds for paint in paints if 1.9 < paint.bounds[2] - paint.bounds[0] < 2.1]
    rules = [paint.bounds for paint in paints if paint.bounds[2] - paint.bounds[0] > 8]
    for _, bottom, _, top in boxes.values():
        assert any(low < bottom and top < high and right < 150 for _, low, right, high in bars), "a bar beside each line that changed"
    assert len({round(low) for _, low, _, _ in bars}) == 2, "and beside no other"
    left, bottom, _, top = boxes["not having"]
    assert any(start < left and bottom < (low + high) / 2 < top for start, low, _, high in rules), "struck"


@pytest.mark.parametrize("flavour", ["ua1", "3a"])
def test_the_sheet_is_accessible_and_archival(tmp_path_factory, flavour):
    root = conforming(tmp_path_factory)
    for stem in ("stress", "arabic", "russian"):
        assert conformance.failures(sheet(root, stem), flavour) == []


def test_a_sheet_that_does_not_show_every_word_is_refused(root, capsys):
    edit(chapter(root), ("heavy-handedly", "roughly"))
    style = root / "styles" / "changes.css"
    style.write_text(style.read_text() + ".redline del { display: none }\n")
    assert main(["changes", "kazakhstan"], root) == 5
    assert 'the change sheet shows "' in capsys.readouterr().err
    assert not sheet(root).exists()


_MADE: dict[str, Path] = {}


def conforming(factory) -> Path:
    """A project with change sheets of chapters with every kind of block and script, of which other versions were written before."""
    if not _MADE:
        root = project(factory.mktemp("sheets") / "project")
        edit(root / "content" / "report.yaml", (PRINTER, ""))
        old = factory.mktemp("old")
        for stem in ("stress", "arabic", "russian"):
            text = (DATA / f"{stem}.yaml").read_text()
            (root / "content" / "chapters" / f"{stem}.yaml").write_text(text)
            lines = [
                re.sub(r"(\w{4,}) (\w{4,})", r"\2 \1", line) if number % 7 == 0 else line for number, line in enumerate(text.split("\n"))
            ]
            (old / f"{stem}.yaml").write_text(text if stem == "stress" else "\n".join(lines))
            if stem == "stress":
                edit(
                    old / "stress.yaml",
                    ('[Brandt, "243", "150"', '[Brandt, "243", "151"'),
                    ("nineteen lawyers", "20 lawyers"),
                    ("alt: A bar chart", "alt: A chart"),
                    ("- Arabic, for seamen held at Ravensey.", "- Greek, for *seamen* held at Ravensey."),
                )
            assert main(["changes", stem, "--against", str(old / f"{stem}.yaml")], root) == 0
        _MADE["root"] = root
    return _MADE["root"]


def test_marks_of_direction_are_no_missing_letters(tmp_path_factory):
    assert not [block for block in said(sheet(conforming(tmp_path_factory), "arabic")) if "?" in block]


def test_every_letter_of_the_sheet_is_set_in_the_houses_faces(tmp_path_factory):
    for stem in ("stress", "arabic", "russian"):
        for use in read_pdf(sheet(conforming(tmp_path_factory), stem).read_bytes()).fonts:
            assert use.face.name.startswith("report"), use.face.name
            assert not use.notdef
