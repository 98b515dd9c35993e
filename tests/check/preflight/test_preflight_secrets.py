"""Text that must not be in finished files is found anywhere in them."""

from __future__ import annotations

import base64
import io
import zipfile
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf, String

from pressroom.check.preflight import MachineNames, machine_traces, redactions
from pressroom.errors import Place
from pressroom.files import epub
from tests.support.print_files import sound

AT = Place("chapter.yaml", 3, 1)
REDACTED = {"Aliya Bekova of Zenda": AT, "12": AT}
MACHINE = MachineNames(("/srv/machine/revealing", "/"), ("marietta", "bob", "anna", "press-07"))


def zipped(name: str, data: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


def inside(text: str) -> str:
    return f'<img src="data:image/png;base64,{base64.b64encode(text.encode()).decode()}" alt="">'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<p>by bekova</p>"),
        ("a.html", "<p>by Be<em>ko</em>va</p>"),
        ("a.html", '<h2 id="the-bekova-case">a</h2>'),
        ("a.html", '<meta content="ALIYA said">'),
        ("a.html", '<script type="application/ld+json">{"name": "Aliya"}</script>'),
        ("a.html", "<!-- Aliya -->"),
        ("a.html", "<title>Aliya</title>"),
        ("a.html", "<img alt='Be\u00adkova'>"),
        ("a.txt", "It was Aliya."),
        ("a.json", '{"alt": "Aliya"}'),
        ("a.epub", ""),
    ],
)
def test_a_redacted_word_is_found(name: str, text: str) -> None:
    data = zipped("OPS/a.xhtml", "<p>Aliya</p>") if name == "a.epub" else text.encode()
    item = redactions(REDACTED, ["the town of Zenda"], {"sound.html": b"<p>a</p>", name: data})
    assert item.verdict == "fail"
    assert item.place == AT
    assert item.found.startswith(f"{name} contains a redacted word: ")
    assert "liya" not in str(item).casefold()
    assert "bekova" not in item.found.casefold().replace(text.casefold(), "")


def test_the_words_of_a_books_container_are_no_leak() -> None:
    """Every book has them: a witness's 'names' may be redacted all the same."""
    book = epub({"package.opf": b"<package/>", "nav.xhtml": b"<nav/>"}, "2005-01-01T00:00:00Z")
    assert redactions({"names of a container": AT, "open document": AT}, ["of a"], {"a.epub": book}).verdict == "pass"


def test_words_that_are_open_short_or_not_there_are_no_leak() -> None:
    page = b'<style>.aliya {}</style><p class="aliya">12 men of Zenda, bekovas</p>' + inside("Aliya").encode()
    assert redactions(REDACTED, ["the town of Zenda"], {"a.html": page}).verdict == "pass"


def changed(change: Any) -> bytes:
    with Pdf.open(io.BytesIO(sound())) as pdf:
        change(pdf)
        file = io.BytesIO()
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate, fix_metadata_version=False)
        return file.getvalue()


def titled(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = String("Алия at /srv/machine/revealing/x")


def packed(pdf: Pdf) -> None:
    pdf.Root.Metadata = pdf.make_stream("<x><a>Алия</a> /srv/machine/revealing</x>".encode(), Type=Name.Metadata, Subtype=Name.XML)


def deep(pdf: Pdf) -> None:
    pdf.Root.Deep = pikepdf.Array([Dictionary(A=Dictionary(B=String("Алия, /srv/machine/revealing")))])


@pytest.mark.parametrize("change", [titled, packed, deep])
def test_a_pdf_is_read_to_its_ground(change: Any) -> None:
    data = changed(change)
    assert redactions({"алия": AT}, [], {"a.pdf": data}).verdict == "fail"
    assert machine_traces(MACHINE, [], {"a.pdf": data}).verdict == "fail"
    assert redactions({"алия": AT}, [], {"a.pdf": sound()}).verdict == "pass"
    assert machine_traces(MACHINE, [], {"a.pdf": sound()}).verdict == "pass"


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("<p>a</p><!-- ask the lawyer -->", "contains a comment"),
        ("<meta content='/srv/machine/revealing/content'>", "contains a local path"),
        ("<style>a { background: url(/srv/machine/revealing/a.png) }</style>", "contains a local path"),
        ("<a href='file:///etc'>a</a>", "contains a local path"),
        ("<p>/home/ann/report</p>", "contains a local path"),
        ("<p>C:\\Users\\ann</p>", "contains a local path"),
        (inside("xmp /Users/ann/Pictures"), "a face or picture inside contains a local path"),
        ("<meta content='written by Marietta'>", "contains a name"),
        ("<meta content='on press-07'>", "contains a name"),
        ("<p>Marietta.</p>", "the text contains a name"),
        ("<style>.a::after { content: 'marietta' }</style>", "the file contains a name"),
        (inside("by marietta"), "a face or picture inside contains a name"),
    ],
)
def test_the_machine_is_found(text: str, reported: str) -> None:
    item = machine_traces(MACHINE, [], {"a.html": text.encode()})
    assert item.verdict == "fail"
    assert reported in item.found
    assert "telling" not in item.found


@pytest.mark.parametrize(
    "text",
    [
        "<meta content='bob, mariettas'>",
        "<p>Marietta-Ann, our-marietta</p>",
        "<style>.anna {}</style>",
        "<a href='https://x.org/home/ann'>a</a>",
        "<p>/srv/machine/revealings</p>",
    ],
)
def test_what_only_looks_like_the_machine_is_let_be(text: str) -> None:
    assert machine_traces(MACHINE, [], {"a.html": text.encode()}).verdict == "pass"


def test_what_the_content_says_openly_may_be_said() -> None:
    assert (
        machine_traces(MACHINE, ["Marietta went to /home/ann"], {"a.html": b"<p>/home/ann</p><meta content='Marietta'>"}).verdict == "pass"
    )
