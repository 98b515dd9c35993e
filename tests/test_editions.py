"""A third edition needs an entry in pressroom/editions.py and a stylesheet, and nothing else."""

import json
from dataclasses import replace

import pytest

from pressroom import editions, readback
from pressroom.cli import main
from pressroom.editions import PRINT, SCREEN, Edition
from tests.support.projects import project

pytestmark = pytest.mark.usefixtures("stored_pages")

LARGE = Edition(
    name="large-print",
    purpose="for readers who need large type",
    paper="report",
    inks="RGB",
    standard="PDF/UA",
    file="{stem}-large",
    stylesheets=("paper-{paper}.css", "large-print.css"),
)
STYLESHEET = """/* Text of 16 pt on 30 lines of 20 pt. */
:root {
  --leading: 20pt;
  --size-text: 16pt;
  --size-lede: 17pt;
  --size-heading: 16pt;
  --size-small: 13pt;
}
"""
CHAPTER = """\
title: Oz
status: final
lede: The year was quiet, and then it was not.
sections:
  - heading: Courts
    body: The commission heard witnesses in every district, and none could say why.
"""


def test_the_editions_differ_in_name_and_file():
    assert len({edition.name for edition in editions.EDITIONS}) == len(editions.EDITIONS)
    assert len({edition.file for edition in editions.EDITIONS}) == len(editions.EDITIONS)
    assert editions.made(printer=True) == (SCREEN, PRINT)
    assert editions.made(printer=False) == (SCREEN,)
    assert editions.named("print") is PRINT
    assert editions.named(None) is None


@pytest.mark.parametrize("asked", [{"paper": "printer"}, {"inks": "process"}, {"standard": "PDF/X"}])
def test_whatever_an_edition_takes_from_the_printers_file_there_is_none_without_it(asked, monkeypatch):
    other = replace(LARGE, **asked)
    monkeypatch.setattr(editions, "EDITIONS", (SCREEN, other, PRINT))
    assert editions.made(printer=True) == (SCREEN, other, PRINT)
    assert editions.made(printer=False) == (SCREEN,)


@pytest.fixture
def root(tmp_path, monkeypatch):
    root = project(tmp_path / "project")
    (root / "content" / "chapters" / "oz.yaml").write_text(CHAPTER)
    (root / "styles" / "large-print.css").write_text(STYLESHEET)
    monkeypatch.setattr(editions, "EDITIONS", (SCREEN, LARGE, PRINT))
    assert main(["build", "oz"], root) == 0
    return root


def test_a_new_edition_is_built_checked_and_mapped(root, capsys):
    folder = root / "dist" / "oz"
    sizes = {name: readback.survey((folder / name).read_bytes()).pages for name in ("oz.pdf", "oz-large.pdf", "oz-print.pdf")}
    assert all(sizes.values())

    words = json.loads((folder / "oz.map.json").read_text())
    assert list(words["editions"]) == ["screen", "large-print", "print"]
    assert words["editions"]["large-print"]["file"] == "oz-large.pdf"
    assert all(entry["large-print"] for entry in words["words"]), "every word was found in it"
    lines = {
        name: [line for entry in words["words"] if entry["kind"] == "text" for line in entry[name]] for name in ("screen", "large-print")
    }
    assert len(lines["large-print"]) > len(lines["screen"]), "its type is larger"

    capsys.readouterr()
    assert main(["check", "--quick", "--format", "json", "oz"], root) == 0
    items = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    verdicts = {item["item"]: item["verdict"] for item in items if item.get("edition") == "large-print"}
    assert {"tagged", "language", "headings", "security", "words"} <= verdicts.keys(), "it is held to what the screen edition is"
    assert set(verdicts.values()) == {"pass"}


def test_an_edition_that_is_no_longer_made_is_deleted(root, monkeypatch):
    monkeypatch.setattr(editions, "EDITIONS", (SCREEN, PRINT))
    assert main(["build", "oz"], root) == 0
    assert sorted(path.name for path in (root / "dist" / "oz").iterdir()) == ["oz-print.pdf", "oz.html", "oz.map.json", "oz.pdf"]


def test_an_edition_by_another_name_keeps_its_file(root, monkeypatch):
    monkeypatch.setattr(editions, "EDITIONS", (SCREEN, replace(LARGE, name="large"), PRINT))
    assert main(["build", "oz"], root) == 0
    assert (root / "dist" / "oz" / "oz-large.pdf").is_file()
