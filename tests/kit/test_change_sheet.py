"""A corrected kit for those who have the wrong one; and the cases in which its changes must not be shown."""

import json
import re
import shutil
from types import SimpleNamespace

import pytest

from pressroom import project
from pressroom.cli import main
from pressroom.kit import change_sheet
from pressroom.kit.change_sheet import NoChangeSheet, load_old_version, make_change_sheet, refuse_redacted_words
from pressroom.kit.contents.naming import Names
from pressroom.kit.packing import Kit
from pressroom.kit.provenance import provenance_of
from pressroom.kit.replaced_kit import ReplacedKit, find_replaced_kits
from pressroom.model import instant
from pressroom.redline.comparison import Comparison, Side
from pressroom.redline.diff import Redline
from tests.support.kits import AFTER, BASE, BEFORE, commit, git, listing, pages, printed

pytestmark = pytest.mark.usefixtures("stored_pages")

REASON = 'Forty-two courts\n were closed, "not" forty.'
NOTICE = "Correction: Forty-two courts were closed, “not” forty."
ASKED = ["kit", "--now", AFTER, "--correction", REASON]


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A project whose chapter was published with a wrong number, and then corrected."""
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
    """The wrong kit, as its manifest describes it."""
    folder = root / "before" / BASE
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    return ReplacedKit.of(json.loads((folder / "manifest.json").read_text()), sums)


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


@pytest.mark.usefixtures("typeset_anew")
def test_it_is_what_this_source_makes_byte_by_byte(root, made, capsys):
    assert main(["verify", f"{made}.zip", "--now", AFTER], root) == 0
    assert "the kit is not signed" in capsys.readouterr().out


@pytest.mark.parametrize("again", [True, False])
def test_the_same_correction_replaces_what_it_replaced_before(root, made, replaced, again):
    ours = project.read(root, ["ruritania"], now=instant(AFTER), correction=" ".join(REASON.split()) if again else "another")
    found = find_replaced_kits(ours, root / "dist")["ruritania"]
    if again:
        assert found.record == replaced.record
    else:
        assert found.revision == git(root, "rev-parse", "HEAD")
        assert f"changes/{BASE}-changes.pdf" in found.files


def current(root, now=AFTER):
    return project.read(root, ["ruritania"], now=instant(now), correction="why")


def old_editions(ours, replaced, tmp_path):
    """The editions of the old version, ready for the engine."""
    _, old = load_old_version(ours, "ruritania", replaced, tmp_path)
    return [old.render(edition) for edition in ours.editions]


def test_both_editions_of_the_old_version_are_typeset(root, tmp_path, replaced):
    jobs = old_editions(current(root), replaced, tmp_path)
    assert [("forty of its courts" in job.html, "Correction" in job.html, job.press is None) for job in jobs] == [
        (True, False, True),
        (True, False, False),
    ]


def test_the_old_version_is_typeset_at_the_hour_of_the_new_one(root, tmp_path, replaced):
    jobs = old_editions(current(root, BEFORE), replaced, tmp_path)
    assert ["Embargoed until" in job.html for job in jobs] == [True, True]


def foreign(replaced, **changes):
    return ReplacedKit(**{"revision": replaced.revision, "sources": replaced.sources, "files": replaced.files, **changes})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda kit: foreign(kit, revision=""), "the kit that it replaces names no revision"),
        (lambda kit: foreign(kit, revision="0" * 40), "the repository has no revision"),
        (lambda kit: foreign(kit, sources={}), "was made from changes that are not in revision"),
        (
            lambda kit: foreign(kit, sources={**kit.sources, "content/chapters/ruritania.yaml": "0" * 64}),
            "was made from changes that are not in revision",
        ),
        (lambda kit: foreign(kit, sources={**kit.sources, "content/gone.yaml": "0" * 64}), "was made from changes"),
    ],
)
def test_without_the_old_text_there_is_no_sheet(root, tmp_path, replaced, change, why):
    kit = Kit("ruritania", Names(BASE), {}, change(replaced))
    with pytest.raises(NoChangeSheet, match=why):
        make_change_sheet(kit, current(root), SimpleNamespace(run=no_engine), tmp_path)


def no_engine(*_):
    raise AssertionError("nothing is typeset")


def test_an_hour_that_holds_no_longer_is_reported_nowhere(root, tmp_path):
    """The embargo was moved to an earlier time, which has passed."""
    good = chapter(root).read_text()
    chapter(root).write_text(good.replace("2005-01-13", "2005-01-20"))
    commit(root)
    provenance = provenance_of(project.read(root, ["ruritania"]), "ruritania")
    chapter(root).write_text(good)
    commit(root)
    jobs = old_editions(current(root, "2005-01-15T00:00:00Z"), ReplacedKit(provenance.revision, provenance.sources, {}), tmp_path)
    assert len(jobs) == 2
    assert not any("Embargoed" in job.html for job in jobs)


@pytest.mark.parametrize("hide", ["redacted", "protected"])
def test_what_may_not_be_said_any_longer_is_not_shown_as_deleted(root, tmp_path, replaced, hide):
    good, names = chapter(root).read_text(), root / "content" / "protected.yaml"
    if hide == "redacted":
        chapter(root).write_text(good.replace("The kingdom", "The [[redacted: kingdom]]"))
    else:
        names.write_text("names: [kingdom voted]\n")
    try:
        with pytest.raises(NoChangeSheet, match=r"^it would show what is redacted or protected now$"):
            load_old_version(current(root), "ruritania", replaced, tmp_path)
    finally:
        chapter(root).write_text(good)
        names.unlink(missing_ok=True)


@pytest.mark.parametrize("redacting", ["old", "new"])
def test_a_sheet_that_says_a_redacted_word_is_left_out(root, redacting):
    good, open_side = chapter(root).read_text(), Side(current(root), "ruritania")
    chapter(root).write_text(good.replace("The kingdom", "The [[redacted: Zzyzx]] kingdom"))
    try:
        redacted_side = Side(current(root), "ruritania")
    finally:
        chapter(root).write_text(good)
    old, new = (redacted_side, open_side) if redacting == "old" else (open_side, redacted_side)
    compared = Comparison("old", old, new, Redline(()), {})
    refuse_redacted_words(compared, "changes.txt", b"Nothing of it.")
    with pytest.raises(NoChangeSheet, match=r"^it would show what is redacted$"):
        refuse_redacted_words(compared, "changes.txt", b"It was Zzyzx.")


@pytest.mark.parametrize("harmful", [True, False])
def test_a_sheet_is_proved_and_no_file_of_the_kit_where_it_harms(root, monkeypatch, harmful):
    def refuse(*_):
        if harmful:
            raise NoChangeSheet("it would show what is redacted")

    proved, page = [], SimpleNamespace(html="", style_places=())
    monkeypatch.setattr(change_sheet, "_compared", lambda *_: ("comparison", page))
    monkeypatch.setattr(change_sheet, "prove_sheet", lambda *sheet: proved.append(sheet))
    monkeypatch.setattr(change_sheet, "refuse_redacted_words", refuse)
    engine = SimpleNamespace(run=lambda jobs: [(key, SimpleNamespace(pdf=b"%PDF")) for key, _ in jobs])
    kit = Kit("ruritania", Names(BASE), {})
    if harmful:
        with pytest.raises(NoChangeSheet):
            make_change_sheet(kit, None, engine, root)
    else:
        assert make_change_sheet(kit, None, engine, root) == (f"changes/{BASE}-changes.pdf", b"%PDF")
    assert proved == [("comparison", page, b"%PDF")]


def test_a_kit_without_a_sheet_is_made_and_says_so(root, capsys):
    """The earlier kit was made from text that was never committed."""
    shutil.rmtree(root / "dist" / "kit")
    shutil.copytree(root / "before", root / "dist" / "kit")
    path = root / "dist" / "kit" / BASE / "manifest.json"
    said = json.loads(path.read_text())
    said["source"]["files"]["content/chapters/ruritania.yaml"] = "0" * 64
    path.write_text(json.dumps(said))
    assert main(["kit", "--now", AFTER, "--correction", "why"], root) == 0
    assert "ruritania: the kit has no change sheet: the kit that it replaces was made from changes" in capsys.readouterr().err
    made = root / "dist" / "kit" / BASE
    assert not any(path.startswith("changes/") for path in listing(made))
    assert "changes/" not in (made / "README.txt").read_text()


def test_a_correction_of_nothing_is_refused_before_anything_is_built(root, capsys):
    shutil.rmtree(root / "dist")
    assert main(["kit", "--now", AFTER, "--correction", "why"], root) == 1
    assert "there is no kit of 'ruritania' to correct" in capsys.readouterr().err
    assert not (root / "dist" / "ruritania").exists()
