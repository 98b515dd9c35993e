"""For all tests: Ctrl-C is heeded, even where a shell that runs them in the background has it ignored; what they start inherits that.

The engine is loaded once, here, and not again by each crew of workers that a test forks: that is a third of what a small build takes.
"""

import os
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from making import DATA, project

from pressroom.cli import main
from pressroom.pdf.machine import load_engine

signal.signal(signal.SIGINT, signal.default_int_handler)

with tempfile.TemporaryDirectory() as scratch:
    load_engine(Path(scratch))
del os.environ["FONTCONFIG_FILE"]  # which other programs would heed: there are no fonts by it

from pressroom.pdf import lines, metadata, press, tags  # noqa: E402, F401 (what the engine's first job would load)

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
