"""The results of `doctor`, run in a separate process, since it loads the engine in a way that no test should."""

import json
import os
import subprocess
import sys
import tomllib

import pytest

from tests.support.projects import ROOT, project

SCRIPT = "import sys, pathlib; sys.path.insert(0, {!r}); {}; from pressroom.cli import main; sys.exit(main({!r}, pathlib.Path({!r})))"
NO_MAMMOTH = """
from importlib import metadata
version = metadata.version
def without(name):
    if name == 'mammoth':
        raise metadata.PackageNotFoundError(name)
    return version(name)
metadata.version = without
"""


def doctor(root, *arguments, first="pass", **environment):
    script = SCRIPT.format(str(ROOT), "exec({!r})", ["doctor", *arguments], str(root)).format(first)
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, env={**os.environ, **environment})


def findings(done):
    return {found["name"]: found for found in map(json.loads, done.stdout.splitlines())}


def test_a_whole_machine_is_found_whole():
    done = doctor(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "MISSING" not in done.stdout
    assert all(name in done.stdout for name in ("Python", "Pango", "HarfBuzz-Subset", "fonts", "Java", "git", "ssh-keygen"))


def test_all_direct_dependencies_are_listed_with_version_and_purpose():
    found = findings(doctor(ROOT, "--format", "json"))
    direct = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {requirement.replace("=", ">").partition(">")[0] for requirement in direct}
    assert len(names) > 15
    assert names <= found.keys()
    assert all(found[name]["found"][0].isdigit() and len(found[name]["purpose"]) > 5 for name in names)


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_missing_font_is_reported_with_what_to_do(tmp_path, form):
    root = project(tmp_path / "project")
    (root / "styles" / "fonts" / "Amiri_400Regular.ttf").unlink()
    done = doctor(root, "--format", form)
    assert done.returncode == 6
    if form == "json":
        (lack,) = [found for found in findings(done).values() if not found["ok"]]
        assert lack["name"] == "fonts"
        assert "repository" in lack["fix"]
    else:
        assert "styles/fonts/Amiri_400Regular.ttf: the face does not exist" in done.stdout


def test_a_missing_package_is_reported_with_what_to_do():
    done = doctor(ROOT, first=NO_MAMMOTH)
    assert done.returncode == 6
    line, fix = next(pair for pair in zip(done.stdout.splitlines(), done.stdout.splitlines()[1:], strict=False) if "mammoth" in pair[0])
    assert line.split() == ["MISSING", "mammoth", "-", "importing", "Word", "files"]
    assert fix.strip() == "run 'make'"


def test_a_missing_program_that_a_build_does_not_need_is_no_failure():
    done = doctor(ROOT, "--format", "json", PATH="")
    found = findings(done)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not found["git"]["ok"]
    assert not found["git"]["needed"]
    assert found["git"]["fix"] == "apt-get install git"
