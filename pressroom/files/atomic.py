"""Files appear whole or not at all.

A file is written under a temporary name, flushed to the disk, and then renamed: whoever reads it, and whatever interrupts this, finds the
old bytes or the new ones (POSIX.1-2017, `rename`; why the file and then its folder are flushed: fsync(2)).
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from pressroom.errors import OutputFailed, Place, Problem

IN_THE_WAY = ("a file or a link has the name of a folder that is needed", "move it away")
FORBIDDEN = ("permission denied", "change the permissions of the folder, or write to another one")
REASONS = {
    errno.ENOSPC: ("no space is left on the disk", "free some space and run it again"),
    errno.EDQUOT: ("your disk quota is used up", "free some space and run it again"),
    errno.EROFS: ("the disk is read-only", "write to another folder, or mount the disk for writing"),
    errno.EIO: ("the disk reports an error", "check the disk and run it again"),
    errno.EACCES: FORBIDDEN,
    errno.EPERM: FORBIDDEN,
    errno.EISDIR: ("a folder has the name of the file", "move it away"),
    errno.ENOTDIR: IN_THE_WAY,
    errno.EEXIST: IN_THE_WAY,
    errno.ELOOP: IN_THE_WAY,
}


def write(path: Path, data: bytes, replace: bool = False) -> bool:
    """Write one file, and its folder if it is missing; a link is replaced. Returns False if the file already had these bytes.

    Raises OutputFailed if it can't be written, or if `path` exists and `replace` is false.
    """
    if os.path.lexists(path) and not replace:
        raise OutputFailed(Problem("output-exists", "the file already exists", Place(str(path)), "nothing was written"))
    if holds(path, data):
        return False
    with naming(path):
        refuse_folder(path)
        if path.parent.is_dir():
            _drop_orphans(path)
    place({path: data}, {path: path.with_name(f".{path.name}.{os.getpid()}.part")})
    return True


def place(files: Mapping[Path, bytes], parts: Mapping[Path, Path]) -> None:
    """Write `files`, and folders that are missing. `parts` gives each its temporary file, on the same file system.

    No file changes before all of them are safe on the disk. Raises OutputFailed; each file then has its old bytes or its new ones, and no
    temporary file is left.
    """
    made: list[Path] = []
    try:
        for path, data in files.items():
            with naming(path):
                make(parts[path].parent, made)
                _fill(parts[path], data)
        for path in files:
            with naming(path):
                make(path.parent, made)
                parts[path].replace(path)
        for folder in dict.fromkeys(path.parent for path in files):
            with naming(folder):
                _flush(folder)
    except BaseException:
        for part in parts.values():
            with suppress(OSError):
                part.unlink()
        for folder in reversed(made):
            with suppress(OSError):  # one that is no longer empty stays
                folder.rmdir()
        raise


@contextmanager
def naming(path: Path, deed: str = "written") -> Iterator[None]:
    """Turn an OSError into an OutputFailed that names `path`, what can't be done with it, the reason, and what to do."""
    try:
        yield
    except OSError as error:
        reason, hint = REASONS.get(error.errno or 0, (error.strerror or str(error), ""))
        raise OutputFailed(Problem("output-failed", f"can't be {deed}: {reason}", Place(str(path)), hint)) from error


def holds(path: Path, data: bytes) -> bool:
    """Whether `path` is a regular file with these bytes. One that can't be read counts as different."""
    try:
        status = path.lstat()
        return stat.S_ISREG(status.st_mode) and status.st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def refuse_folder(path: Path) -> None:
    """Raise IsADirectoryError if `path` is a folder. A link to a folder is a link."""
    if os.path.lexists(path) and stat.S_ISDIR(path.lstat().st_mode):
        raise IsADirectoryError(errno.EISDIR, "")


def refuse_other(folder: Path) -> None:
    """Raise NotADirectoryError if `folder` is a file or a link."""
    if os.path.lexists(folder) and not stat.S_ISDIR(folder.lstat().st_mode):
        raise NotADirectoryError(errno.ENOTDIR, "")


def make(folder: Path, made: list[Path]) -> None:
    """Make `folder` and its parents if they are missing, and append them to `made`."""
    if folder.is_dir():
        return
    make(folder.parent, made)
    try:
        folder.mkdir()
    except FileExistsError:
        if not folder.is_dir():
            raise
        return  # another process has just made it
    made.append(folder)
    _flush(folder.parent)


def _fill(part: Path, data: bytes) -> None:
    """Write `data` to `part` and flush it to the disk."""
    file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        os.fsync(file)
    finally:
        os.close(file)  # may be the first to report a full disk or quota (close(2)), so its error must not be lost


def _flush(folder: Path) -> None:
    """Flush the names in `folder` to the disk, if its file system can do that."""
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
    finally:
        os.close(file)


def _drop_orphans(path: Path) -> None:
    """Delete what a `write` of the same path left when it was killed."""
    for leaf in path.parent.iterdir():
        if leaf.name.startswith(f".{path.name}.") and leaf.name.endswith(".part"):
            leaf.unlink()
