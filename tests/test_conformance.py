"""veraPDF's verdict on what the press really makes: the specimen and the chapters with every kind of block and script."""

import pytest
import verapdf
from making import DATA, project

from pressroom.cli import main

CHAPTERS = ("kazakhstan", "stress", "russian", "kazakh", "arabic")


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    """The output folder with all of them built."""
    root = project(tmp_path_factory.mktemp("conformance") / "project")
    for stem in CHAPTERS[1:]:
        (root / "content" / "chapters" / f"{stem}.yaml").write_bytes((DATA / f"{stem}.yaml").read_bytes())
    assert main(["build", *CHAPTERS], root) == 0
    return root / "dist"


@pytest.mark.parametrize("stem", CHAPTERS)
@pytest.mark.parametrize("flavour", ["ua1", "3a"])
def test_the_screen_edition_is_accessible_and_archival(dist, stem, flavour):
    assert verapdf.failures(dist / stem / f"{stem}.pdf", flavour) == []


def test_the_specimen_is_small(dist):
    assert (dist / "kazakhstan" / "kazakhstan.pdf").stat().st_size < 120_000
