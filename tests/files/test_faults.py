"""Each file operation of a build fails in turn. Each file has its old bytes or its new ones, and the next build repairs everything."""

import errno
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from pressroom import files as output
from pressroom.cache.fingerprints import digest
from pressroom.errors import OutputFailed

OPERATIONS = (
    *("open", "write", "fsync", "close", "replace", "mkdir", "unlink", "rmdir", "scandir", "listdir"),
    *("stat", "lstat", "ftruncate", "pwrite"),
)
CODES = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT)
GONE = {"g/g.pdf": b"no longer made", "a/a-print.pdf": b"nor this"}
OLD = {**GONE, "a/a.html": b"old page", "a/a.pdf": b"old" * 500, "b.txt": b"same"}
NEW = {"a/a.html": b"new page!", "a/a.pdf": b"new" * 700, "b.txt": b"same", "c/c.html": b"first"}


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make flushing fast, since it depends on the disk and is not tested here."""
    monkeypatch.setattr(os, "fsync", lambda _file: None)


@contextmanager
def every_operation(react: Callable[[int, str], None]) -> Iterator[None]:
    """Call `react` with the number and the name of each operation before it runs. A write writes half of its data, as it may."""
    real = {name: getattr(os, name) for name in OPERATIONS}
    numbers = count()

    def wrapped(name: str) -> Callable[..., object]:
        def operation(*args, **options):
            try:
                react(next(numbers), name)
            except OSError:
                if name == "close":  # close(2): the descriptor is gone even so
                    real["close"](*args)
                raise
            if name == "write" and len(args[1]) > 1:
                args = (args[0], args[1][: len(args[1]) // 2])
            return real[name](*args, **options)

        return operation

    with pytest.MonkeyPatch.context() as patch:
        for name in OPERATIONS:
            patch.setattr(os, name, wrapped(name))
        yield


def build(root: Path, files: dict[str, bytes]) -> tuple[Path, ...]:
    with output.open_shelf(root, 5, print) as shelf:
        (shelf.scratch / "folder").mkdir(exist_ok=True)
        (shelf.scratch / "folder" / "lock").write_bytes(b"the engine's own")
        placed = shelf.put(files)
        shelf.remove({name: digest(data) for name, data in GONE.items() if name not in files})
        shelf.remember(b"record of " + repr(sorted(files)).encode())
        return placed


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def finished(root: Path) -> dict[str, bytes]:
    return {name: data for name, data in files(root).items() if not name.startswith(".pressroom")}


def check_old_or_new(root: Path, where: str) -> None:
    for name, data in finished(root).items():
        assert data in (OLD.get(name), NEW.get(name)), (where, name)
    assert set(OLD) - set(GONE) <= set(finished(root)), where
    assert files(root).get(".pressroom/record") in [b"record of " + repr(sorted(some)).encode() for some in (OLD, NEW)], where


def check_message(failure: OutputFailed, root: Path) -> None:
    (problem,) = failure.problems
    assert problem.code == "output-failed"
    assert problem.place
    assert problem.place.file.startswith(str(root))
    assert "\n" not in str(failure)
    assert problem.hint


def check_next(root: Path, where: str) -> None:
    build(root, NEW)
    left = {str(path.relative_to(root)) for path in root.rglob("*")}
    own = {".pressroom/lock": b"%d\n" % os.getpid(), ".pressroom/record": b"record of " + repr(sorted(NEW)).encode()}
    assert files(root) == {**NEW, **own}, where
    assert left == {*NEW, "a", "c", ".pressroom", *own}, where


def operations_of_a_build(root: Path) -> list[str]:
    names: list[str] = []
    build(root, OLD)
    with every_operation(lambda _, name: names.append(name)):
        build(root, NEW)
    return names


@pytest.mark.parametrize(("first", "lasting"), [(0, False), (2, False), (0, True)])
def test_each_operation_fails(first: int, lasting: bool, tmp_path: Path):
    """The codes are used in turn, `first` for the first operation. With `lasting`, all later operations fail too."""
    total = len(operations_of_a_build(tmp_path / "count"))
    failed = 0
    assert total > 60
    for victim in range(total):

        def react(number: int, name: str, victim: int = victim) -> None:
            if number == victim or (lasting and number > victim):
                code = CODES[(victim + first) % len(CODES)]
                raise OSError(code, os.strerror(code))

        root = tmp_path / str(victim)
        build(root, OLD)
        try:
            with every_operation(react):
                build(root, NEW)
        except OutputFailed as failure:
            failed += 1
            check_message(failure, root)
        except OSError:
            pass  # the engine's own, in this test's build
        else:
            assert finished(root) == NEW or lasting
        where = f"operation {victim}"
        check_old_or_new(root, where)
        if not lasting:
            assert not list((root / ".pressroom").glob("*.part")), where
        check_next(root, where)
    assert failed > total / 3


def test_killed_before_each_operation(tmp_path: Path):
    total = len(operations_of_a_build(tmp_path / "count"))
    for victim in range(total):
        root = tmp_path / str(victim)
        build(root, OLD)
        child = os.fork()
        if not child:
            try:
                with every_operation(lambda number, _, victim=victim: os._exit(9) if number == victim else None):
                    build(root, NEW)
            finally:
                os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        check_old_or_new(root, f"operation {victim}")
        check_next(root, f"operation {victim}")


def test_killed_at_any_time(tmp_path: Path):
    moments = random.Random(5)
    ended = 0
    for _ in range(12):
        build(tmp_path, OLD)
        child = os.fork()
        if not child:
            try:
                for number in count():
                    build(tmp_path, (OLD, NEW)[number % 2])
            finally:
                os._exit(0)
        time.sleep(moments.uniform(0.002, 0.05))
        os.kill(child, signal.SIGKILL)
        ended += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        check_old_or_new(tmp_path, "at a random time")
        check_next(tmp_path, "at a random time")
    assert ended == 12


def test_the_order_that_survives_a_power_cut(tmp_path: Path):
    """All files are written and flushed before any is renamed, and the folder is flushed after that."""
    with output.open_shelf(tmp_path, 0, print) as shelf:
        shelf.put({"a.html": b"old", "a.pdf": b"old"})
        names: list[str] = []
        with every_operation(lambda _, name: names.append(name)):
            shelf.put({"a.html": b"1", "a.pdf": b"2"})
    order = [name for name in names if name not in ("stat", "lstat")]
    fill = ["open", "write", "fsync", "close"]
    assert order == [*fill, *fill, "replace", "replace", "open", "fsync", "close"]


@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
def test_each_operation_of_a_single_file_fails(code: int, tmp_path: Path):
    names: list[str] = []
    (tmp_path / "x.yaml").write_bytes(b"old")
    with every_operation(lambda _, name: names.append(name)):
        output.write(tmp_path / "x.yaml", b"new text", replace=True)
    for victim in range(len(names)):
        (tmp_path / "x.yaml").write_bytes(b"old")

        def react(number: int, name: str, victim: int = victim) -> None:
            if number == victim:
                raise OSError(code, os.strerror(code))

        with every_operation(react):
            try:
                output.write(tmp_path / "x.yaml", b"new text", replace=True)
            except OutputFailed as failure:
                check_message(failure, tmp_path)
        assert (tmp_path / "x.yaml").read_bytes() in (b"old", b"new text")
        assert [path.name for path in tmp_path.iterdir()] == ["x.yaml"]


def test_a_full_disk(tmp_path: Path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", disk]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("no right to mount a small disk")
    try:
        build(disk, {"a/a.html": b"old", "a/a.pdf": b"old" * 10_000})
        before = finished(disk)
        with pytest.raises(OutputFailed) as failure:
            build(disk, {"a/a.html": b"new", "a/a.pdf": b"new" * 50_000})
        assert str(failure.value) == f"{disk}/a/a.pdf: can't be written: no space is left on the disk (free some space and run it again)"
        assert finished(disk) == before
        assert build(disk, {"a/a.html": b"new", "a/a.pdf": b"new" * 10_000})
        assert sorted(path.name for path in (disk / ".pressroom").iterdir()) == ["lock", "record"]
    finally:
        subprocess.run(["umount", disk], check=True)
