"""The command line: its help, wrong usage, and what each command loads."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pressroom.cli import main
from pressroom.cli.parser import seconds, stem_of
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


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["bild"], "build.py: 'bild' is not a command; did you mean 'build'?"),
        (["kazakhstan"], "build.py: 'kazakhstan' is not a command; did you mean 'build kazakhstan'?"),
        (
            ["content/chapters/kazakstan.yaml"],
            "build.py: 'content/chapters/kazakstan.yaml' is not a command; did you mean 'build kazakhstan'?",
        ),
        (["xyzzy"], f"build.py: 'xyzzy' is not a command; the commands are {', '.join(COMMANDS)}"),
        (["--format", "json", "check"], "build.py: the command comes first: check --format …"),
        (["--prof"], "build.py build: there is no option '--prof' here; did you mean '--proof'?"),
        (
            ["check", "--sheets=1", "--qick"],
            "build.py check: there is no option '--sheets' here; did you mean '--sheet'?, there is no option",
        ),
        (["new", "South", "Sudan"], "build.py new: there is no argument 'Sudan' here"),
        (["watch", "--port", "abc"], "build.py watch: --port: 'abc' should be a number of at most 65535, such as 8010"),
        (["watch", "--port", "70000"], "build.py watch: --port: '70000' should be a number of at most 65535, such as 8010"),
        (["build", "--wait", "soon"], "build.py build: --wait: 'soon' should be a number of seconds, such as 60"),
        (["build", "--wait", "-1"], "build.py build: --wait: '-1' should be a number of seconds, such as 60"),
        (["build", "--format", "jsn"], "build.py build: --format: 'jsn' should be text or json; did you mean 'json'?"),
        (
            ["kit", "--now", "yesterday"],
            "build.py kit: --now: 'yesterday' should be a date, T, a time and its offset from UTC, such as 2005-01-13T00:01:00+00:00",
        ),
    ],
)
def test_wrong_usage_says_what_was_meant(arguments, message, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments, project(tmp_path / "project"))
    assert ended.value.code == 2
    usage, said, example = capsys.readouterr().err.partition(message)
    assert said
    assert usage.startswith("usage: build.py")
    assert "\nfor example: python build.py " in example


@pytest.mark.parametrize(
    ("typed", "stem"),
    [
        ("oz", "oz"),
        ("oz.yaml", "oz"),
        ("content/chapters/oz.yaml", "oz"),
        ("/srv/report/content/chapters/oz.yaml", "oz"),
        ("content/printers/coated.yaml", "coated"),
        ("content/images/oz.yaml", "content/images/oz.yaml"),
        ("content/chapters/oz", "content/chapters/oz"),
    ],
)
def test_a_chapter_may_be_named_by_its_file(typed, stem):
    assert stem_of(typed) == stem


def test_a_command_may_wait_for_no_time_at_all():
    assert [seconds(typed) for typed in ("0", "0.5", "60")] == [0, 0.5, 60]


def test_a_chapter_named_by_its_file_is_built(tmp_path, capsys):
    root = project(tmp_path / "project")
    assert main(["build", "content/chapters/kazakhstn.yaml"], root) == 2
    assert capsys.readouterr().err == "there is no chapter 'kazakhstn' in content/chapters (did you mean 'kazakhstan'?)\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_lists_the_exit_codes_that_can_happen(command, capsys):
    with pytest.raises(SystemExit):
        main([command, "--help"], ROOT)
    listed = {int(code) for code in re.findall(r"^  (\d+) +\S", capsys.readouterr().out.partition("exit codes:")[2], re.MULTILINE)}
    no_content = command in ("new", "schema", "doctor", "watch")
    no_style = command in ("new", "import", "schema", "doctor", "watch")
    assert listed == {0, 1, 2, 3, 4, 5, 6, 130} - {0 if command == "watch" else None} - {1 if no_content else None} - {
        3 if no_style else None
    } - {4 if command == "doctor" else None}


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
