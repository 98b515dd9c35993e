"""The project's Git repository: what is checked out, and earlier versions of the content.

It calls Git's low-level commands (git(1)), whose output is made for programs and doesn't depend on the user's configuration or language.
Nothing in the repository or its checkout is changed.
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
SHARED = re.compile(r"content/(?:report\.yaml|imprint\.yaml|languages/[^/]+|images/[^/]+)")  # used by every chapter
PLAIN_FILE = "100"  # the mode of a regular file begins like this, unlike those of links and submodules
COMMITTED = re.compile(rb"^committer .*> (\d{1,11}) ([+-])(\d\d)(\d\d)$", re.MULTILINE)  # seconds since 1970, and the committer's time zone


@dataclass(frozen=True)
class Revision:
    """A revision: its full hash, and the date of the commit in the committer's time zone (`2005-01-13`)."""

    name: str
    day: str

    @property
    def short(self) -> str:
        """The name, abbreviated."""
        return self.name[:10]


@dataclass(frozen=True)
class Checkout:
    """What is checked out: the full hash of its revision, empty if there is none, and whether files differ from it."""

    revision: str = ""
    changed: bool = False


def checkout(root: Path, paths: Sequence[str]) -> Checkout:
    """What is checked out in `root`. Only files in `paths`, below it, count as changed, including new files that Git doesn't ignore.

    Returns an empty checkout if `root` is not the top folder of a readable repository, or if Git is missing.
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
    """The history of the project in `root`. Raises `WrongUsage` if there is none, `MachineLacks` if Git is missing."""

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
        """The revision that a user calls `name`. Raises `WrongUsage` if there is none."""
        found = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        if found is None:
            if name == "HEAD":
                raise WrongUsage(Problem("no-revision", "nothing is committed yet", hint=f"commit the content, or {COMPARE_WITH_FILE}"))
            hint = "name a commit, a tag or a branch"
            raise WrongUsage(Problem("unknown-revision", f"the repository has no revision '{name}'", hint=hint))
        full = found.decode().strip()
        return Revision(full, _day(self._ask("cat-file", "commit", full) or b""))

    def last_final(self, stem: str) -> Revision | None:
        """The last ancestor of HEAD, or HEAD itself, in which the chapter's status was final; None if there is none."""
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
        """Whether the chapter exists in a revision."""
        return any(path == f"content/chapters/{stem}.yaml" for path, _ in self._files(revision))

    def write(self, revision: Revision, stem: str, to: Path) -> None:
        """Write the content of a revision into the folder `to`: only the chapter `stem`, no printers, no protected names."""
        chapter = f"content/chapters/{stem}.yaml"
        wanted = [(path, blob) for path, blob in self._files(revision) if path == chapter or SHARED.fullmatch(path)]
        for (path, _), data in zip(wanted, self._blobs([blob for _, blob in wanted]), strict=True):
            target = to / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)

    def _is_final(self, revision: str, file: str) -> bool:
        return bool(FINAL.search(self._ask("cat-file", "blob", f"{revision}:./{file}") or b""))

    def _files(self, revision: Revision) -> Iterator[tuple[str, str]]:
        """The path in the project and the object name of each regular file in content/."""
        listing = self._ask("ls-tree", "-r", "-z", revision.name, "--", "content") or b""
        for line in listing.decode(errors="replace").split("\0"):
            about, _, path = line.partition("\t")
            if about.startswith(PLAIN_FILE):
                yield path, about.split()[2]

    def _blobs(self, names: Sequence[str]) -> Iterator[bytes]:
        """The contents of files, by object name (git-cat-file(1), batch output)."""
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
    """The date of a commit in its committer's time zone; empty if `commit` is not a commit."""
    found = COMMITTED.search(commit.partition(b"\n\n")[0])
    if not found:
        return ""
    east = timedelta(hours=int(found[3]), minutes=int(found[4])) * (-1 if found[2] == b"-" else 1)
    return f"{datetime.fromtimestamp(int(found[1]), UTC) + east:%Y-%m-%d}"


@dataclass(frozen=True)
class _Answer:
    """The output of Git, None if it fails. `reason` says why, unless there is simply no repository."""

    output: bytes | None
    reason: str = ""


def _git(root: Path, *arguments: str, given: bytes = b"") -> _Answer:
    """Run Git, with messages in English. Raises `FileNotFoundError` if it is missing."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}  # so that 'status' does not refresh the index on disk
    command = ["git", "-C", str(root), *arguments]
    done = subprocess.run(command, input=given, capture_output=True, check=False, env=environment)  # noqa: S603
    if done.returncode == 0:
        return _Answer(done.stdout)
    said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
    return _Answer(None, f": git says: {said}" if said and "not a git repository" not in said else "")
