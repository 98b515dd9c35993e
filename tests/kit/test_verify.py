"""`verify` as somebody sees it who doubts a file: whether it is ours, and who signed a kit."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest

from pressroom import project
from pressroom.cli import main
from pressroom.errors import WrongUsage
from pressroom.kit import verify
from pressroom.kit.contents import manifest
from pressroom.kit.identify import chapter_of
from pressroom.kit.provenance import provenance_of
from tests.support.kits import BEFORE, HELD, PARAGRAPHS, UNTIL, commit, git, listing, printed, sent

pytestmark = pytest.mark.usefixtures("stored_pages")

WORDS = 'after "kingdom voted twice, and": it says "forty-four" where this source says "forty-two"'


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    """A key to sign with."""
    path = tmp_path_factory.mktemp("key") / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path], check=True)
    return path


@pytest.fixture(scope="module")
def root(tmp_path_factory, key):
    """A project whose kit was made before the embargo ends, and signed."""
    root = printed(tmp_path_factory.mktemp("kit") / "project")
    (root / "content" / "signers").write_text(f'press@example.org namespaces="pressroom" {key.with_suffix(".pub").read_text()}')
    commit(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRESSROOM_SIGNING_KEY", str(key))
        sent(root)
    return root


@pytest.fixture(scope="module")
def kit(root):
    return root / "before" / HELD


@pytest.fixture(scope="module", autouse=True)
def once():
    """Rebuild each file only once for all these tests, since they don't change the source."""
    made, make = {}, verify.make_again

    def remembered(root, order, *more):
        held = bool(order.now and order.now < datetime.fromisoformat(UNTIL))
        asked = repr((replace(order, now=held), *more))
        if asked not in made:
            made[asked] = make(root, order, *more)
        return made[asked]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify, "make_again", remembered)
        yield


@pytest.fixture(scope="module")
def forged(root, kit, tmp_path_factory):
    """The kit with one number changed, made with the same engine and styles."""
    theirs = tmp_path_factory.mktemp("forger") / "project"
    shutil.copytree(root, theirs, ignore=shutil.ignore_patterns("dist", "before", ".git"))
    chapter, tokens = theirs / "content" / "chapters" / "ruritania.yaml", theirs / "styles" / "tokens.css"
    chapter.write_text(chapter.read_text().replace("forty-two", "forty-four"))
    tokens.write_text(tokens.read_text() + "/* another style */\n")
    assert main(["build", "--now", BEFORE], theirs) == 0
    made, built = theirs / HELD, theirs / "dist" / "ruritania"
    shutil.copytree(kit, made)
    for name, path in (
        ("ruritania.pdf", "screen/%s.pdf"),
        ("ruritania-print.pdf", "print/%s-press.pdf"),
        ("ruritania.html", "web/%s.html"),
    ):
        shutil.copy(built / name, made / (path % HELD))
    text = made / "text" / f"{HELD}.txt"
    text.write_text(text.read_text().replace("forty-two", "forty-four"))
    book = made / "epub" / f"{HELD}.epub"
    book.write_bytes(rewritten(book.read_bytes(), b"forty-two", b"forty-four"))
    said = json.loads((made / "manifest.json").read_text())
    for file in (chapter, tokens):
        said["source"]["files"][str(file.relative_to(theirs))] = manifest.digest(file.read_bytes())
    said["source"]["revision"] = "0" * 40
    said["engine"]["WeasyPrint"] = "69.0"
    (made / "manifest.json").write_text(json.dumps(said))
    files = {path: (made / path).read_bytes() for path in listing(made) if not path.startswith("SHA256SUMS")}
    (made / "SHA256SUMS").write_bytes(manifest.sums(files))
    return made


