"""No output of a build contains redacted words, protected names or traces of the machine."""

from __future__ import annotations

import getpass
import json
import re
from collections import Counter

import pypdfium2
import pytest

from pressroom.check.inspection import inspect, load
from pressroom.check.preflight import redactions
from pressroom.cli import main
from pressroom.errors import Place
from pressroom.readback import strings
from tests.support.projects import DATA, project

pytestmark = pytest.mark.usefixtures("stored_pages")

SECRETS = [
    "Bekova", "Omarova", "Serikbaev", "Qwertyuiop", "Zxcvbnm", "Poiuytr", "Мнбвцц", "Lkjhgf", "Qazwsx", "Edcrfv", "Vostochny", "Plmokn",
    "Uhbygv", "Rdxeszw", "Wsxcderf", "Bgtnhy", "Kiolpq", "Mkonji", "471199", "Vgycft", "Zseawq",
]  # fmt: skip
CHAPTER = """title: "The case of [[redacted: Aliya Bekova]]"
status: final
summary: "What [[redacted: Zhanna Omarova]] said."
lede: |
  A witness, [[redacted: Bolat Serikbaev of the
  third precinct]], said "[[redacted: Qwertyuiop]] was there," and *[[redacted: Zxcvbnm]]* went.[^a] The
  man [[redacted: Poiuytr]] is [слово [[redacted: Мнбвцц]] и]{lang=ru} known.

  - One [[redacted: Lkjhgf]] item,
    with [[redacted: more
    Qazwsx]] in it.

  > Quoted [[redacted: a
  > Edcrfv]] words.
sections:
  - heading: "Attack on [[redacted: Vostochny]]"
    body:
      - text: See [the attack](#attack-on-redacted).
      - quotation: {text: "It was [[redacted: Plmokn]] who *struck* me.", speaker: "[[redacted: Uhbygv]], a baker"}
      - figure:
          image: chart.png
          alt: "The house of [[redacted: Rdxeszw]]"
          caption: "The house of [[redacted: Wsxcderf]]"
          credit: "[[redacted: Bgtnhy]]"
      - table:
          caption: "Cells of [[redacted: Kiolpq]]"
          columns: [Name, Age]
          rows:
          - ["[[redacted: Mkonji]]", "12"]
          - [Smith, "[[redacted: 471199]]"]
          source: "Files of [[redacted: Vgycft]]"
notes:
  a: "Interview with [[redacted: Zseawq]], Almaty."
"""


@pytest.fixture(scope="module")
def revealing(tmp_path_factory):
    """A built project with a redacted chapter and a file of protected names, in a folder with a secret name."""
    root = project(tmp_path_factory.mktemp("tellingly") / "marietta" / "embargoed")
    (root / "content" / "chapters" / "ruritania.yaml").write_text(CHAPTER)
    (root / "content" / "protected.yaml").write_text("names: [Qqqqqqname, Smi*]\n")
    assert main(["build", "ruritania"], root) == 0
    return root


def outputs(root):
    """All files in dist/, by name."""
    return {path.name: path.read_bytes() for path in sorted((root / "dist" / "ruritania").iterdir())}


def items(root, name):
    return [item for found in inspect(load(root, ["ruritania"], None)) for item in found.items if item.name == name]


def test_no_output_holds_a_redacted_word(revealing):
    files = outputs(revealing)
    assert {name.rpartition(".")[2] for name in files} >= {"html", "pdf"}
    for name, data in files.items():
        said = " ".join(string.text for string in strings(name, data) if string.kind != "source")
        assert said.count("[redacted]") > 20
        for secret in SECRETS:
            assert secret.casefold() not in said.casefold(), name
    for name in ("ruritania.pdf", "ruritania-print.pdf"):
        with pypdfium2.PdfDocument(revealing / "dist" / "ruritania" / name) as pdf:
            text = "".join(page.get_textpage().get_text_range() for page in pdf)
        assert text.count("[redacted]") >= 20
        assert not any(secret in text for secret in SECRETS)


def test_every_bar_is_as_wide_as_its_label_and_black(revealing):
    """Measured by an independent program: the hidden words don't affect the width of the bar."""
    with pypdfium2.PdfDocument(revealing / "dist" / "ruritania" / "ruritania.pdf") as pdf:
        page = pdf[0]
        text = page.get_textpage()
        search, widths = text.search("[redacted]"), []
        while found := search.get_next():
            boxes = [text.get_charbox(found[0] + number) for number in range(found[1])]
            widths.append(boxes[-1][2] - boxes[0][0])
            if boxes[0][1] < 100:  # the running line says the label in words
                continue
            left, bottom, right, top = boxes[0][0] + 1, boxes[0][1] + 2, boxes[-1][2] - 1, boxes[0][3] - 2
            bar = page.render(scale=4, crop=(left, bottom, page.get_width() - right, page.get_height() - top)).to_pil()
            assert bar.convert("L").getextrema()[1] < 60
    assert Counter(round(width) for width in widths).most_common(1)[0][1] >= 5, "bars of one size, whatever they hide"


