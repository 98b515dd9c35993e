"""What outputs are made from, as it is now: told by contents, so that no clock and no time stamp is trusted.

A cause is a name and a value, both text. A build with nothing to do ends here, in a fraction of the time that the engine takes to
load, so this module imports next to nothing.

    file PATH        the digest of a file's bytes, `-` where there is none; PATH is below the project's folder, or absolute
    names PATH       the digest of the names in a folder
    library PATH     the digest of a shared library's head, which holds its build id (ELF notes: ld(1), --build-id)
    embargo INSTANT  whether the hour is before an instant in UTC (`2005-01-13T00:01:00Z`)
    variable NAME    a variable of the environment
    code             the digest of the press's own modules
    packages         the folders in which pip notes each installed package and its version
    python           the interpreter's version
"""

from __future__ import annotations

import os
import stat
import sys
import time
from _blake2 import blake2b  # hashlib would load OpenSSL

SMALL = 32 << 10  # bytes: a file of up to this size is read each time, whatever its status says
HEAD = 4096
NONE = "-"
IN_FORCE, OVER = "in force", "over"
MACHINE = (
    "code",
    "packages",
    "python",
    "file /etc/ld.so.cache",
    *(f"variable {name}" for name in ("LD_LIBRARY_PATH", "LD_PRELOAD", "PYTHONPATH")),
)
READ = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY


def digest(data: bytes) -> str:
    """The digest of some bytes."""
    return str(blake2b(data, digest_size=16).hexdigest())


def status(of: os.stat_result) -> str:
    """All that changes with a file's bytes: programs can set the time of its last change, but not that of its status (stat(2))."""
    return f"{of.st_ino} {of.st_size} {of.st_mtime_ns} {of.st_ctime_ns}"


class Fingerprints:
    """The project in `root` as it is now; each thing is looked at once.

    `seals` spares reading large files: the status under which a file is known to have had a digest. `given` are causes that this
    module can't look up. `hour` takes the place of the clock's, as an embargo has it. `broken` tells whether a large file's status was
    not the sealed one.
    """

    def __init__(self, root: str, seals: dict[str, tuple[str, str]], given: dict[str, str], hour: str = ""):
        self.root = root
        self.seals = seals
        self.given = given
        self.hour = hour or time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self.broken = False
        self._known: dict[str, str] = {}

    def value(self, cause: str) -> str:
        """The value of a cause now."""
        if cause in self.given:
            return self.given[cause]
        known = self._known.get(cause)
        if known is None:
            known = self._known[cause] = self._look(*cause.split(" ", 1))
        return known

    def output(self, path: str) -> str:
        """The digest of a file that a build has put in its place; of a link, `-`."""
        return self._file(path, os.O_NOFOLLOW)

    def _look(self, kind: str, name: str = "") -> str:
        if kind == "file":
            return self._file(name)
        if kind == "library":
            return digest(_head(name))
        if kind == "embargo":
            return IN_FORCE if self.hour < name else OVER
        if kind == "variable":
            return os.environ.get(name, NONE)
        if kind == "names":
            return digest("\0".join(_names(f"{self.root}/{name}")).encode(errors="surrogateescape"))
        if kind == "python":
            return sys.version
        return _packages() if kind == "packages" else _code() if kind == "code" else NONE

    def _file(self, path: str, flags: int = 0) -> str:  # as few calls as will do: it is what takes the time
        try:
            file = os.open(path if path[0] == "/" else f"{self.root}/{path}", READ | flags)
        except OSError:
            return NONE
        try:
            found = os.fstat(file)
            if not stat.S_ISREG(found.st_mode):
                return NONE
            if found.st_size > SMALL and path in self.seals:
                sealed, known = self.seals[path]
                if sealed == status(found):
                    return known
                self.broken = True
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
    """The packages that Python finds, each with its version."""
    folders = [folder for folder in sys.path if folder.endswith(("site-packages", "dist-packages"))]
    return " ".join(name[: -len(".dist-info")] for folder in folders for name in _names(folder) if name.endswith(".dist-info"))


def _code() -> str:
    """The digest of all modules of this package and their names."""
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
