"""Validates real chapters with veraPDF: the specimen, and chapters with every kind of block and script."""

import pytest

from tests.support import conformance

CHAPTERS = ("kazakhstan", "stress", "russian", "kazakh", "arabic")


@pytest.mark.parametrize("stem", CHAPTERS)
@pytest.mark.parametrize("flavour", ["ua1", "3a"])
def test_the_screen_edition_is_accessible_and_archival(built_chapters, stem, flavour):
    assert conformance.failures(built_chapters(stem) / "dist" / stem / f"{stem}.pdf", flavour) == []


def test_the_specimen_is_small(built_chapters):
    assert (built_chapters("kazakhstan") / "dist" / "kazakhstan" / "kazakhstan.pdf").stat().st_size < 120_000
