import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pressroom.errors import OUTPUT, OutputFailed
from pressroom.files import open_shelf, write

ROOT = Path(__file__).parents[2]


def quiet(message: str) -> None:
    raise AssertionError(message)


def put(root: Path, files: dict[str, bytes]) -> tuple[Path, ...]:
    with open_shelf(root, 0, quiet) as shelf:
        return shelf.put(files)


HOLD = """
import sys
from pathlib import Path
from pressroom.files import open_shelf
with open_shelf(Path(sys.argv[1]), 0, print):
    print(flush=True)
    input()
"""


def interrupt(scratch: Path) -> None:
    (scratch / "x").write_bytes(b"x")
    raise KeyboardInterrupt


@contextmanager
def holder(root: Path) -> Iterator[int]:
    """A process that holds the shelf until it is killed."""
    with subprocess.Popen([sys.executable, "-c", HOLD, root], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout
        assert process.stdout.readline() == b"\n"
        yield process.pid
        process.kill()


def test_files_are_put_in_their_place(tmp_path: Path):
    root = tmp_path / "far" / "dist"
    placed = put(root, {"uz/uz.html": b"page", "uz/uz.pdf": b"", "index.html": b"index"})
    assert placed == (root / "uz/uz.html", root / "uz/uz.pdf", root / "index.html")
    assert (root / "uz/uz.html").read_bytes() == b"page"
    assert (root / "uz/uz.pdf").read_bytes() == b""
    assert (root / "index.html").read_bytes() == b"index"


def test_a_file_of_the_same_bytes_is_left_alone(tmp_path: Path):
    put(tmp_path, {"a.html": b"one", "a.pdf": b"two"})
    os.utime(tmp_path / "a.html", (1, 1))
    placed = put(tmp_path, {"a.html": b"one", "a.pdf": b"TWO"})
    assert placed == (tmp_path / "a.pdf",)
    assert (tmp_path / "a.html").stat().st_mtime == 1


def test_a_temporary_file_that_could_not_be_removed_does_no_harm(tmp_path: Path):
    with open_shelf(tmp_path, 0, quiet) as shelf:
        (tmp_path / ".pressroom" / "0.part").write_bytes(b"longer than the file")
        shelf.put({"a.pdf": b"short"})
    assert (tmp_path / "a.pdf").read_bytes() == b"short"


def test_files_get_the_rights_that_the_user_gives_new_files(tmp_path: Path):
    mask = os.umask(0o027)
    try:
        put(tmp_path, {"a.pdf": b"x"})
    finally:
        os.umask(mask)
    assert (tmp_path / "a.pdf").stat().st_mode & 0o777 == 0o640


def test_a_link_is_replaced_and_not_followed(tmp_path: Path):
    (tmp_path / "elsewhere").write_bytes(b"theirs")
    root = tmp_path / "dist"
    root.mkdir()
    (root / "a.pdf").symlink_to(tmp_path / "elsewhere")
    (root / "b.pdf").symlink_to(tmp_path)
    put(root, {"a.pdf": b"theirs", "b.pdf": b"ours"})
    assert (tmp_path / "elsewhere").read_bytes() == b"theirs"
    assert not (root / "a.pdf").is_symlink()
    assert (root / "b.pdf").read_bytes() == b"ours"


def test_what_stands_in_the_way_is_named_before_anything_changes(tmp_path: Path):
    root = tmp_path / "dist"
    (root / "uz" / "uz.pdf").mkdir(parents=True)
    (root / "ru").write_bytes(b"a file")
    (root / "kk").symlink_to(tmp_path)
    for name, said in (
        ("uz/uz.pdf", f"{root}/uz/uz.pdf: can't be written: a folder has the name of the file (move it away)"),
        ("ru/ru.pdf", f"{root}/ru: can't be written: a file or a link has the name of a folder that is needed (move it away)"),
        ("kk/kk.pdf", f"{root}/kk: can't be written: a file or a link has the name of a folder that is needed (move it away)"),
    ):
        with pytest.raises(OutputFailed) as failure:
            put(root, {"a/a.html": b"x", name: b"x"})
        assert str(failure.value) == said
        assert failure.value.exit_code == OUTPUT
    assert sorted(path.name for path in root.iterdir()) == [".pressroom", "kk", "ru", "uz"]


def test_an_output_folder_that_is_a_file(tmp_path: Path):
    (tmp_path / "dist").write_bytes(b"")
    with pytest.raises(OutputFailed, match=r"dist: can't be written: a file or a link has the name of a folder that is needed"):
        put(tmp_path / "dist", {"a": b""})


def test_an_output_folder_that_is_a_link_to_another_disk_is_followed(tmp_path: Path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "dist").symlink_to("disk")
    put(tmp_path / "dist", {"a/a.pdf": b"x"})
    assert (tmp_path / "disk/a/a.pdf").read_bytes() == b"x"


def test_a_hidden_folder_that_leads_elsewhere_is_not_swept(tmp_path: Path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter").write_bytes(b"dear")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / ".pressroom").symlink_to(tmp_path / "home")
    with pytest.raises(OutputFailed, match="link has the name of a folder that is needed"):
        put(tmp_path / "dist", {"a": b""})
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["letter"]


def test_what_a_killed_build_left_is_swept_and_links_in_it_are_not_followed(tmp_path: Path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter").write_bytes(b"dear")
    litter = tmp_path / "dist" / ".pressroom" / "scratch" / "deep"
    litter.mkdir(parents=True)
    (litter / "lock").write_bytes(b"x")
    (litter / "link").symlink_to(tmp_path / "home")
    (tmp_path / "dist" / ".pressroom" / "0.part").write_bytes(b"half")
    with open_shelf(tmp_path / "dist", 0, quiet) as shelf:
        assert list(shelf.scratch.iterdir()) == []
        assert sorted(path.name for path in (tmp_path / "dist" / ".pressroom").iterdir()) == ["lock", "scratch"]
    assert (tmp_path / "home" / "letter").exists()


def test_memory_outlives_builds_but_a_link_in_its_place_does_not(tmp_path: Path):
    with open_shelf(tmp_path / "dist", 0, quiet) as shelf:
        shelf.memory.mkdir()
        (shelf.memory / "lock").write_bytes(b"kept")
    with open_shelf(tmp_path / "dist", 0, quiet) as shelf:
        assert (shelf.memory / "lock").read_bytes() == b"kept"
        (shelf.memory / "lock").unlink()
        shelf.memory.rmdir()
        shelf.memory.symlink_to(tmp_path)
    assert not os.path.lexists(shelf.memory)


def test_scratch_is_private_absolute_and_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with open_shelf(Path("dist"), 0, quiet) as shelf:
        assert shelf.scratch.is_absolute()
        assert shelf.scratch.stat().st_mode & 0o777 == 0o700
        (shelf.scratch / "x").write_bytes(b"x")
    assert [str(path) for path in Path("dist").rglob("*")] == ["dist/.pressroom", "dist/.pressroom/lock"]


def test_an_interrupted_build_leaves_nothing(tmp_path: Path):
    with pytest.raises(KeyboardInterrupt), open_shelf(tmp_path, 0, quiet) as shelf:
        interrupt(shelf.scratch)
    assert [path.name for path in tmp_path.rglob("*")] == [".pressroom", "lock"]


def test_a_second_build_says_who_holds_the_shelf(tmp_path: Path):
    said: list[str] = []
    with holder(tmp_path) as pid:
        start = time.monotonic()
        with pytest.raises(OutputFailed) as failure, open_shelf(tmp_path, 0.3, said.append):
            pass
        assert 0.3 <= time.monotonic() - start < 0.6
        assert said == [f"{tmp_path}: another build (process {pid}) is running here; waiting for it up to 0.3 s"]
        assert str(failure.value) == (
            f"{tmp_path}: another build (process {pid}) is running here and has not finished in 0.3 s"
            " (wait for it or stop it, then run this again)"
        )
        assert (tmp_path / ".pressroom" / "scratch").exists()  # the first one's, unharmed


def test_the_lock_of_the_dead_is_free(tmp_path: Path):
    with holder(tmp_path) as pid:
        os.kill(pid, signal.SIGKILL)
    assert put(tmp_path, {"a": b"x"})


def test_a_waiting_build_goes_on_when_the_first_ends(tmp_path: Path):
    said: list[str] = []
    with holder(tmp_path) as pid:
        threading.Timer(0.3, os.kill, (pid, signal.SIGKILL)).start()
        start = time.monotonic()
        with open_shelf(tmp_path, 10, said.append) as shelf:
            assert 0.25 < time.monotonic() - start < 2
            shelf.put({"a": b"x"})
    assert len(said) == 1


def test_a_child_that_outlives_the_build_does_not_keep_the_lock(tmp_path: Path):
    with open_shelf(tmp_path, 0, quiet):
        child = os.fork()
        if not child:
            time.sleep(5)
            os._exit(0)
    try:
        assert put(tmp_path, {"a": b"x"})
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_nothing_stays_open(tmp_path: Path):
    before = len(list(Path("/proc/self/fd").iterdir()))
    put(tmp_path, {"a/a": b"x"})
    with pytest.raises(OutputFailed):
        put(tmp_path, {"a": b"x"})
    with open_shelf(tmp_path, 0, quiet), pytest.raises(OutputFailed), open_shelf(tmp_path, 0, lambda _: None):
        pass
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_four_builds_at_once_and_a_reader_that_never_sees_half(tmp_path: Path):
    texts = [bytes([65 + writer]) * 300_000 for writer in range(4)]
    put(tmp_path, {"a/a.pdf": texts[0]})
    children = []
    for text in texts:
        child = os.fork()
        if not child:
            status = 1
            try:
                for number in range(20):
                    with open_shelf(tmp_path, 30, lambda _: None) as shelf:
                        shelf.put({"a/a.pdf": text if number % 2 else text.lower()})
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    whole = {text for upper in texts for text in (upper, upper.lower())}
    seen: list[bytes] = []
    codes = []
    while children:
        seen.append((tmp_path / "a/a.pdf").read_bytes())
        assert seen[-1] in whole
        ended, status = os.waitpid(-1, os.WNOHANG)
        if ended:
            children.remove(ended)
            codes.append(status)
    assert codes == [0, 0, 0, 0]
    assert len(seen) > 100
    assert len(set(seen)) > 2


def test_the_lock_is_the_kernels(tmp_path: Path):
    with open_shelf(tmp_path, 0, quiet), (tmp_path / ".pressroom" / "lock").open("rb+") as lock:
        assert lock.read() == b"%d\n" % os.getpid()
        with pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_one_file_is_written_with_its_folder(tmp_path: Path):
    path = tmp_path / "schemas" / "chapter.json"
    assert write(path, b"{}")
    assert not write(path, b"{}", replace=True)
    assert write(path, b"{1}", replace=True)
    assert path.read_bytes() == b"{1}"
    assert list(path.parent.iterdir()) == [path]


def test_an_existing_file_is_not_overwritten_unless_asked(tmp_path: Path):
    path = tmp_path / "uzbekistan.yaml"
    path.write_bytes(b"hours of work")
    for data in (b"new", b"hours of work"):
        with pytest.raises(OutputFailed) as failure:
            write(path, data)
        assert str(failure.value) == f"{path}: the file already exists (nothing was written)"
    assert path.read_bytes() == b"hours of work"


def test_a_folder_is_not_overwritten_even_if_asked(tmp_path: Path):
    with pytest.raises(OutputFailed, match="a folder has the name of the file"):
        write(tmp_path, b"x", replace=True)


def test_what_a_killed_write_left_goes_with_the_next(tmp_path: Path):
    (tmp_path / ".a.yaml.123.part").write_bytes(b"half")
    (tmp_path / ".b.yaml.123.part").write_bytes(b"another's")
    write(tmp_path / "a.yaml", b"x")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".b.yaml.123.part", "a.yaml"]
