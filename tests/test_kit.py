"""A kit as its receivers see it: a newsroom, a printer, somebody who doubts the file."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path

import gates
import pikepdf
import pypdfium2
import pytest
import verapdf
from making import DATA
from making import project as copied
from PIL import Image

from pressroom import project, provenance
from pressroom.cli import main
from pressroom.readout import sayings

HOME = [str(Path.home())] if str(Path.home()).count("/") > 1 else []
UNTIL = "2005-01-13T00:01:00+00:00"
BEFORE, AFTER = "2005-01-13T00:00:59Z", "2005-01-12T19:01:00-05:00"
NOTICE = "Embargoed until January 13, 2005, 00:01 GMT (UTC+0) · January 12, 2005, 19:01 EST (UTC-5) · January 13, 2005, 06:01 UTC+6"
BASE = "hrw-2005-01-ruritania-en"
HELD = f"EMBARGOED-20050113T0001Z-{BASE}"
SAID = "          Paragraph {} says that a court was closed, that nobody was heard in it, and that the doors stayed shut.\n\n"
PARAGRAPHS = "".join(SAID.format(number) for number in range(20))
CHAPTER = f"""title: Ruritania
status: final
embargo: {UNTIL}
lede: |
  The kingdom voted twice, and forty-two of its courts were closed.[^one]
sections:
  - heading: Courts
    body:
      - text: |
{PARAGRAPHS}
      - figure: {{image: dirty.jpg, alt: A photograph, caption: A court in Strelsau, credit: The photographer}}
notes:
  one: Counted in December.
