"""Earlier versions of the content, read from the project's Git repository by git itself. Nothing in the repository is changed."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pressroom.errors import MachineLacks, Problem, WrongUsage

AGAINST = "or compare with a file: --against OLD.yaml"
FINAL = re.compile(rb"^status:[ \t]*(['\"]?)final\1[ \t\r]*(?:#.*)?$", re.MULTILINE)
SHARED = re.compile(r"content/(?:report\.yaml|imprint\.yaml|languages/[^/]+|images/[^/]+)")
PLAIN_FILE = "100"  # how the mode of a regular file begins; those of links and of submodules begin otherwise


@dataclass(frozen=True)
class Revision:
    """A revision: its full name, and the day of its commit."""

    name: str
    day: str

    @property
    def short(self) -> str:
        """The name, abbreviated."""
        return self.name[:10]


class History:
    """The history of the project in `root`. Raises `WrongUsage` if there is none, `MachineLacks` if Git is not installed."""

    def __init__(self, root: Path):
        self._root = root
        try:
            inside = self._git("rev-parse", "--is-inside-work-tree")
        except FileNotFoundError:
            raise MachineLacks(Problem("no-git", "Git is not installed", hint=f"install it, {AGAINST}")) from None
        if inside is None:
            raise WrongUsage(
                Problem("no-history", f"the project is not in a Git repository that can be read{self._reason()}", hint=AGAINST[3:])
            )

    def revision(self, name: str) -> Revision:
        """The revision that the user calls `name`. Raises `WrongUsage` if there is none."""
        found = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        if found is None:
            if name == "HEAD":
                raise WrongUsage(Problem("no-revision", "nothing is committed yet", hint=f"commit the content, {AGAINST}"))
            hint = "name a commit, a tag or a branch"
            raise WrongUsage(Problem("unknown-revision", f"the repository has no revision '{name}'", hint=hint))
        full = found.decode().strip()
        day = self._git("show", "--no-patch", "--format=%cs", full) or b""
        return Revision(full, day.decode().strip())

    def last_final(self, stem: str) -> Revision | None:
        """The last revision before HEAD, or HEAD, in which the chapter's status was final; None if there is none."""
        file = f"content/chapters/{stem}.yaml"
        touched = (self._git("log", "--format=%H", "--", file) or b"").decode().split()
        after = "HEAD"
        for name in touched:
            if FINAL.search(self._git("show", f"{name}:./{file}") or b""):
                still = after != "HEAD" and FINAL.search(self._git("show", f"{after}^:./{file}") or b"")
                return self.revision("HEAD" if after == "HEAD" else f"{after}^" if still else name)
            after = name
        return None

    def holds(self, revision: Revision, stem: str) -> bool:
        """Whether the chapter existed in the revision."""
        return any(path == f"content/chapters/{stem}.yaml" for path, _ in self._files(revision))

    def write(self, revision: Revision, stems: Sequence[str], to: Path) -> None:
        """Write the content of the revision into the folder `to`: the chapters `stems`, and what all chapters share."""
        chapters = {f"content/chapters/{stem}.yaml" for stem in stems}
        wanted = [(path, blob) for path, blob in self._files(revision) if path in chapters or SHARED.fullmatch(path)]
        for (path, _), data in zip(wanted, self._blobs([blob for _, blob in wanted]), strict=True):
            target = to / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)

    def _files(self, revision: Revision) -> Iterator[tuple[str, str]]:
        """The path below the project, and the object name, of each regular file in content/."""
        listing = self._git("ls-tree", "-r", "-z", revision.name, "--", "content") or b""
        for line in listing.decode(errors="replace").split("\0"):
            about, _, path = line.partition("\t")
            if about.startswith(PLAIN_FILE):
                yield path, about.split()[2]

    def _blobs(self, names: Sequence[str]) -> Iterator[bytes]:
        """The contents of the objects `names` (git-cat-file(1), batch output)."""
        batch = self._git("cat-file", "--batch", given="\n".join(names).encode() + b"\n") or b""
        at = 0
        for _ in names:
            end = batch.index(b"\n", at)
            size = int(batch[at:end].split()[2])
            yield batch[end + 1 : end + 1 + size]
            at = end + 2 + size

    def _git(self, *arguments: str, given: bytes = b"") -> bytes | None:
        """What git prints; None if it fails."""
        self._run = subprocess.run(["git", "-C", str(self._root), *arguments], input=given, capture_output=True, check=False)  # noqa: S603, S607
        return self._run.stdout if self._run.returncode == 0 else None

    def _reason(self) -> str:
        """Why git failed, if there is a repository: it may belong to another user, for example."""
        said = self._run.stderr.decode(errors="replace").strip().partition("\n")[0]
        return "" if not said or "not a git repository" in said else f": git says: {said}"
