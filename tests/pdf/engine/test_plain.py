"""PRESSROOM_PLAIN: leaving parts of the work to the engine, so that its version can be raised in steps."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from pressroom.cli import main
from pressroom.errors import DONE, USAGE
from pressroom.pdf.engine import patches
from pressroom.pdf.engine.patches import PATCHES, VARIABLE
from tests.support.projects import project

CHAPTER = """title: Ruritania
lede: |
  {lede}
sections:
  - heading: Courts
    body: |
      {body}
"""
SENTENCE = "The commission heard witnesses in every district, and none could say who had given the order, or why the archive was closed."


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one chapter, built."""
    root = project(tmp_path_factory.mktemp("plain") / "project")
    body = "\n\n      ".join([f"{SENTENCE} " * 5] * 12)
    (root / "content" / "chapters" / "ruritania.yaml").write_text(CHAPTER.format(lede=SENTENCE, body=body))
    assert main(["build", "ruritania"], root) == DONE
    return root


@pytest.fixture
def built(once: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    """A copy of it."""
    root = Path(shutil.copytree(once, tmp_path / "project"))
    assert main(["build", "ruritania"], root) == DONE, "the record has the files' new status"
    capfd.readouterr()
    return root


def bytes_of(root: Path) -> Mapping[str, bytes]:
    return {file.name: file.read_bytes() for file in (root / "dist" / "ruritania").glob("*.pdf")}


@pytest.mark.parametrize("part", ["lines", "pages", "tags"])
def test_a_part_is_left_to_the_engine_and_the_build_says_so(
    part: str, built: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ours = bytes_of(built)
    monkeypatch.setenv(VARIABLE, part)
    assert main(["build", "ruritania"], built) == DONE
    said = f"PRESSROOM_PLAIN leaves to the engine: {part}; do not publish what is built now (docs/engine.md)"
    assert capfd.readouterr().err.splitlines()[0] == said
    assert all(ours[name] != file for name, file in bytes_of(built).items()), "the files were taken for up to date"
    assert main(["build", "ruritania"], built) == DONE
    assert capfd.readouterr().err.splitlines()[0] == said, "a build with nothing to do says it too"
    monkeypatch.delenv(VARIABLE)
    assert main(["build", "ruritania"], built) == DONE
    assert bytes_of(built) == ours
    assert said not in capfd.readouterr().err


@pytest.mark.parametrize("command", [["kit"], ["kit", "ruritania", "--public"], ["verify", "dist/ruritania/ruritania.pdf"]])
def test_no_kit_is_made_or_verified_with_the_engines_own_parts(
    command: list[str], built: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, "lines")
    monkeypatch.chdir(built)
    assert main(command, built) == USAGE
    refusal = "no kit is made or verified while PRESSROOM_PLAIN is set: its pages would not be the report's (run: unset PRESSROOM_PLAIN)\n"
    assert capfd.readouterr().err.endswith(refusal + "no kit was written\n" * (command[0] == "kit"))
    assert not (built / "dist" / "kit").exists()


def test_what_is_no_part_is_refused(built: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv(VARIABLE, "lines, tables")
    assert main(["build", "ruritania"], built) == USAGE
    assert capfd.readouterr().err == "PRESSROOM_PLAIN names tables (it can name lines, pages, tags, stylesheets)\n"


def test_each_part_and_each_patch_is_in_the_maintainers_page() -> None:
    text = (Path(__file__).parents[3] / "docs" / "engine.md").read_text()
    assert [patch.function for patch in PATCHES if f"`{patch.function}`" not in text] == []
    assert [part for part in patches.PARTS if f"| {part} |" not in text] == []
