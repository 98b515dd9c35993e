"""A new field and a new kind of block need changes only in the model, a template, its stylesheet, and one place in Python.

A copy of the project is changed in this way, and makes all outputs of a chapter that uses both.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.kits import commit, git, pages
from tests.support.projects import ROOT, project

NEW = ""  # a file that was not there, or what is written behind the end of one that was
FIELD = [
    (
        "pressroom/model/chapter.py",
        "    lede: Prose\n    sections: tuple[Section, ...] = ()\n",
        "    region: Words | None = None\n    lede: Prose\n    sections: tuple[Section, ...] = ()\n",
    ),
    (
        "pressroom/manuscript/manuscript.py",
        '            Line("masthead", "dateline"',
        '            *([Line("masthead", "region", region, ("region",), form="plain")] if (region := self.chapter.region) else []),\n'
        '            Line("masthead", "dateline"',
    ),
    (
        "templates/masthead.html",
        '<p class="dateline">',
        '{% if chapter.region %}\n<p class="region">{{ plain(chapter.region) }}</p>\n{% endif %}\n<p class="dateline">',
    ),
    ("styles/masthead.css", NEW, ".region { font-size: var(--size-small); line-height: calc(0.5 * var(--leading)); text-align: end }\n"),
]
BLOCK = [
    (
        "pressroom/model/chapter.py",
        "class Block(Part):",
        'class Testimony(Part):\n    """What a witness says."""\n\n    text: Inline\n    witness: Words\n\n\nclass Block(Part):',
    ),
    (
        "pressroom/model/chapter.py",
        "    table: Table | None = None\n",
        "    table: Table | None = None\n    testimony: Testimony | None = None\n",
    ),
    (
        "templates/testimony.html",
        NEW,
        '<div class="testimony">\n<p>{{ inline(part.text) }}</p>\n<p class="witness">{{ line(part.witness) }}</p>\n</div>\n',
    ),
    ("styles/testimony.css", NEW, ".testimony { margin: var(--leading) 0; font-style: italic }\n"),
    ("styles/chapter.css", '@import "table.css";\n', '@import "table.css";\n@import "testimony.css";\n'),
]
CHAPTER = """title: Oz
status: final
region: {region} "Asia"
lede: |
  The commission heard witnesses in every district of the country, and none of them could say why the courts had been closed.
sections:
  - heading: Witnesses
    body:
      - text: |
          Two of them were heard again in the spring, when the reporters had left the capital for the villages of the north.
      - testimony:
          text: The *guards* were {guards}.[^one]
          witness: "{witness}, a baker from [[redacted: Strelsau]]"
notes:
  one: Heard in December.
"""
OLD = {"region": "Western", "guards": "asleep", "witness": "Anna"}
SAID = {"region": "Central", "guards": "awake", "witness": "Ivan"}
COMMANDS = """
import json, sys, tempfile
from pathlib import Path
from pressroom.cli import main
from pressroom.pdf.engine.loading import load_engine
import pressroom
assert Path(pressroom.__file__).is_relative_to(Path.cwd()), pressroom.__file__
with tempfile.TemporaryDirectory() as scratch:
    load_engine(Path(scratch))  # once, instead of in the workers of each command
commands = ["build oz", "check --quick oz", "changes oz --against before.yaml", "epub oz", "kit oz"]
print(json.dumps({command: main(command.split(), Path.cwd()) for command in commands}), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The changed copy, after all commands."""
    root = project(tmp_path_factory.mktemp("one_place") / "copy")
    shutil.copytree(ROOT / "pressroom", root / "pressroom")
    for name, old, new in [*FIELD, *BLOCK]:
        text = (root / name).read_text() if (root / name).exists() else ""
        assert old in text
        (root / name).write_text(text.replace(old, new, 1) if old else text + new)
    (root / "content" / "chapters" / "oz.yaml").write_text(CHAPTER.format(**SAID))
    (root / "before.yaml").write_text(CHAPTER.format(**OLD))
    (root / ".gitignore").write_text("dist/\n")
    git(root, "init", "--quiet")
    git(root, "config", "user.name", "An Editor")
    git(root, "config", "user.email", "editor@example.org")
    commit(root)
    run = subprocess.run([sys.executable, "-B", "-c", COMMANDS], cwd=root, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr
    assert set(json.loads(run.stderr.splitlines()[-1]).values()) == {0}, run.stdout + run.stderr
    return root


def spoken(text: str) -> list[str]:
    """The new words that `text` contains, in its order."""
    return re.findall("Central “Asia”|guards were awake|Ivan, a baker", " ".join(text.split()))


ALL = ["Central “Asia”", "guards were awake", "Ivan, a baker"]


def bare(html: str) -> str:
    return re.sub(r"<style.*?</style>|<[^>]+>", "", html, flags=re.DOTALL)


def test_it_touches_the_model_a_template_its_stylesheet_and_one_place_in_python() -> None:
    for edits, places in ((FIELD, 1), (BLOCK, 0)):
        touched = {name for name, _, _ in edits}
        assert sum(name.startswith("pressroom/model/") for name in touched) == 1
        assert sum(name.startswith("templates/") for name in touched) == 1
        assert len(touched - {name for name in touched if name.startswith(("pressroom/model/", "templates/", "styles/"))}) == places


def test_every_edition_says_it(made: Path) -> None:
    dist = made / "dist" / "oz"
    assert spoken(bare((dist / "oz.html").read_text())) == ALL
    for name in ("oz.pdf", "oz-print.pdf"):
        assert spoken(" ".join(pages(dist / name))) == ALL


def test_the_book_says_it_on_its_title_page_and_in_the_chapter(made: Path) -> None:
    with zipfile.ZipFile(made / "dist" / "oz" / "oz.epub") as book:
        documents = {name: bare(book.read(name).decode()) for name in book.namelist() if name.endswith(".xhtml")}
    found = {Path(name).stem: spoken(text) for name, text in documents.items()}
    assert found == {"title": ALL[:1], "nav": [], "chapter-oz": ALL, "contact": []}


def test_the_kit_s_text_says_it(made: Path) -> None:
    (text,) = (made / "dist" / "kit").glob("*/text/*.txt")
    said = text.read_text()
    assert "Country Summary\nCentral “Asia”\nJanuary 2005\n" in said
    assert "\n\nThe guards were awake.[1]\n\nIvan, a baker from [redacted]\n\n" in said


def test_the_map_says_where_it_stands(made: Path) -> None:
    words = json.loads((made / "dist" / "oz" / "oz.map.json").read_text())["words"]
    lines = CHAPTER.splitlines()
    found = {word["begins"]: word for word in words}
    for begins, kind, line in (
        ("Central “Asia”", "masthead", 'region: {region} "Asia"'),
        ("The guards were awake.", "text", "          text: The *guards* were {guards}.[^one]"),
        ("Ivan, a baker from [redacted]", "witness", '          witness: "{witness}, a baker from [[redacted: Strelsau]]"'),
    ):
        word = found[begins]
        assert (word["kind"], word["file"], lines[word["line"] - 1]) == (kind, "content/chapters/oz.yaml", line)
        assert word["screen"]
        assert word["print"]


def test_the_change_sheet_tells_the_old_words_from_the_new(made: Path) -> None:
    sheet = " ".join(pages(made / "dist" / "oz" / "oz-changes.pdf"))
    for old, new in zip(OLD.values(), SAID.values(), strict=True):
        assert old in sheet
        assert new in sheet
    for name in ("Masthead region edited", "Testimony edited", "Witness edited"):
        assert name in sheet
