"""Complete pages are accepted. Pages with a missing, doubled, moved, altered or cut-off word are refused, and the message names it."""

from __future__ import annotations

import random

import pytest

from tests.support.printing import ENGINE_LEAVES_OPEN, codes, printed, problems, proved

pytestmark = ENGINE_LEAVES_OPEN

WORDS = {
    "en": "the of authorities constitutional notwithstanding government first-rate international parliamentary officials “fell short” "
    "offices affected Kazakhstan’s re-elected journalists 2004, commission; registration—later independent organizations waffle",
    "ru": "и в правительство международных организаций несмотря на конституционный парламентских журналистов «свобода» из-за "
    "независимых регистрации, обязательства; наблюдатели сообщили Казахстан конституция 2004 года",
}
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12"
    "P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=="
)
PARAGRAPHS = (
    "The office of the first figures was affected by authoritarian restrictions, notwithstanding its obligations.",
    "Officials re-elected the parliamentary commission in September 2004, and nobody else was asked about the matter.",
    "Journalists of the independent newspapers described intimidation, lawsuits and confiscation at some length.",
    "Observers found that the elections fell short of international standards in almost every respect.",
)


def html(paragraphs: tuple[str, ...]) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_thousands_of_words_over_many_pages(language: str) -> None:
    drawn = random.Random(7)
    texts = [" ".join(drawn.choices(WORDS[language].split(), k=drawn.randrange(3, 160))) for _ in range(40)]
    proof = proved(printed(html(tuple(texts)), head=f"lang={language}"), *texts)
    assert proof.pages > 10
    assert len(proof.pages_of_texts) == 40
    assert proof.pages_of_texts[0][0] == 1
    assert proof.pages_of_texts[-1][-1] == proof.pages
    assert any(len(pages) > 1 for pages in proof.pages_of_texts)


def test_every_kind_of_text_in_its_order() -> None:
    body = """
        <header><p style="text-transform: uppercase">The House</p></header><h1>Kazakhstan</h1>
        <p>An author<em>itarian</em>ism<span class=note>The <em>first</em> note.</span> of <strong>bold</strong> ﬁgures,
        1999<span class=note>The second.</span> and <a href="https://example.org/">after</a>.</p>
        <ul><li>One</li><li><p>Two</p><ol><li>Inner<span class=note>The third.</span></li></ol></li></ul>
        <blockquote><p>Said a <span lang=ru>человек</span>.</p></blockquote>
        <figure><img alt="A dot" src="PIXEL"><figcaption><p>A caption.</p><p>A credit.</p></figcaption></figure>
        <table><caption>A table</caption><thead><tr><th>Year<th>Cases</thead><tbody><tr><th>2003<td>12<tr><th>2004<td>12</tbody></table>
        <p style="opacity: .5">Pale words.</p><footer><p>Line one<br>Line two</p></footer>"""
    texts = [
        "The House",
        "Kazakhstan",
        "An authoritarianism of bold ﬁgures, 1999 and after.",
        "The first note.",
        "The second.",
        "One",
        "Two",
    ]
    texts += ["Inner", "The third.", "Said a человек.", "A caption.", "A credit.", "A table", "Year", "Cases", "2003", "12", "2004", "12"]
    texts += ["Pale words.", "Line one", "Line two"]
    assert proved(printed(body.replace("PIXEL", PIXEL)), *texts).pages == 2


def test_arabic_is_read_as_it_is_spoken() -> None:
    text = "قالت المنظمة إن الحكومة قيدت حرية الصحافة منذ 2004 في جميع أنحاء البلاد، ولم تسمح (OSCE) للصحفيين المستقلين بالعمل."
    assert proved(printed(f"<p>{text}</p><p>{text[:30].strip()}</p>", head="lang=ar dir=rtl"), text, text[:30].strip()).pages == 1
    assert codes(printed(f"<p>{text.replace('حرية ', '')}</p>", head="lang=ar dir=rtl"), text) == [("words-altered", 0)]


def test_a_note_follows_its_paragraph_wherever_it_is_put() -> None:
    body = f"<p style='margin-top: 68mm'>Short<span class=note>{PARAGRAPHS[0]}</span> text.</p><p>After.</p>"
    assert proved(printed(body), "Short text.", PARAGRAPHS[0], "After.").pages_of_texts == ((1,), (2,), (2,))
    assert codes(printed(body), "Short text.", "After.", PARAGRAPHS[0]) == [("words-moved", 2)]


