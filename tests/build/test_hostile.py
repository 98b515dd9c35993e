"""Attacks through the content. Each folder of `tests/cases/hostile` contains one, and the expected message in `message.txt`.

`chapter.yaml` is the chapter, `images/` has its pictures; other files replace good ones. `links.txt` lists what Git can't store:
`PATH -> TARGET` is a link; the others are `PATH fifo`, `PATH folder` and `PATH file`. If there is a `shown.txt`, the attack is harmless:
the build succeeds, and the page shows these lines as typed.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import time
from pathlib import Path

import pypdfium2
import pytest

from pressroom.cli import main
from tests.content.test_cases import GOOD
from tests.support.projects import ROOT

CASES = Path(__file__).parents[1] / "cases" / "hostile"
SECONDS = 10


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A valid project with one chapter, built. Each attack runs on a copy of it."""
    root = tmp_path_factory.mktemp("project")
    for name, text in GOOD.items():
        path = root / "content" / ("chapters/chapter.yaml" if name == "chapter.yaml" else name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (root / "content" / "images").mkdir()
    for folder in ("templates", "styles"):
        shutil.copytree(ROOT / folder, root / folder)
    assert main([], root) == 0
    return root


@pytest.fixture
def server():
    """A local server that must not get any request."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        yield listening.getsockname()[1]
        with pytest.raises(BlockingIOError):
            listening.accept()


def attack(case: Path, root: Path, port: int) -> None:
    for path in case.rglob("*"):
        if path.is_file() and path.name not in ("message.txt", "shown.txt", "links.txt"):
            name = path.relative_to(case).as_posix()
            target = root / "content" / ("chapters/chapter.yaml" if name == "chapter.yaml" else name)
            target.write_bytes(path.read_bytes().replace(b"{port}", str(port).encode()))
    links = case / "links.txt"
    for line in links.read_text().splitlines() if links.exists() else ():
        name, how, *to = line.encode().decode("unicode_escape").rsplit(" ", 2) if "->" in line else line.rsplit(" ", 1)
        path = os.fsencode(root) + b"/" + name.encode().decode("unicode_escape").encode("latin-1")
        if to:
            Path(os.fsdecode(path)).symlink_to(to[0])
        elif how == "fifo":
            os.mkfifo(path)
        elif how == "folder":
            Path(os.fsdecode(path)).mkdir()
        else:
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY))


def files(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "dist" / "chapter").iterdir()}


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_attack(case, shared, server, tmp_path, capfd):
    root = tmp_path / "project"
    shutil.copytree(shared, root)
    before = files(root)
    attack(case, root, server)
    start = time.monotonic()
    code = main([], root)
    assert time.monotonic() - start < SECONDS
    reported = capfd.readouterr().err.replace(f"{os.path.relpath(root)}/", "").replace(str(server), "{port}")
    assert reported == (case / "message.txt").read_text()
    shown = case / "shown.txt"
    if shown.exists():
        assert code == 0
        with pypdfium2.PdfDocument(root / "dist" / "chapter" / "chapter.pdf") as pdf:
            text = re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in pdf))
        for line in shown.read_text().splitlines():
            assert re.sub(r"\s", "", line) in text
        return
    assert code == 1
    assert "Traceback" not in reported
    assert files(root) == before, "what was there before is there still"


@pytest.mark.parametrize("stem", ["../../etc/passwd", "/etc/passwd", "..", "a\nb", "-", "", "CHAPTER", "chapter.yml", "a" * 300])
def test_a_stem_that_climbs_names_nothing(stem, shared, capfd):
    before = files(shared)
    assert main(["build", "--", stem], shared) == 2
    assert "Traceback" not in capfd.readouterr().err
    assert files(shared) == before
