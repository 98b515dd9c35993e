"""A kit as its recipients see it: a newsroom, a printer, a reader, somebody who received a wrong one before."""

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from pressroom.cli import main
from pressroom.kit.contents.visible_text import texts
from pressroom.prose.words import visible_words
from pressroom.readback import strings
from tests.support import conformance, gates
from tests.support.kits import AFTER, BASE, BEFORE, DIRT, HELD, NOTICE, UNTIL, git, instead, listing, pages, printed, sent, spaced
from tests.support.projects import DATA

pytestmark = pytest.mark.usefixtures("stored_pages")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A project with a chapter under embargo, whose kit was made before the embargo ends."""
    root = printed(tmp_path_factory.mktemp("kit") / "project")
    sent(root)
    return root


@pytest.fixture(scope="module")
def kit(root):
    """The folder of the kit under embargo."""
    return root / "before" / HELD


@pytest.fixture(scope="module")
def public(root, kit):
    """The folder of the kit that was made after the embargo, in the same project."""
    assert main(["kit", "--public", "--now", AFTER], root) == 0
    shutil.copytree(root / "dist" / "kit", root / "after")
    return root / "after" / BASE


def test_the_kit_holds_what_it_should_by_names_that_explain_themselves(kit):
    assert [path.replace(HELD, "SLUG") for path in listing(kit)] == [
        "README.txt",
        "SHA256SUMS",
        "epub/SLUG.epub",
        "images/SLUG-01-dirty.jpg",
        "images/SLUG-captions.txt",
        "manifest.json",
        "ninjs/SLUG.json",
        "print/SLUG-job-ticket.pdf",
        "print/SLUG-preflight.pdf",
        "print/SLUG-press.pdf",
        "release/SLUG-release.html",
        "release/SLUG-release.pdf",
        "release/SLUG-release.txt",
        "screen/SLUG-page-1-1600.png",
        "screen/SLUG-page-1-400.png",
        "screen/SLUG.pdf",
        "text/SLUG.txt",
        "web/SLUG.html",
    ]


def test_the_archive_holds_the_folder(kit):
    with zipfile.ZipFile(kit.parent / f"{HELD}.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            f"{HELD}/{path}": (kit / path).read_bytes() for path in listing(kit)
        }


def test_the_checksums_are_those_that_sha256sum_checks(kit):
    assert subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=kit, check=False).returncode == 0
    assert len((kit / "SHA256SUMS").read_text().splitlines()) == len(listing(kit)) - 1


def test_the_manifest_ties_all_files_to_what_they_were_made_from(kit, root):
    said = json.loads((kit / "manifest.json").read_text())
    assert said["source"]["revision"] == git(root, "rev-parse", "HEAD")
    assert said["source"]["changed_since"] is False
    sources = said["source"]["files"]
    assert {"content/chapters/ruritania.yaml", "content/images/dirty.jpg", "styles/brand.css", "templates/head.html"} <= sources.keys()
    assert any(path.startswith("styles/fonts/") for path in sources)
    assert {"WeasyPrint", "Python"} <= said["engine"].keys()
    assert [file["path"] for file in said["files"]] == [path for path in listing(kit) if path not in ("manifest.json", "SHA256SUMS")]
    assert {file["type"] for file in said["files"] if file["path"].endswith(".epub")} == {"application/epub+zip"}


def test_every_file_carries_the_embargo(kit):
    for path in kit.rglob("*.pdf"):
        for text in pages(path):
            assert NOTICE in text or not re.sub(r"[^A-Za-z]", "", text.replace("press", "").split("FOGRA39")[0])
        with pikepdf.open(path) as pdf:
            assert spaced(str(pdf.docinfo["/Subject"])).startswith(NOTICE)
            assert "Embargoed until" in pdf.Root.Metadata.read_bytes().decode()
    for path in [*kit.rglob("*.txt"), *kit.rglob("*.html")]:
        assert NOTICE in spaced(path.read_text())
    for path in kit.rglob("*.html"):
        assert '<meta name="dcterms.available" content="2005-01-13T00:01:00Z">' in path.read_text()
    documents = dict(texts("book.epub", (kit / "epub" / f"{HELD}.epub").read_bytes()))
    assert documents.keys() == {"title.xhtml", "nav.xhtml", "chapter-ruritania.xhtml", "contact.xhtml", "package.opf"}
    assert all(NOTICE in visible_words(text) for text in documents.values())
    item = json.loads((kit / "ninjs" / f"{HELD}.json").read_text())
    assert (item["embargoedUntil"], item["pubStatus"]) == ("2005-01-13T00:01:00Z", "withheld")
    assert json.loads((kit / "manifest.json").read_text())["embargoed_until"] == "2005-01-13T00:01:00Z"


def test_a_check_and_a_change_sheet_know_the_same_hour(root, kit, capsys):
    assert main(["check", "--quick", "--now", BEFORE], root) == 0
    capsys.readouterr()
    assert main(["check", "--quick", "--now", AFTER, "--format", "json"], root) == 1
    items = [record for record in map(json.loads, capsys.readouterr().out.splitlines()) if record.get("verdict") == "fail"]
    assert {(item["item"], item["edition"]) for item in items} == {("words", "screen"), ("words", "print"), ("words", "html")}
    assert all(item["found"].startswith("outdated: what it was made from has changed since; ") for item in items)
    assert all(item["hint"] == "run: python build.py build ruritania" for item in items)
    assert main(["changes", "--now", BEFORE], root) == 0
    sheet = root / "dist" / "ruritania" / "ruritania-changes.pdf"
    assert all(NOTICE in page for page in pages(sheet))
    with pikepdf.open(sheet) as pdf:
        assert spaced(str(pdf.docinfo["/Subject"])).startswith(NOTICE)
    sheet.unlink()


@pytest.mark.usefixtures("public")
def test_the_last_line_on_a_terminal_names_the_archive(root, capsys, monkeypatch):
    order = ["kit", "--public", "--now", AFTER]
    assert main([*order, "--format", "json"], root) == 0
    assert "send this file" not in capsys.readouterr().out
    assert main(order, root) == 0
    assert capsys.readouterr().out == "", "into a file or a pipe nothing is printed"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(order, root) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"dist/kit/{BASE}.zip is complete; send this file"


def test_after_the_hour_nothing_is_left_of_it(root, public):
    assert sorted(path.name for path in (root / "dist" / "kit").iterdir()) == [BASE, f"{BASE}.zip"]
    for path in listing(public):
        data = (public / path).read_bytes()
        assert b"mbargo" not in re.sub(rb"styles/embargo(-rtl)?\.css|templates/(epub/)?embargo\.x?html", b"", data)
        assert "EMBARGOED" not in path
    assert not any("mbargo" in text for path in public.rglob("*.pdf") for text in pages(path))
    book = (public / "epub" / f"{BASE}.epub").read_bytes()
    assert not any("mbargo" in saying.text or "dcterms:available" in saying.text for saying in strings("book.epub", book))
    item = json.loads((public / "ninjs" / f"{BASE}.json").read_text())
    assert item["pubStatus"] == "usable"
    assert "embargoedUntil" not in item
    assert "(Strelsau, January 13, 2005)" in (public / "release" / f"{BASE}-release.txt").read_text()


def test_to_be_published_before_the_hour_is_refused(root, capsys):
    assert main(["kit", "--public", "--now", BEFORE], root) == 1
    place = "content/chapters/ruritania.yaml:3:10"
    assert f"{place}: the chapter 'ruritania' must not be published yet: Embargoed until January 13, 2005" in capsys.readouterr().err


def test_the_item_has_the_shape_of_ninjs(kit):
    item = json.loads((kit / "ninjs" / f"{HELD}.json").read_text())
    assert re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}-\d{2}:[a-z0-9-]+", item["uri"]), "RFC 4151"
    assert item["standard"] == {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"}
    assert (item["type"], item["representationType"], item["language"], item["located"]) == ("composite", "full", "en", "Strelsau")
    for key in ("versionCreated", "embargoedUntil"):
        assert datetime.fromisoformat(item[key]).tzinfo
    assert item["bodies"][0]["value"] == (kit / "text" / f"{HELD}.txt").read_text()
    assert {tuple(sorted(body)) for body in item["bodies"]} == {("charCount", "contentType", "role", "value", "wordCount")}
    reached = item["organisations"][0]["contactInfo"]
    assert all(("value" in way) != ("address" in way) for way in reached)
    assert [way["value"] for way in reached if way.get("lang") == "ru"] == ["+1 555 0101"]
    known = {"name", "title", "href", "contentType", "sizeInBytes", "width", "height"}
    for rendition in item["renditions"]:
        path = kit / rendition["title"]
        assert rendition["sizeInBytes"] == path.stat().st_size
        assert set(rendition) <= known
        if path.suffix == ".png":
            with Image.open(path) as picture:
                assert (rendition["width"], rendition["height"]) == picture.size
    types = {Path(rendition["title"]).suffix: rendition["contentType"] for rendition in item["renditions"]}
    assert types == {
        ".pdf": "application/pdf",
        ".html": "text/html",
        ".epub": "application/epub+zip",
        ".txt": "text/plain",
        ".png": "image/png",
        ".jpg": "image/jpeg",
    }
    here = {path for path in listing(kit) if "/" in path and not path.startswith("ninjs")}
    assert {rendition["title"] for rendition in item["renditions"]} == here


def test_the_printer_finds_the_job_on_one_page(kit):
    (text,) = pages(kit / "print" / f"{HELD}-job-ticket.pdf")
    for asked in (
        "210 × 297 mm",
        "3 mm on all sides",
        "FOGRA39",
        "115 g/m²",
        "500",
        "printer@example.org",
        "cyan, magenta, black",
    ):
        assert asked in text
    assert "to be agreed" not in text
    boxes = gates.boxes(kit / "print" / f"{HELD}-press.pdf", 1)
    assert boxes["Trim"][2] - boxes["Trim"][0] == pytest.approx(595.28, abs=0.02)
    count = len(pages(kit / "print" / f"{HELD}-press.pdf"))
    assert f"Pages {count}" in text


def test_the_preflight_sheet_is_that_of_the_kits_own_files(kit):
    (text,) = pages(kit / "print" / f"{HELD}-preflight.pdf")
    assert "All 20 items pass" in text
    compact = re.sub(r"[\s\ufffe\x02-]", "", text)
    sums = dict(reversed(line.split("  ")) for line in (kit / "SHA256SUMS").read_text().splitlines())
    for path in (f"print/{HELD}-press.pdf", f"screen/{HELD}.pdf"):
        assert sums[path] in compact
        assert path.partition("/")[2].replace("-", "") in compact


def test_the_book_is_that_of_the_chapter(kit):
    said = dict(texts("book.epub", (kit / "epub" / f"{HELD}.epub").read_bytes()))
    assert "The kingdom voted twice, and forty-two of its courts were closed." in spaced(said["chapter-ruritania.xhtml"])


def test_pictures_have_captions_and_nothing_of_the_camera(root, kit):
    original = (root / "content" / "images" / "dirty.jpg").read_bytes()
    assert all(dirt.encode() in original for dirt in DIRT)
    with Image.open(kit / "images" / f"{HELD}-01-dirty.jpg") as picture:
        assert picture.size == (1400, 140)
        assert not picture.getexif()
    captions = (kit / "images" / f"{HELD}-captions.txt").read_text()
    assert f"{HELD}-01-dirty.jpg\nA court in Strelsau\nThe photographer\nA photograph\n" in captions
    with zipfile.ZipFile(kit / "epub" / f"{HELD}.epub") as book:
        (inside,) = (name for name in book.namelist() if "/images/" in name)
        with Image.open(io.BytesIO(book.read(inside))) as picture:
            assert not picture.getexif()
            assert "xmp" not in picture.info
    for path in listing(kit):
        for saying in strings(path, (kit / path).read_bytes()):
            assert not any(dirt in saying.text for dirt in DIRT), (path, saying.where)


def test_the_release_ends_and_says_whom_to_ask(kit):
    for text in ((kit / "release" / f"{HELD}-release.txt").read_text(), " ".join(pages(kit / "release" / f"{HELD}-release.pdf"))):
        places = [
            spaced(text).index(part) for part in ("Votes Twice", "(Strelsau, January 13, 2005) – The kingdom", "Nobody", "ENDS", "one year")
        ]
        assert places == sorted(places)
        for way in ("English: The press desk", "Tel. +1 555 0100", "E-mail press@example.org", "Русский: Пресс-служба"):
            assert way in spaced(text)


def test_the_readme_names_the_folders_that_are_there(kit):
    text = (kit / "README.txt").read_text()
    assert re.findall(r"(?m)^(\w+)/ ", text) == ["text", "release", "screen", "web", "epub", "images", "ninjs", "print"]


@pytest.mark.parametrize("flavour", ["ua1", "3a"])
def test_all_but_the_press_edition_is_accessible_and_archival(kit, flavour):
    for path in kit.rglob("*.pdf"):
        if not path.name.endswith("-press.pdf"):
            assert conformance.failures(path, flavour) == []


def test_a_page_without_the_embargo_stops_the_kit(root, kit, capsys):
    shutil.rmtree(root / "dist" / "kit")
    with instead(root / "styles" / "embargo.css", "string(embargo)", "string(status)"):
        assert main(["kit", "--now", BEFORE], root) == 5
    reported = capsys.readouterr().err
    assert f"screen/{HELD}.pdf: page 2 does not say 'Embargoed until" in reported
    assert f"print/{HELD}-press.pdf: page 2" in reported
    assert not (root / "dist" / "kit").exists()


def test_a_sheet_that_can_not_be_set_is_named(root, public, capsys):
    with instead(root / "styles" / "ticket.css", "white-space: nowrap", "white-space: never"):
        assert main(["kit", "--now", AFTER], root) == 3
    assert re.search(rf"styles/ticket\.css:\d+:\d+: print/{BASE}-job-ticket\.pdf: ", capsys.readouterr().err)


def test_a_file_that_fails_the_check_stops_the_kit(root, capsys):
    with instead(root / "content" / "printers" / "coated-sheetfed.yaml", "photograph: 300", "photograph: 600"):
        assert main(["kit", "--now", AFTER], root) == 1
    reported = capsys.readouterr().err
    assert re.search(r"ruritania\.yaml:\d+:\d+: ruritania: resolution \(print\): a photograph of 3\d\d pixels per inch", reported)
    assert "a picture with more pixels" in reported, "how to fix it"


def test_what_the_build_warns_of_and_the_check_refuses_is_reported_once(root, capsys):
    with instead(root / "content" / "chapters" / "ruritania.yaml", "status: final", "status: final\npages: 1"):
        assert main(["kit", "--now", AFTER], root) == 1
        reported = capsys.readouterr().err
        assert main(["kit", "--now", AFTER, "--format", "json"], root) == 1
        records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    over = re.findall(r"^content/chapters/ruritania\.yaml:3:8: .* over on page 1.*$", reported, re.MULTILINE)
    assert len(over) == 1
    assert re.search(r"\(cut \d+ lines, or ask for \d pages\)$", over[0])
    assert "copyfit (print)" not in reported
    assert reported.splitlines()[-1] == "no kit was written"
    assert [record["kind"] for record in records if record.get("code") == "fit-too-long"] == ["error"]


def test_a_protected_name_stops_the_kit_wherever_it_stands(root, capsys):
    """In the chapter, its press release, the publisher's data, and on the job ticket."""
    names, printer = root / "content" / "protected.yaml", root / "content" / "printers" / "coated-sheetfed.yaml"
    names.write_text("names: [Strelsau, Fifth Avenue, Qwertz]\n")
    try:
        with instead(printer, "Prepress desk", "Frau Qwertz"):
            assert main(["kit", "--now", AFTER], root) == 1
    finally:
        names.unlink()
    reported = capsys.readouterr().err
    for place in ("chapters/ruritania.yaml:51:75", "chapters/ruritania.yaml:57:10", "imprint.yaml:", "printers/coated-sheetfed.yaml:2"):
        assert f"content/{place}" in reported
    assert "protected names (all)" not in reported, "before anything is built"
    assert not any(name in reported for name in ("Qwertz", "Strelsau,", "Fifth"))