release:
  headline: Ruritania Votes Twice
  subheadline: Courts are closed
  place: Strelsau
  body: |
    The kingdom voted twice in 2004.

    Its courts were closed.
  quotations:
    - {{text: Nobody was heard., speaker: A judge}}
  editors: The chapter covers one year.
  contacts:
    - {{language: en, name: The press desk, telephone: +1 555 0100, email: press@example.org}}
    - {{language: ru, name: Пресс-служба, telephone: +1 555 0101}}
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A project with a chapter under embargo, its kit made before the hour."""
    root = copied(tmp_path_factory.mktemp("kit") / "project")
    chapters = root / "content" / "chapters"
    for path in chapters.iterdir():
        path.unlink()
    (chapters / "ruritania.yaml").write_text(CHAPTER)
    report = root / "content" / "report.yaml"
    report.write_text(report.read_text().replace("- kazakhstan", "- ruritania"))
    printer = root / "content" / "printers" / "coated-sheetfed.yaml"
    printer.write_text(printer.read_text() + "stock: Matt coated, 115 g/m²\nquantity: 1500\ncontact: prepress@example.org\n")
    exif = Image.Exif()
    exif[0x013B] = "Ozdemir"
    exif.get_ifd(0x8825)[29] = "2004:07:22"
    picture = Image.effect_noise((1400, 140), 60).convert("RGB")
    picture.save(root / "content" / "images" / "dirty.jpg", exif=exif, comment=b"secret", quality=90)
    assert main(["kit", "--now", BEFORE], root) == 0
    shutil.copytree(root / "dist" / "kit", root / "before")
    return root


@pytest.fixture(scope="module")
def kit(root):
    """The folder of the kit under embargo."""
    return root / "before" / HELD


@pytest.fixture(scope="module")
def public(root, kit):
    """The folder of the kit after the hour, made in the same project."""
    assert main(["kit", "--public", "--now", AFTER], root) == 0
    shutil.copytree(root / "dist" / "kit", root / "after")
    return root / "after" / BASE


def listing(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def pages(path):
    with pypdfium2.PdfDocument(path) as pdf:
        return [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in pdf]


def spaced(text):
    return re.sub(r"\s+", " ", text)


def test_the_kit_holds_what_it_should_by_names_that_explain_themselves(kit):
    assert [path.replace(HELD, "SLUG") for path in listing(kit)] == [
        "README.txt",
        "SHA256SUMS",
        "images/SLUG-01-dirty.jpg",
        "images/SLUG-captions.txt",
        "manifest.json",
        "ninjs/SLUG.json",
        "print/SLUG-job-ticket.pdf",
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
    item = json.loads((kit / "ninjs" / f"{HELD}.json").read_text())
    assert (item["embargoedUntil"], item["pubStatus"]) == ("2005-01-13T00:01:00Z", "withheld")
    assert json.loads((kit / "manifest.json").read_text())["embargoed_until"] == "2005-01-13T00:01:00Z"


def test_after_the_hour_nothing_is_left_of_it(root, public):
    assert sorted(path.name for path in (root / "dist" / "kit").iterdir()) == [BASE, f"{BASE}.zip"]
    for path in listing(public):
        data = (public / path).read_bytes()
        assert b"mbargo" not in data.replace(b"styles/embargo.css", b"")
        assert "EMBARGOED" not in path
    assert not any("mbargo" in text for path in public.rglob("*.pdf") for text in pages(path))
    item = json.loads((public / "ninjs" / f"{BASE}.json").read_text())
    assert item["pubStatus"] == "usable"
    assert "embargoedUntil" not in item
    assert "(Strelsau, January 13, 2005)" in (public / "release" / f"{BASE}-release.txt").read_text()


def test_to_be_published_before_the_hour_is_refused(root, capsys):
    assert main(["kit", "--public", "--now", BEFORE], root) == 1
    told = capsys.readouterr().err
    assert "content/chapters/ruritania.yaml:3:10: the chapter 'ruritania' is not to be published: Embargoed until January 13, 2005" in told


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
    assert types == {".pdf": "application/pdf", ".html": "text/html", ".txt": "text/plain", ".png": "image/png", ".jpg": "image/jpeg"}
    here = {path for path in listing(kit) if "/" in path and not path.startswith("ninjs")}
    assert {rendition["title"] for rendition in item["renditions"]} == here


def test_the_printer_finds_the_job_on_one_page(kit):
    (text,) = pages(kit / "print" / f"{HELD}-job-ticket.pdf")
    for asked in (
        "210 × 297 mm",
        "3 mm on all sides",
        "FOGRA39",
        "115 g/m²",
        "1,500",
        "prepress@example.org",
        "cyan, magenta, black",
    ):
        assert asked in text
    boxes = gates.boxes(kit / "print" / f"{HELD}-press.pdf", 1)
    assert boxes["Trim"][2] - boxes["Trim"][0] == pytest.approx(595.28, abs=0.02)
    count = len(pages(kit / "print" / f"{HELD}-press.pdf"))
    assert f"Pages {count}" in text


def test_pictures_have_captions_and_nothing_of_the_camera(kit):
    data = (kit / "images" / f"{HELD}-01-dirty.jpg").read_bytes()
    assert not re.search(rb"Ozdemir|secret|2004:07", data)
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (1400, 140)
    captions = (kit / "images" / f"{HELD}-captions.txt").read_text()
    assert f"{HELD}-01-dirty.jpg\nA court in Strelsau\nThe photographer\nA photograph\n" in captions
    for path in listing(kit):
        assert not re.search(rb"Ozdemir|2004:07:22", (kit / path).read_bytes())


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
    assert re.findall(r"(?m)^(\w+)/ ", text) == ["text", "release", "screen", "web", "images", "ninjs", "print"]


def test_no_file_tells_of_the_machine(kit, root):
    for path in kit.rglob("*"):
        if path.is_file():
            assert str(root).encode() not in path.read_bytes()


def test_what_is_ours_is_said_to_be(kit, root, capsys):
    assert main(["verify", str(kit)], root) == 0
    assert "is what this source makes" in capsys.readouterr().out
    assert main(["verify", str(kit.parent / f"{HELD}.zip")], root) == 0


@pytest.fixture(scope="module")
def forged(root, kit, tmp_path_factory):
    """The kit of a chapter with one figure changed, made with the same engine and styles."""
    theirs = tmp_path_factory.mktemp("forger") / "project"
    shutil.copytree(root, theirs, ignore=shutil.ignore_patterns("dist", "before", "after"))
    chapter = theirs / "content" / "chapters" / "ruritania.yaml"
    chapter.write_text(chapter.read_text().replace("forty-two", "forty-four"))
    styles = theirs / "styles" / "tokens.css"
    styles.write_text(styles.read_text() + "/* another style */\n")
    assert main(["kit", "--now", BEFORE], theirs) == 0
    return theirs / "dist" / "kit" / HELD


def test_a_forged_kit_is_found_file_by_file(root, forged, capsys):
    assert main(["verify", str(forged)], root) == 1
    told = capsys.readouterr().err
    assert "manifest.json: content/chapters/ruritania.yaml was another file" in told
    assert "manifest.json: styles/tokens.css was another file" in told
    assert "content/imprint.yaml" not in told
    for path in (
        f"screen/{HELD}.pdf: page 1",
        f"print/{HELD}-press.pdf: page 1",
        f"text/{HELD}.txt: the text",
        f"web/{HELD}.html: the page",
    ):
        words = 'after "kingdom voted twice, and": it says "forty-four" where this source says "forty-two"'
        assert f"{path}, {words}" in told


def test_a_forged_pdf_by_any_name_is_found_and_the_figure_shown(root, forged, tmp_path, capsys):
    copy = shutil.copy(forged / "screen" / f"{HELD}.pdf", tmp_path / "leaked.pdf")
    assert main(["verify", str(copy)], root) == 1
    told = capsys.readouterr().err
    assert "leaked.pdf: is not" in told
    assert 'page 1, after "kingdom voted twice, and": it says "forty-four" where this source says "forty-two"' in told


def test_a_file_with_the_same_words_and_other_bytes_is_not_ours(root, kit, tmp_path, capsys):
    with pikepdf.open(kit / "screen" / f"{HELD}.pdf") as pdf:
        pdf.docinfo["/Producer"] = "Another Engine 1.0"
        pdf.save(tmp_path / "copy.pdf")
    assert main(["verify", str(tmp_path / "copy.pdf")], root) == 1
    told = capsys.readouterr().err
    assert "its words are the same, its bytes are not" in told
    assert "Producer is 'Another Engine 1.0', here it is 'WeasyPrint 70.0'" in told


def test_a_kit_that_was_changed_on_its_way_says_so(root, kit, tmp_path, capsys):
    copy = Path(shutil.copytree(kit, tmp_path / HELD))
    (copy / "README.txt").write_text("x")
    (copy / "web" / f"{HELD}.html").unlink()
    (copy / "web" / "more.html").write_text("x")
    assert main(["verify", str(copy)], root) == 1
    told = capsys.readouterr().err
    assert "README.txt is not the file that SHA256SUMS lists" in told
    assert f"web/{HELD}.html is missing" in told
    assert "web/more.html is no file of this kit" in told


@pytest.mark.parametrize(
    ("name", "data", "code", "told"),
    [
        ("a.pdf", b"no PDF", 4, "can't be read: no PDF"),
        ("a.zip", b"no ZIP", 4, "the archive can't be read as a ZIP archive"),
        ("a.txt", None, 4, "can't be read: No such file"),
        ("a.docx", b"Ruritania", 1, "the chapter 'ruritania' has no file of its kind"),
    ],
)
def test_what_can_not_be_compared_is_told(root, tmp_path, capsys, name, data, code, told):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert main(["verify", str(tmp_path / name)], root) == code
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("manifest", ["", "[]", '{"chapter": ["ruritania"]}', '{"chapter": "../../ruritania"}', '{"chapter": "zenda"}'])
def test_a_folder_that_tells_no_chapter_of_ours_is_no_kit(root, tmp_path, capsys, manifest):
    (tmp_path / "manifest.json").write_text(manifest)
    assert main(["verify", str(tmp_path)], root) == 2
    assert re.search(r"tells its chapter|there is no chapter", capsys.readouterr().err)


@pytest.mark.parametrize("flavour", ["ua1", "3a"])
def test_release_and_ticket_are_accessible_and_archival(kit, flavour):
    for path in (kit / "release" / f"{HELD}-release.pdf", kit / "print" / f"{HELD}-job-ticket.pdf", kit / "screen" / f"{HELD}.pdf"):
        assert verapdf.failures(path, flavour) == []


def test_names_of_user_and_host_are_looked_for_unless_they_are_words_of_the_sources(root, monkeypatch):
    def looked_for(user):
        monkeypatch.setattr("getpass.getuser", lambda: user)
        return provenance.secrets(project.read(root, ["ruritania"]), "ruritania")

    monkeypatch.setattr("socket.gethostname", lambda: "presshost")
    assert looked_for("zelda") == sorted(["presshost", "zelda", str(root.resolve()), *HOME])
    assert "Paragraph" not in looked_for("Paragraph")
    assert "root" not in looked_for("root")


def test_a_signed_kit_says_by_whom(root, kit, tmp_path, monkeypatch, capsys):
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", tmp_path / "key"], check=True)
    monkeypatch.setenv("PRESSROOM_SIGNING_KEY", str(tmp_path / "key"))
    assert main(["kit", "--now", BEFORE], root) == 0
    made = root / "dist" / "kit" / HELD
    assert "SHA256SUMS.sig" in listing(made)
    assert not any(b"PRIVATE KEY" in (made / path).read_bytes() for path in listing(made))
    assert "signature" in (made / "README.txt").read_text()
    (root / "content" / "signers").write_text(f'press@example.org namespaces="pressroom" {(tmp_path / "key.pub").read_text()}')
    capsys.readouterr()
    assert main(["verify", str(made)], root) == 0
    assert "signed by press@example.org" in capsys.readouterr().out


def test_a_correction_takes_the_place_of_a_kit_and_says_so(root, public):
    shutil.rmtree(root / "dist" / "kit")
    shutil.copytree(public.parent, root / "dist" / "kit")
    asked = ["kit", "--now", AFTER, "--correction", 'Forty-two courts\n were closed, "not" forty.']
    assert main(asked, root) == 0
    made = root / "dist" / "kit" / BASE
    notice = "Correction: Forty-two courts were closed, “not” forty."
    assert notice in pages(made / "screen" / f"{BASE}.pdf")[0]
    assert notice not in pages(made / "screen" / f"{BASE}.pdf")[1]
    assert notice in pages(made / "print" / f"{BASE}-press.pdf")[0]
    for path in (f"release/{BASE}-release.txt", f"text/{BASE}.txt", f"web/{BASE}.html", "README.txt"):
        assert notice in (made / path).read_text()
    assert notice in json.loads((made / "ninjs" / f"{BASE}.json").read_text())["edNote"]
    old = dict(reversed(line.split("  ")) for line in (public / "SHA256SUMS").read_text().splitlines())
    assert json.loads((made / "manifest.json").read_text())["replaces"] == old
    assert all(checksum in (made / "README.txt").read_text() for checksum in old.values())
    before = (root / "dist" / "kit" / f"{BASE}.zip").read_bytes()
    assert main(asked, root) == 0
    assert (root / "dist" / "kit" / f"{BASE}.zip").read_bytes() == before
    assert main(["verify", str(made), "--now", AFTER], root) == 0


def test_a_correction_of_nothing_is_refused(root, capsys):
    shutil.rmtree(root / "dist" / "kit")
    assert main(["kit", "--now", AFTER, "--correction", "why"], root) == 1
    assert "there is no kit of 'ruritania' to be corrected" in capsys.readouterr().err


def test_a_page_without_the_embargo_stops_the_kit(root, capsys):
    sheet = root / "styles" / "embargo.css"
    written = sheet.read_text()
    sheet.write_text(written.replace("string(embargo)", "string(status)"))
    try:
        assert main(["kit", "--now", BEFORE], root) == 5
    finally:
        sheet.write_text(written)
    told = capsys.readouterr().err
    assert f"screen/{HELD}.pdf: page 2 does not say 'Embargoed until" in told
    assert f"print/{HELD}-press.pdf: page 2" in told
    assert not (root / "dist" / "kit" / HELD).exists()


def test_a_file_that_fails_the_check_stops_the_kit(root, capsys):
    printer = root / "content" / "printers" / "coated-sheetfed.yaml"
    written = printer.read_text()
    printer.write_text(written.replace("photograph: 300", "photograph: 600"))
    try:
        assert main(["kit", "--now", AFTER], root) == 1
    finally:
        printer.write_text(written)
    assert re.search(r"ruritania\.yaml:.* ruritania: .*\(press\)", capsys.readouterr().err)


def test_a_draft_is_not_to_be_published_and_a_chapter_without_release_has_none(root, capsys):
    chapter = (DATA / "arabic.yaml").read_text().replace("lede: |", f"embargo: {UNTIL}\nlede: |", 1)
    (root / "content" / "chapters" / "arabic.yaml").write_text(chapter)
    assert main(["kit", "arabic", "--public", "--now", AFTER], root) == 1
    assert "the chapter 'arabic' is a draft" in capsys.readouterr().err
    shutil.rmtree(root / "dist" / "kit", ignore_errors=True)
    assert main(["kit", "arabic", "ruritania", "--language", "ar", "--now", BEFORE], root) == 0
    slug = "EMBARGOED-20050113T0001Z-hrw-2005-01-arabic-ar"
    assert sorted(path.name for path in (root / "dist" / "kit").iterdir()) == [slug, f"{slug}.zip"]
    made = root / "dist" / "kit" / slug
    assert "مسودة ·" in (made / "web" / f"{slug}.html").read_text(), "a draft says so beside the embargo"
    assert not (made / "release").exists()
    assert "release/" not in (made / "README.txt").read_text()
    assert json.loads((made / "ninjs" / f"{slug}.json").read_text())["pubStatus"] == "withheld"
    assert main(["kit", "--language", "kk", "--now", AFTER], root) == 2


def test_what_is_redacted_is_in_no_file_of_a_kit(root, monkeypatch, capsys):
    (root / "content" / "chapters" / "red.yaml").write_text(
        "title: Zenda\nstatus: final\nlede: |\n  By [[redacted: Secretname]], who saw it.\n"
    )
    assert main(["kit", "red", "--now", AFTER], root) == 0
    (folder,) = (path for path in (root / "dist" / "kit").iterdir() if path.is_dir() and "-red" in path.name)
    files = listing(folder)
    assert len(files) > 8
    for file in files:
        said = " ".join(saying.text for saying in sayings(file, (folder / file).read_bytes()))
        assert "secretname" not in said.casefold()
    monkeypatch.setattr("pressroom.kit.readme.written", lambda *_: b"As Secretname told us.")
    assert main(["kit", "red", "--now", AFTER], root) == 5
    told = capsys.readouterr().err
    assert "says a redacted word" in told
    assert "Secretname" not in told
