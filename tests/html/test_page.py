"""The HTML file as browsers and readers see it."""

import base64
import json
import re
from html.parser import HTMLParser

import pytest

from pressroom.errors import ContentRefused, StyleRefused
from tests.support.projects import DATA, made_page, manuscript, project

SHORT = {"title": "Ruritania", "status": "final", "lede": 'The "press" is free.'}


class Reader(HTMLParser):
    """Collects the elements with their attributes, and the text outside style and script."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.text, self.open = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if not {"style", "script", "title"} & set(self.open):
            self.text.append(data)

    def meta(self, name):
        return next(
            found["content"] for tag, found in self.elements if tag == "meta" and name in (found.get("name"), found.get("property"))
        )

    @property
    def words(self):
        return " ".join("".join(self.text).split())


def test_the_words_stand_in_their_order():
    chapter = SHORT | {"sections": [{"heading": "Courts", "body": "They *sat*."}, {"heading": "Press", "body": "It ran."}]}
    words = Reader(made_page(manuscript(chapter)).html).words
    assert words.startswith("Human Rights Watch Country Summary January 2005 Ruritania The “press” is free. Courts They sat. Press It ran.")
    assert words.endswith("350 Fifth Avenue, 34th floor New York, New York 10118-3299 Tel. +1 212 216 1200 Fax +1 212 736 1300 www.hrw.org")


def test_the_head_says_what_the_document_is():
    reader = Reader(made_page(manuscript(SHORT | {"keywords": ["courts", "press"]})).html)
    assert ("html", {"lang": "en", "dir": "ltr"}) in reader.elements
    assert reader.meta("author") == "Human Rights Watch"
    assert reader.meta("description") == "The “press” is free."
    assert reader.meta("keywords") == "courts, press"
    assert reader.meta("og:title") == "Ruritania"
    assert reader.meta("viewport").startswith("width=device-width")
    assert reader.meta("dcterms.created") == "2005-01-01T00:00:00Z"


def test_the_linked_data_is_a_report():
    html = made_page(manuscript(SHORT | {"title": "A </script> B & C"})).html
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])
    assert (data["@type"], data["name"], data["datePublished"], data["inLanguage"]) == ("Report", "A </script> B & C", "2005-01", "en")
    assert data["publisher"]["telephone"] == "+1 212 216 1200"


def test_nothing_is_fetched_from_elsewhere():
    html = made_page(manuscript(SHORT)).html
    assert set(re.findall(r'url\("([a-z]+:)', html)) == {"data:"}
    reader = Reader(html)
    assert not [tag for tag, found in reader.elements if tag in ("link", "iframe", "object")]
    assert not [found for tag, found in reader.elements if "src" in found and not found["src"].startswith("data:")]


def test_a_draft_says_so_and_a_final_chapter_does_not():
    body = next(found for tag, found in Reader(made_page(manuscript(SHORT)).html).elements if tag == "body")
    assert body["data-status"] == ""
    body = next(found for tag, found in Reader(made_page(manuscript(SHORT | {"status": "draft"})).html).elements if tag == "body")
    assert body["data-status"] == "Draft"


def test_a_language_without_hyphenation_is_set_ragged():
    bodies = [
        next(found["class"] for tag, found in Reader(made_page(manuscript(SHORT | values)).html).elements if tag == "body")
        for values in ({}, {"language": "ru"}, {"language": "kk"}, {"language": "ar"})
    ]
    assert bodies == ["justified", "justified", "ragged", "ragged"]


def test_a_russian_chapter_has_its_own_masthead_quotes_and_direction():
    words = Reader(made_page(manuscript({"title": "Лирия", "language": "ru", "lede": 'Газета "Речь" закрыта.'})).html).words
    assert words.startswith("Human Rights Watch Обзор по стране январь 2005 г. Лирия Газета «Речь» закрыта.")
    arabic = Reader(made_page(manuscript({"title": "حقوق", "language": "ar", "lede": "نص"})).html)
    assert ("html", {"lang": "ar", "dir": "rtl"}) in arabic.elements


def test_arabic_faces_come_only_with_arabic_letters():
    assert made_page(manuscript(SHORT)).html.count('report arabic"; src') == 0
    assert 'report arabic"; src' in made_page(manuscript(SHORT | {"lede": "It says [حق]{lang=ar}."})).html


def test_faces_are_cut_to_the_characters_of_the_chapter():
    html = made_page(manuscript(SHORT)).html
    faces = [base64.b64decode(found) for found in re.findall(r"data:font/ttf;base64,([A-Za-z0-9+/=]+)", html)]
    assert len(faces) == 8
    assert max(map(len, faces)) < 120_000
    assert all(b"S\0o\0u\0r\0c\0e\0 \0S\0a\0n\0s" not in face for face in faces), "a changed face may not bear its reserved name"


def test_a_character_without_a_glyph_is_named_with_its_place():
    with pytest.raises(ContentRefused) as refused:
        made_page(manuscript(SHORT | {"lede": "One.\n\nTwo 漢 and 🙂.", "notes": {}, "sections": [{"heading": "H", "body": "漢"}]}))
    assert [(str(problem.place), problem.message) for problem in refused.value.problems] == [
        ("lede:3:5", "no report font contains CJK (1 character: 漢)"),
        ("lede:3:11", "no report font contains '🙂' (U+1F642)"),
    ]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("At თბილისი, in საქართველო.", [("lede:1:4", "no report font contains Georgian (11 characters: თ, ბ, ი, ლ, ს …)")]),
        ("The letters ꭓ and ꭖ of ꭓ.", [("lede:1:13", "no report font contains 2 Latin characters: ꭓ, ꭖ")]),
        ("☃ 🙂 ☃ ა", [("lede:1:1", "'☃' (U+2603)"), ("lede:1:3", "'🙂' (U+1F642)"), ("lede:1:7", "Georgian (1 character: ა)")]),
    ],
)
def test_the_letters_of_a_script_are_one_problem(text, messages):
    with pytest.raises(ContentRefused) as refused:
        made_page(manuscript(SHORT | {"lede": text, "notes": {}, "sections": [{"heading": "H", "body": text}]}))
    prefix = "no report font contains "
    assert [(str(problem.place), problem.message) for problem in refused.value.problems] == [
        (place, message if message.startswith(prefix) else prefix + message) for place, message in messages
    ]
    assert refused.value.problems[0].hint.startswith("add a font that has ")


def test_a_character_of_the_publisher_s_lines_without_a_glyph_is_named_in_its_own_file():
    with pytest.raises(ContentRefused) as refused:
        made_page(manuscript(SHORT, series="A 漢 Summary"))
    assert [(str(problem.place), problem.message) for problem in refused.value.problems] == [
        ("report.series:1:3", "no report font contains CJK (1 character: 漢)")
    ]


def figure(**values):
    return SHORT | {"sections": [{"heading": "H", "body": [{"figure": {"image": "chart.png", "alt": "Bars", **values}}]}]}


def test_a_picture_is_inside_the_page_on_whole_lines():
    page = made_page(manuscript(figure(caption="A *rise*", credit="R. S.")))
    image = next(found for tag, found in Reader(page.html).elements if tag == "img")
    assert base64.b64decode(image["src"].split(",")[1]) == (DATA / "images" / "chart.png").read_bytes()
    assert (image["alt"], image["width"], image["height"], image["class"]) == ("Bars", "1600", "900", "picture lines-12")
    assert ".lines-12 { --lines: 12; }" in page.html
    assert len(page.style_places) == page.html.split("<style>")[1].split("</style>")[0].count("\n") + 1


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: None, "does not exist"),
        (lambda path: path.write_bytes((DATA / "images" / "chart.png").read_bytes()[:3000]), "can't be decoded"),
        (lambda path: path.write_bytes(b"GIF89a" + bytes(40)), "is not a PNG or JPEG file"),
        (lambda path: path.symlink_to("/etc/passwd"), "is outside content/images/"),
        (lambda path: path.mkdir(), "is not a regular file"),
    ],
)
def test_a_picture_that_cannot_be_printed_is_refused_at_its_line(tmp_path, make, reason):
    make(tmp_path / "chart.png")
    with pytest.raises(ContentRefused) as refused:
        made_page(manuscript(figure()), images=tmp_path)
    (problem,) = refused.value.problems
    assert reason in problem.message
    assert problem.place.file == "sections/0/body/0/figure/image"


@pytest.mark.parametrize(
    ("there", "hint"),
    [
        ("charts.png", "did you mean 'charts.png'?"),
        ("Chart.png", "did you mean 'Chart.png'?"),
        ("chart.jpg", "did you mean 'chart.jpg'?"),
        ("map.png", ""),
    ],
)
def test_a_missing_picture_is_looked_for_by_its_name(tmp_path, there, hint):
    (tmp_path / there).write_bytes(b"a picture")
    with pytest.raises(ContentRefused) as refused:
        made_page(manuscript(figure()), images=tmp_path)
    assert refused.value.problems[0].hint == hint


def test_too_many_pixels_are_refused_before_they_are_decoded(tmp_path):
    from PIL import Image

    Image.new("1", (8000, 6000)).save(tmp_path / "chart.png")
    with pytest.raises(ContentRefused, match="8000 by 6000 pixels"):
        made_page(manuscript(figure()), images=tmp_path)


def test_columns_of_figures_are_set_under_one_another():
    table = {"caption": "C", "columns": ["Year", "Dead", "Where"], "rows": [["2003", "1,412", "North"], ["2004", "–", "South"]]}
    html = made_page(manuscript(SHORT | {"sections": [{"heading": "H", "body": [{"table": table}]}]})).html
    cells = [(tag, found) for tag, found in Reader(html).elements if tag in ("th", "td")]
    assert [found.get("class") for tag, found in cells] == [None, "figures", None] * 3
    assert [found.get("scope") for tag, found in cells if tag == "th"] == ["col", "col", "col", "row", "row"]


@pytest.mark.parametrize(
    ("template", "message"),
    [
        (
            "{{ chapter.titel }}",
            "templates/masthead.html:2:1: the template uses an undefined value: a Chapter has no 'titel'",
        ),
        ("{{ chapter.title.title }}", "templates/masthead.html:2:1: the template prints a builtin_function_or_method, not text"),
        ("{{ chapter.notes }}", "templates/masthead.html:2:1: the template prints a dict, not text"),
        ("{{ chapter.summary }}", "templates/masthead.html:2:1: the template prints a NoneType, not text"),
        ("{% if %}", "templates/masthead.html:2:1: the template fails: Expected an expression, got 'end of statement block'"),
        ('{% include "nowhere.html" %}', "templates/masthead.html:2:1: there is no template 'nowhere.html'"),
        ("{{ 1 / 0 }}", "templates/masthead.html:2:1: the template fails: division by zero"),
    ],
)
def test_a_slip_in_a_template_is_reported_with_its_line(tmp_path, template, message):
    root = project(tmp_path)
    (root / "templates" / "masthead.html").write_text(f"<header>\n{template}\n</header>\n")
    with pytest.raises(StyleRefused) as refused:
        made_page(manuscript(SHORT), root)
    assert str(refused.value).split("\n")[0] == message


def test_equal_headings_have_ids_of_their_own():
    sections = [{"heading": "Courts", "body": "a"}, {"heading": "Courts", "body": "b"}, {"heading": "Courts!", "body": "c"}]
    html = made_page(manuscript(SHORT | {"sections": sections})).html
    assert re.findall(r'id="([^"]+)"', html) == ["courts", "courts-2", "courts-3"]


def test_content_is_never_markup():
    html = made_page(manuscript({"title": "<b>&amp;", "lede": "a < b & c > d", "status": "final"})).html
    assert '<h1 class="title">&lt;b&gt;&amp;amp;</h1>' in html
    assert "<p>a &lt; b &amp; c &gt; d</p>" in html


def test_the_same_manuscript_gives_the_same_page():
    chapter = (DATA / "stress.yaml").read_text()
    assert made_page(manuscript(chapter)) == made_page(manuscript(chapter))