def test_a_draft_is_not_to_be_published_and_a_chapter_without_release_has_none(root, capsys):
    chapter = (DATA / "arabic.yaml").read_text().replace("lede: |", f"embargo: {UNTIL}\nlede: |", 1)
    (root / "content" / "chapters" / "arabic.yaml").write_text(chapter)
    assert main(["kit", "arabic", "--public", "--now", AFTER], root) == 1
    reported = capsys.readouterr().err
    assert "the chapter 'arabic' is a draft" in reported
    assert reported.splitlines()[-1] == "no kit was written"
    shutil.rmtree(root / "dist" / "kit", ignore_errors=True)
    assert main(["kit", "arabic", "ruritania", "--language", "ar", "--now", BEFORE], root) == 0
    slug = "EMBARGOED-20050113T0001Z-hrw-2005-01-arabic-ar"
    assert sorted(path.name for path in (root / "dist" / "kit").iterdir()) == [slug, f"{slug}.zip"]
    made = root / "dist" / "kit" / slug
    assert "مسودة ·" in (made / "web" / f"{slug}.html").read_text(), "a draft says so beside the embargo"
    assert (made / "text" / f"{slug}.txt").read_text().startswith("مسودة\n\n")
    assert "\n\nDRAFT: do not publish this.\n\n" in (made / "README.txt").read_text()
    assert not (made / "release").exists()
    assert "release/" not in (made / "README.txt").read_text()
    assert json.loads((made / "ninjs" / f"{slug}.json").read_text())["pubStatus"] == "withheld"
    sources = json.loads((made / "manifest.json").read_text())["source"]["files"]
    assert [path for path in sources if "/languages/" in path] == ["content/languages/ar.yaml"], "not those of what was made along with it"
    assert main(["kit", "--language", "kk", "--now", AFTER], root) == 2


