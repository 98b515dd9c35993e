"""Failures of a build: the old outputs stay complete, the message is one line, and the next build is correct and leaves nothing behind."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from pressroom.cache import fast_path
from pressroom.cli import main
from tests.support.projects import project

ROOT = Path(__file__).parents[2]
STEMS = ("oz", "zenda")
TEXT = "title: {}\nstatus: final\nlede: |\n  The {} edition.\n"
NAMES = {f"{stem}/{stem}{end}" for stem in STEMS for end in (".html", ".pdf", "-print.pdf", ".map.json")}
BACKSTAGE = {".pressroom/lock", ".pressroom/record"}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A project of two short chapters, and the outputs of two versions of its content. The last build was of the first version."""
    root = project(tmp_path_factory.mktemp("reliability") / "project")
    (root / "content" / "chapters" / "kazakhstan.yaml").unlink()
    report = root / "content" / "report.yaml"
    report.write_text(report.read_text().replace("- kazakhstan", "- oz\n  - zenda"))
    shutil.copy(ROOT / "build.py", root)
    (root / "pressroom").symlink_to(ROOT / "pressroom")
    made = []
    for edition in ("second", "first"):
        write(root, edition)
        assert build(root) == (0, "")
        made.append(finished(root))
        assert set(made[-1]) == NAMES
    return root, made


@pytest.fixture
def root(built, tmp_path):
    """A copy of that project, built."""
    to = tmp_path / "project"
    shutil.copytree(built[0], to, symlinks=True)
    return to


@pytest.fixture
def made(built):
    """The digests of the outputs of the second version of the content, and of the first."""
    return built[1]


def write(root, edition):
    for stem in STEMS:
        (root / "content" / "chapters" / f"{stem}.yaml").write_text(TEXT.format(stem, edition))


def start(root):
    """The same as a program, which can be killed or run beside another."""
    return subprocess.Popen(
        [sys.executable, "build.py"], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def build(root):
    """The exit code of a build as build.py makes it, and its messages. This process has loaded already what a program would load first."""
    out, reported = TextIOWrapper(BytesIO()), TextIOWrapper(BytesIO())
    with redirect_stdout(out), redirect_stderr(reported):
        code = 0 if fast_path.main([], str(root)) else main([], root)
    assert not written(out)
    return code, written(reported)


def written(stream):
    stream.seek(0)
    return stream.read()


def outputs(root):
    found = {str(path.relative_to(root / "dist")): path for path in (root / "dist").rglob("*") if path.is_file()}
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items()}


def finished(root):
    return {name: digest for name, digest in outputs(root).items() if not name.startswith(".pressroom/")}


def chapterwise(found, made):
    """Whether all files of each chapter are complete and of one version."""
    return all(found.get(name) in [version[name] for version in made] for name in NAMES)


def test_killed_at_any_instant(root, made):
    moments = random.Random(11)
    for number in range(8):
        write(root, ("second", "first")[number % 2])
        process = start(root)
        time.sleep(moments.uniform(0.02, 2.2))
        process.send_signal((signal.SIGKILL, signal.SIGTERM)[number % 3 == 0])
        process.communicate(timeout=10)
        assert chapterwise(finished(root), made)
        assert set(finished(root)) == NAMES
    write(root, "second")
    assert build(root) == (0, "")
    assert finished(root) == made[0]
    assert set(outputs(root)) == NAMES | BACKSTAGE
    assert fast_path.main([], str(root))


def test_two_at_once(root, made):
    write(root, "second")
    processes = [start(root) for _ in range(3)]
    reported = [process.communicate(timeout=60)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert all(len(text.splitlines()) <= 1 for text in reported)
    assert finished(root) == made[0]
    assert set(outputs(root)) == NAMES | BACKSTAGE


def test_edits_while_it_builds(root, made):
    for edition in ("second", "first", "second"):
        write(root, edition)
        process = start(root)
        time.sleep(0.5)
        write(root, "first" if edition == "second" else "second")
        assert process.communicate(timeout=60)[1] == ""
        assert chapterwise(finished(root), made)
    write(root, "second")
    assert build(root) == (0, "")
    assert finished(root) == made[0]


@contextmanager
def disk(at, *options):
    """A small disk mounted at a folder, with the same files."""
    beside = at.rename(at.with_name("beside"))
    at.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(at)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("no right to mount a disk")
    try:
        shutil.copytree(beside, at, dirs_exist_ok=True)
        yield
    finally:
        subprocess.run(["umount", str(at)], check=True)


def test_a_full_disk(root, made):
    with disk(root / "dist", "size=12m"):
        filler = root / "dist" / "filler"
        with filler.open("wb") as file, suppress(OSError):
            while True:
                os.write(file.fileno(), b"x" * 4096)
        write(root, "second")
        code, reported = build(root)
        assert code == 4, reported
        problem, last = reported.splitlines()
        assert "no space left on device (free some space and run it again)" in problem
        assert last.startswith("1 error; ")
        filler.unlink()
        assert finished(root) == made[1]
        assert build(root) == (0, "")
        assert finished(root) == made[0]
        assert set(outputs(root)) == NAMES | BACKSTAGE


def test_a_read_only_disk(root, made):
    with disk(root / "dist", "size=12m"):
        assert build(root) == (0, ""), "the record has the files' new status"
        subprocess.run(["mount", "-o", "remount,ro", str(root / "dist")], check=True)
        assert build(root) == (0, ""), "there is nothing to do"
        write(root, "second")
        code, reported = build(root)
        assert code == 4
        assert len(reported.splitlines()) == 1
        assert "the disk is read-only (write to another folder, or mount the disk for writing)" in reported
        assert finished(root) == made[1]


def test_an_output_folder_without_rights(root):
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    (root / "dist").chmod(0o500)
    write(root, "second")
    code, reported = build(root)
    (root / "dist").chmod(0o700)
    assert code == 4
    assert "permission denied" in reported


def test_a_record_that_cannot_be_written_fails_no_build(root):
    (root / "dist" / ".pressroom" / "record").unlink()
    (root / "dist" / ".pressroom" / "record" / "in the way").mkdir(parents=True)
    assert build(root) == (0, "")
    assert set(finished(root)) >= NAMES
    assert build(root) == (0, "")
