"""The metadata of the file; two runs make the same bytes."""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from xml.etree import ElementTree

import pikepdf

from tests.support.structure import marked
from tests.support.typesetting import ENGINE_LEAVES_OPEN, PIXEL, opened, typeset

pytestmark = ENGINE_LEAVES_OPEN

HEAD = (
    '<meta name="author" content="House &amp; Sons"><meta name="description" content="Свобода &lt;слова>">'
    '<meta name="keywords" content="law &amp; order, press"><meta name="generator" content="Pressroom">'
    '<meta name="dcterms.created" content="2005-01"><meta name="dcterms.modified" content="2005-02-03T04:05:06Z">'
)
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC, XMP, PDF = "{http://purl.org/dc/elements/1.1/}", "{http://ns.adobe.com/xap/1.0/}", "{http://ns.adobe.com/pdf/1.3/}"
PDFAID, PDFUAID = "{http://www.aiim.org/pdfa/ns/id/}", "{http://www.aiim.org/pdfua/ns/id/}"


def packet(pdf: pikepdf.Pdf) -> ElementTree.Element:
    description = ElementTree.fromstring(pdf.Root.Metadata.read_bytes()).find(f".//{RDF}Description")
    assert description is not None
    return description


def said(pdf: pikepdf.Pdf) -> dict[str, list[str]]:
    """The properties of the metadata packet, each with its text."""
    return {item.tag: [text for text in item.itertext() if text.strip()] for item in packet(pdf)}


def test_both_standards_are_claimed() -> None:
    properties = said(opened("<p>Text"))
    assert properties[f"{PDFAID}part"] == ["3"]
    assert properties[f"{PDFAID}conformance"] == ["A"]
    assert properties[f"{PDFUAID}part"] == ["1"]


def test_the_packet_says_what_the_page_says() -> None:
    pdf = opened("<p>Text", head=HEAD)
    properties = said(pdf)
    assert properties[f"{DC}title"] == ["A title"] == [str(pdf.docinfo.Title)]
    assert properties[f"{DC}creator"] == ["House & Sons"] == [str(pdf.docinfo.Author)]
    assert properties[f"{DC}description"] == ["Свобода <слова>"] == [str(pdf.docinfo.Subject)]
    assert properties[f"{DC}subject"] == ["law & order", "press"]
    assert properties[f"{PDF}Keywords"] == ["law & order, press"] == [str(pdf.docinfo.Keywords)]
    assert properties[f"{DC}language"] == ["en"] == [str(pdf.Root.Lang)]
    assert properties[f"{PDF}Producer"] == [str(pdf.docinfo.Producer)]
    assert properties[f"{XMP}CreatorTool"] == ["Pressroom"] == [str(pdf.docinfo.Creator)]
    assert properties[f"{XMP}CreateDate"] == ["2005-01"]
    assert str(pdf.docinfo.CreationDate) == "D:200501"
    assert properties[f"{XMP}ModifyDate"] == ["2005-02-03T04:05:06Z"]
    assert str(pdf.docinfo.ModDate) == "D:20050203040506Z"


def test_nothing_is_said_of_what_is_not_known() -> None:
    tags = set(said(opened("<p>Text")))
    assert not tags & {f"{DC}creator", f"{DC}description", f"{DC}subject", f"{PDF}Keywords", f"{XMP}CreateDate", f"{XMP}ModifyDate"}


def test_the_packet_can_be_read_without_unpacking() -> None:
    assert b'<?xpacket begin="\xef\xbb\xbf"' in typeset("<p>Text")


def test_the_window_shows_the_title() -> None:
    pdf = opened("<p>Text")
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
    assert pdf.Root.MarkInfo.Marked is True


def test_a_divided_word_has_a_soft_hyphen() -> None:
    pdf = opened("<p>constitutional representation</p>", "p { width: 18mm; hyphens: auto }")
    text = "".join(marked(pdf.pages[0].obj).values())
    assert "\u00ad" in text
    assert "\u2010" not in text
    assert text.replace("\u00ad", "").replace(" ", "") == "constitutionalrepresentation"


def test_images_are_not_smoothed_by_the_viewer() -> None:
    pdf = opened(f'<p>x <img alt="A dot" src="{PIXEL}"></p>')
    images = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"]
    assert images
    assert not any(image.get("/Interpolate") for image in images)


def test_the_same_page_gives_the_same_bytes(tmp_path: Path) -> None:
    body = f'<p>Text<span class=note>a note</span> <a href="https://example.org/">link</a></p><img alt="A dot" src="{PIXEL}">'
    first = typeset(body, head=HEAD)
    assert first == typeset(body, head=HEAD)
    assert first != typeset(body + "!", head=HEAD)


def test_there_is_no_clock_in_the_file() -> None:
    pdf = opened("<p>Text")
    assert "/CreationDate" not in pdf.docinfo
    assert not re.search(rb"uuid|20\d\d-\d\d-\d\dT", pdf.Root.Metadata.read_bytes())
    assert len(pdf.trailer.ID) == 2


def test_streams_are_packed_whole_and_alone() -> None:
    """The file has each stream once, compressed, with nothing after it."""
    pdf = opened("<p>Text")
    packed = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/Filter" in item]
    assert len(packed) > 2
    for stream in packed:
        unpacking = zlib.decompressobj()
        assert unpacking.decompress(stream.read_raw_bytes()) == stream.read_bytes()
        assert unpacking.eof
        assert not unpacking.unused_data
