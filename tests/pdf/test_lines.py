"""Lines in the finished PDF: where they end, what hangs into the margin, what is not changed, what can be copied as text."""

from __future__ import annotations

import ctypes
import io
import random
import re
import statistics
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from weasyprint.text.line_break import create_layout, line_size

from pressroom.composition import Face
from pressroom.pdf import lines
from pressroom.pdf.engine import document, fonts
from pressroom.pdf.engine.boxes import POINTS, LineBox
from pressroom.pdf.engine.page_maker import Made
from pressroom.pdf.lines import page_ends
from pressroom.pdf.lines.faces import Measures, Styles
from pressroom.pdf.lines.line_cache import CachedLine, LineCache
from pressroom.pdf.lines.page_attempts import Attempt, End
from pressroom.pdf.lines.paragraphs import IDEAL
from tests.support.structure import assert_consistent, printed
from tests.support.typesetting import ENGINE_LEAVES_OPEN, FONTS, engine, opened, page, typeset

pytestmark = ENGINE_LEAVES_OPEN

TEXT = (
    "The commission heard witnesses in every district, and none of them could say who had given the order, or why the archive was closed "
    "for so long; the minister, asked about it in parliament, answered that he would look into the circumstances. Nothing came of that."
)
WORDS = TEXT.replace(",", "").replace(".", "").replace(";", "").lower().split()
STYLE = """
@page { size: 200pt 160pt; margin: 20pt }
body, p { margin: 0 }
p { text-align: justify; hyphens: auto; hyphenate-limit-chars: 6 3 3; orphans: 2; widows: 2 }
html { --protrusion-end: "-‐" 50% ",." 70%; --protrusion-start: "“" 40% }
"""
LEFT, RIGHT = 20, 180
WIDE = STYLE + "@page { size: 340pt 304pt }"  # 22 lines of a book's measure
NARROW = "p { margin-right: 70pt }"  # where words must be divided

UNCOMPOSED = ("lines", "pages")  # as the engine sets it


class Letter(NamedTuple):
    character: str
    left: float
    right: float
    widened: float


def rows(pdf: bytes) -> list[list[list[Letter]]]:
    """The letters of each line of each page, from top to bottom and from left to right."""
    pages = []
    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    with pypdfium2.PdfDocument(pdf) as document:
        for sheet in document:
            text, found = sheet.get_textpage(), defaultdict(list)
            for index in range(text.count_chars()):
                character = chr(pdfium.FPDFText_GetUnicode(text, index))
                if character.isspace() or pdfium.FPDFText_IsGenerated(text, index):
                    continue
                pdfium.FPDFText_GetCharOrigin(text, index, x, y)
                pdfium.FPDFText_GetLooseCharBox(text, index, box)
                pdfium.FPDFText_GetMatrix(text, index, matrix)
                found[round(-y.value)].append(Letter(character, box.left, box.right, matrix.a / abs(matrix.d)))
            pages.append([sorted(found[down], key=lambda letter: letter.left) for down in sorted(found)])
    return pages


def texts(pdf: bytes) -> list[str]:
    return ["".join(letter.character for letter in row) for sheet in rows(pdf) for row in sheet]


def is_hyphen(letter: Letter) -> bool:
    return letter.character in "-\u2010\u00ad\u0002\ufffe"


def width(text: str) -> float:
    return Face((FONTS / "EBGaramond_400Regular.ttf").read_bytes()).edges(text, (), "en")[-1] * 10


def paragraphs(number: int) -> str:
    """The same paragraphs each time, of two to twelve wide lines."""
    dice = random.Random(4)
    return "".join(f"<p>{' '.join(dice.choices(WORDS, k=dice.randint(12, 120))).capitalize()}.</p>" for _ in range(number))


def test_both_edges_are_straight_but_for_what_hangs() -> None:
    sheets = rows(typeset(f"<p>{TEXT} {TEXT}</p><p>{TEXT}</p>" * 3, STYLE))
    full = [row for sheet in sheets for row in sheet[:-1] if row[-1].right > RIGHT - 3]
    hanging = {",": 0.7 * width(","), ".": 0.7 * width(".")}
    assert len(full) > 10
    assert sum(is_hyphen(row[-1]) or row[-1].character in hanging for row in full) > 1
    for row in full:
        hang = 0.5 * width("‐") if is_hyphen(row[-1]) else hanging.get(row[-1].character, 0)
        assert row[-1].right - RIGHT == pytest.approx(hang, abs=0.35)
        assert row[0].left == pytest.approx(LEFT, abs=0.1)


