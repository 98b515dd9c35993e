"""For all tests: Ctrl-C is heeded, even where a shell that runs them in the background has it ignored; what they start inherits that.

The engine is loaded and sets a first page here, once, and not in each pool of workers that a test forks: that is half of what a small
build takes.
"""

import gc
import os
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from pressroom.cli import main
from pressroom.pdf.engine.loading import load_engine
from tests.support.projects import DATA, made_page, manuscript, project

signal.signal(signal.SIGINT, signal.default_int_handler)

with tempfile.TemporaryDirectory() as scratch:
    load_engine(Path(scratch))
    from pressroom.pdf.engine.stylesheet_cache import borrow
    from pressroom.pdf.render import Job, render
    from tests.support.typesetting import engine

    page = made_page(manuscript({"title": "Oz", "lede": "The commission heard witnesses in every district, and none could say why. " * 3}))
    with suppress(Exception), engine(), warnings.catch_warnings():  # what a new engine breaks is for test_contracts.py to say
        warnings.simplefilter("ignore", ResourceWarning)  # the engine leaves its colour profile open
        render(Job(page.html, page.style_places))
        gc.collect()
    borrow(page.html)  # no test begins with its stylesheets
del os.environ["FONTCONFIG_FILE"]  # which other programs would heed: there are no fonts by it

from pressroom.pdf import pdfx  # noqa: E402, F401 (what the print edition would load)

for name in [name for name in sys.modules if name.partition(".")[0] == "fontTools"]:
    del sys.modules[name]  # what stands in for it in the engine; tests need the real one


@pytest.fixture(scope="session")
def built_chapters(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Gives a project in which chapters are built, by their stems: the specimen `kazakhstan`, or of tests/data. Each is built once, and is
    to be read only."""
    root = project(tmp_path_factory.mktemp("built") / "project")

    def build(*stems: str) -> Path:
        missing = [stem for stem in stems if not (root / "dist" / stem).exists()]
        for stem in missing:
            if (DATA / f"{stem}.yaml").exists():
                (root / "content" / "chapters" / f"{stem}.yaml").write_bytes((DATA / f"{stem}.yaml").read_bytes())
        assert not missing or main(["build", *missing], root) == 0
        return root

    return build
