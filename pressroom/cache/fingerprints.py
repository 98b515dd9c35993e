"""What outputs are made from, as it is now. Contents are compared, so no clock and no time stamp is trusted.

A cause is a name and a value, both text. A build with nothing to do ends here, in a fraction of the time that the engine takes to
load, so this module imports almost nothing.

    file PATH        the digest of a file's bytes, `-` if there is none; PATH is relative to the project's folder, or absolute
    names PATH       the digest of the file names in a folder
    library PATH     the digest of the first bytes of a shared library, which hold its build id (ELF notes: ld(1), --build-id)
    embargo TIME     whether the current time is before a time in UTC (`2005-01-13T00:01:00Z`)
    variable NAME    an environment variable
    code             the digest of Pressroom's own modules
    packages         the names and versions of the installed packages, from the folders that pip makes
    python           the interpreter's version
"""

from __future__ import annotations

import os
import stat
import sys
import time
from _blake2 import blake2b  # hashlib would load OpenSSL

SMALL = 32 << 10  # bytes: a file up to this size is always read, whatever its status
HEAD = 4096
NONE = "-"
IN_FORCE, OVER = "in force", "over"
MACHINE = (
    "code",
    "packages",
    "python",
    "file /etc/ld.so.cache",
    *(f"variable {name}" for name in ("LD_LIBRARY_PATH", "LD_PRELOAD", "PRESSROOM_PLAIN", "PYTHONPATH")),
)
READ = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY


def digest(data: bytes) -> str:
    """The digest of `data` in hexadecimal."""
    return str(blake2b(data, digest_size=16).hexdigest())


def status(of: os.stat_result) -> str:
    """What changes whenever a file's bytes do: a program can set a file's modification time, but not its status change time (stat(2))."""
    return f"{of.st_ino} {of.st_size} {of.st_mtime_ns} {of.st_ctime_ns}"


class Fingerprints:
    """The project in `root` as it is now. Each cause is looked up once.

    `digests` saves reading large files: for each a status, and the digest that the file had under this status. `given` are the values of
    causes that this module can't look up. `time_now`, in UTC, replaces the clock. `has_outdated_digests` turns true when a large file has
    a status that differs from the recorded one.
    """

    def __init__(self, root: str, digests: dict[str, tuple[str, str]], given: dict[str, str], time_now: str = ""):
        self.root = root
        self.digests = digests
        self.given = given
        self.time_now = time_now or time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self.has_outdated_digests = False
        self._known: dict[str, str] = {}

    def value(self, cause: str) -> str:
        """The current value of a cause."""
        if cause in self.given:
            return self.given[cause]
        known = self._known.get(cause)
        if known is None:
            known = self._known[cause] = self._look(*cause.split(" ", 1))
        return known

    def output(self, path: str) -> str:
        """The digest of an output; `-` for a link."""
        return self._file(path, os.O_NOFOLLOW)

    def _look(self, kind: str, name: str = "") -> str:
        if kind == "file":
            return self._file(name)
        if kind == "library":
            return digest(_head(name))
        if kind == "embargo":
            return IN_FORCE if self.time_now < name else OVER
        if kind == "variable":
            return os.environ.get(name, NONE)
        if kind == "names":
            return digest("\0".join(_names(f"{self.root}/{name}")).encode(errors="surrogateescape"))
        if kind == "python":
            return sys.version
        return _packages() if kind == "packages" else _code() if kind == "code" else NONE

    def _file(self, path: str, flags: int = 0) -> str:  # with as few system calls as possible: they take the time
        try:
            file = os.open(path if path[0] == "/" else f"{self.root}/{path}", READ | flags)
        except OSError:
            return NONE
        try:
            found = os.fstat(file)
            if not stat.S_ISREG(found.st_mode):
                return NONE
            if found.st_size > SMALL and path in self.digests:
                recorded, known = self.digests[path]
                if recorded == status(found):
                    return known
                self.has_outdated_digests = True
            return digest(_all(file, found.st_size))
        except OSError:
            return NONE
        finally:
            os.close(file)


def _all(file: int, size: int) -> bytes:
    data = os.read(file, size + 1)
    while more := os.read(file, 1 << 20) if len(data) != size else b"":
        data += more
    return data


def _head(path: str) -> bytes:
    try:
        file = os.open(path, READ)
    except OSError:
        return b""
    try:
        return os.read(file, HEAD)
    finally:
        os.close(file)


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208
    except OSError:
        return []


def _packages() -> str:
    """The installed packages with their versions."""
    folders = [folder for folder in sys.path if folder.endswith(("site-packages", "dist-packages"))]
    return " ".join(name[: -len(".dist-info")] for folder in folders for name in _names(folder) if name.endswith(".dist-info"))


def _code() -> str:
    """The digest of the names and contents of all modules of this package."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    whole = blake2b(digest_size=16)
    for name in _modules(package, ""):
        whole.update(b"%s\0%s\0" % (os.fsencode(name), Fingerprints(package, {}, {}).value(f"file {name}").encode()))
    return str(whole.hexdigest())


def _modules(package: str, below: str) -> list[str]:
    found = []
    for name in _names(f"{package}/{below}"):
        if name.endswith(".py"):
            found.append(below + name)
        elif "." not in name and name != "__pycache__":
            found += _modules(package, f"{below}{name}/")
    return found