@pytest.mark.usefixtures("public")
def test_the_kit_of_a_draft_says_so_in_its_texts_and_on_the_terminal(root, capsys, monkeypatch):
    assert "DRAFT" not in (root / "after" / BASE / "README.txt").read_text()
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with instead(root / "content" / "chapters" / "ruritania.yaml", "status: final", "status: draft"):
        assert main(["kit", "ruritania", "--now", AFTER], root) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"dist/kit/{BASE}.zip is a draft: do not send it to newsrooms"
    made = root / "dist" / "kit" / BASE
    for path in (f"text/{BASE}.txt", f"release/{BASE}-release.txt"):
        assert (made / path).read_text().startswith("DRAFT\n\n"), path
    assert "\n\nDRAFT: do not publish this.\n\n" in (made / "README.txt").read_text()


def test_what_is_redacted_is_in_no_file_of_a_kit(root):
    (root / "content" / "chapters" / "red.yaml").write_text(
        "title: Zenda\nstatus: final\nlede: |\n  By [[redacted: Secretname]], who saw it.\n"
    )
    assert main(["kit", "red", "--now", AFTER], root) == 0
    (folder,) = (path for path in (root / "dist" / "kit").iterdir() if path.is_dir() and "-red" in path.name)
    files = listing(folder)
    assert {Path(file).suffix for file in files} >= {".pdf", ".epub", ".html", ".txt", ".json", ".png"}
    for file in files:
        said = " ".join(saying.text for saying in strings(file, (folder / file).read_bytes()))
        assert "secretname" not in said.casefold()
