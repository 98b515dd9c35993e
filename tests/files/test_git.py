"""The questions that Git is asked; the answers don't depend on anybody's configuration or language."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pressroom.errors import WrongUsage
from pressroom.files import git
from pressroom.files.git import Checkout, History, Revision

CHAPTER = "content/chapters/côte.yaml"
TRAPS = {
    "log.showSignature": "true",
    "color.ui": "always",
    "core.quotepath": "true",
    "i18n.logOutputEncoding": "UTF-16",
    "log.date": "relative",
    "status.showUntrackedFiles": "no",
    "status.branch": "true",
    "status.short": "true",
    "diff.upper.textconv": "tr a-z A-Z <",
}


def run(root: Path, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(root), *arguments], check=True, capture_output=True, text=True, env={**os.environ, **environment}
    )
    return done.stdout.strip()


def commit(root: Path, date: str) -> str:
    run(root, "add", "-A")
    run(root, "commit", "--quiet", "--allow-empty", "-m", "é", GIT_AUTHOR_DATE="2001-01-01T00:00:00Z", GIT_COMMITTER_DATE=date)
    return run(root, "rev-parse", "HEAD")


@pytest.fixture(params=["plain", "configured"])
def root(request, tmp_path, monkeypatch):
    """A repository with a chapter, with no Git configuration, or with one that changes everything Git prints."""
    run(tmp_path, "init", "--quiet")
    for name, value in {"user.name": "É. > 5 +0000", "user.email": "e@example.org"}.items():
        run(tmp_path, "config", name, value)
    if request.param == "configured":
        key = tmp_path.parent / f"{tmp_path.name}-key"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
        for name, value in {**TRAPS, "gpg.format": "ssh", "user.signingKey": f"{key}.pub", "commit.gpgSign": "true"}.items():
            run(tmp_path, "config", name, value)
        monkeypatch.setenv("LANGUAGE", "de")
    (tmp_path / "content" / "chapters").mkdir(parents=True)
    (tmp_path / "content" / "report.yaml").write_text("title: Report\n")
    (tmp_path / CHAPTER).write_text("status: final\n")
    (tmp_path / ".gitattributes").write_text("*.yaml diff=upper\n")
    return tmp_path


def test_a_revision_has_its_name_and_its_committers_day(root):
    first = commit(root, "2005-01-13T23:30:00-0500")
    second = commit(root, "2005-01-14T00:30:00+0630")
    assert History(root).revision("HEAD~1") == Revision(first, "2005-01-13")
    assert History(root).revision("HEAD") == Revision(second, "2005-01-14")


def test_the_last_final_revision_is_found(root):
    final = commit(root, "2005-01-13T12:00:00Z")
    (root / CHAPTER).write_text("status: draft\n")
    commit(root, "2005-01-14T12:00:00Z")
    assert History(root).last_final("côte") == Revision(final, "2005-01-13")
    assert History(root).last_final("zenda") is None


def test_the_content_of_a_revision_is_written_as_it_was(root, tmp_path_factory):
    commit(root, "2005-01-13T12:00:00Z")
    (root / CHAPTER).write_text("status: draft\n")
    history = History(root)
    revision, to = history.revision("HEAD"), tmp_path_factory.mktemp("old")
    assert [history.has_chapter(revision, stem) for stem in ("côte", "zenda")] == [True, False]
    history.write(revision, "côte", to)
    assert {str(path.relative_to(to)): path.read_text() for path in to.rglob("*") if path.is_file()} == {
        "content/report.yaml": "title: Report\n",
        CHAPTER: "status: final\n",
    }


def test_a_checkout_says_its_revision_and_whether_files_differ_from_it(root):
    assert git.checkout(root, ["content"]) == Checkout("", changed=True)
    head = commit(root, "2005-01-13T12:00:00Z")
    assert git.checkout(root, ["content"]) == Checkout(head, changed=False)
    (root / "README").write_text("x")
    assert git.checkout(root, ["content"]) == Checkout(head, changed=False), "what no file is made from does not matter"
    (root / "content" / "new.yaml").write_text("x")
    assert git.checkout(root, ["content"]) == Checkout(head, changed=True), "a new file is a change"


def test_asking_leaves_the_repository_alone(root):
    commit(root, "2005-01-13T12:00:00Z")
    os.utime(root / CHAPTER, (0, 0))  # the index is then worth refreshing
    before = (root / ".git" / "index").read_bytes()
    assert git.checkout(root, ["content"]).changed is False
    assert (root / ".git" / "index").read_bytes() == before


def test_only_the_top_of_a_repository_has_a_checkout(root, monkeypatch, tmp_path_factory):
    commit(root, "2005-01-13T12:00:00Z")
    assert git.checkout(root / "content", ["chapters"]) == Checkout()
    outside = tmp_path_factory.mktemp("outside")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(outside.parent))
    assert git.checkout(outside, ["content"]) == Checkout()
    with pytest.raises(WrongUsage) as refused:
        History(outside)
    assert str(refused.value) == ("the project is not in a Git repository that can be read (compare with a file: --against OLD.yaml)"), (
        "in any language, without what Git says of it"
    )


def test_without_git_there_is_no_checkout(root, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert git.checkout(root, ["content"]) == Checkout()


def test_no_commit_has_no_day():
    assert git._day(b"") == ""
    assert git._day(b"committer A <a> 1105574400 -0000\n\nx") == str(datetime.fromtimestamp(1105574400, UTC).date())


def test_git_is_run_in_one_place():
    package = Path(git.__file__).parents[1]
    assert [path.name for path in package.rglob("*.py") if '"git"' in path.read_text() and "subprocess" in path.read_text()] == ["git.py"]
