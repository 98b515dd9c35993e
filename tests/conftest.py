"""For all tests: Ctrl-C is heeded, even where a shell that runs them in the background has it ignored; what they start inherits that.

The engine is loaded once, here, and not again by each crew of workers that a test forks: that is a third of what a small build takes.
"""

import signal
import tempfile
from pathlib import Path

from pressroom.pdf.machine import load_engine

signal.signal(signal.SIGINT, signal.default_int_handler)

with tempfile.TemporaryDirectory() as scratch:
    load_engine(Path(scratch))
    from pressroom.pdf import lines, metadata, press, tags  # noqa: F401 (what the engine's first job would load)
