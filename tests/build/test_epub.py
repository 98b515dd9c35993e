"""EPUBs: valid for EPUBCheck, complete, the same in every run."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
import uharfbuzz as hb

from pressroom.cli import main
from pressroom.readback import strings
from tests.support import epubcheck
from tests.support.projects import DATA, project

STEMS = ("kazakhstan", "stress", "russian", "kazakh", "arabic")
XHTML, OPF, DC = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/opf}", "{http://purl.org/dc/elements/1.1/}"
TYPE = "{http://www.idpf.org/2007/ops}type"
SHORT = "title: Ruritania\nstatus: final\nlede: |\n  The press is free.\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A project with a book of each chapter, and a volume."""
    root = project(tmp_path_factory.mktemp("epub") / "project")
    for stem in STEMS[1:]:
        (root / "content" / "chapters" / f"{stem}.yaml").write_bytes((DATA / f"{stem}.yaml").read_bytes())
    report = root / "content" / "report.yaml"
    report.write_text(report.read_text().replace("  - kazakhstan\n", "".join(f"  - {stem}\n" for stem in STEMS)))
    (root / "content" / "chapters" / "held.yaml").write_text(SHORT.replace("lede:", "embargo: 2999-01-13T00:01:00+00:00\nlede:"))
    assert main(["epub", *STEMS, "held"], root) == 0
    assert main(["epub", "--volume"], root) == 0
    return root


def path(root: Path, name: str) -> Path:
    return root / "dist" / ("world-report-2005.epub" if name == "volume" else f"{name}/{name}.epub")


