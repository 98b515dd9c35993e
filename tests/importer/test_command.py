"""The commands `new`, `import` and `schema`."""

import pytest

from pressroom.cli import main
from tests.support.projects import project


@pytest.fixture
def root(tmp_path):
    return project(tmp_path / "project")


def test_a_new_chapter_builds(root, capsys):
    assert main(["new", 'Côte d\'Ivoire: "North"'], root) == 0
    assert capsys.readouterr().out == "content/chapters/cote-d-ivoire-north.yaml\n"
    assert main(["build", "cote-d-ivoire-north"], root) == 0
    assert (root / "dist" / "cote-d-ivoire-north" / "cote-d-ivoire-north.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Kazakhstan"], "content/chapters/kazakhstan.yaml: the chapter already exists (choose another name, or edit this file)\n"),
        (["Казахстан"], "no file name can be made from the title 'Казахстан' (choose one in letters a to z with --stem"),
        (["  "], "a chapter needs a title"),
        (["Oz", "--stem", "../oz"], "'../oz' can't be the stem of a chapter"),
    ],
)
def test_a_chapter_that_cannot_be_created_is_wrong_usage(root, capsys, arguments, message):
    before = sorted((root / "content" / "chapters").iterdir())
    assert main(["new", *arguments], root) == 2
    assert message in capsys.readouterr().err
    assert sorted((root / "content" / "chapters").iterdir()) == before


TEXT = """ Ruritania

The king reigned, and
said so.

Courts
The courts sat in 2004only.

 Human Rights Watch
350 Fifth Avenue, 34th floor
New York, New York 10118-3299
Tel. +1 212 216 1200   Fax +1 212 736 1300
www.hrw.org

Press
It was free.
"""


def test_an_imported_text_builds(root, tmp_path, capsys):
    (tmp_path / "old.txt").write_text(TEXT)
    to = "content/chapters/ruritania.yaml"
    assert main(["import", str(tmp_path / "old.txt"), "--to", to], root) == 0
    printed = capsys.readouterr()
    assert "old.txt:7:" in printed.err
    assert "a space seems to be missing in '2004only.' (imported as it is)" in printed.err
    assert printed.out == f"{to}: written; 2 warnings above\n"
    assert "2004only" in (root / to).read_text()
    assert main(["build", "ruritania"], root) == 0
    assert main(["import", str(tmp_path / "old.txt"), "--to", to], root) == 2, "an existing chapter is not overwritten"
    assert main(["import", str(tmp_path / "old.txt"), "--to", to, "--replace"], root) == 0


@pytest.mark.parametrize(
    ("file", "to", "code"),
    [("nowhere.txt", "content/chapters/a.yaml", 4), ("old.txt", "content/a.yaml", 2), ("old.txt", "content/chapters/A b.yaml", 2)],
)
def test_wrong_files_are_reported(root, tmp_path, capsys, file, to, code):
    (tmp_path / "old.txt").write_text(TEXT)
    assert main(["import", str(tmp_path / file), "--to", to], root) == code
    assert "Traceback" not in capsys.readouterr().err


def test_the_schemas_are_written(root, capsys):
    for path in (root / "content").glob("schemas/*"):
        path.unlink()
    assert main(["schema"], root) == 0
    written = capsys.readouterr().out.split()
    assert written == [
        f"content/schemas/{name}.schema.json" for name in ("chapter", "report", "imprint", "language", "printer", "protected")
    ]
    assert all((root / file).exists() for file in written)
