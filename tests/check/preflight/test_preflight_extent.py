"""The results of `check` for a chapter with `pages:`."""

from __future__ import annotations

import pytest

from pressroom.check.preflight import Extent, Flaw, Item, fitted
from pressroom.errors import Place

OWN, THERE = Place("chapter.yaml", 2, 8), Place("chapter.yaml", 30)


def items(*kinds: str, over: bool = False) -> dict[str, Item]:
    flaws = [(kind, Flaw(f"a {kind}", 3, OWN if kind.startswith("too") else THERE)) for kind in kinds]
    return {item.name: item for item in fitted("print", 4, Extent(4, 1, flaws, over), OWN, "build it")}


def test_a_chapter_that_fits_passes_and_says_what_is_free() -> None:
    assert {item.verdict for item in items().values()} == {"pass"}
    assert items()["copyfit"].found == "4 pages, 1 line free on the last"
    assert set(items()) == {"copyfit", "hyphens", "page ends"}


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("too-long", "copyfit"),
        ("too-short", "copyfit"),
        ("widow", "page ends"),
        ("low-heading", "page ends"),
        ("thin-page", "page ends"),
        ("hyphens", "hyphens"),
    ],
)
def test_each_problem_fails_its_item_on_its_page_at_its_place(kind: str, name: str) -> None:
    found = items(kind)
    assert [item.name for item in found.values() if item.verdict == "fail"] == [name]
    bad = found[name]
    assert (bad.edition, bad.asked == "4 pages", bad.found) == ("print", name == "copyfit", f"a {kind}")
    assert (bad.pages, bad.place) == ((3,), OWN if kind.startswith("too") else THERE)


def test_short_last_lines_fail_where_a_line_has_to_be_saved() -> None:
    assert "last lines" not in items("few-words")
    bad = items("few-words", "too-long", over=True)["last lines"]
    assert (bad.verdict, bad.pages, bad.place) == ("fail", (3,), THERE)
    assert items(over=True)["last lines"].verdict == "pass"


def test_what_was_tightened_is_no_problem() -> None:
    assert {item.verdict for item in items("tightened").values()} == {"pass"}


def test_without_measures_of_this_very_file_nothing_is_said() -> None:
    (item,) = fitted("screen", 4, None, OWN, "build it")
    assert (item.name, item.verdict, item.hint) == ("copyfit", "not checked", "build it")