def rewritten(archive: bytes, old: bytes, new: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as good, zipfile.ZipFile(made, "w") as copy:
        for entry in good.infolist():
            copy.writestr(entry, good.read(entry).replace(old, new))
    return made.getvalue()


@pytest.mark.parametrize("form", ["folder", "archive"])
@pytest.mark.usefixtures("typeset_anew")
def test_a_kit_that_is_ours_is_said_to_be_and_by_whom_it_is_signed(kit, root, capsys, form):
    assert main(["verify", str(kit if form == "folder" else kit.parent / f"{HELD}.zip")], root) == 0
    reported = capsys.readouterr().out
    assert "matches this source byte for byte" in reported
    assert "the kit is signed by press@example.org" in reported


def test_a_signed_kit_has_a_signature_and_no_key(kit):
    assert "SHA256SUMS.sig" in listing(kit)
    assert not any(b"PRIVATE KEY" in (kit / path).read_bytes() for path in listing(kit))
    assert "ssh-keygen -Y verify" in (kit / "README.txt").read_text()


@pytest.mark.parametrize(
    "path", ["screen/{}.pdf", "print/{}-press.pdf", "print/{}-preflight.pdf", "web/{}.html", "text/{}.txt", "epub/{}.epub"]
)
def test_each_file_alone_is_ours(kit, root, tmp_path, path):
    copy = shutil.copy(kit / path.format(HELD), tmp_path / f"by another name{Path(path).suffix}")
    assert main(["verify", str(copy)], root) == 0


def test_what_the_build_makes_is_ours(root, tmp_path):
    for path in sorted((root / "dist" / "ruritania").glob("*.pdf")):
        assert main(["verify", str(path), "--now", BEFORE], root) == 0


def test_a_forged_kit_is_found_file_by_file(root, forged, capsys):
    assert main(["verify", str(forged)], root) == 1
    reported = capsys.readouterr().err
    assert "manifest.json: content/chapters/ruritania.yaml had other content" in reported
    assert "manifest.json: styles/tokens.css had other content" in reported
    assert "content/imprint.yaml" not in reported
    assert f"manifest.json: was built from revision {'0' * 40}; this source is at {git(root, 'rev-parse', 'HEAD')}" in reported
    assert re.search(r"manifest\.json: was built with WeasyPrint 69\.0; this machine has 70\.\d", reported)
    assert "SHA256SUMS.sig is not a signature of this SHA256SUMS by anyone in content/signers" in reported
    for path in (
        f"screen/{HELD}.pdf: page 1",
        f"print/{HELD}-press.pdf: page 1",
        f"text/{HELD}.txt: the text",
        f"web/{HELD}.html: the page",
        f"epub/{HELD}.epub: chapter-ruritania.xhtml",
    ):
        assert f"{path}, {WORDS}" in reported


@pytest.mark.parametrize(
    ("path", "where"), [("screen/{}.pdf", "page 1"), ("epub/{}.epub", "chapter-ruritania.xhtml"), ("text/{}.txt", "the text")]
)
def test_a_forged_file_by_any_name_is_found_and_the_figure_shown(root, forged, tmp_path, capsys, path, where):
    copy = shutil.copy(forged / path.format(HELD), tmp_path / f"leaked{Path(path).suffix}")
    assert main(["verify", str(copy)], root) == 1
    reported = capsys.readouterr().err
    assert f"{copy.name}: differs from {HELD}" in reported
    assert f"{where}, {WORDS}" in reported


def test_a_file_with_the_same_words_and_other_bytes_is_not_ours(root, kit, tmp_path, capsys):
    with pikepdf.open(kit / "screen" / f"{HELD}.pdf") as pdf:
        pdf.docinfo["/Producer"] = "Another Engine 1.0"
        pdf.save(tmp_path / "copy.pdf")
    assert main(["verify", str(tmp_path / "copy.pdf")], root) == 1
    reported = capsys.readouterr().err
    assert "has the same words, but other bytes" in reported
    assert "Producer is 'Another Engine 1.0' instead of 'WeasyPrint 70.0'" in reported


def test_a_kit_that_was_changed_on_its_way_says_so(root, kit, tmp_path, capsys):
    copy = Path(shutil.copytree(kit, tmp_path / HELD))
    (copy / "README.txt").write_text("x")
    (copy / "web" / f"{HELD}.html").unlink()
    (copy / "web" / "more.html").write_text("x")
    assert main(["verify", str(copy)], root) == 1
    reported = capsys.readouterr().err
    assert "README.txt does not match its checksum in SHA256SUMS" in reported
    assert f"web/{HELD}.html is missing" in reported
    assert "web/more.html does not belong to this kit" in reported


def test_the_same_files_packed_otherwise_are_not_our_archive(root, kit, tmp_path, capsys):
    shutil.copy(kit.parent / f"{HELD}.zip", tmp_path / "kit.zip")
    with zipfile.ZipFile(tmp_path / "kit.zip", "a") as archive:
        archive.comment = b"from somebody else"
    assert main(["verify", str(tmp_path / "kit.zip")], root) == 1
    assert "contains the files of this source, but the archive is packed in another way" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "data", "code", "reported"),
    [
        ("a.pdf", b"no PDF", 4, "can't be read: no PDF"),
        ("a.epub", b"no book", 4, "can't be read: can't be read as a ZIP archive"),
        ("a.zip", b"no ZIP", 4, "the archive can't be read as a ZIP archive"),
        ("a.txt", None, 4, "can't be read: No such file"),
        ("a.docx", b"Ruritania", 1, "a.docx: is no file of a kit; kits hold PDFs,"),
        ("README.md", b"Ruritania", 1, "README.md: is no file of a kit"),
        ("ruritania.map.json", b"{}", 1, "ruritania.map.json: is no file of a kit"),
        ("a.jpeg", b"Ruritania", 1, "the kit of the chapter 'ruritania' contains no .jpeg file"),
    ],
)
def test_what_can_not_be_compared_is_reported(root, tmp_path, capsys, name, data, code, reported):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert main(["verify", str(tmp_path / name), "--now", BEFORE], root) == code
    assert reported in capsys.readouterr().err