def test_a_note_that_runs_off_the_page_is_found() -> None:
    note = " ".join(PARAGRAPHS * 3)  # the engine does not divide notes: a long one runs out at the top
    assert codes(printed(f"<p>Short<span class=note>{note}</span> text.</p>"), "Short text.", note) == [("words-cut", 1)]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ((PARAGRAPHS[0].replace("first ", ""), *PARAGRAPHS[1:]), [("words-altered", 0)]),
        ((PARAGRAPHS[0], PARAGRAPHS[1].split(", and")[0] + ".", *PARAGRAPHS[2:]), [("words-altered", 1)]),
        ((*PARAGRAPHS[:2], PARAGRAPHS[2].replace("some", "sone"), PARAGRAPHS[3]), [("words-altered", 2)]),
        ((*PARAGRAPHS[:2], PARAGRAPHS[2].replace("the ", "the the "), PARAGRAPHS[3]), [("words-altered", 2)]),
        ((*PARAGRAPHS[:3], PARAGRAPHS[3].replace("that the", "thatthe")), [("words-altered", 3)]),
        ((*PARAGRAPHS[:2], PARAGRAPHS[3]), [("words-missing", 2)]),
        (PARAGRAPHS[:3], [("words-missing", 3)]),
        ((PARAGRAPHS[0], PARAGRAPHS[2], PARAGRAPHS[1], PARAGRAPHS[3]), [("words-moved", 2)]),
        ((PARAGRAPHS[0], *PARAGRAPHS), [("words-doubled", 0)]),
        ((*PARAGRAPHS, PARAGRAPHS[1]), [("words-doubled", 1)]),
        ((*PARAGRAPHS, "Somebody else’s words, which are not ours."), [("words-foreign", -1)]),
        ((PARAGRAPHS[1].replace("matter", "meal"), PARAGRAPHS[0], *PARAGRAPHS[2:]), [("words-foreign", -1), ("words-missing", 1)]),
    ],
)
def test_a_problem_is_named(shown: tuple[str, ...], expected: list[tuple[str, int]]) -> None:
    assert codes(printed(html(shown)), *PARAGRAPHS) == expected


@pytest.mark.parametrize(
    ("body", "style", "texts", "expected"),
    [
        ("<p>Seen.</p><p class=x>Hidden words.</p>", ".x { display: none }", ["Seen.", "Hidden words."], [("words-missing", 1)]),
        ("<p>Seen.</p><p class=x>Hidden words.</p>", ".x { visibility: hidden }", ["Seen.", "Hidden words."], [("words-missing", 1)]),
        ("<p>Seen.</p><p class=x>Hidden words.</p>", ".x { font-size: 0 }", ["Seen.", "Hidden words."], [("words-missing", 1)]),
        ("<p>Seen.<span class=note>A note.</span></p>", ".note { display: none }", ["Seen.", "A note."], [("words-missing", 1)]),
        ("<p>Line one</p><p class=x>Line two</p>", ".x { position: absolute; top: 200mm }", ["Line one", "Line two"], [("words-cut", 1)]),
        ("<p class=x>Too long</p>", ".x { width: 8mm; overflow: hidden; white-space: nowrap }", ["Too long"], [("words-cut", 0)]),
        ("<p class=x>One line<br>and another</p>", ".x { height: 14pt; overflow: hidden }", ["One line and another"], [("words-cut", 0)]),
        ("<p class=x>Put left</p>", ".x { margin-left: -30mm }", ["Put left"], [("words-cut", 0)]),
        ("<p>Tel: 1</p><p class=x>Hard words</p>", ".x { text-transform: capitalize }", ["Tel: 1", "Hard words"], [("words-altered", 1)]),
        ("<p class=x>Some text</p>", ".x::after { content: ' more' }", ["Some text"], [("words-foreign", -1)]),
        ("<h1>Up</h1><p>Line one<br>Line tow<br>Line three</p>", "", ["Up", "Line one", "Line two", "Line three"], [("words-altered", 2)]),
    ],
)  # fmt: skip
def test_what_a_stylesheet_does_to_words(body: str, style: str, texts: list[str], expected: list[tuple[str, int]]) -> None:
    assert codes(printed(body, style), *texts) == expected


def test_cells() -> None:
    def table(*rows: str) -> bytes:
        cells = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row.split()) for row in rows)
        return printed(f"<table><tbody>{cells}</table>")

    texts = ["Aktau", "12", "Semey", "12", "Oral", "7"]
    assert proved(table("Aktau 12", "Semey 12", "Oral 7"), *texts)
    assert codes(table("Aktau 12", "Semey", "Oral 7"), *texts) == [("words-missing", 3)]
    assert codes(table("Aktau 12", "Semey 13", "Oral 7"), *texts) == [("words-altered", 3)]
    assert codes(table("Aktau 12", "Semey 12", "Oral 7", "Oral 7"), *texts) == [("words-doubled", 4), ("words-doubled", 5)]
    assert codes(table("Semey 12", "Aktau 12", "Oral 7"), *texts) == [("words-moved", 1), ("words-moved", 2)]


def test_every_problem_is_reported_in_words_and_with_its_page() -> None:
    shown = (PARAGRAPHS[0].replace("was affected", "is affected"), PARAGRAPHS[1], PARAGRAPHS[3], PARAGRAPHS[1])
    reported = [str(problem) for problem in problems(printed(html(shown), style="p { break-after: page }"), *PARAGRAPHS)]
    hint = "(check whether a template or a stylesheet hides or changes it)"
    assert reported == [
        'chapter.yaml:1: the text "The office of the first figures was affected …" differs on page 1: '
        f'it shows "is" where the content says "was" {hint}',
        'chapter.yaml:2: the text "Officials re-elected the parliamentary commission in September 2004, …" '
        f"appears 2 times, not 1 (the last on page 4) {hint}",
        'chapter.yaml:3: the text "Journalists of the independent newspapers described intimidation, lawsuits …" is not on the pages'
        f" (looked for on page 2 and after) {hint}",
    ]
