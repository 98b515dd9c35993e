import ctypes
import mmap
import os
import resource
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom.errors import ContentRefused, EngineFailed, MachineLacks, Place, PressroomError, Problem
from pressroom.workers import Limits, WorkerPool

ROOT = Path(__file__).parents[2]
SHORT = Limits(seconds=10, megabytes=400)
Work = Callable[[str], object]


def hang(_job: str) -> None:
    time.sleep(60)


def spin(_job: str) -> None:
    while True:
        pass


def hold_memory(_job: str) -> None:
    blocks = []
    while True:
        blocks.append(bytearray(50_000_000))


def abort_for_memory(_job: str) -> None:
    os.write(2, b"GLib-ERROR: failed to allocate 24 bytes\n")
    os.abort()


def segfault(_job: str) -> None:
    os.write(2, b"earlier words\nthe last words\n")
    ctypes.string_at(0)


def abort(_job: str) -> None:
    os.abort()


def leave(_job: str) -> None:
    os._exit(3)


def exit_politely(_job: str) -> None:
    sys.exit("enough")


def stumble(_job: str) -> None:
    raise ValueError("two\nlines")


def refuse(job: str) -> None:
    raise ContentRefused(Problem("too-long", "is too long", Place(job, 3, 1), "cut it"))


def unpicklable(_job: str) -> object:
    return lambda: None


