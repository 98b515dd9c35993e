"""Each folder of `tests/cases` contains content that is refused, and the expected message in `message.txt`.

A `chapter.yaml` there is the chapter; other files replace the good ones below. The name of a folder begins with the code of a problem in
it, or says what it is about.
"""

import re
from pathlib import Path

import pytest

from pressroom import content
from pressroom.errors import ContentRefused, Problem

CASES = Path(__file__).parents[1] / "cases"
GOOD = {
    "report.yaml": "title: World Report\nseries: Country Summary\nyear: 2005\nmonth: 1\nlanguage: en\nchapters: [chapter]\n",
    "imprint.yaml": "publisher: The House\ncontacts:\n  - {since: 2004-01, address: [1 High Street], telephone: 1, web: www.example.org}\n",
    "languages/en.yaml": 'name: English\ndirection: ltr\nhyphenation: true\nquotes: ["“", "”", "‘", "’"]\n'
    "months: [a, b, c, d, e, f, g, h, i, j, k, l]\ndateline: '{month} {year}'\n"
    "date: '{day} {month}'\nlabels: {draft: a, telephone: b, fax: c, redacted: d, contents: e, email: d,\n"
    "  embargo: '{time}', correction: '{reason}', release: g, editors: h, contacts: i, ends: j, notes: k}\n",
    "chapter.yaml": "title: Ruritania\nlede: The kingdom voted twice.\n",
}
BY_TEST = {
    "too-large",
    "too-many",
    "unknown-chapter",
    "protected-name",
    "unlisted-chapter",
    "lost-paragraph",
}  # in test_reading, test_library, test_protected, test_warnings: their input is too large, or no file


def _lay_out(case: Path, root: Path) -> None:
    files = {name: text.encode() for name, text in GOOD.items()}
    replaced = {path.relative_to(case).as_posix(): path.read_bytes() for path in case.rglob("*.*") if path.is_file()}
    folders = {name.split("/")[0] for name in replaced}
    for name, data in {**{name: data for name, data in files.items() if name not in folders}, **replaced}.items():
        target = root / ("chapters/chapter.yaml" if name == "chapter.yaml" else name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _problems(root: Path) -> tuple[Problem, ...]:
    try:
        return content.load(root).problems
    except ContentRefused as refused:
        return refused.problems


@pytest.mark.parametrize("case", sorted(case for case in CASES.iterdir() if case.name != "hostile"), ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path) -> None:
    root = tmp_path / "content"
    _lay_out(case, root)
    problems = _problems(root)
    assert "\n".join(map(str, problems)) + "\n" == (case / "message.txt").read_text()
    assert [problem.place for problem in problems] == sorted(problem.place for problem in problems if problem.place)
    codes = {problem.code for problem in problems}
    named = [code for code in _table() if case.name.startswith(code)]
    assert not named or codes & set(named)


def test_good(tmp_path: Path) -> None:
    _lay_out(tmp_path / "none", tmp_path / "content")
    library = content.load(tmp_path / "content")
    assert not library.problems
    assert library.chapters["chapter"].value.title == "Ruritania"


def test_every_code_has_a_case() -> None:
    names = {case.name for case in CASES.iterdir()}
    assert [code for code in _table() if code not in BY_TEST and not any(name.startswith(code) for name in names)] == []


def test_every_code_is_in_the_table() -> None:
    package = Path(content.__file__ or "").parent
    text = "".join(path.read_text() for path in package.glob("*.py") if path.name != "__init__.py")
    used = set(re.findall(r'(?:Problem|refuse)\(\s*"([a-z0-9-]+)"', text)) | set(content.typed._CODES.values())  # type: ignore[attr-defined]
    assert used | {"wrong-type"} == set(_table())


def _table() -> list[str]:
    return re.findall(r"(?m)^([a-z0-9-]+) {2,}\S", (content.__doc__ or "").split("====\n")[1])
