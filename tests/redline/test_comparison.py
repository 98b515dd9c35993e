"""One side of a comparison: the order of its editions doesn't depend on which is typeset first."""

import pytest

from pressroom import project, proof
from pressroom.redline.comparison import Side
from tests.support.projects import project as copied


def test_editions_have_one_order_whichever_worker_is_first(tmp_path, monkeypatch: pytest.MonkeyPatch):
    ours = project.read(copied(tmp_path / "project"), ["kazakhstan"])
    monkeypatch.setattr(proof, "prove", lambda pdf, *_: f"proof of {pdf.decode()}")
    side = Side(ours, "kazakhstan")
    for edition in reversed(ours.editions):
        side.prove(edition, edition.name.encode())
    assert list(side.pdfs) == list(side.proofs) == list(ours.editions)
    assert [side.proofs[edition] for edition in ours.editions] == [f"proof of {edition.name}" for edition in ours.editions]
