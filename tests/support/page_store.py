"""Pages that many tests build are typeset once in a run: what the engine makes is stored, and read where the very same page is wanted.

For tests of what is made around pages (records, kits, change sheets), not of the engine. A file of tests takes part with
`pytestmark = pytest.mark.usefixtures("stored_pages")`; a test that compares two runs asks for the fixture `typeset_anew` besides.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pressroom.pdf import render
from pressroom.pdf.engine import patches

_typeset = render.render


@contextmanager
def stored(folder: Path) -> Iterator[None]:
    """Have workers that are forked from here on store what they make in `folder`, and read it there. Errors are not stored."""

    def answer(job: render.Job) -> render.Made:
        asked = pickle.dumps((job, sorted(patches.plain_parts(os.environ))))
        path = folder / hashlib.sha256(asked).hexdigest()
        if path.exists():
            made: render.Made = pickle.loads(path.read_bytes())
            return made
        made = _typeset(job)
        part = path.with_suffix(f".{os.getpid()}")  # other workers may make the same
        part.write_bytes(pickle.dumps(made))
        part.replace(path)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "render", answer)
        yield


@contextmanager
def anew() -> Iterator[None]:
    """Have each page typeset, within `stored` too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "render", _typeset)
        yield
