"""The fast path of a build: whether all outputs are up to date."""

from __future__ import annotations

import os
import sys

from pressroom.cache import record
from pressroom.cache.fingerprints import Fingerprints
from pressroom.cache.record import Made

FACTS = ("report", "printer", "masthead")  # causes within files, which only a full build reads


def main(arguments: list[str], root: str) -> bool:
    """Whether `python build.py` with these arguments has nothing to do in the project in `root`.

    It then repeats the warnings of the build that made everything, and says on a terminal that nothing was to do."""
    named = arguments[1:] if arguments[:1] == ["build"] else arguments
    if (
        has_protected_names(root)
        or is_being_built(root)
        or any(argument.startswith("-") for argument in named)
        or (named and named is arguments)
    ):
        return False
    if os.environ.get("PRESSROOM_PLAIN"):
        return False  # the command line warns of it
    known = record.read(root)
    now = Fingerprints(root, known.digests, {})
    keys = nothing_to_do(known, now, named)
    if now.has_outdated_digests:
        return False  # a full build records new digests
    if keys and sys.stdout.isatty():
        print(f"nothing to do: {len(known.outputs(keys))} files in dist/ are up to date")
    for text, _, message, *_ in known.warnings(warned_of(keys, named)) if keys else ():
        print(text.replace(message, f"warning: {message}", 1) if sys.stderr.isatty() else text, file=sys.stderr)
    return bool(keys)


def has_protected_names(root: str) -> bool:
    """Whether the project has names that must not be published. Every build looks for them, so it reads all content."""
    return os.path.lexists(f"{root}/content/protected.yaml")


def is_being_built(root: str) -> bool:
    """Whether a build is running, or was killed: a full build waits for it, or deletes what it left."""
    return os.path.lexists(f"{root}/dist/.pressroom/scratch")


def nothing_to_do(known: record.Record, now: Fingerprints, stems: list[str]) -> list[str]:
    """The keys of the chapters `stems` (none: all that the report lists) if all of their outputs are up to date; otherwise none."""
    whole = known.made.get(record.WHOLE)
    if whole is None:
        return []
    now.given = {cause: value for cause, value in whole.causes if cause.partition(" ")[0] in FACTS}
    keys = [key for key in whole.parts if not stems or key.partition("/")[0] in stems]
    if not stems and withdrawn(known, now.root, {key.partition("/")[0] for key in keys}):
        return []
    if not all(key in known.made for key in keys) or not set(stems) <= {key.partition("/")[0] for key in keys}:
        return []
    return keys if not _union(whole, *[known.made[key] for key in keys]).changes(now) else []


def withdrawn(known: record.Record, root: str, listed: set[str]) -> set[str]:
    """The chapters that have outputs, but are neither `listed` nor in content/chapters any more: a build of all deletes their outputs."""
    made = {key.partition("/")[0] for key in known.made if key != record.WHOLE}
    return {stem for stem in made - listed if not os.path.lexists(f"{root}/content/chapters/{stem}.yaml")}


def warned_of(keys: list[str], stems: list[str]) -> list[str]:
    """The keys whose warnings a build of the chapters `stems` repeats if `keys` are up to date: the report's too if it is for all."""
    return keys if stems else [record.WHOLE, *keys]


def _union(*made: Made) -> Made:
    """These entries of one record joined to one, so that each cause is checked once."""
    members = 0
    for one in made:
        members |= one.members
    return Made(made[0].table, members, [field for one in made for field in one.files], [])
