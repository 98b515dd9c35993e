"""Why an output is made again, in words for people: `build --why`."""

from __future__ import annotations

import os
from pathlib import Path

from pressroom.cache.fingerprints import Fingerprints
from pressroom.cache.record import Made
from pressroom.errors import counted

SHOWN = 3  # changes that are named


def reason(root: Path, made: Made | None, now: Fingerprints) -> str:
    """What has changed in the project in `root` since something was `made`; empty where nothing has."""
    if made is None:
        return "there is no record of an earlier build"
    changes = made.changes(now)
    named = [_change(root, change, made, now) for change in changes[:SHOWN]]
    more = len(changes) - SHOWN
    return ", ".join(named) + (f" and {counted(more, 'more change')}" if more > 0 else "")


def _change(root: Path, change: str, made: Made, now: Fingerprints) -> str:
    kind, _, name = change.partition(" ")
    if kind in ("file", "output"):
        return f"{name} {'has changed' if os.path.lexists(root / name) else 'is missing'}"
    if kind == "packages":
        before, after = set(dict(made.causes)[change].split()), set(now.value(change).split())
        return f"Python packages have changed: {', '.join(sorted(after - before) or sorted(before - after))}"
    words = {
        "report": "content/report.yaml has changed",
        "embargo": f"the embargo until {name} is now {now.value(change)}",
        "correction": "the reason for the correction has changed",
        "masthead": "lines of content/report.yaml have moved",
        "printer": "the print edition is for another printer",
        "code": "Pressroom itself has changed",
        "python": "Python has changed",
    }
    return words.get(kind, f"{name} has changed")