def test_no_line_sticks_out_and_a_last_one_may_be_full() -> None:
    found = [row for sheet in rows(typeset(paragraphs(40), WIDE)) for row in sheet]
    assert all(row[-1].right < 320 + 2 for row in found)
    assert any(row[-1].character == "." and row[-1].right > 318 and row[0].widened < 0.99 for row in found)


def test_a_quotation_mark_hangs_before_the_line() -> None:
    (first, *_), *_ = rows(typeset(f"<p>“{TEXT}”</p>", STYLE))
    assert first[0].character == "“"
    assert first[0].left == pytest.approx(LEFT - 0.4 * width("“"), abs=0.1)


def test_an_indented_line_does_not_hang() -> None:
    (first, *_), *_ = rows(typeset(f'<p style="text-indent: 15pt">“{TEXT}”</p>', STYLE))
    assert first[0].left == pytest.approx(LEFT + 15, abs=0.1)


def test_letters_give_way_by_two_in_a_hundred_and_no_more() -> None:
    widened = {round(letter.widened, 4) for sheet in rows(typeset(f"<p>{TEXT} {TEXT}</p>", STYLE)) for row in sheet for letter in row}
    assert len(widened) > 3
    assert all(0.9799 <= share <= 1.0201 for share in widened)


def spaces(row: list[Letter]) -> list[float]:
    return [gap / 10 for gap in (after.left - before.right for before, after in pairwise(row)) if gap > 1.3]


def test_spaces_stay_at_their_best_while_letters_can_give_way() -> None:
    """Also on a last line. If letters are at their limit, spaces take the rest."""
    found = [row for sheet in rows(typeset(paragraphs(4), WIDE)) for row in sheet if len(spaces(row)) > 1]
    assert sum(abs(row[0].widened - 1) < 0.0199 for row in found) > 5
    for row in found:
        space, widened = statistics.mean(spaces(row)), row[0].widened
        best = IDEAL * width(" ") / 10 * widened
        if abs(widened - 1) < 0.0199:
            assert space == pytest.approx(best, abs=0.006)
        else:
            assert (space - best) * (1 if widened > 1 else -1) > -0.012


def test_what_was_divided_copies_whole_and_is_one_paragraph() -> None:
    pdf = opened(f"<p>{TEXT}</p>", STYLE + NARROW)
    assert_consistent(pdf)
    assert len(pdf.pages) > 1
    assert printed(pdf).splitlines()[1:2] == ["  P"]
    assert printed(pdf).count("  P") == 1
    said = "".join(re.findall(r'"(.*)"', printed(pdf)))
    assert "\u00ad" in said
    assert said.replace("\u00ad", "") == TEXT


def test_runs_of_every_kind_stay_what_they_are() -> None:
    body = (
        f'<p>{TEXT[:70]}<em>emphasis that goes over the end of a line, and on</em> and <a href="https://example.org/">a link that is '
        f'so long that it needs a second line</a>, called<span class="note">A note. {TEXT}</span> {TEXT}</p>'
    )
    pdf = opened(body, STYLE)
    tree = printed(pdf)
    assert_consistent(pdf)
    assert tree.count("Note ID") == 1
    assert tree.count("-> https://example.org/") >= 2  # one target a line
    letters = "".join(re.findall(r'"(.*)"', tree)).replace("\u00ad", "").replace(" ", "")
    for words in ("emphasisthatgoesovertheendofaline,andon", "alinkthatissolongthatitneedsasecondline"):
        assert words in letters


def test_what_must_stay_on_one_line_does_in_a_paragraph_set_well() -> None:
    """For example the bar of a redaction, which is equally wide on every line."""
    kept = "thewell-knownhalf-steps"
    body = "<span style='white-space: nowrap'>the well-known half-steps</span>"
    for number in range(8):
        found = rows(typeset(f"<p>{'an ' * number}{TEXT[:60]} {body}, {TEXT} ({body}).</p>", STYLE))
        at_lines = [("".join(letter.character for letter in row).find(kept), row) for sheet in found for row in sheet]
        first, second = [row[at : at + len(kept)] for at, row in at_lines if at >= 0]
        assert {letter.widened for letter in first + second} == {1.0}
        assert first[-1].right - first[0].left == pytest.approx(second[-1].right - second[0].left, abs=0.05)
        assert len({letter.widened for sheet in found for row in sheet for letter in row}) > 1


