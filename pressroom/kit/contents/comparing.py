"""Two files that should be one: which words differ, and on which page; or what else does."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

import pypdfium2

from pressroom.kit.contents.manifest import FILE, SUMS, digest, read_sums
from pressroom.kit.contents.naming import media_type
from pressroom.kit.contents.visible_text import texts
from pressroom.prose.words import beginning, likeness, words
from pressroom.readback.drawing import looks

MOST = 20  # differences that are reported of one file
SHOWN = 12  # words of a difference
CONTEXT = 4  # words before a difference, by which its place is found


def differences(path: str, given: bytes, ours: bytes) -> Iterator[str]:
    """How `given` differs from the file `ours` of the same kind; nothing where it does not. The ending of `path` says what they are."""
    if given == ours:
        return
    if path == FILE:
        yield from _manifests(given, ours)
        return
    if media_type(path).startswith("image/"):
        yield "has other bytes"
        return
    try:
        found = [*_words(path, given, ours)]
    except ValueError:
        yield "can't be read"
        return
    yield from found[:MOST]
    if len(found) > MOST:
        yield f"and {len(found) - MOST} more differences"
    if not found:
        yield from _beyond_words(path, given, ours)


def _words(path: str, given: bytes, ours: bytes) -> Iterator[str]:
    theirs, expected = _placed(path, given), _placed(path, ours)
    matcher = SequenceMatcher(None, [word for word, _ in theirs], [word for word, _ in expected], autojunk=False)
    for operation, first, last, start, end in matcher.get_opcodes():
        if operation == "equal":
            continue
        says, should = (beginning(" ".join(word for word, _ in some), SHOWN) for some in (theirs[first:last], expected[start:end]))
        before = " ".join(word for word, _ in theirs[max(0, first - CONTEXT) : first])
        where = (theirs[first] if first < len(theirs) else theirs[-1] if theirs else ("", "the file"))[1]
        yield f'{where}, after "{before}": {_differing(says, should)}'


def _differing(says: str, should: str) -> str:
    if says and should:
        return f'it says "{says}" where this source says "{should}"'
    return f'it lacks "{should}"' if should else f'it has "{says}", which this source lacks'


def _placed(path: str, data: bytes) -> list[tuple[str, str]]:
    """The words of a file, each with its place: a page, a description."""
    if path.endswith(".json"):
        return [(word, f"'{key}'") for key, text in _values(json.loads(data)) for word in text.split()]
    return [(word, where) for where, text in texts(path, data) for word in words(text)]


def _values(found: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """The texts in a news item, each with its key; what it says of the other files follows from these."""
    if isinstance(found, dict):
        for name, value in found.items():
            yield from _values(value, name) if name != "renditions" else ()
    elif isinstance(found, list):
        for value in found:
            yield from _values(value, key)
    elif isinstance(found, str):
        yield key, found


def _beyond_words(path: str, given: bytes, ours: bytes) -> Iterator[str]:
    yield "has the same words, but other bytes"
    if path.endswith(".pdf"):
        with pypdfium2.PdfDocument(given) as theirs, pypdfium2.PdfDocument(ours) as expected:
            theirs_say, ours_say = theirs.get_metadata_dict(), expected.get_metadata_dict()
            for key in sorted({*theirs_say, *ours_say}):
                if theirs_say.get(key) != ours_say.get(key):
                    yield f"{key} is '{theirs_say.get(key, '')}' instead of '{ours_say.get(key, '')}'"
            if len(theirs) != len(expected):
                yield f"has {len(theirs)} pages instead of {len(expected)}"
        for number, (one, other) in enumerate(zip(looks(given), looks(ours), strict=False), 1):
            if one != other:
                yield f"page {number} looks different"


def _manifests(given: bytes, ours: bytes) -> Iterator[str]:
    """How the sources of two kits differ; their lists of files are compared file by file."""
    try:
        theirs: Any = json.loads(given)
        expected: Any = json.loads(ours)
        for key in sorted({*theirs, *expected} - {"files", "source", "engine"}):
            if theirs.get(key) != expected.get(key):
                yield f"{key} is {theirs.get(key)} instead of {expected.get(key)}"
        source, here = theirs["source"], expected["source"]
        if source["revision"] != here["revision"] or source["changed_since"] != here["changed_since"]:
            yield f"was built from revision {_revision(source)}; this source is at {_revision(here)}"
        for name, version in expected["engine"].items():
            if theirs["engine"].get(name) != version:
                yield f"was built with {name} {theirs['engine'].get(name)}; this machine has {version}"
        for path in sorted({*source["files"], *here["files"]}):
            if source["files"].get(path) != here["files"].get(path):
                yield f"{path} had other content"
    except (ValueError, KeyError, TypeError, AttributeError):
        yield "is not the manifest of a kit"


def _revision(source: Mapping[str, Any]) -> str:
    return f"{source['revision']}{' with changes' if source['changed_since'] else ''}"


def broken(files: Mapping[str, bytes]) -> Iterator[str]:
    """Which files of a kit do not match its own list of checksums."""
    listed = read_sums(files.get(SUMS, b""))
    for path, checksum in listed.items():
        if path not in files:
            yield f"{path} is listed in {SUMS}, but missing"
        elif digest(files[path]) != checksum:
            yield f"{path} does not match its checksum in {SUMS}"
    yield from (f"{path} is not listed in {SUMS}" for path in sorted(files) if path not in listed and path not in (SUMS, f"{SUMS}.sig"))


def alike(one: str, other: str) -> float:
    """How many of their words two texts have in common, from 0 to 1."""
    return likeness(Counter(one.split()), Counter(other.split()))
