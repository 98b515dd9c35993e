"""The project's Git repository: what is checked out, and the content as it was.

Git itself is asked, by commands and in formats that are made for programs (git(1), "Low-level commands"): what they print depends on no
user's configuration and language. Nothing in the repository or its checkout is changed.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pressroom.errors import MachineLacks, Problem, WrongUsage

COMPARE_WITH_FILE = "compare with a file: --against OLD.yaml"
FINAL = re.compile(rb"^status:[ \t]*(['\"]?)final\1[ \t\r]*(?:#.*)?$", re.MULTILINE)
SHARED = re.compile(r"content/(?:report\.yaml|imprint\.yaml|languages/[^/]+|images/[^/]+)")  # what every chapter is made from
PLAIN_FILE = "100"  # how the mode of a regular file begins; those of links and of submodules begin otherwise
COMMITTED = re.compile(rb"^committer .*> (\d{1,11}) ([+-])(\d\d)(\d\d)$", re.MULTILINE)  # seconds since 1970, and the committer's time zone


@dataclass(frozen=True)
class Revision:
    """A revision: its full name, and the day on which it was committed, where the committer was (`2005-01-13`)."""

    name: str
    day: str

    @property
    def short(self) -> str:
        """The name, abbreviated."""
        return self.name[:10]


@dataclass(frozen=True)
class Checkout:
    """What is checked out: the full name of its revision, empty where there is none, and whether files differ from it."""

    revision: str = ""
    changed: bool = False


def checkout(root: Path, paths: Sequence[str]) -> Checkout:
    """What is checked out in `root`. Only files in `paths`, below it, count as changed; new ones do, those that Git ignores do not.

    An empty checkout where `root` is not the top of a repository that can be read, or Git is missing.
    """
    try:
        top = _git(root, "rev-parse", "--show-toplevel").output
        if top is None or Path(os.fsdecode(top.removesuffix(b"\n"))).resolve() != root.resolve():
            return Checkout()
        revision = _git(root, "rev-parse", "--verify", "--quiet", "HEAD").output or b""
        changed = _git(root, "status", "--porcelain", "--untracked-files=normal", "--", *paths).output
    except FileNotFoundError:
        return Checkout()
    return Checkout(revision.decode().strip(), bool(changed))


class History:
    """The history of the project in `root`. Raises `WrongUsage` where there is none, `MachineLacks` where Git is missing."""

    def __init__(self, root: Path):
        self._root = root
        try:
            inside = _git(root, "rev-parse", "--is-inside-work-tree")
        except FileNotFoundError:
            raise MachineLacks(Problem("no-git", "Git is not installed", hint=f"install it, or {COMPARE_WITH_FILE}")) from None
        if inside.output is None:
            message = f"the project is not in a Git repository that can be read{inside.reason}"
            raise WrongUsage(Problem("no-history", message, hint=COMPARE_WITH_FILE))

    def revision(self, name: str) -> Revision:
        """The revision that a user calls `name`. Raises `WrongUsage` where there is none."""
        found = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        if found is None:
            if name == "HEAD":
                raise WrongUsage(Problem("no-revision", "nothing is committed yet", hint=f"commit the content, or {COMPARE_WITH_FILE}"))
            hint = "name a commit, a tag or a branch"
            raise WrongUsage(Problem("unknown-revision", f"the repository has no revision '{name}'", hint=hint))
        full = found.decode().strip()
        return Revision(full, _day(self._ask("cat-file", "commit", full) or b""))

    def last_final(self, stem: str) -> Revision | None:
        """The last revision in which the chapter's status was final, of those that HEAD comes from; None where it never was."""
        file = f"content/chapters/{stem}.yaml"
        touched = (self._ask("rev-list", "HEAD", "--", file) or b"").decode().split()
        after = "HEAD"
        for name in touched:
            if self._is_final(name, file):
                still = after != "HEAD" and self._is_final(f"{after}^", file)
                return self.revision("HEAD" if after == "HEAD" else f"{after}^" if still else name)
            after = name
        return None

    def has_chapter(self, revision: Revision, stem: str) -> bool:
        """Whether a revision has the chapter."""
        return any(path == f"content/chapters/{stem}.yaml" for path, _ in self._files(revision))

    def write(self, revision: Revision, stem: str, to: Path) -> None:
        """Write the content of a revision into the folder `to`: of the chapters, `stem` alone; no printers and no protected names."""
        chapter = f"content/chapters/{stem}.yaml"
        wanted = [(path, blob) for path, blob in self._files(revision) if path == chapter or SHARED.fullmatch(path)]
        for (path, _), data in zip(wanted, self._blobs([blob for _, blob in wanted]), strict=True):
            target = to / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)

    def _is_final(self, revision: str, file: str) -> bool:
        return bool(FINAL.search(self._ask("cat-file", "blob", f"{revision}:./{file}") or b""))

    def _files(self, revision: Revision) -> Iterator[tuple[str, str]]:
        """The path below the project, and the name in the repository, of each regular file in content/."""
        listing = self._ask("ls-tree", "-r", "-z", revision.name, "--", "content") or b""
        for line in listing.decode(errors="replace").split("\0"):
            about, _, path = line.partition("\t")
            if about.startswith(PLAIN_FILE):
                yield path, about.split()[2]

    def _blobs(self, names: Sequence[str]) -> Iterator[bytes]:
        """The contents of files, by their names in the repository (git-cat-file(1), batch output)."""
        batch = self._ask("cat-file", "--batch", given="\n".join(names).encode() + b"\n") or b""
        at = 0
        for _ in names:
            end = batch.index(b"\n", at)
            size = int(batch[at:end].split()[2])
            yield batch[end + 1 : end + 1 + size]
            at = end + 2 + size

    def _ask(self, *arguments: str, given: bytes = b"") -> bytes | None:
        return _git(self._root, *arguments, given=given).output


def _day(commit: bytes) -> str:
    """The day of a commit as its committer's calendar has it; empty for what is no commit."""
    found = COMMITTED.search(commit.partition(b"\n\n")[0])
    if not found:
        return ""
    east = timedelta(hours=int(found[3]), minutes=int(found[4])) * (-1 if found[2] == b"-" else 1)
    return f"{datetime.fromtimestamp(int(found[1]), UTC) + east:%Y-%m-%d}"


@dataclass(frozen=True)
class _Answer:
    """What Git prints, None where it refuses; `reason` says why, where that is not for want of a repository."""

    output: bytes | None
    reason: str = ""


def _git(root: Path, *arguments: str, given: bytes = b"") -> _Answer:
    """Ask Git, in English. Raises `FileNotFoundError` where it is missing."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}  # the latter: 'status' does not refresh the index on disk
    command = ["git", "-C", str(root), *arguments]
    done = subprocess.run(command, input=given, capture_output=True, check=False, env=environment)  # noqa: S603
    if done.returncode == 0:
        return _Answer(done.stdout)
    said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
    return _Answer(None, f": git says: {said}" if said and "not a git repository" not in said else "")