def test_an_inline_box_keeps_its_room_at_both_ends_only() -> None:
    style = STYLE + "b { padding: 0 6pt; font-weight: 400 }"
    full = [row for row in rows(typeset(f"<p>One <b>{TEXT}</b> more of {TEXT}</p>", style))[0][:-1] if row[-1].character.isalpha()]
    gaps = [[after.left - before.right for before, after in pairwise(row)] for row in full]
    assert sum(max(line) > 7 for line in gaps) <= 2
    assert all(row[0].left == pytest.approx(LEFT, abs=0.1) and row[-1].right == pytest.approx(RIGHT, abs=0.3) for row in full)


@pytest.mark.parametrize(
    ("language", "text"),
    [("ru", "Правозащитники неоднократно предупреждали законодательное собрание о несоответствии постановлений " * 2)],
)
def test_words_of_another_script_are_divided_by_their_rules(language: str, text: str) -> None:
    found = texts(typeset(f'<p lang="{language}">{text}</p>', STYLE))
    assert any(line[-1] in "\u00ad\u0002\ufffe" for line in found)
    assert re.sub("[\u00ad\u0002\ufffe]", "", "".join(found)) == text.replace(" ", "")


def test_a_language_without_a_dictionary_is_not_divided() -> None:
    found = texts(typeset(f'<p lang="kk">{TEXT}</p>', STYLE))
    assert not any(line[-1] in "\u00ad\u0002\ufffe" for line in found)


def test_joined_letters_are_not_parted_nor_widened() -> None:
    text = "تقول المادة الثالثة إن لكل فرد الحق في الحياة والحرية وسلامة شخصه وتحظر المادة الخامسة التعذيب والمعاملة القاسية " * 2
    pdf = typeset(f'<p lang="ar" dir="rtl" style="text-align: start">{text}</p>', STYLE)
    (sheet,) = rows(pdf)
    assert len(sheet) > 3
    assert {round(letter.widened, 4) for row in sheet for letter in row} == {1.0}
    assert all(max(letter.right for letter in row) == pytest.approx(RIGHT, abs=2) for row in sheet)


def test_an_address_is_broken_at_its_signs_and_gets_no_hyphen() -> None:
    address = "https://www.example.org/reports/2004/kazakhstan/constitutional-council/decisions.html"
    pdf = typeset(f"<p>The decision of the council can be read at {address} in full.</p>", STYLE)
    found = texts(pdf)
    assert not any(line[-1] in "\u00ad\u0002\ufffe" for line in found)
    ends = [line[-1] for line, after in pairwise(found) if "/" in line[-12:] + after[:12]]
    assert ends
    said = "".join(re.findall(r'"(.*)"', printed(pikepdf.open(io.BytesIO(pdf)))))
    assert address in said  # no space in it


def test_a_soft_hyphen_is_a_place_to_divide_and_shows_only_there() -> None:
    word = "inter\u00adgovern\u00admental\u00adistic"
    pdf = typeset(f"<p>{' '.join([word] * 12)}</p>", STYLE + NARROW + "p { hyphens: manual }")
    found = [row for sheet in rows(pdf) for row in sheet]
    assert sum(is_hyphen(row[-1]) for row in found) > 1
    assert all(letter.character.isalpha() for row in found for letter in row[:-1])


@pytest.mark.parametrize("end", ["", " ", " <b> </b>"])
def test_a_ragged_line_is_as_wide_as_its_letters_and_spaces(end: str) -> None:
    """It isn't stretched like a justified line, and a space at the end of the text adds nothing."""
    words = "All were heard in camera"
    style = STYLE + f"p {{ text-align: start; width: {width(words) + 0.4:.2f}pt }}"
    turned = " ".join(reversed(words.split()))
    assert texts(typeset(f"<p>{words} {turned}{end}</p>", style)) == [words.replace(" ", ""), turned.replace(" ", "")]


