"""Protected names are found anywhere in the content, and never printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressroom import content
from pressroom.errors import ContentRefused, Problem
from tests.content.test_cases import GOOD

CHAPTER = """\
title: Ruritania
summary: What Sérikbaev did.
keywords: [courts, SERIKBAEV]
lede: |
  A witness, Aliya
  Bekova, spoke. *Al*iya **Bekova**, Aliya-Bekova. Bekovas, unAliya Bekova.

  [[redacted: Aliya Bekova]] is safe. Ser\u00adikbaev, Serikbaeva.[^serikbaev]
sections:
  - heading: Zenda
    body:
      - figure: {image: serikbaev.png, alt: Bekova Aliya}
      - table: {caption: a, columns: [b], rows: [["Алия Бекова"]]}
notes:
  serikbaev: "Ёлкин said so"
"""


def found(tmp_path: Path, names: str, chapter: str = CHAPTER, stem: str = "chapter") -> tuple[Problem, ...]:
    root = tmp_path / "content"
    (root / "chapters").mkdir(parents=True)
    (root / "languages").mkdir()
    for name, text in GOOD.items():
        (root / ("chapters/x.yaml" if name == "chapter.yaml" else name)).write_text(text.replace("[chapter]", f"[{stem}]"))
    (root / "chapters" / f"{stem}.yaml").write_text(chapter)
    (root / "protected.yaml").write_text(names)
    return content.protected(root, content.load(root))


def places(problems: tuple[Problem, ...]) -> list[str]:
    return [str(problem.place).removeprefix("content/chapters/chapter.yaml:") for problem in problems]


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("aliya bekova", ["5:14", "6:19", "6:38"]),
        ("Bekova Aliya", ["6:28", "12:45"]),
        ("serikbaev", ["2:15", "3:20", "8:39", "8:64", "12:25", "15:3"]),
        ("serikb*", ["2:15", "3:20", "8:39", "8:51", "8:64", "12:25", "15:3"]),
        ("*kbaeva", ["8:51"]),
        ("АЛИЯ Б*", ["13:52"]),
        ("Елкин", ["15:15"]),
        ("Bekov", []),
        ("(a|b)+ .*", []),
    ],
)
def test_each_place_is_reported_and_no_name(tmp_path: Path, name: str, where: list[str]) -> None:
    problems = found(tmp_path, f'names: [Nobody, "{name}"]\n')
    assert places(problems) == where
    for problem in problems:
        assert "(entry 2 of content/protected.yaml)" in problem.message
        assert problem.excerpt == ""
        assert not any(word in str(problem).casefold() for word in ("aliya", "serikb", "bekova", "алия"))


def test_publisher_and_file_names_are_searched(tmp_path: Path) -> None:
    problems = found(tmp_path, "names: [The House, Ali Bek]\n", "title: a\nlede: b\n", "ali-bek")
    assert [(str(problem.place), problem.message[:26]) for problem in problems] == [
        ("content/chapters", "the file name of chapter 1"),
        ("content/imprint.yaml:1:12", "this is a protected name ("),
        ("content/report.yaml:6:12", "this is a protected name ("),
    ]


@pytest.mark.parametrize(
    "names",
    ["names: [a]", "names: Secretname", "names: [Secret***name]", "Secretname: [b]", "names: [Secretname", "names:\n- &Secretname x\n"],
)
def test_a_bad_file_is_refused_without_a_word_of_it(tmp_path: Path, names: str) -> None:
    with pytest.raises(ContentRefused) as refused:
        found(tmp_path, names)
    assert "content/protected.yaml:1" in str(refused.value) or "content/protected.yaml:2" in str(refused.value)
    assert "Secret" not in str(refused.value)


def test_a_link_out_of_the_content_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentRefused, match="is outside"):
        found_link(tmp_path)


def found_link(tmp_path: Path) -> None:
    found(tmp_path, "names: []\n")
    root = tmp_path / "content"
    (root / "protected.yaml").unlink()
    (root / "protected.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    (tmp_path / "elsewhere.yaml").write_text("names: []\n")
    content.protected(root, content.load(root))


def test_without_the_file_nothing_is_protected(tmp_path: Path) -> None:
    found(tmp_path, "names: [Aliya]\n")
    (tmp_path / "content" / "protected.yaml").unlink()
    assert content.protected(tmp_path / "content", content.load(tmp_path / "content")) == ()