def book(root: Path, name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(path(root, name)) as archive:
        return {entry.filename.removeprefix("EPUB/"): archive.read(entry) for entry in archive.infolist()}


def tree(root: Path, name: str, document: str) -> Element:
    return fromstring(book(root, name)[document])


def text(element: Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def test_epubcheck_finds_nothing(root, tmp_path):
    bad = tmp_path / "bad.epub"
    with zipfile.ZipFile(path(root, "russian")) as good, zipfile.ZipFile(bad, "w") as copy:
        for entry in good.infolist():
            copy.writestr(entry, good.read(entry).replace(b'href="#note-', b'href="#not-'))
    verdicts = epubcheck.check(*(path(root, name) for name in (*STEMS, "held", "volume")), bad)
    assert verdicts == {**{path(root, name).name: 0 for name in (*STEMS, "held", "volume")}, "bad.epub": 1}


@pytest.mark.parametrize("name", [*STEMS, "volume"])
def test_the_archive_begins_with_what_it_is_and_knows_no_clock(root, name):
    data = path(root, name).read_bytes()
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        first, *rest = archive.infolist()
        assert first.compress_type == zipfile.ZIP_STORED
        assert {entry.date_time for entry in rest} == {(2005, 1, 1, 0, 0, 0)}
        assert not any(entry.filename.startswith("/") or ".." in entry.filename for entry in rest)
        assert {entry.external_attr >> 16 for entry in rest} == {0o100644}


def test_the_same_content_gives_the_same_bytes(root, monkeypatch):
    before = {name: path(root, name).read_bytes() for name in ("stress", "volume")}
    for name in before:
        path(root, name).unlink()
    monkeypatch.setenv("TZ", "Asia/Almaty")
    assert main(["epub", "stress"], root) == 0
    assert main(["epub", "--volume"], root) == 0
    assert {name: path(root, name).read_bytes() for name in before} == before


def test_the_package_says_what_the_book_is(root):
    package = tree(root, "russian", "package.opf")
    metadata = package.find(f"{OPF}metadata")
    assert metadata is not None
    assert metadata.findtext(f"{DC}language") == "ru"
    assert metadata.findtext(f"{DC}title") == "Лирия"
    assert metadata.findtext(f"{DC}creator") == "Human Rights Watch"
    assert metadata.findtext(f"{DC}date") == "2005-01"
    said = [(meta.get("property"), meta.text) for meta in metadata.findall(f"{OPF}meta")]
    assert ("dcterms:modified", "2005-01-01T00:00:00Z") in said
    assert {"schema:accessMode", "schema:accessModeSufficient", "schema:accessibilityFeature", "schema:accessibilityHazard"} <= dict(
        said
    ).keys()
    assert ("schema:accessibilityFeature", "alternativeText") in [
        (meta.get("property"), meta.text) for meta in tree(root, "stress", "package.opf").iter(f"{OPF}meta")
    ]
    identifiers = [tree(root, name, "package.opf").findtext(f".//{DC}identifier") for name in (*STEMS, "volume")]
    assert len(set(identifiers)) == len(identifiers)


def test_arabic_runs_from_right_to_left(root):
    assert tree(root, "arabic", "package.opf").find(f"{OPF}spine").get("page-progression-direction") == "rtl"
    assert tree(root, "volume", "package.opf").find(f"{OPF}spine").get("page-progression-direction") == "ltr"
    document = tree(root, "arabic", "chapter-arabic.xhtml")
    assert (document.get("dir"), document.get("lang"), document.get("{http://www.w3.org/XML/1998/namespace}lang")) == ("rtl", "ar", "ar")
    assert tree(root, "volume", "chapter-arabic.xhtml").get("dir") == "rtl"


def test_contents_lead_to_every_section_of_every_chapter(root):
    files = book(root, "volume")
    nav = fromstring(files["nav.xhtml"]).find(f".//{XHTML}nav[@id='contents']")
    links = [(link.get("href") or "", text(link)) for link in nav.iter(f"{XHTML}a")]
    assert [href for href, _ in links if "#" not in href] == [f"chapter-{stem}.xhtml" for stem in STEMS]
    for href, words in links:
        document, _, anchor = href.partition("#")
        page = fromstring(files[document])
        if anchor:
            section = page.find(f".//{XHTML}section[@id='{anchor}']")
            assert section is not None
            assert text(section.find(f"{XHTML}h2")) == words
    assert len(links) > 12
    assert text(tree(root, "arabic", "nav.xhtml").find(f".//{XHTML}h1")) == "المحتويات"
    landmarks = [link.get(TYPE) for link in fromstring(files["nav.xhtml"]).iter(f"{XHTML}a") if link.get(TYPE)]
    assert landmarks == ["titlepage", "toc", "bodymatter"]


def test_each_note_stands_behind_the_text_and_leads_back(root):
    page = tree(root, "stress", "chapter-stress.xhtml")
    calls = [link for link in page.iter(f"{XHTML}a") if link.get(TYPE) == "noteref"]
    notes = [aside for aside in page.iter(f"{XHTML}aside") if aside.get(TYPE) == "footnote"]
    assert len(calls) == len(notes) > 3
    for number, (call, note) in enumerate(zip(calls, notes, strict=True), 1):
        assert (call.text, call.get("href"), note.get("id")) == (str(number), f"#note-{number}", f"note-{number}")
        back = note.find(f".//{XHTML}a")
        assert (back.get(TYPE), back.get("href"), call.get("id")) == ("backlink", f"#call-{number}", f"call-{number}")
        assert len(text(note)) > 10
    assert [section.get(TYPE) for section in page.iter(f"{XHTML}section") if section.get("class") == "notes"] == ["footnotes"]


def test_a_chapter_without_notes_has_no_place_for_them(root):
    (root / "content" / "chapters" / "contact.yaml").write_text(SHORT)
    assert main(["epub", "contact"], root) == 0
    files = book(root, "contact")
    assert b"footnotes" not in files["chapter-contact.xhtml"]
    assert b"The press is free." in files["chapter-contact.xhtml"]
    assert b"350 Fifth Avenue" in files["contact.xhtml"], "whatever a chapter is called"


def test_pictures_have_their_words_and_lie_inside(root):
    files = book(root, "stress")
    pictures = list(fromstring(files["chapter-stress.xhtml"]).iter(f"{XHTML}img"))
    assert pictures
    assert any(picture.get("alt") for picture in pictures)
    assert all(
        picture.get("alt") is not None and files[picture.get("src") or ""][:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0") for picture in pictures
    )


def test_faces_are_cut_and_keep_their_licence(root):
    files = book(root, "kazakhstan")
    fonts = {name: data for name, data in files.items() if name.startswith("fonts/")}
    assert len(fonts) == 8, "none for Arabic"
    for name, data in fonts.items():
        assert f'url("{name}")'.encode() in files["epub.css"]
        assert len(hb.Face(data).unicodes) < 130
        assert "SIL Open Font License".encode("utf-16-be") in data
    assert b"var(" not in files["epub.css"]
    assert b"/*" not in files["epub.css"]
    assert b"color: #00457c" in files["epub.css"]


def test_a_template_that_loses_or_adds_words_makes_no_book(root, capsys):
    template = root / "templates" / "epub" / "chapter.xhtml"
    good, before = template.read_text(), path(root, "kazakhstan").read_bytes()
    for bad in (good.replace("{{ blocks(chapter.lede) }}", ""), good.replace('role="doc-chapter">', 'role="doc-chapter"><p>More.</p>')):
        template.write_text(bad)
        assert main(["epub", "kazakhstan"], root) == 5
        assert "where the content says" in capsys.readouterr().err
    template.write_text(good)
    for name in ("title", "contact"):
        page = root / "templates" / "epub" / f"{name}.xhtml"
        kept = page.read_text()
        page.write_text(kept.replace("</section>", "<p>More.</p></section>"))
        assert main(["epub", "kazakhstan"], root) == 5
        page.write_text(kept)
    assert path(root, "kazakhstan").read_bytes() == before


def test_a_volume_is_whole_or_not_made(root, capsys):
    chapter = root / "content" / "chapters" / "russian.yaml"
    good, before = chapter.read_text(), path(root, "volume").read_bytes()
    chapter.write_text(good.replace("title:", "titel:", 1))
    assert main(["epub", "--volume"], root) == 1
    assert path(root, "volume").read_bytes() == before
    assert main(["epub"], root) == 1
    chapter.write_text(good)
    assert capsys.readouterr().err.count("did you mean 'title'?") == 2


def test_redacted_words_are_in_no_book(root, capsys):
    (root / "content" / "chapters" / "red.yaml").write_text(
        'title: "A [[redacted: Secretname]]"\nlede: |\n  By [[redacted: Otherword]].[^a]\nnotes: {a: "[[redacted: Thirdword]] said."}\n'
    )
    assert main(["epub", "red"], root) == 0
    said = " ".join(saying.text for saying in strings("red.epub", path(root, "red").read_bytes()))
    assert said.count("[redacted]") >= 5
    assert not re.search("secretname|otherword|thirdword", said, re.IGNORECASE)
    template = root / "templates" / "epub" / "package.opf"
    good = template.read_text()
    template.write_text(good.replace("<dc:publisher>", "<dc:subject>Thirdword</dc:subject>\n<dc:publisher>"))
    assert main(["epub", "red"], root) == 5
    template.write_text(good)
    reported = capsys.readouterr().err
    assert "content/chapters/red.yaml:4:13: red/red.epub contains a redacted word: EPUB/package.opf, the text" in reported
    assert "Thirdword" not in reported


def test_a_book_under_embargo_says_so_in_each_document_until_the_hour(root):
    assert main(["epub", "held", "arabic", "--volume"], root) == 0
    for name, count in (("held", 4), ("volume", 5)):
        files = book(root, name)
        said = {document: text(fromstring(data)).replace("\u00a0", " ") for document, data in files.items() if document.endswith(".xhtml")}
        assert len(said) == count
        assert {document for document, words in said.items() if "Embargoed until January 13, 2999" not in words} <= {"chapter-arabic.xhtml"}
        package = fromstring(files["package.opf"])
        assert (package.findtext(f".//{DC}description") or "").startswith("Embargoed until")
        (available,) = (meta.text for meta in package.iter(f"{OPF}meta") if meta.get("property") == "dcterms:available")
        assert available == "2999-01-13T00:01:00Z"
    assert main(["epub", "held", "--now", "2999-01-13T00:01:00Z"], root) == 0
    assert not any("mbargo" in saying.text for saying in strings("held.epub", path(root, "held").read_bytes()))