def test_a_line_does_not_begin_with_a_dash() -> None:
    found = texts(typeset(f"<p>{TEXT.replace(' ', '—')}</p>", STYLE + "p { hyphens: manual }"))
    assert len(found) > 4
    assert not any(line.startswith("—") for line in found)


def test_what_is_one_line_and_what_sets_its_own_lines_is_left_alone() -> None:
    body = (
        "<p>One line.</p><pre>let  it\nbe as it is, however long this line of it may be, and over the edge</pre><p>First<br>second</p>"
        "<div style='float: left'>Float</div>"
    )
    assert rows(typeset(body, STYLE)) == rows(typeset(body, STYLE, plain=UNCOMPOSED))


def test_what_shrinks_to_its_text_is_as_wide_as_before() -> None:
    body = (
        '<div style="display: flex"><p>Country Summary</p><p>January</p></div><table><tr><td>Name of it<td>Number of cases</tr>'
        "<tr><td>One<td>16,110</tr></table>"
    )
    assert rows(typeset(body, STYLE)) == rows(typeset(body, STYLE, plain=UNCOMPOSED))


def test_the_widths_are_those_of_the_engine() -> None:
    """In thousandths of an em, whatever the face, size and features."""
    style = "b { font-variant-numeric: oldstyle-nums } i { font-size: 14pt }"
    with engine():
        source = document.parse(page(f"<p>{TEXT}</p><p><b>2004 office</b> <i>AV, “Te”</i> سلامة ١٢</p>", style))
        boxes = document.page_boxes(document.lay_out(source, fonts.new_fonts()))
    styles, checked = Styles(Measures()), 0
    for box in boxes[0].descendants():
        for word in getattr(box, "text", "").split():
            layout = create_layout(word, box.style, None, None, 0)
            theirs = line_size(layout.get_first_line()[0], box.style)[0]
            ours = styles.styled(box.style, None).width(word) / POINTS
            assert ours / box.style["font_size"] == pytest.approx(theirs / box.style["font_size"], abs=0.003), word
            checked += 1
    assert checked > 30


