"""Where two files that should be the same differ."""

import json
from dataclasses import replace

from pressroom.kit.contents import comparing, manifest

PROVENANCE = manifest.Provenance(
    "ruritania", "en", "", "abc", False, {"WeasyPrint": "70.0", "Pango": "1.50"}, {"styles/a.css": "1", "b": "2"}
)
FILES = {"a.txt": b"one"}


def made(**changes):
    return manifest.written("kit", replace(PROVENANCE, **changes), FILES, "", "", {})


def differences(path, given, ours):
    return list(comparing.differences(path, given, ours))


def test_the_words_that_differ_are_shown():
    (found,) = differences("a.txt", b"In May 41 courts of 77 were shut.", b"In May 42 courts of 77 were shut.")
    assert found == 'the text, after "In May": it says "41" where this source says "42"'
    (found,) = differences("a.txt", b"one two", b"one two three")
    assert found == 'the text, after "one two": it lacks "three"'
    (found,) = differences("a.txt", b"one two three", b"one two")
    assert found == 'the text, after "one two": it has "three", which this source lacks'
    assert differences("a.txt", b"one  two", b"one two") == ["has the same words, but other bytes"]
    assert differences("a.txt", b"one", b"one") == []


def test_no_more_is_reported_than_can_be_read():
    given, ours = (" ".join(f"{word} {number}" for number in range(50)).encode() for word in ("a", "b"))
    found = differences("a.txt", given, ours)
    assert len(found) == 21
    assert found[-1] == "and 30 more differences"


def test_a_news_item_is_compared_by_what_it_says():
    given, ours = ({"headlines": [{"value": value}], "renditions": [{"href": value}], "language": "en"} for value in ("A x", "A y"))
    (found,) = differences("a.json", json.dumps(given).encode(), json.dumps(ours).encode())
    assert found == '\'value\', after "A": it says "x" where this source says "y"'


def test_files_that_are_none_are_differences():
    assert differences("a.pdf", b"no PDF", b"%PDF") == ["can't be read"]
    assert differences("a.json", b"{", b"{}") == ["can't be read"]
    assert differences("a.png", b"1", b"2") == ["has other bytes"]
    assert differences("manifest.json", b"[]", made()) == ["is not the manifest of a kit"]


def test_manifests_tell_revision_engine_and_sources():
    changed = made(revision="def", changed=True, engine={"WeasyPrint": "69.0", "Pango": "1.50"}, sources={"styles/a.css": "3", "b": "2"})
    assert differences("manifest.json", changed, made()) == [
        "was built from revision def with changes; this source is at abc",
        "was built with WeasyPrint 69.0; this machine has 70.0",
        "styles/a.css had other content",
    ]


def test_a_kit_is_held_against_its_own_checksums():
    sums = manifest.sums({"a": b"1", "b": b"2", "c": b"3"})
    found = list(comparing.broken({"a": b"1", "b": b"x", "d": b"", manifest.SUMS: sums, f"{manifest.SUMS}.sig": b""}))
    assert found == [
        "b does not match its checksum in SHA256SUMS",
        "c is listed in SHA256SUMS, but missing",
        "d is not listed in SHA256SUMS",
    ]