def killed(_job: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def stop_reading(_job: str) -> None:
    """Close the pipe to the parent, and stay alive."""
    os.closerange(3, 64)
    time.sleep(60)


def children() -> list[str]:
    return Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.fixture(autouse=True)
def nothing_left(tmp_path: Path):
    before = children(), descriptors()
    yield
    assert (children(), descriptors()) == before
    assert not list(tmp_path.iterdir())


def outcome(work: Work, scratch: Path, limits: Limits = SHORT) -> object:
    """The outcome of one job that does `work`. The next job must succeed."""
    with WorkerPool(lambda: lambda job: work(job) if job == "bad.yaml" else job.upper(), 1, limits, scratch) as pool:
        ((key, answer),) = pool.run([(7, "bad.yaml")])
        assert key == 7
        assert list(pool.run([(8, "good")])) == [(8, "GOOD")]
    return answer


def details(failure: object) -> str:
    """The details of an engine failure that `--debug` shows."""
    assert isinstance(failure, EngineFailed)
    return failure.problems[0].details


@pytest.mark.parametrize(
    ("work", "code", "message"),
    [
        (segfault, "engine-crashed", "the engine crashed (SIGSEGV): the last words"),
        (abort, "engine-crashed", "the engine crashed (SIGABRT)"),
        (killed, "engine-crashed", "the engine crashed (SIGKILL)"),
        (stop_reading, "engine-crashed", "the engine crashed (SIGKILL)"),
        (leave, "engine-crashed", "the engine crashed (status 3)"),
        (abort_for_memory, "engine-memory", "the engine needed more than 400 MB of memory"),
        (hold_memory, "engine-memory", "the engine needed more than 400 MB of memory"),
        (exit_politely, "engine-failed", "the engine failed: SystemExit: enough"),
        (stumble, "engine-failed", "the engine failed: ValueError: two lines"),
    ],
)
def test_each_way_to_die_costs_one_message(work: Work, code: str, message: str, tmp_path: Path):
    failure = outcome(work, tmp_path)
    assert isinstance(failure, EngineFailed)
    (problem,) = failure.problems
    assert (problem.code, problem.message) == (code, message)
    assert "\n" not in str(failure)


@pytest.mark.parametrize("work", [hang, spin])
def test_work_without_end_is_ended(work: Work, tmp_path: Path):
    start = time.monotonic()
    failure = outcome(work, tmp_path, Limits(seconds=0.4))
    assert 0.4 <= time.monotonic() - start < 1.4
    assert str(failure) == "the engine took longer than 0.4 s"


def test_what_the_work_started_ends_with_it(tmp_path: Path):
    def work(_job: str) -> None:
        child = subprocess.Popen(["sleep", "60"])
        os.write(2, b"%d\n" % child.pid)
        time.sleep(60)

    status = Path(f"/proc/{int(details(outcome(work, tmp_path, Limits(seconds=0.5))).splitlines()[0])}/stat")
    assert not status.exists() or status.read_text().split()[2] == "Z"  # this machine's init may be slow to reap it


def test_an_error_of_ours_comes_back_as_it_is(tmp_path: Path):
    failure = outcome(refuse, tmp_path)
    assert isinstance(failure, ContentRefused)
    assert str(failure) == "bad.yaml:3:1: is too long (cut it)"


def test_an_error_of_ours_does_not_cost_the_worker(tmp_path: Path):
    def load() -> Work:
        return lambda job: refuse(job) if job == "bad" else os.getpid()

    with WorkerPool(load, 1, SHORT, tmp_path) as pool:
        (_, first), (_, refused), (_, second) = pool.run(enumerate(["a", "bad", "b"]))
    assert isinstance(refused, ContentRefused)
    assert first == second


def test_a_failed_worker_is_not_trusted_with_another_job(tmp_path: Path):
    with WorkerPool(lambda: lambda job: stumble(job) if job == "bad" else os.getpid(), 1, SHORT, tmp_path) as pool:
        (_, first), (_, _), (_, second) = pool.run(enumerate(["a", "bad", "b"]))
    assert first != second


def test_the_way_to_an_error_is_kept_for_debugging(tmp_path: Path):
    for work, place in ((stumble, "in stumble"), (segfault, "in segfault"), (hold_memory, "in hold_memory"), (hang, "in hang")):
        limits = Limits(seconds=0.4) if work is hang else SHORT
        assert place in details(outcome(work, tmp_path, limits))


def test_what_the_engine_wrote_before_it_failed_is_kept_too(tmp_path: Path):
    def work(_job: str) -> None:
        os.write(1, b"from the library\n")
        print("from Python")
        stumble(_job)

    lines = details(outcome(work, tmp_path)).splitlines()
    assert lines[:2] == ["from the library", "from Python"]
    assert lines[-2:] == ["ValueError: two", "lines"]


def test_a_result_that_cannot_travel_is_a_failure(tmp_path: Path):
    assert "pickle" in str(outcome(unpicklable, tmp_path))


def test_a_missing_library_is_reported_for_each_job(tmp_path: Path):
    def load() -> Work:
        raise MachineLacks(Problem("machine-lacks", "Pango is not installed"))

    with WorkerPool(load, 2, SHORT, tmp_path) as pool:
        outcomes = dict(pool.run(enumerate("abcd")))
    assert sorted(outcomes) == [0, 1, 2, 3]
    assert {str(answer) for answer in outcomes.values()} == {"Pango is not installed"}
    assert all(isinstance(answer, MachineLacks) for answer in outcomes.values())


def test_a_crash_while_loading_costs_each_job_a_message(tmp_path: Path):
    def load() -> Work:
        os.write(2, b"cannot open shared object\n")
        os.abort()

    with WorkerPool(load, 2, SHORT, tmp_path) as pool:
        outcomes = dict(pool.run(enumerate("abc")))
    assert {str(answer).partition(" (it")[0] for answer in outcomes.values()} == {
        "the engine crashed (SIGABRT): cannot open shared object",
    }


def test_a_hang_while_loading_ends_too_even_if_the_pipe_cannot_hold_the_job(tmp_path: Path):
    def load() -> Work:
        time.sleep(60)
        return str.upper

    start = time.monotonic()
    with WorkerPool(load, 1, Limits(seconds=0.4), tmp_path) as pool:
        ((_, failure),) = pool.run([(1, "x" * 5_000_000)])
    assert str(failure) == "the engine took longer than 0.4 s"
    assert "in load" in details(failure)
    assert time.monotonic() - start < 1.4


def test_one_crash_in_the_midst_costs_no_other_job(tmp_path: Path):
    jobs = {number: "crash" if number == 20 else str(number) * 30_000 for number in range(60)}
    with WorkerPool(lambda: lambda job: segfault(job) if job == "crash" else job[::-1], 2, SHORT, tmp_path) as pool:
        outcomes = dict(pool.run(jobs.items()))
    assert sorted(outcomes) == list(range(60))
    assert isinstance(outcomes.pop(20), EngineFailed)
    assert all(answer == jobs[number][::-1] for number, answer in outcomes.items())


def test_outcomes_come_as_jobs_end_and_both_workers_work(tmp_path: Path):
    def work(job: float) -> int:
        time.sleep(job)
        return os.getpid()

    with WorkerPool(lambda: work, 2, SHORT, tmp_path) as pool:
        answers = list(pool.run([("slow", 0.3), ("quick", 0.0), ("quick too", 0.0)]))
    assert [key for key, _ in answers] == ["quick", "quick too", "slow"]
    assert len({pid for _, pid in answers}) == 2
    assert str(os.getpid()) not in {str(pid) for _, pid in answers}


def test_the_next_job_is_prepared_while_the_workers_work(tmp_path: Path):
    def prepare():
        for number in range(4):
            time.sleep(0.1)
            yield number, 0.1

    with WorkerPool(lambda: time.sleep, 1, SHORT, tmp_path) as pool:
        list(pool.run([(0, 0)]))
        start = time.monotonic()
        assert len(list(pool.run(prepare()))) == 4
    assert time.monotonic() - start < 0.68  # one after the other: 0.8


def test_messages_larger_than_a_pipe(tmp_path: Path):
    large = os.urandom(5_000_000)
    with WorkerPool(lambda: lambda job: job + job, 2, SHORT, tmp_path) as pool:
        outcomes = dict(pool.run((number, large) for number in range(4)))
    assert all(outcomes[number] == large + large for number in range(4))


def test_a_slow_reader_is_not_taken_for_a_slow_worker(tmp_path: Path):
    with WorkerPool(lambda: lambda job: b"x" * job, 2, Limits(seconds=0.3), tmp_path) as pool:
        sizes = []
        for _, answer in pool.run([(1, 30_000_000), (2, 30_000_000), (3, 1)]):
            assert isinstance(answer, bytes)
            sizes.append(len(answer))
            time.sleep(0.5)
    assert sorted(sizes) == [1, 30_000_000, 30_000_000]


def space() -> int:
    """The bytes of address space that this process has mapped."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def test_a_worker_holds_no_pipe_of_another(tmp_path: Path):
    def pipes(_job: int) -> int:
        return sum(str(link.readlink()).startswith("pipe:") for link in Path("/proc/self/fd").iterdir() if os.path.lexists(link))

    with WorkerPool(lambda: pipes, 1, SHORT, tmp_path) as pool:
        alone = [count for _, count in pool.run([(1, 1)])]
    with WorkerPool(lambda: pipes, 3, SHORT, tmp_path) as pool:
        assert {count for _, count in pool.run((number, 1) for number in range(9))} == set(alone)


def test_what_a_child_may_do(tmp_path: Path):
    def work(_job: str) -> dict[str, object]:
        os.write(1, b"noise\n")
        print("noise", flush=True)
        return {
            "folder": tempfile.gettempdir(),
            "memory": round(resource.getrlimit(resource.RLIMIT_AS)[0] / (space() + (700 << 20)), 1),
            "file": resource.getrlimit(resource.RLIMIT_FSIZE)[0],
            "core": resource.getrlimit(resource.RLIMIT_CORE),
            "interrupt": signal.getsignal(signal.SIGINT),
            "group": os.getpgrp() == os.getpid(),
            "input": os.read(0, 10),
        }

    tempfile.gettempdir()  # the parent has settled on a folder before
    limits = Limits(megabytes=700)
    assert outcome(work, tmp_path, limits) == {
        "folder": str(tmp_path),
        "memory": 1.0,
        "file": 700 << 20,
        "core": (0, 0),
        "interrupt": signal.SIG_IGN,
        "group": True,
        "input": b"",
    }


def test_nothing_is_seen_on_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    outcome(segfault, tmp_path)
    outcome(abort_for_memory, tmp_path)
    assert capfd.readouterr() == ("", "")


def test_words_of_an_earlier_job_are_not_put_in_the_mouth_of_a_later_one(tmp_path: Path):
    def work(job: str) -> None:
        if job == "loud":
            os.write(2, b"harmless\n")
        else:
            os.abort()

    with WorkerPool(lambda: work, 1, SHORT, tmp_path) as pool:
        _, (_, failure) = pool.run(enumerate(["loud", "abort"]))
    assert "harmless" not in str(failure)


def test_loading_starts_before_there_is_a_job(tmp_path: Path):
    with mmap.mmap(-1, 1) as shared:

        def load() -> Work:
            shared[0] = 1
            return str.upper

        with WorkerPool(load, 1, SHORT, tmp_path):
            end = time.monotonic() + 5
            while not shared[0] and time.monotonic() < end:
                time.sleep(0.01)
        assert shared[0] == 1


def test_a_pool_that_is_renewed_works_in_new_processes_and_leaves_none_behind(tmp_path: Path):
    with WorkerPool(lambda: lambda _: os.getpid(), 2, SHORT, tmp_path) as pool:
        before = {outcome for _, outcome in pool.run([(number, "") for number in range(4)])}
        pool.renew()
        assert not any(isinstance(process, int) and Path(f"/proc/{process}").exists() for process in before)
        after = {outcome for _, outcome in pool.run([(number, "") for number in range(4)])}
    assert before
    assert after
    assert not before & after


def test_an_abandoned_run_leaves_the_pool_fit_for_another(tmp_path: Path):
    with WorkerPool(lambda: lambda job: time.sleep(job) or job, 2, SHORT, tmp_path) as pool:
        assert next(pool.run([("slow", 60), ("quick", 0)])) == ("quick", 0)
        assert sorted(pool.run([(1, 0.0), (2, 0.0)])) == [(1, 0.0), (2, 0.0)]


def test_an_error_while_a_job_is_prepared_ends_all(tmp_path: Path):
    def jobs():
        yield 1, 60
        raise ContentRefused(Problem("bad", "bad"))

    start = time.monotonic()
    with pytest.raises(ContentRefused), WorkerPool(lambda: time.sleep, 2, SHORT, tmp_path) as pool:
        list(pool.run(jobs()))
    assert time.monotonic() - start < 1


def test_many_jobs_leave_no_descriptor_open(tmp_path: Path):
    with WorkerPool(lambda: lambda job: stumble("") if job % 20 == 0 else job, 2, SHORT, tmp_path) as pool:
        list(pool.run([(0, 1), (1, 1)]))
        before = descriptors()
        assert sum(isinstance(answer, PressroomError) for _, answer in pool.run((number, number) for number in range(200))) == 10
        list(pool.run([(0, 1), (1, 1)]))
        assert descriptors() <= before
        assert len(children()) == 2


PROGRAM = """
    import os, sys, time
    from pathlib import Path
    from pressroom.workers.pool import WorkerPool, Limits

    def work(job):
        os.write(int(sys.argv[1]), b"%d " % os.getpid())
        time.sleep(60)

    try:
        with WorkerPool(lambda: work, 2, Limits(), Path(".")) as pool:
            list(pool.run([(1, 1), (2, 2)]))
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_children_end_with_their_parent(number: signal.Signals, code: int):
    reading, writing = os.pipe()
    program = [sys.executable, "-c", textwrap.dedent(PROGRAM), str(writing)]
    with subprocess.Popen(program, pass_fds=[writing], stderr=subprocess.PIPE, cwd=ROOT) as parent, os.fdopen(reading, "rb") as reading_end:
        os.close(writing)
        pids = b""
        while pids.count(b" ") < 2:
            pids += os.read(reading_end.fileno(), 100)
        start = time.monotonic()
        parent.send_signal(number)
        assert parent.wait(5) == code
        assert reading_end.read() == b""  # the pipe ends when the last that holds it is gone
        assert time.monotonic() - start < 1
        assert parent.stderr
        assert parent.stderr.read() == b""


def test_nothing_heavy_is_loaded():
    code = (
        "import sys, pressroom.workers.pool; "
        "print(*sorted({'weasyprint', 'pydantic', 'ctypes', 'logging', 'traceback', 'concurrent', 'asyncio', 'ssl'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT).stdout == b"\n"