@pytest.mark.parametrize("style", ["direction: rtl", "width: 100pt; float: right", "width: 100pt; position: relative; left: 30pt"])
def test_a_page_made_again_of_the_same_lines_looks_as_if_they_were_new(style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the engine moves lines after it has laid them out."""
    taken: list[bool] = []
    reuse = LineCache.reuse

    def counted(self: LineCache, *line: Any) -> Any:
        found = reuse(self, *line)
        taken.append(found is not None)
        return found

    body = re.sub("(<p>.*?</p>)", f"<div><div style='{style}'><p style='margin: 0'>{TEXT}</p></div>\\1</div>", paragraphs(20))
    monkeypatch.setattr(LineCache, "reuse", counted)
    again = typeset(body, WIDE + NARROW)
    assert sum(taken) > 50
    monkeypatch.setattr(LineCache, "reuse", lambda *_: None)
    assert rows(typeset(body, WIDE + NARROW)) == rows(again)


def test_a_tables_head_stands_on_each_page() -> None:
    """Its lines are set once and laid out for each page."""
    head = f"<thead><tr><th style='width: 100pt; font-weight: normal'><p>{TEXT[:60]}</p></th><th>B</th></tr></thead>"
    sheets = rows(typeset(f"<table>{head}{'<tr><td>a</td><td>b</td></tr>' * 30}</table>", STYLE))
    heads = [[(letter.character, round(letter.left, 2)) for line in sheet[:3] for letter in line] for sheet in sheets]
    assert len(heads) > 3
    assert len(heads[0]) > 40
    assert all(head == heads[0] for head in heads)


def test_a_line_is_reused_once_and_from_an_earlier_attempt_at_its_page() -> None:
    cache, box, composed, line = LineCache(), object(), object(), cast(LineBox, object())
    cache.begin(3)
    cache.add(box, composed, 0, line, 7.5)
    assert cache.reuse(box, composed, 0) is None, "it stands on the page already"
    cache.begin(4)
    assert cache.reuse(box, composed, 0) is None, "it stands on the page before"
    cache.begin(3)
    assert cache.reuse(box, composed, 1) is None
    assert cache.reuse(object(), composed, 0) is None
    assert cache.reuse(box, composed, 0) == CachedLine(line, 7.5)
    assert cache.reuse(box, composed, 0) is None
    cache.begin(3)
    assert cache.reuse(box, composed, 0) == CachedLine(line, 7.5)
    cache.begin(5)
    cache.begin(3)
    assert cache.reuse(box, composed, 0) is None, "it was dropped"


def ends(pdf: bytes, bottom: int) -> Iterator[tuple[float, bool]]:
    """For each page: how many lines above the last possible line it ends, and whether it ends in a hyphen."""
    for sheet, found in zip(rows(pdf), downs(pdf), strict=True):
        yield (bottom - found) / 12, is_hyphen(sheet[-1][-1])


def downs(pdf: bytes) -> list[float]:
    """The baseline of the last line of each page, in pt from the top."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = []
        for sheet in document:
            text, x, y = sheet.get_textpage(), ctypes.c_double(), ctypes.c_double()
            lowest = sheet.get_height()
            for index in range(text.count_chars()):
                if not chr(pdfium.FPDFText_GetUnicode(text, index)).isspace():
                    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
                    lowest = min(lowest, y.value)
            found.append(sheet.get_height() - lowest)
        return found


def test_pages_end_full_and_level_and_not_in_a_hyphen() -> None:
    style = STYLE + "@page { size: 260pt 304pt }"
    pdf, plain = typeset(paragraphs(100), style), typeset(paragraphs(100), style, plain=UNCOMPOSED)
    foot = round(max(downs(plain)))
    *found, _ = ends(pdf, foot)
    *before, _ = ends(plain, foot)
    assert sum(hyphen for _, hyphen in before) > 3
    assert not any(hyphen for _, hyphen in found)
    assert sum(round(short) for short, _ in found) < sum(round(short) for short, _ in before)
    spreads = levels(found)
    assert len(spreads) > 12
    assert all(left == right for left, right in spreads)


def levels(found: list[tuple[float, bool]]) -> list[tuple[int, int]]:
    """For each spread: how many lines above the foot its two pages end."""
    return [(round(found[at][0]), round(found[at + 1][0])) for at in range(1, len(found) - 1, 2)]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_facing_pages_end_level_where_a_section_goes_over_too(direction: str) -> None:
    """If a heading must not be last on a page, both pages are shorter. A book from right to left begins on a left page."""
    style = (
        STYLE
        + f"html {{ direction: {direction} }}"
        + "h2 { font: inherit; margin: 12pt 0 0; break-after: avoid } @page { size: 270pt 304pt }"
    )
    parts = re.findall("<p>.*?</p>", paragraphs(60))
    body = "".join(f"<section><h2>A heading</h2>{''.join(parts[at : at + 5])}</section>" for at in range(0, len(parts), 5))
    pdf, plain = typeset(body, style), typeset(body, style, plain=UNCOMPOSED)
    foot = round(max(downs(plain)))
    *found, _ = ends(pdf, foot)
    *before, _ = ends(plain, foot)
    assert sum(left != right for left, right in levels(before)) > 2
    assert all(left == right for left, right in levels(found))
    assert any(left for left, _ in levels(found))


def test_a_page_with_notes_is_level_with_a_full_one() -> None:
    """The notes are at its foot, wherever its text ends."""
    assert End(short=2, notes=True, aim=1).level == 0
    assert End(short=2, aim=1).level == 3


def test_no_page_is_made_away_with_and_what_cannot_be_corrected_is_made_well_again() -> None:
    """The engine has already planned the next page."""
    done: list[tuple[str, int]] = []

    class Maker:
        made, end, last = Made(SimpleNamespace(), None), End(), True

        def new_attempts(self) -> Maker:
            return Maker()

        def make(self, attempt: Attempt, aim: int) -> None:
            done.append(("so", aim))

        def make_well(self, aim: int) -> None:
            done.append(("well", aim))

    page_ends._remade(Maker(), Maker(), [(Attempt(held=1), 0)], lambda before, page: True)
    assert done == [("so", 0), ("well", 0), ("well", 0)]


LONG = (
    "Administrative responsibilities notwithstanding, intergovernmental representatives characterized parliamentary investigations as "
    "unconstitutional and counterproductive, recommendations incomprehensible, correspondences confidential. "
)


def test_a_page_is_a_line_shorter_rather_than_end_in_a_hyphen() -> None:
    """If no paragraph can be set differently."""
    found = rows(typeset(f"<p>{LONG * 2}</p>" * 6, STYLE + "@page { size: 130pt 172pt }"))
    assert {len(sheet) for sheet in found} == {10, 11}
    assert not any(is_hyphen(sheet[-1][-1]) for sheet in found)


def test_where_all_lines_end_in_hyphens_pages_are_filled() -> None:
    *found, _ = rows(typeset(f"<p>{LONG * 2}</p>" * 4, STYLE + "@page { size: 110pt 160pt }"))
    assert sum(is_hyphen(row[-1]) for sheet in found for row in sheet) > 0.7 * sum(map(len, found))
    assert sum(len(sheet) == 10 for sheet in found) >= len(found) - 1
    assert all(is_hyphen(sheet[-1][-1]) for sheet in found)


CONTACT = "footer { break-before: avoid; break-inside: avoid; margin-top: 12pt; height: 60pt }"


@pytest.mark.parametrize("number", range(11, 14))
def test_some_lines_stand_with_the_contact_block(number: int) -> None:
    """For chapters of any length, and for short last paragraphs."""
    body = f"<p>{TEXT}</p>" * number + "<p>A short last line.</p><footer class='contact'></footer>"
    style = STYLE + "@page { size: 260pt 304pt }" + CONTACT
    found = rows(typeset(body, style))
    if len(found) > 1:
        assert len(found[-1]) >= 5


def test_the_same_pages_come_out_again() -> None:
    assert rows(typeset(paragraphs(20), WIDE)) == rows(typeset(paragraphs(20), WIDE))


@pytest.mark.parametrize("looseness", [-2, -1, 1, 2])
def test_a_chapter_can_be_some_lines_longer_or_shorter(looseness: int) -> None:
    own = fonts.new_fonts()
    with engine():
        source = document.parse(page(paragraphs(30), WIDE + "@page { size: 340pt 4000pt }"))
        natural = document.write(document.lay_out(source, own))
        compositor, step = lines.compositor_for(own), looseness // abs(looseness)
        lines.renew_compositor(own, compositor.changes(step)[: abs(looseness)], step)
        fitted = document.write(document.lay_out(source, own))
    assert len(texts(fitted)) == len(texts(natural)) + looseness
    assert squeezed(fitted) == squeezed(natural)


def squeezed(pdf: bytes) -> str:
    return re.sub("[-\u2010\u00ad\u0002\ufffe]", "", "".join(texts(pdf)))


def test_what_cannot_be_set_well_is_reported() -> None:
    own = fonts.new_fonts()
    joined, loose = "as one" + "\u00a0word" * 12, "Incomprehensible counterproductive <i>characterizations</i> notwithstanding"
    with engine():
        body = f"<p>{joined}.</p><p lang='xx'>{loose}</p><p>{TEXT}</p><p>A {'w' * 60}</p>"
        document.lay_out(document.parse(page(body, STYLE)), own)
    reported = {bad.kind: bad for bad in lines.compositor_for(own).bad_lines()}
    assert reported["long"].lines[-1].startswith("one\u00a0word")
    assert reported["loose"].text.startswith("Incomprehensible")
    assert reported["forced"].lines[0].startswith("A ww")


def test_words_that_must_not_part_stick_out_and_keep_their_spaces() -> None:
    (first, *_), *_ = rows(typeset(f"<p>{chr(160).join(['word'] * 12)} and more words to come behind it</p>", STYLE))
    assert first[-1].right > RIGHT + 20
    assert len(spaces(first)) == 11
    assert statistics.mean(spaces(first)) > 0.19


@pytest.mark.parametrize(("word", "hyphens"), [("w" * 120, True), ("https://example.org/" + "w" * 120, False)])
def test_a_word_wider_than_the_measure_is_broken(word: str, hyphens: bool) -> None:
    found = rows(typeset(f"<p>One word: {word} it is.</p>", STYLE))
    assert all(row[-1].right < RIGHT + 3 for sheet in found for row in sheet)
    ended = [is_hyphen(row[-1]) for sheet in found for row in sheet]
    assert any(ended) is hyphens