@pytest.mark.parametrize("said", ["", "[]", '{"chapter": ["ruritania"]}', '{"chapter": "../../ruritania"}', '{"chapter": "zenda"}'])
def test_a_folder_that_tells_no_chapter_of_ours_is_no_kit(root, tmp_path, capsys, said):
    (tmp_path / "manifest.json").write_text(said)
    assert main(["verify", str(tmp_path)], root) == 2
    assert re.search(r"names its chapter|there is no chapter", capsys.readouterr().err)


def test_a_manifest_that_tells_nonsense_is_compared_all_the_same(root, kit, tmp_path, capsys):
    copy = Path(shutil.copytree(kit, tmp_path / HELD))
    said = json.loads((copy / "manifest.json").read_text())
    said |= {"correction": "", "replaces": {"revision": "--output=x", "sources": [], "files": {"a": 1}}, "source": []}
    (copy / "manifest.json").write_text(json.dumps(said))
    assert main(["verify", str(copy)], root) == 1
    assert "manifest.json: is not the manifest of a kit" in capsys.readouterr().err


def test_a_kit_is_compared_without_a_list_of_signers_too(root, kit, forged, capsys):
    signers = root / "content" / "signers"
    listed = signers.read_bytes()
    signers.unlink()
    try:
        assert main(["verify", str(kit)], root) == 0
        reported = capsys.readouterr()
        assert main(["verify", str(forged)], root) == 1
    finally:
        signers.write_bytes(listed)
    assert "the kit is signed, but the signature was not checked: there is no content/signers, which lists who may sign" in reported.err
    assert "matches this source byte for byte" in reported.out
    assert WORDS in capsys.readouterr().err


def test_a_list_of_signers_does_not_count_as_a_change(root):
    (root / "content" / "signers").write_text("press@example.org ssh-ed25519 AAAA\n")
    try:
        assert not provenance_of(project.read(root, ["ruritania"]), "ruritania").changed
    finally:
        git(root, "checkout", "--", "content/signers")


@pytest.mark.parametrize("path", ["content/report.yaml", "styles/tokens.css", "templates/head.html", "README.md"])
def test_a_manifest_says_whether_the_sources_differ_from_the_revision(root, path):
    before = (root / path).read_text() if (root / path).exists() else ""
    (root / path).write_text(before + "\n")
    try:
        provenance = provenance_of(project.read(root, ["ruritania"]), "ruritania")
    finally:
        (root / path).write_text(before)
    assert provenance.changed is (path != "README.md"), "what no chapter is made of does not matter"
    assert provenance.revision == git(root, "rev-parse", "HEAD")


@pytest.mark.parametrize(
    ("name", "words", "chapter"),
    [
        ("a.pdf", " ".join(PARAGRAPHS.split()), "ruritania"),
        ("a.pdf", "Preflight hrw-2005-01-ruritania-\x02en-press.pdf All 20 items pass", "ruritania"),
        ("a.pdf", "Preflight hrw-2005-01-ruritania-ru-press.pdf All 20 items pass", "ruritania-ru"),
        ("EMBARGOED-20050113T0001Z-hrw-2005-01-ruritania-ru-job-ticket.pdf", "", "ruritania-ru"),
        ("a.pdf", "Something else", None),
    ],
)
def test_the_chapter_of_a_file_is_reported_by_its_words_else_by_the_names_in_it(root, name, words, chapter):
    second = root / "content" / "chapters" / "ruritania-ru.yaml"
    second.write_text("title: Руритания\nlanguage: ru\nlede: Дважды голосовали.\n")
    try:
        ours = project.read(root, ["ruritania", "ruritania-ru"])
    finally:
        second.unlink()
    if chapter:
        assert chapter_of(ours, name, words) == chapter
    else:
        with pytest.raises(WrongUsage):
            chapter_of(ours, name, words)
