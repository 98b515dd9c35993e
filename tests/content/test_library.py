"""Reading all content of a run: what is needed, what is missing, what is not a file."""

import os
import signal
from pathlib import Path

import pytest

from pressroom import content
from pressroom.errors import ContentRefused, WrongUsage

GOOD = {
    "report.yaml": "title: World Report\nseries: Country Summary\nyear: 2005\nmonth: 1\nlanguage: en\nchapters: [zenda, ruritania]\n"
    "translations:\n  ru: {title: a, series: b}\n",
    "imprint.yaml": "publisher: The House\ncontacts:\n"
    + "".join(
        f"  - {{since: {year}-01, address: [1 High Street], telephone: {year}, web: www.example.org}}\n" for year in (2003, 2005, 2007)
    ),
    "languages/en.yaml": 'name: English\ndirection: ltr\nhyphenation: true\nquotes: ["“", "”", "‘", "’"]\n'
    "months: [a, b, c, d, e, f, g, h, i, j, k, l]\ndateline: '{month} {year}'\n"
    "date: '{day} {month}'\nlabels: {draft: a, telephone: b, fax: c, redacted: d, contents: e, email: d,\n"
    "  embargo: '{time}', correction: '{reason}', release: g, editors: h, contacts: i, ends: j, notes: k}\n",
    "chapters/ruritania.yaml": "title: Ruritania\nlede: The kingdom voted twice.\n",
    "chapters/zenda.yaml": "title: Zenda\nlede: See [the courts](#courts-law).[^a]\nnotes: {a: A note.}\n"
    "sections: [{heading: Courts & Law, body: They sat.}]\n",
    "chapters/strelsau.yaml": "title: Strelsau\nlanguage: ru\nlede: The town.\n",
}
GOOD["languages/ru.yaml"] = GOOD["languages/en.yaml"].replace("English", "Russian")
GOOD["languages/kk.yaml"] = "unread"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "content"
    for name, text in GOOD.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def _refusals(root: Path, *stems: str) -> list[str]:
    with pytest.raises(ContentRefused) as refused:
        content.load(root, stems)
    return [f"{problem.place} {problem.code}" for problem in refused.value.problems]


def test_listed_chapters_in_the_order_of_the_report(root: Path) -> None:
    library = content.load(root)
    assert list(library.chapters) == ["zenda", "ruritania"]
    assert (library.unlisted, library.problems) == ((), ())
    assert list(library.languages) == ["en"]
    assert library.contact.telephone == "2005"


def test_named_chapters(root: Path) -> None:
    library = content.load(root, ["strelsau", "zenda", "strelsau"])
    assert list(library.chapters) == ["strelsau", "zenda"]
    assert library.unlisted == ("strelsau",)
    assert {code: language.name for code, language in library.languages.items()} == {"en": "English", "ru": "Russian"}


def test_unknown_stems(root: Path) -> None:
    with pytest.raises(WrongUsage) as refused:
        content.load(root, ["zendda", "../zenda", "a\0b", "\udce9", "zenda"])
    assert next((problem.code, problem.hint) for problem in refused.value.problems) == ("unknown-chapter", "did you mean 'zenda'?")
    assert len(refused.value.problems) == 4
    assert "'\ufffd'" in refused.value.problems[3].message


def test_a_link_to_a_heading_of_any_script(root: Path) -> None:
    chapter = "title: Zenda\nlede: См. [ниже](#новый-суд).\nsections: [{heading: Новый суд, body: Идёт.}]\n"
    (root / "chapters/zenda.yaml").write_text(chapter)
    assert content.load(root).problems == ()
    (root / "chapters/zenda.yaml").write_text(chapter.replace("#новый", "#%D0%BD%D0%BE%D0%B2%D1%8B%D0%B9"))
    assert content.load(root).problems == ()


def test_one_bad_chapter_does_not_stop_the_others(root: Path) -> None:
    (root / "chapters/zenda.yaml").write_text("title: Zenda\n")
    library = content.load(root)
    assert list(library.chapters) == ["ruritania"]
    assert [problem.code for problem in library.problems] == ["missing-field"]


def test_house_problems_stop_the_run_and_all_are_reported(root: Path) -> None:
    for name in ("report.yaml", "imprint.yaml", "chapters/ruritania.yaml"):
        (root / name).write_text("titel: x\n")
    reported = _refusals(root)
    assert {line.split(":")[0] for line in reported} == {"content/report.yaml", "content/imprint.yaml", "content/chapters/ruritania.yaml"}


def test_a_bad_language_is_reported_once(root: Path) -> None:
    (root / "languages/ru.yaml").write_text("name: [x]\n")
    quotation = "{quotation: {text: a, language: ru}}"
    (root / "chapters/ruritania.yaml").write_text(f"title: R\nlede: V.\nsections: [{{heading: H, body: [{quotation}, {quotation}]}}]\n")
    assert sum("ru.yaml:1:7 wrong-type" in line for line in _refusals(root, "strelsau", "ruritania")) == 1


def test_nothing_there(tmp_path: Path) -> None:
    assert _refusals(tmp_path / "content") == ["content/imprint.yaml unreadable-file", "content/report.yaml unreadable-file"]


@pytest.mark.parametrize("kind", ["fifo", "folder", "outside", "ring", "dangling", "device"])
def test_what_is_no_regular_file_is_refused_at_once(root: Path, kind: str) -> None:
    path = root / "chapters/zenda.yaml"
    path.unlink()
    (root.parent / "secret.yaml").write_text(GOOD["chapters/zenda.yaml"])
    makers = {"fifo": lambda: os.mkfifo(path), "folder": path.mkdir}
    targets = {"outside": "../../secret.yaml", "ring": "zenda.yaml", "dangling": "none.yaml", "device": "/dev/zero"}
    makers.get(kind, lambda: path.symlink_to(targets[kind]))()
    signal.alarm(10)
    library = content.load(root)
    signal.alarm(0)
    assert [(problem.code, str(problem.place)) for problem in library.problems] == [("unreadable-file", "content/chapters/zenda.yaml")]
    assert list(library.chapters) == ["ruritania"]


def test_a_link_inside_is_read(root: Path) -> None:
    (root / "chapters/hentzau.yaml").symlink_to("zenda.yaml")
    assert content.load(root, ["hentzau"]).chapters["hentzau"].value.title == "Zenda"


def test_a_file_name_of_any_bytes(root: Path) -> None:
    Path(os.fsdecode(os.fsencode(root / "chapters") + b"/caf\xe9\n.yaml")).write_text("")
    (root / "chapters/.zenda.yaml").write_text("an editor's own")
    (root / "chapters/zenda.yaml~").write_text("a copy")
    problems = content.load(root).problems
    assert [str(problem.place) for problem in problems] == ["content/chapters/caf\ufffd\ufffd.yaml"]
    assert content.load(root, ["zenda"]).problems == ()


def test_each_file_is_read_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    real = Path.open
    monkeypatch.setattr(Path, "open", lambda self, *rest: (opened.append(self.name), real(self, *rest))[1])
    content.load(root, ["strelsau", "zenda"])
    assert sorted(opened) == ["en.yaml", "imprint.yaml", "report.yaml", "ru.yaml", "strelsau.yaml", "zenda.yaml"]
