"""HTML becomes XHTML, with its notes set together."""

from pressroom.html.xhtml import written

NOTES = '<section class="notes"></section>'


def test_void_elements_attributes_and_signs():
    lines = "<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<p lang=ru hidden>a &amp; &lt;b&gt;<br>c<img src='x' alt='\"&amp;'></p>"
    page = written(lines).text.split("\n")
    assert page[:2] == ['<?xml version="1.0"?>', "<!DOCTYPE html>"]
    assert page[2] == '<p lang="ru" hidden="" xml:lang="ru">a &amp; &lt;b&gt;<br/>c<img src="x" alt="&quot;&amp;"/></p>'


def test_notes_go_where_notes_are():
    html = f'<p>a<span class="note" role="x">b <em>c</em><span lang="ru">d</span></span> e<span class="note">f</span></p>{NOTES}<p>g</p>'
    done = written(html).text
    assert done.startswith('<p>a<a class="noteref" epub:type="noteref" role="doc-noteref" id="call-1" href="#note-1">1</a> e<a ')
    assert '<section class="notes"><aside class="note" ' in done
    assert 'href="#call-1">1</a> b <em>c</em><span lang="ru" xml:lang="ru">d</span></p></aside>' in done
    assert done.endswith("f</p></aside>\n</section><p>g</p>")


def test_without_notes_there_is_no_section_for_them():
    assert written(f"<p>a</p>{NOTES}<p>b</p>").text == "<p>a</p><p>b</p>"


def test_sections_are_told_with_their_words():
    html = '<section class="section" id="a-b"><h2>A <em>b</em><span class="note">c</span></h2><h3>d</h3></section>'
    assert written(html + '<section class="section" id="e"><h2>E &amp; F</h2></section>').sections == (("a-b", "A b"), ("e", "E & F"))
