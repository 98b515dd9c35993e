"""A PDF must be readable, and must have no active content."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest

from pressroom import readback
from pressroom.errors import EngineFailed
from tests.support.printing import ENGINE_LEAVES_OPEN, codes, printed

pytestmark = ENGINE_LEAVES_OPEN


def changed(pdf: bytes, change: Any) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as document:
        change(document)
        out = BytesIO()
        document.save(out)
    return out.getvalue()


def script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert()")


def launch(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.Annots = document.make_indirect(pikepdf.Array([pikepdf.Dictionary(A=pikepdf.Dictionary(S=pikepdf.Name.Launch))]))


def attach(document: pikepdf.Pdf) -> None:
    document.attachments["a.txt"] = b"attached"


def link(address: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.pages[0].obj.Annots[0].A.URI = pikepdf.String(address)

    return changed(printed('<p><a href="https://example.org/a?file:b">Link</a></p>'), change)


@pytest.mark.parametrize(("change", "name"), [(script, "/JavaScript"), (launch, "/Launch"), (attach, "/EmbeddedFile")])
def test_what_a_file_must_not_do_is_found(change: Any, name: str) -> None:
    pdf = printed("<h1>Text about /Launch (and) /JS</h1>")
    assert readback.read_pdf(pdf).unwanted == ()
    found = readback.read_pdf(changed(pdf, change))
    assert any(f"has {name}" in reported for reported in found.unwanted)
    assert ("pdf-unwanted", -1) in codes(changed(pdf, change), "Text about /Launch (and) /JS")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "JavaScript:alert(1)", " data:text/html,x"])
def test_addresses_that_a_page_must_not_open_are_found(address: str) -> None:
    assert [reported.split(" opens ")[1] for reported in readback.read_pdf(link(address)).unwanted] == [repr(address)]
    assert readback.read_pdf(link("https://example.org/a?file:b")).unwanted == ()


def test_what_is_no_pdf_or_has_no_order_is_refused() -> None:
    with pytest.raises(EngineFailed, match="can't be read back"):
        readback.read_pdf(b"%PDF-1.7\nnothing")
    with pytest.raises(EngineFailed, match="no structure tree"):
        readback.read_pdf(changed(printed("<p>Text</p>"), lambda document: document.Root.__delitem__("/StructTreeRoot")))


def test_text_outside_the_tree_is_not_read() -> None:
    def orphan(document: pikepdf.Pdf) -> None:
        root = document.Root.StructTreeRoot.K
        (root[0] if isinstance(root, pikepdf.Array) else root).K = pikepdf.Array()

    assert codes(changed(printed("<p>Text</p>"), orphan), "Text") == [("words-missing", 0)]
