"""A chapter's document in a book: XHTML from the templates of the page, with the notes after the text."""

from xml.etree.ElementTree import fromstring

import pytest

from pressroom.errors import StyleRefused
from pressroom.files import Folder
from pressroom.html import chapter_book, xhtml
from tests.support.projects import DATA, ROOT, locate, manuscript, project

CHAPTER = """
title: Ruritania & "Co."
lede: "One[^a] and\\\\\\ntwo, *three[^b]*."
sections:
  - heading: "A *b*[^c] J. Doe"
    body:
      - figure: {image: chart.png, alt: '5" < 6"', caption: A caption}
      - quotation: {text: "Слово[^d]", language: ru, speaker: A judge}
    subsections:
      - {heading: E & F, body: Text.}
  - {heading: E & F, body: "Text."}
notes: {a: "See [it](https://x.org/?a&b).", b: "The *law* in [Лирия]{lang=ru}.", c: Third., d: Fourth.}
"""


def book(chapter, root=ROOT):
    folders = Folder(root / "templates", "templates"), Folder(root / "styles", "styles"), Folder(DATA / "images", "content/images")
    return chapter_book(manuscript(chapter), locate, *folders, "2005-01-01T00:00:00Z")


@pytest.fixture(scope="module")
def documents():
    return book(CHAPTER).documents


def test_what_the_page_writes_as_html_a_book_has_as_xml(documents):
    page = documents["chapter-chapter.xhtml"]
    fromstring(page)
    assert '<meta charset="utf-8"/>' in page
    assert "and<br/>two" in page
    assert 'alt="5&#34; &lt; 6&#34;"/>' in page
    assert '<p class="quotation-text" lang="ru" dir="ltr" xml:lang="ru">Слово<a ' in page


def test_a_number_stands_for_each_note_and_leads_to_it(documents):
    page = documents["chapter-chapter.xhtml"]
    call = '<a class="noteref" epub:type="noteref" role="doc-noteref" id="call-{0}" href="#note-{0}">{0}</a>'
    for before, number in (("One", 1), ("<em>three", 2), ("A <em>b</em>", 3), ("Слово", 4)):
        assert before + call.format(number) in page
    start, end = page.index('<section class="notes" epub:type="footnotes"><aside'), page.index("</section>\n</body>")
    notes = page[start:end].split("</aside>\n")
    assert [note[note.index("</a> ") :] for note in notes[:-1]] == [
        '</a> See <a href="https://x.org/?a&amp;b">it</a>.</p>',
        '</a> The <em>law</em> in <span lang="ru" xml:lang="ru">Лирия</span>.</p>',
        "</a> Third.</p>",
        "</a> Fourth.</p>",
    ]
    assert notes[1].startswith('<aside class="note" epub:type="footnote" role="doc-footnote" id="note-2"><p><a epub:type="backlink" ')


def test_without_notes_there_is_no_section_for_them():
    page = book({"title": "Ruritania", "lede": "It voted."}).documents["chapter-chapter.xhtml"]
    assert "footnotes" not in page
    assert page.endswith("</section>\n\n</body>\n</html>\n")


def test_the_contents_list_each_section_with_its_words(documents):
    nav = documents["nav.xhtml"]
    for anchor, heading in (("a-b-c-j-doe", "A b J. Doe"), ("e-f-2", "E &amp; F")):
        assert f'<a href="chapter-chapter.xhtml#{anchor}" lang="en" dir="ltr" xml:lang="en">{heading}</a>' in nav
        assert f'<section class="section" id="{anchor}">' in documents["chapter-chapter.xhtml"]
    assert nav.count("chapter-chapter.xhtml#") == 2


def test_a_template_that_writes_no_xml_is_refused_with_its_line(tmp_path):
    root = project(tmp_path / "project")
    template = root / "templates" / "quotation.html"
    template.write_text(template.read_text().replace("</blockquote>", "<br></blockquote>"))
    with pytest.raises(StyleRefused) as refused:
        book(CHAPTER, root)
    (problem,) = refused.value.problems
    assert (problem.code, str(problem.place), problem.excerpt) == ("template-error", "templates/epub/chapter.xhtml", "<br></blockquote>")
    assert problem.message == "the template writes malformed XML: mismatched tag"
    template.write_text(template.read_text().replace("<br>", "<br{% if xhtml %}/{% endif %}>"))
    assert "<br/></blockquote>" in book(CHAPTER, root).documents["chapter-chapter.xhtml"]


def test_xml_is_checked_to_its_end():
    xhtml.check("<p>a</p>", "a.xhtml")
    for bad in ("<p>a", "<p>a</p><p>b</p>", "<p>a &nbsp;</p>", "<p a>b</p>", "\x01"):
        with pytest.raises(StyleRefused):
            xhtml.check(bad, "a.xhtml")
