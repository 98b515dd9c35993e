"""What a command prints."""

import sys

from pressroom.console import Console
from pressroom.errors import Place, Problem


def test_a_quiet_console_prints_errors_and_messages_alone(capsys):
    for form in ("text", "json"):
        console = Console(form, quiet=True)
        console.progress(0, 1, "oz")
        console.output("dist/oz/oz.pdf", 1, 1, True)
        console.up_to_date({"dist/oz/oz.html": ("digest", 1, 0)})
        console.problems([Problem("loose", "a loose line")], "warning")
    assert capsys.readouterr() == ("", "")
    console = Console("text", quiet=True)
    console.say("restarting")
    console.problems([Problem("bad", "a bad word")])
    assert capsys.readouterr() == ("", "restarting\na bad word\n")


def test_on_a_terminal_a_problem_says_whether_it_is_an_error(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    console = Console("text")
    console.problems([Problem("bad", "a bad word", Place("a.yaml", 1, 2))])
    console.problems([Problem("loose", "a loose line", None, "add a word")], "warning")
    assert capsys.readouterr().err.replace("\r\x1b[K", "") == "a.yaml:1:2: error: a bad word\nwarning: a loose line (add a word)\n"


def test_the_last_line_of_a_failure_is_for_people(capsys):
    Console("json").failed("no kit was written")
    assert capsys.readouterr() == ("", "")
    Console("text").failed("no kit was written")
    assert capsys.readouterr() == ("", "no kit was written\n")
