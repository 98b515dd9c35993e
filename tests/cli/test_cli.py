"""The command line: its help, wrong usage, and what each command loads."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pressroom.cli import main
from tests.support.projects import project

ROOT = Path(__file__).parents[2]


COMMANDS = ["build", "watch", "epub", "check", "changes", "verify", "doctor", "kit", "new", "import", "schema"]


@pytest.mark.parametrize("command", [[], *([command] for command in COMMANDS)])
def test_help_is_there_for_each_command(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"], ROOT)
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert "exit codes:" in text
    assert len(text.splitlines()) > 8
    assert all(len(line) <= 120 for line in text.splitlines())
    if command:
        assert f"\nexample:\n  python build.py {command[0]}" in text
        assert "--debug" in text
    else:
        assert all(f"\n    {name} " in text for name in COMMANDS)


@pytest.mark.parametrize(
    "arguments", [["biuld"], ["new"], ["build", "--nonsense"], ["import", "x.txt"], ["verify"], ["kit", "--now", "2005-01-13"]]
)
def test_wrong_usage_ends_with_2(arguments, capsys):
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


def test_commands_that_write_content_name_their_files_for_machines(tmp_path, capsys):
    root = project(tmp_path / "project")
    (tmp_path / "oz.md").write_text("# Oz\n\nThe courts sat.\n\n## Courts\n\nNobody was heard, and no door was opened.\n")
    assert main(["new", "Utopia", "--format", "json"], root) == 0
    assert main(["import", str(tmp_path / "oz.md"), "--to", "content/chapters/oz.yaml", "--format", "json"], root) == 0
    assert main(["schema", "--format", "json"], root) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    files = [record["file"] for record in records if record["kind"] == "output"]
    assert files[:2] == ["content/chapters/utopia.yaml", "content/chapters/oz.yaml"]
    assert sorted(files[2:]) == sorted(f"content/schemas/{path.name}" for path in (root / "content" / "schemas").iterdir())
