"""For all tests: Ctrl-C works, also if a shell that runs them in the background ignores it. Processes that they start inherit this.

The engine is loaded and sets a first page here, once, instead of in each worker pool of a test, where it takes half of the time of a small
build.
"""

import gc
import os
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from pressroom.cli import main
from pressroom.pdf.engine.loading import load_engine
from tests.support import page_store, same_process
from tests.support.projects import DATA, contents, made_page, manuscript, project

QUICK_GIT = {"core.looseCompression": "0", "core.fsync": "none"}  # to pack the fonts takes longer than most tests in a repository do
FIRST = ("test_changes", "test_reliability", "test_watch", "test_fast_path", "test_build", "test_kit", "test_change_sheet", "test_check")


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores, since some tests wait for an instant or a program."""
    return len(os.sched_getaffinity(0)) + 1


def pytest_configure(config: pytest.Config) -> None:
    """Prepare a process that runs tests; one that only hands them out to others needs none of this."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ["GIT_CONFIG_COUNT"] = str(len(QUICK_GIT))
    for number, (key, value) in enumerate(QUICK_GIT.items()):
        os.environ |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", 0):
        start_engine()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the files that take longest first, so that no process is left with one of them while the others have finished."""
    items.sort(key=lambda item: FIRST.index(item.path.stem) if item.path.stem in FIRST else len(FIRST))


def pytest_collection_finish() -> None:
    """Have the collector of garbage look at what the tests make, seldom, and not at the engine and the tests themselves each time."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def start_engine() -> None:
    """Load the engine, and set a first page with it."""
    with tempfile.TemporaryDirectory() as scratch:
        load_engine(Path(scratch))
        from pressroom.pdf.engine.stylesheet_cache import borrow
        from pressroom.pdf.render import Job, render
        from tests.support.typesetting import engine

        lede = "The commission heard witnesses in every district, and none could say why. " * 3
        page = made_page(manuscript({"title": "Oz", "lede": lede}))
        with suppress(Exception), engine(), warnings.catch_warnings():  # what a new engine breaks is for test_contracts.py to say
            warnings.simplefilter("ignore", ResourceWarning)  # the engine leaves its colour profile open
            render(Job(page.html, page.style_places))
            gc.collect()
        borrow(page.html)  # no test begins with its stylesheets
    del os.environ["FONTCONFIG_FILE"]  # which other programs would heed: there are no fonts by it

    from pressroom.pdf import pdfx  # noqa: F401 (what the print edition would load)

    for name in [name for name in sys.modules if name.partition(".")[0] == "fontTools"]:
        del sys.modules[name]  # what stands in for it in the engine; tests need the real one


@pytest.fixture(scope="session")
def page_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pages are stored for all processes that run the tests."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "pages"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def engine_here() -> Iterator[None]:
    """For a file of tests: the engine runs in this process (tests/support/same_process.py)."""
    with same_process.same_process():
        yield


@pytest.fixture(scope="module")
def stored_pages(engine_here: None, page_folder: Path) -> Iterator[None]:
    """For a file of tests: pages that are typeset once in a run (tests/support/page_store.py), in this process."""
    with page_store.stored(page_folder):
        yield


@pytest.fixture
def typeset_anew() -> Iterator[None]:
    """For a test in such a file that must see the engine at work."""
    with page_store.anew():
        yield


@pytest.fixture(scope="session")
def built_chapters(tmp_path_factory: pytest.TempPathFactory, page_folder: Path) -> Iterator[Callable[..., Path]]:
    """Gives a project in which chapters are built, by their stems: the specimen `kazakhstan`, or of tests/data. Each is built once, and is
    to be read only, which is made sure of at the end."""
    root = project(tmp_path_factory.mktemp("built") / "project")
    built: list[str] = []
    digests: dict[Path, str] = {}

    def build(*stems: str) -> Path:
        missing = [stem for stem in stems if stem not in built]
        for stem in missing:
            if (DATA / f"{stem}.yaml").exists():
                (root / "content" / "chapters" / f"{stem}.yaml").write_bytes((DATA / f"{stem}.yaml").read_bytes())
        with page_store.stored(page_folder), same_process.same_process():
            assert not missing or main(["build", *missing], root) == 0
        built.extend(missing)
        for stem in missing:
            digests.update(contents(root / "dist" / stem))
        return root

    yield build
    assert {path: digest for stem in built for path, digest in contents(root / "dist" / stem).items()} == digests, "a test wrote to them"
