"""`python build.py` with a Python that can't run Pressroom: one line that says what to do, and no traceback."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NO_PACKAGES = "build.py: the packages that Pressroom needs are not installed for this Python, "
OLD = """
import runpy, sys
sys.version_info, sys.argv = (3, 9, 2, 'final', 0), ['build.py', {!r}]
runpy.run_path('build.py', run_name='__main__')
"""


@pytest.fixture
def root(tmp_path):
    """A project without .venv."""
    shutil.copy(ROOT / "build.py", tmp_path)
    (tmp_path / "pressroom").symlink_to(ROOT / "pressroom")
    return tmp_path


def refused(root, *command, where="."):
    """The messages of a Python that finds no packages."""
    done = subprocess.run([sys.executable, *command], cwd=root / where, env={}, capture_output=True, text=True, check=False)
    assert done.returncode == 6
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    return done.stderr


@pytest.mark.parametrize("option", ["-S", "-IS"])
@pytest.mark.parametrize("arguments", [[], ["--help"], ["doctor"], ["watch"], ["build", "kazakhstan", "--why"]])
def test_a_python_without_packages(root, option, arguments):
    assert refused(root, option, "build.py", *arguments) == f"{NO_PACKAGES}{sys.executable}; run 'make', which sets everything up\n"


@pytest.mark.parametrize("argument", ["build", "--help", "doctor", "watch"])
def test_a_python_that_is_too_old(root, argument):
    text = refused(root, "-c", OLD.format(argument))
    assert text == "build.py: Pressroom needs Python 3.11 or newer, and this is 3.9; run 'make', which sets everything up\n"


def test_the_environment_is_named_where_it_is_there(root):
    (root / ".venv" / "bin").mkdir(parents=True)
    (root / ".venv" / "bin" / "python").symlink_to(sys.executable)
    assert refused(root, "-S", "build.py").endswith("; run .venv/bin/python build.py\n")
    assert refused(root, "-S", "../build.py", where=".venv").endswith("; run bin/python ../build.py\n")
    assert refused(root, "-c", OLD.format("build")).endswith("; run .venv/bin/python build.py\n")


def test_old_pythons_can_parse_it():
    ast.parse((ROOT / "build.py").read_text(), feature_version=(3, 6))


def test_a_package_that_is_missing_is_named(root):
    (root / "weasyprint.py").touch()  # as if it alone were installed
    done = subprocess.run([sys.executable, "-S", "build.py", "schema"], cwd=root, env={}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (6, "")
    assert done.stderr == "the Python package pydantic is not installed (run 'make')\n"
