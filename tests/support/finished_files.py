"""The finished files of a small chapter, built once, in which tests plant problems."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf
from PIL import Image

from pressroom.cli import main
from tests.support.projects import project

CHAPTER = """title: Ruritania
status: final
lede: |
  The press is free, and [its charter](https://www.example.org/charter) says so.
sections:
  - heading: The Courts
    body:
      - text: The courts sat in *public* all year.
      - figure: {image: chart.png, alt: Ten bars that rise., caption: Cases heard}
    subsections:
      - heading: The Judges
        body: They are appointed for life.
"""
STEM = "ruritania"


def written(to: Path, chapter: str = CHAPTER) -> Path:
    """A copy of the project whose only chapter is this one."""
    root = project(to)
    for path in (root / "content" / "chapters").iterdir():
        path.unlink()
    (root / "content" / "chapters" / f"{STEM}.yaml").write_text(chapter)
    report = root / "content" / "report.yaml"
    report.write_text(report.read_text().replace("- kazakhstan", f"- {STEM}"))
    return root


def picture(root: Path, name: str, size: tuple[int, int], mode: str = "L") -> None:
    """A picture of noise, which is not line art."""
    Image.effect_noise(size, 60).convert(mode).save(root / "content" / "images" / name)


def changed(file: Path, change: Callable[[Pdf], object]) -> None:
    """Write the file after a change, in the form that its standard requires."""
    with pikepdf.open(io.BytesIO(file.read_bytes())) as pdf:
        change(pdf)
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.preserve, fix_metadata_version=False)


def painted(more: str, page: int = 0) -> Callable[[Pdf], None]:
    """A change: a page paints more, as an artifact."""

    def change(pdf: Pdf) -> None:
        pdf.pages[page].contents_add(f"/Artifact BMC q {more} Q EMC".encode())

    return change


def elements(pdf: Pdf, tag: str) -> list[Any]:
    """The elements of the structure tree with this tag."""
    return [found for found in pdf.objects if isinstance(found, Dictionary) and found.get("/S") == Name(f"/{tag}") and "/P" in found]


def reported(root: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[tuple[str, str], dict[str, Any]]:
    """What `check --quick` finds, by edition and item."""
    main(["check", "--quick", "--format", "json", *options], root)
    lines = map(json.loads, capsys.readouterr().out.splitlines())
    return {(line["edition"], line["item"]): line for line in lines if line["kind"] == "item"}


def failing(found: dict[tuple[str, str], dict[str, Any]]) -> set[tuple[str, str]]:
    return {key for key, item in found.items() if item["verdict"] == "fail"}


def copied(built: Path, to: Path) -> Path:
    """A copy of the project and its files that a test may damage."""
    return Path(shutil.copytree(built, to / "project"))
