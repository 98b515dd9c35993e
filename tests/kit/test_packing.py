"""The last check of a kit names each file with text that must not be in it, or without the embargo."""

import io
import json
import zipfile
from dataclasses import replace

import pikepdf
import pytest

from pressroom import project
from pressroom.check.preflight import MachineNames
from pressroom.cli import main
from pressroom.errors import EngineFailed, Place
from pressroom.kit.contents.naming import Names
from pressroom.kit.packing import Kit, complete, read_back
from pressroom.model import instant
from tests.support.kits import AFTER, BASE, BEFORE, HELD, listing, printed

pytestmark = pytest.mark.usefixtures("stored_pages")

MACHINE = MachineNames(("/srv/machine",), ("zeldaq", "matt"))
REDACTED = {"Zzyzxia": Place("content/chapters/ruritania.yaml", 3, 1)}
SUMS = ("manifest.json", "SHA256SUMS", "README.txt")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A project whose chapter is not under embargo, and its kit."""
    root = printed(tmp_path_factory.mktemp("kit") / "project")
    assert main(["kit", "--now", AFTER], root) == 0
    return root


def undescribed(root, now=AFTER):
    """The kit without the files that describe the others, and its project."""
    ours = project.read(root, ["ruritania"], now=instant(now))
    folder = root / "dist" / "kit" / BASE
    files = {path: (folder / path).read_bytes() for path in listing(folder) if path not in SUMS and not path.startswith("ninjs")}
    return Kit("ruritania", Names.of(ours.manuscripts["ruritania"], "hrw"), files), ours


def problems(kit, ours):
    """The problems found when a kit is read back."""
    try:
        read_back(kit, ours)
    except EngineFailed as refused:
        return refused.problems
    return ()


def with_words(word, path, data):
    """The file with a word added in a place where few would look."""
    if path.endswith(".pdf"):
        written = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.docinfo["/Keywords"] = word
            pdf.save(written)
        return written.getvalue()
    if path.endswith(".epub"):
        return _book_with_words(word, data)
    if path.endswith(".json"):
        return json.dumps({**json.loads(data), "source": word}).encode()
    return data + f" {word} ".encode()


def _book_with_words(word, data):
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as good, zipfile.ZipFile(written, "w") as copy:
        for entry in good.infolist():
            copy.writestr(entry, good.read(entry).replace(b'<section class="chapter"', f'<section title="{word}" class="chapter"'.encode()))
    return written.getvalue()


@pytest.mark.parametrize(
    ("words", "found"),
    [("Zzyzxia by zeldaq in /srv/machine/a", ("a name of this machine", "a local path", "contains a redacted word")), ("Matt", ())],
)
def test_what_a_file_may_not_say_is_found_in_each_kind_of_file(root, monkeypatch, words, found):
    kit, ours = undescribed(root)
    monkeypatch.setattr("pressroom.check.machine_names.machine_names", lambda _: MACHINE)
    monkeypatch.setattr(type(ours), "redacted", lambda *_: REDACTED)
    for path in listing(root / "dist" / "kit" / BASE):
        spoilt = with_words(words, path, (root / "dist" / "kit" / BASE / path).read_bytes())
        reported = " ".join(map(str, problems(Kit("ruritania", kit.names, {path: spoilt}), ours)))
        assert (path in reported) is bool(found)
        assert all(each in reported for each in found), path


def test_all_that_is_wrong_with_a_kit_is_reported_at_once(root, monkeypatch):
    kit, ours = undescribed(root)
    monkeypatch.setattr("pressroom.check.machine_names.machine_names", lambda _: MACHINE)
    monkeypatch.setattr(type(ours), "redacted", lambda *_: REDACTED)
    monkeypatch.setattr(
        "pressroom.kit.contents.readme.written", lambda *_: b"Zzyzxia told zeldaq. Embargoed until January 13, 2005, 00:01 GMT"
    )
    with pytest.raises(EngineFailed) as refused:
        complete(kit, ours, None)
    assert [problem.code for problem in refused.value.problems] == ["kit-refused", "kit-refused", "redaction-leaks"]
    assert refused.value.problems[2].place == REDACTED["Zzyzxia"]
    assert not any("Zzyzxia" in str(problem) or "zeldaq" in str(problem) for problem in refused.value.problems)


def test_each_file_without_the_embargo_is_named(root):
    """The files of a chapter without an embargo, with names as if it were under one."""
    kit, ours = undescribed(root, BEFORE)
    kit = replace(kit, files={path.replace(BASE, HELD): data for path, data in kit.files.items()})
    reported = [problem.message for problem in problems(kit, ours)]
    assert {path for path in kit.files if any(path in each for each in reported)} == {
        path for path in kit.files if not path.endswith((".png", ".jpg"))
    }
    assert any(f"print/{HELD}-preflight.pdf: page 1 does not say 'Embargoed until" in each for each in reported)
    assert any(f"print/{HELD}-preflight.pdf: its description does not say 'Embargoed until" in each for each in reported)
    assert any(f"epub/{HELD}.epub: contact.xhtml does not say" in each for each in reported)


@pytest.mark.parametrize("path", [f"text/{BASE}.txt", f"release/{BASE}-release.txt", f"release/{BASE}-release.html"])
def test_other_words_than_those_of_the_content_stop_the_kit(root, path):
    kit, ours = undescribed(root)
    kit.files[path] = kit.files[path].replace(b"closed", b"open")
    with pytest.raises(EngineFailed) as refused:
        complete(kit, ours, None)
    assert "where the content says" in refused.value.problems[0].message
    assert refused.value.problems[0].place.file == "content/chapters/ruritania.yaml"
