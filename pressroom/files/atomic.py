"""Files appear whole or not at all.

A file is written beside its place, flushed to the disk, and then renamed into it; a reader, a kill or a power cut meets the old
bytes or the new ones (rename: POSIX.1-2017, `rename`; why the file and then its folder are flushed: fsync(2)).
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from pressroom.errors import OutputFailed, Place, Problem

IN_THE_WAY = ("a file or a link stands where a folder should", "move it away")
FORBIDDEN = ("permission denied", "give yourself the right to write there, or write to another folder")
REASONS = {
    errno.ENOSPC: ("no space is left on the disk", "free some space and run it again"),
    errno.EDQUOT: ("your quota on the disk is used up", "free some space and run it again"),
    errno.EROFS: ("the disk is read-only", "write to another folder, or mount the disk for writing"),
    errno.EIO: ("the disk failed to read or write", "check the disk and run it again"),
    errno.EACCES: FORBIDDEN,
    errno.EPERM: FORBIDDEN,
    errno.EISDIR: ("a folder stands where the file should", "move it away"),
    errno.ENOTDIR: IN_THE_WAY,
    errno.EEXIST: IN_THE_WAY,
    errno.ELOOP: IN_THE_WAY,
}


def write(path: Path, data: bytes, replace: bool = False) -> bool:
    """Writes one file; False where it already held `data` and was left alone. Makes its folder if missing; replaces a link.

    Raises OutputFailed where it can't be written, and where `path` exists and `replace` is not set.
    """
    if os.path.lexists(path) and not replace:
        raise OutputFailed(Problem("output-exists", "there is a file of this name already", Place(str(path)), "nothing was written"))
    if holds(path, data):
        return False
    with naming(path):
        refuse_folder(path)
        if path.parent.is_dir():
            _drop_orphans(path)
    place({path: data}, {path: path.with_name(f".{path.name}.{os.getpid()}.part")})
    return True


def place(files: Mapping[Path, bytes], parts: Mapping[Path, Path]) -> None:
    """Puts `files` in place, making folders, by way of the temporary file that `parts` gives each, on the same file system.

    None is touched before all are safe on the disk. Raises OutputFailed, with nothing temporary left; each file then has its old
    bytes or its new ones.
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
    """Turns an error of the system into one that names `path`, what can't be done with it, the reason, and the way out."""
    try:
        yield
    except OSError as error:
        reason, hint = REASONS.get(error.errno or 0, (error.strerror or str(error), ""))
        raise OutputFailed(Problem("output-failed", f"can't be {deed}: {reason}", Place(str(path)), hint)) from error


def holds(path: Path, data: bytes) -> bool:
    """Whether `path` is a plain file of these bytes; one that can't be read is not, and will be written anew."""
    try:
        status = path.lstat()
        return stat.S_ISREG(status.st_mode) and status.st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def refuse_folder(path: Path) -> None:
    """Raises IsADirectoryError where `path` is a folder; a link to one is a link."""
    if os.path.lexists(path) and stat.S_ISDIR(path.lstat().st_mode):
        raise IsADirectoryError(errno.EISDIR, "")


def refuse_other(folder: Path) -> None:
    """Raises NotADirectoryError where `folder` is a file or a link."""
    if os.path.lexists(folder) and not stat.S_ISDIR(folder.lstat().st_mode):
        raise NotADirectoryError(errno.ENOTDIR, "")


def make(folder: Path, made: list[Path]) -> None:
    """Makes `folder` and those above it where they are missing, and appends them to `made`."""
    if folder.is_dir():
        return
    make(folder.parent, made)
    try:
        folder.mkdir()
    except FileExistsError:
        if not folder.is_dir():
            raise
        return  # another build was quicker
    made.append(folder)
    _flush(folder.parent)


def _fill(part: Path, data: bytes) -> None:
    """Writes `data` to `part` and flushes it to the disk."""
    file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        os.fsync(file)
    finally:
        os.close(file)  # a full disk or quota may show only here (close(2)), so its error must reach the caller


def _flush(folder: Path) -> None:
    """Flushes the names in `folder` to the disk, where its file system can do that."""
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
    finally:
        os.close(file)


def _drop_orphans(path: Path) -> None:
    """Removes what a killed `write` of the same path left beside it."""
    for leaf in path.parent.iterdir():
        if leaf.name.startswith(f".{path.name}.") and leaf.name.endswith(".part"):
            leaf.unlink()
