"""What the doctor finds, in a process of its own, since it loads the engine as no test should."""

import json
import subprocess
import sys

import pytest

from tests.support.projects import ROOT, project

SCRIPT = "import sys, pathlib; sys.path.insert(0, {!r}); from pressroom.cli import main; sys.exit(main({!r}, pathlib.Path({!r})))"


def doctor(root, *arguments):
    script = SCRIPT.format(str(ROOT), ["doctor", *arguments], str(root))
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)


def test_a_whole_machine_is_found_whole():
    done = doctor(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "LACK" not in done.stdout
    assert all(name in done.stdout for name in ("Python", "WeasyPrint", "Pango", "HarfBuzz-Subset", "faces"))


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_missing_face_is_told_with_its_mending(tmp_path, form):
    root = project(tmp_path / "project")
    (root / "styles" / "fonts" / "Amiri_400Regular.ttf").unlink()
    done = doctor(root, "--format", form)
    assert done.returncode == 6
    if form == "json":
        (lack,) = [found for line in done.stdout.splitlines() if not (found := json.loads(line))["good"]]
        assert lack["name"] == "faces"
        assert "repository" in lack["mend"]
    else:
        assert "styles/fonts/Amiri_400Regular.ttf: the face is not there" in done.stdout