def test_what_is_reported_of_a_redacted_chapter_has_none_of_its_words(revealing, capsys):
    path = revealing / "content" / "chapters" / "ruritania.yaml"
    path.write_text(CHAPTER.replace("item,", "<b>item</b>,").replace("status: final", "state: x"))
    try:
        assert main(["build", "ruritania", "--format", "json"], revealing) == 1
        assert main(["build", "ruritania"], revealing) == 1
    finally:
        path.write_text(CHAPTER)
    reported = capsys.readouterr()
    assert "unknown field 'state'" in reported.err
    assert len([json.loads(line) for line in reported.out.splitlines()]) == 1
    assert not any(secret in reported.out + reported.err for secret in SECRETS)


def test_a_template_that_says_a_redacted_word_stops_the_build(revealing, capsys):
    template = revealing / "templates" / "chapter.html"
    good = template.read_text()
    before = outputs(revealing)
    template.write_text(good.replace("<head>", '<head>\n<meta name="source" content="by Mkonji">'))
    try:
        assert main(["build", "ruritania"], revealing) == 5
    finally:
        template.write_text(good)
    reported = capsys.readouterr().err
    assert "content/chapters/ruritania.yaml:29:15: ruritania.html contains a redacted word: the attribute content of meta" in reported
    assert "Mkonji" not in reported
    assert outputs(revealing) == before


def test_check_has_an_item_for_each(revealing):
    assert [item.verdict for item in items(revealing, "redactions")] == ["pass"]
    assert "21 redactions" in items(revealing, "redactions")[0].found
    assert [item.verdict for item in items(revealing, "machine names")] == ["pass"]
    (names,) = items(revealing, "protected names")
    assert names.verdict == "fail"
    assert "entry 2 of content/protected.yaml" in names.found
    assert str(names.place).endswith("content/chapters/ruritania.yaml:30:14")


def test_check_finds_what_was_written_into_a_finished_file(revealing):
    page = revealing / "dist" / "ruritania" / "ruritania.html"
    good = page.read_bytes()
    page.write_bytes(good + f"<!-- {revealing} Aliya Bekova -->".encode())
    try:
        assert [items(revealing, name)[0].verdict for name in ("redactions", "machine names")] == ["fail", "fail"]
    finally:
        page.write_bytes(good)


def test_protected_names_are_reported_by_place_alone_and_go_nowhere(revealing, capsys):
    assert main(["build", "ruritania"], revealing) == 0
    reported = capsys.readouterr().err
    assert re.search(r"content/chapters/ruritania\.yaml:30:14: this is a protected name \(entry 2 of content/protected\.yaml\)", reported)
    assert "Smi" not in reported
    for name, data in outputs(revealing).items():
        assert not any("Qqqqqqname" in string.text for string in strings(name, data))


def test_no_output_holds_where_or_by_whom_it_was_made(revealing):
    needles = [str(revealing), "marietta", "embargoed", "tellingly", *([getpass.getuser()] if getpass.getuser() != "root" else [])]
    for name, data in outputs(revealing).items():
        for string in strings(name, data):
            assert string.kind != "comment"
            assert not any(needle in string.text for needle in needles), (name, string.where)


def test_specimens_hold_nothing_of_the_machine(built_chapters):
    stems = ["kazakhstan", "stress", "arabic"]
    for found in inspect(load(built_chapters(*stems), stems, None)):
        assert [item for item in found.items if item.name in ("machine names", "protected names") and item.verdict != "pass"] == []


def test_comments_of_stylesheets_are_left_out(revealing):
    assert b"/*" not in outputs(revealing)["ruritania.html"].split(b"<style")[1].split(b"base64")[0]
    assert b"/* " not in outputs(revealing)["ruritania.html"]


def test_what_stands_in_margins_is_read_too(revealing):
    """The draft mark is on the pages, but not in the tags or the metadata."""
    path = revealing / "content" / "chapters" / "draft.yaml"
    path.write_bytes((DATA / "russian.yaml").read_bytes())
    assert main(["build", "draft"], revealing) == 0
    pdf = (revealing / "dist" / "draft" / "draft.pdf").read_bytes()
    assert redactions({"черновик": Place("a")}, [], {"draft.pdf": pdf}).verdict == "fail"
    assert redactions({"чернильница": Place("a")}, [], {"draft.pdf": pdf}).verdict == "pass"
