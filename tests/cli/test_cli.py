"""The command line: help, wrong words, and what each command loads."""

import subprocess
import sys
from pathlib import Path

import pytest

from pressroom.cli import main

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("command", [[], ["build"], ["watch"], ["check"], ["new"], ["import"], ["schema"], ["doctor"], ["kit"], ["verify"]])
def test_help_is_there_for_each_command(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"], ROOT)
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert "exit codes:" in told
    assert len(told.splitlines()) > 8


@pytest.mark.parametrize(
    "arguments", [["biuld"], ["new"], ["build", "--nonsense"], ["import", "x.txt"], ["verify"], ["kit", "--now", "2005-01-13"]]
)
def test_wrong_words_end_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments, ROOT)
    assert ended.value.code == 2
    assert "usage: build.py" in capsys.readouterr().err


HEAVY = {"weasyprint", "pikepdf", "pydantic", "jinja2", "uharfbuzz", "mammoth", "markdown_it", "PIL", "fontTools"}


@pytest.mark.parametrize(
    ("arguments", "loads"),
    [
        (["--help"], set()),
        (["schema"], {"pydantic"}),
        (["build", "--nonsense"], set()),
        (["check", "--help"], set()),
        (["new", ""], {"pydantic"}),
    ],
)
def test_a_command_loads_no_more_than_it_needs(arguments, loads, tmp_path):
    script = f"""
import sys, pathlib
sys.path.insert(0, {str(ROOT)!r})
from pressroom.cli import main
try:
    main({arguments!r}, pathlib.Path({str(tmp_path)!r}))
except SystemExit:
    pass
print("LOADED", *sorted({HEAVY!r} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert set(done.stdout.splitlines()[-1].split()[1:]) == loads
