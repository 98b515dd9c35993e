"""`--debug`: what people see of a failure of the engine or of Pressroom itself, without it and with it."""

import ctypes
import json
import os

import pytest

from pressroom import project as projects
from pressroom.cli import main
from pressroom.pdf import pool
from tests.support.projects import project

HINT = "run it again with --debug for details"


@pytest.fixture
def root(tmp_path):
    root = project(tmp_path / "project")
    (root / "content" / "chapters" / "kazakhstan.yaml").write_text("title: Oz\nstatus: final\nlede: The press is free.\n")
    return root


def crash(_job):
    os.write(2, b"Pango-CRITICAL: the last words\n")
    ctypes.string_at(0)


def stumble(_job):
    print("said before")
    raise ValueError("stumbled")


def broken_engine(monkeypatch, work):
    monkeypatch.setattr(pool, "loader", lambda scratch: lambda: work)


@pytest.mark.parametrize(
    ("work", "message", "details"),
    [
        (crash, "the engine crashed (SIGSEGV): Pango-CRITICAL: the last words", ["    Pango-CRITICAL: the last words", "in crash"]),
        (stumble, "the engine failed: ValueError: stumbled", ["    said before", "    Traceback (most recent call last):", "in stumble"]),
    ],
)
def test_a_failure_of_the_engine(root, monkeypatch, capsys, work, message, details):
    broken_engine(monkeypatch, work)
    assert main([], root) == 5
    *short, last = capsys.readouterr().err.splitlines()
    assert [message in line and HINT in line for line in short] == [True, True], "one line for each edition"
    assert last.startswith("2 errors; ")
    for arguments in (["--debug"], ["--debug", "build"], ["build", "kazakhstan", "--debug"]):
        assert main(arguments, root) == 5
        long = capsys.readouterr().err
        assert message in long
        assert all(each in long for each in details)
        assert HINT not in long


def test_machines_get_the_details_as_a_field(root, monkeypatch, capsys):
    broken_engine(monkeypatch, stumble)
    assert main(["build", "--format", "json"], root) == 5
    assert all("details" not in json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert main(["build", "--format", "json", "--debug"], root) == 5
    problems = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(problems) == 2
    assert all("in stumble" in problem["details"] for problem in problems)


def test_an_error_of_our_own(root, monkeypatch, capsys):
    def bug(*_given, **_named):
        raise KeyError("of ours")

    monkeypatch.setattr(projects, "read", bug)
    assert main([], root) == 5
    assert capsys.readouterr().err == f"internal error: KeyError: 'of ours' (this is a bug in Pressroom; {HINT})\n"
    assert main(["--debug"], root) == 5
    text = capsys.readouterr().err
    assert "Traceback (most recent call last):" in text
    assert "in bug" in text


def test_a_mistake_of_the_user_never_has_a_traceback(root, capsys):
    (root / "content" / "chapters" / "kazakhstan.yaml").write_text("titel: Oz\n")
    for arguments in ([], ["--debug"]):
        assert main(arguments, root) == 1
        text = capsys.readouterr().err
        assert "titel" in text
        assert "Traceback" not in text
        assert "--debug" not in text


def test_a_failure_names_chapter_and_edition_and_lost_words_their_line(root, monkeypatch, capsys):
    broken_engine(monkeypatch, stumble)
    assert main([], root) == 5
    *problems, _ = capsys.readouterr().err.splitlines()
    assert {line.partition(": the engine")[0] for line in problems} == {
        "kazakhstan, screen edition",
        "kazakhstan, print edition",
    }
    monkeypatch.undo()
    sheet = root / "styles" / "print.css"
    sheet.write_text(sheet.read_text() + ".lede { display: none }\n")
    assert main([], root) == 5
    (line, *_) = capsys.readouterr().err.splitlines()
    assert line.startswith("content/chapters/kazakhstan.yaml:3:7: print edition: the lede")
