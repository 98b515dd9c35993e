"""Whether there is anything to make again: the short way of a build whose outputs are all as they should be."""

from __future__ import annotations

import os
import sys

from pressroom.cache import record
from pressroom.cache.fingerprints import Fingerprints
from pressroom.cache.record import Made

FACTS = ("report", "printer", "masthead")  # causes that stand in files which are read only on the long way


def main(arguments: list[str], root: str) -> bool:
    """Whether `python build.py` with these arguments, in the project in `root`, is done already. Says so on a terminal."""
    named = arguments[1:] if arguments[:1] == ["build"] else arguments
    if guarded(root) or interrupted(root) or any(argument.startswith("-") for argument in named) or (named and named is arguments):
        return False
    kept = record.read(root)
    now = Fingerprints(root, kept.seals, {})
    keys = nothing_to_do(kept, now, named)
    if now.broken:
        return False  # the long way seals anew what had to be read
    if keys and sys.stdout.isatty():
        print(f"nothing to do: {len(kept.outputs(keys))} files in dist/ are up to date")
    return bool(keys)


def guarded(root: str) -> bool:
    """Whether there are names that must not be published: every build looks for them, and so reads all of the content."""
    return os.path.lexists(f"{root}/content/protected.yaml")


def interrupted(root: str) -> bool:
    """Whether an earlier build was killed, or one is at work: what it left is for the long way to clear, or to wait for."""
    return os.path.lexists(f"{root}/dist/.pressroom/scratch")


def nothing_to_do(kept: record.Record, now: Fingerprints, stems: list[str]) -> list[str]:
    """The keys of all that is asked for (no stems: all that the report lists) where it is in place as it should be; else none."""
    whole = kept.made.get(record.WHOLE)
    if whole is None:
        return []
    now.given = {cause: value for cause, value in whole.causes if cause.partition(" ")[0] in FACTS}
    keys = [key for key in whole.parts if not stems or key.partition("/")[0] in stems]
    if not all(key in kept.made for key in keys) or not set(stems) <= {key.partition("/")[0] for key in keys}:
        return []
    return keys if not _together(whole, *[kept.made[key] for key in keys]).changes(now) else []


def _together(*made: Made) -> Made:
    """All of what was read from one record, so that what it has in common is looked at once."""
    members = 0
    for one in made:
        members |= one.members
    return Made(made[0].table, members, [field for one in made for field in one.files], [])
