"""A corrected kit, as those see it who have the wrong one; and when it may not say what was changed."""

import json
import re
import shutil
from types import SimpleNamespace

import pytest

from pressroom import project
from pressroom.cli import main
from pressroom.kit import provenance
from pressroom.kit import replaced as replaced_kits
from pressroom.kit.assembly import _Assembly
from pressroom.kit.change_sheet import ChangeSheet
from pressroom.kit.contents.naming import Names
from pressroom.kit.packing import Kit
from pressroom.kit.replaced import Replaced
from pressroom.model import instant
from tests.support.kits import AFTER, BASE, BEFORE, commit, git, listing, pages, printed

REASON = 'Forty-two courts\n were closed, "not" forty.'
NOTICE = "Correction: Forty-two courts were closed, “not” forty."
ASKED = ["kit", "--now", AFTER, "--correction", REASON]


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A project whose chapter was sent out with a wrong figure, and then corrected."""
    root = printed(tmp_path_factory.mktemp("kit") / "project")
    chapter(root).write_text(chapter(root).read_text().replace("forty-two", "forty"))
    commit(root)
    assert main(["kit", "--now", AFTER], root) == 0
    shutil.copytree(root / "dist" / "kit", root / "before")
    chapter(root).write_text(chapter(root).read_text().replace("forty", "forty-two"))
    commit(root)
    assert main(ASKED, root) == 0
    return root


@pytest.fixture(scope="module")
def made(root):
    """The folder of the corrected kit."""
    return root / "dist" / "kit" / BASE


@pytest.fixture(scope="module")
def replaced(root):
    """The kit that was wrong, as its manifest tells."""
    folder = root / "before" / BASE
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    return Replaced.of(json.loads((folder / "manifest.json").read_text()), sums)


def chapter(root):
    return root / "content" / "chapters" / "ruritania.yaml"


def test_the_first_page_and_every_text_say_why(made):
    for path, more in ((f"screen/{BASE}.pdf", False), (f"print/{BASE}-press.pdf", False), (f"changes/{BASE}-changes.pdf", True)):
        first, *rest = pages(made / path)
        assert NOTICE in first
        assert any(NOTICE in page for page in rest) is more, "the redline shows it as new"
    for path in (f"print/{BASE}-preflight.pdf", f"print/{BASE}-job-ticket.pdf", f"release/{BASE}-release.pdf"):
        assert NOTICE in pages(made / path)[0]
    for path in (f"release/{BASE}-release.txt", f"text/{BASE}.txt", f"web/{BASE}.html", "README.txt"):
        assert NOTICE in (made / path).read_text()
    assert json.loads((made / "ninjs" / f"{BASE}.json").read_text())["edNote"] == NOTICE


def test_the_checksums_of_the_old_kit_are_named(root, made, replaced):
    said = json.loads((made / "manifest.json").read_text())["replaces"]
    assert said["files"] == replaced.files
    assert said["revision"] == git(root, "rev-parse", "HEAD~1")
    assert all(checksum in (made / "README.txt").read_text() for checksum in replaced.files.values())


def test_the_change_sheet_shows_what_was_wrong(root, made):
    first, *redline = pages(made / "changes" / f"{BASE}-changes.pdf")
    old, new = (git(root, "rev-parse", "--short=10", name) for name in ("HEAD~1", "HEAD"))
    assert f"From the kit that this one replaces (revision {old} of " in first
    assert "To this kit" in first
    assert new not in first
    assert re.search(r"forty\s*·?\s*forty-?two", re.sub("[\ufffe\x02]", "-", first))
    assert "Approved by" not in first
    sums = (made / "SHA256SUMS").read_text()
    digest = next(line.partition(" ")[0] for line in sums.splitlines() if line.endswith(f"screen/{BASE}.pdf"))
    assert digest in re.sub(r"[\s-]", "", first), "that of the very file in the kit"
    assert any("Paragraph 19" in page for page in redline)
    assert "changes/ " in (made / "README.txt").read_text()


def test_it_is_what_this_source_makes_byte_by_byte(root, made, capsys):
    assert main(["verify", f"{made}.zip", "--now", AFTER], root) == 0
    assert "the kit is not signed" in capsys.readouterr().out


@pytest.mark.parametrize("again", [True, False])
def test_the_same_correction_replaces_what_it_replaced_before(root, made, replaced, again):
    ours = project.read(root, ["ruritania"], now=instant(AFTER), correction=" ".join(REASON.split()) if again else "another")
    found = replaced_kits.replaced(ours, root / "dist")["ruritania"]
    if again:
        assert found.record == replaced.record
    else:
        assert found.revision == git(root, "rev-parse", "HEAD")
        assert f"changes/{BASE}-changes.pdf" in found.files


def sheet(root, tmp_path, replaced):
    ours = project.read(root, ["ruritania"], now=instant(AFTER), correction="why")
    made = ChangeSheet(ours, "ruritania", replaced, tmp_path)
    return made, list(made.jobs())


def test_both_editions_of_the_old_version_are_set(root, tmp_path, replaced):
    made, jobs = sheet(root, tmp_path, replaced)
    assert made.why_not == ""
    assert [("forty of its courts" in job.html, "Correction" in job.html, job.press is None) for _, job in jobs] == [
        (True, False, True),
        (True, False, False),
    ]


def test_the_old_version_is_set_at_the_hour_of_the_new_one(root, tmp_path, replaced):
    ours = project.read(root, ["ruritania"], now=instant(BEFORE), correction="why")
    jobs = list(ChangeSheet(ours, "ruritania", replaced, tmp_path).jobs())
    assert ["Embargoed until" in job.html for _, job in jobs] == [True, True]


def foreign(replaced, **changes):
    return Replaced(**{"revision": replaced.revision, "sources": replaced.sources, "files": replaced.files, **changes})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda kit: foreign(kit, revision=""), "the kit that it replaces names no revision"),
        (lambda kit: foreign(kit, revision="0" * 40), "the repository has no revision"),
        (lambda kit: foreign(kit, sources={}), "was made from other text than that of revision"),
        (
            lambda kit: foreign(kit, sources={**kit.sources, "content/chapters/ruritania.yaml": "0" * 64}),
            "was made from other text than that of revision",
        ),
        (lambda kit: foreign(kit, sources={**kit.sources, "content/gone.yaml": "0" * 64}), "was made from other text"),
    ],
)
def test_without_the_old_text_there_is_no_sheet(root, tmp_path, replaced, change, why):
    made, jobs = sheet(root, tmp_path, change(replaced))
    assert jobs == []
    assert why in str(made.note)
    assert made.job({}, {}) is None


def test_an_hour_that_holds_no_longer_is_told_nowhere(root, tmp_path):
    """The embargo was moved to an earlier hour, and that is over."""
    good = chapter(root).read_text()
    chapter(root).write_text(good.replace("2005-01-13", "2005-01-20"))
    commit(root)
    origin = provenance.origin(project.read(root, ["ruritania"]), "ruritania")
    chapter(root).write_text(good)
    commit(root)
    ours = project.read(root, ["ruritania"], now=instant("2005-01-15T00:00:00Z"), correction="why")
    jobs = list(ChangeSheet(ours, "ruritania", Replaced(origin.revision, origin.sources, {}), tmp_path).jobs())
    assert len(jobs) == 2
    assert not any("Embargoed" in job.html for _, job in jobs)


@pytest.mark.parametrize("hide", ["redacted", "protected"])
def test_what_may_not_be_said_any_longer_is_not_shown_as_deleted(root, tmp_path, replaced, hide):
    good, names = chapter(root).read_text(), root / "content" / "protected.yaml"
    if hide == "redacted":
        chapter(root).write_text(good.replace("The kingdom", "The [[redacted: kingdom]]"))
    else:
        names.write_text("names: [kingdom voted]\n")
    try:
        made, jobs = sheet(root, tmp_path, replaced)
    finally:
        chapter(root).write_text(good)
        names.unlink(missing_ok=True)
    assert (jobs, made.why_not) == ([], "it would say what is redacted or protected now")


def test_a_sheet_that_says_a_redacted_word_is_left_out(root, tmp_path, replaced):
    good = chapter(root).read_text()
    chapter(root).write_text(good.replace("The kingdom", "The [[redacted: Zzyzx]] kingdom"))
    try:
        made = ChangeSheet(project.read(root, ["ruritania"], now=instant(AFTER), correction="why"), "ruritania", replaced, tmp_path)
    finally:
        chapter(root).write_text(good)
    assert not made.harms("changes.txt", b"Nothing of it.")
    assert made.why_not == ""
    assert made.harms("changes.txt", b"It was Zzyzx.")
    assert made.why_not == "it would say what is redacted"


@pytest.mark.parametrize("harmful", [True, False])
def test_a_sheet_that_harms_is_no_file_of_the_kit(harmful):
    each, proved = object.__new__(_Assembly), []
    each.kit = Kit("ruritania", Names(BASE, ""))
    each.name = each.kit.names.file
    each.changes = SimpleNamespace(harms=lambda *_: harmful, prove=proved.append)
    each._take_changes(SimpleNamespace(pdf=b"%PDF"))
    assert proved == [b"%PDF"]
    assert each.kit.files == ({} if harmful else {f"changes/{BASE}-changes.pdf": b"%PDF"})


def test_a_kit_without_a_sheet_is_made_and_says_so(root, capsys):
    """An earlier kit was made from text that was never committed."""
    shutil.rmtree(root / "dist" / "kit")
    shutil.copytree(root / "before", root / "dist" / "kit")
    path = root / "dist" / "kit" / BASE / "manifest.json"
    said = json.loads(path.read_text())
    said["source"]["files"]["content/chapters/ruritania.yaml"] = "0" * 64
    path.write_text(json.dumps(said))
    assert main(["kit", "--now", AFTER, "--correction", "why"], root) == 0
    assert "ruritania: the kit has no change sheet: the kit that it replaces was made from other text" in capsys.readouterr().err
    made = root / "dist" / "kit" / BASE
    assert not any(path.startswith("changes/") for path in listing(made))
    assert "changes/" not in (made / "README.txt").read_text()


def test_a_correction_of_nothing_is_refused_before_anything_is_built(root, capsys):
    shutil.rmtree(root / "dist")
    assert main(["kit", "--now", AFTER, "--correction", "why"], root) == 1
    assert "there is no kit of 'ruritania' to be corrected" in capsys.readouterr().err
    assert not (root / "dist" / "ruritania").exists()
