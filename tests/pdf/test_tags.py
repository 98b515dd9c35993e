"""The structure tree, against what an accessibility specialist would have written by hand."""

from __future__ import annotations

import re
from textwrap import dedent

import pikepdf
import pytest

from tests.support.structure import artifacts, assert_consistent, elements, kids, printed
from tests.support.typesetting import ENGINE_LEAVES_OPEN, PIXEL, opened

pytestmark = ENGINE_LEAVES_OPEN

SENTENCE = "The well-known constitutional court of the republic sat. "
ARABIC = "مرحبا بالعالم العربي"


def tree(pdf: pikepdf.Pdf) -> str:
    assert_consistent(pdf)
    return printed(pdf)


def assert_tree(pdf: pikepdf.Pdf, expected: str) -> None:
    assert tree(pdf) == dedent(expected).strip("\n")


def types(pdf: pikepdf.Pdf) -> list[str]:
    return [str(element.S)[1:] for element in elements(pdf)]


def pages(element: pikepdf.Object) -> set[tuple[int, int]]:
    """The pages on which the element has text of its own."""
    return {(element if isinstance(kid, int) else kid).Pg.objgen for kid in kids(element) if isinstance(kid, int) or "/MCID" in kid}


def test_elements_and_text() -> None:
    pdf = opened(
        "<main><header><p>House</p></header><article><h1>Title</h1><section><h2>Part</h2>"
        "<p>One <em>two</em> <strong>three</strong>, <q>four</q> and <code>five</code>.</p><aside><p>Aside</p></aside>"
        "</section></article></main>"
        "<address>Street<br>City</address>"
    )
    assert_tree(
        pdf,
        """
        Document
          Part
            Div
              P
                "House"
            Art
              H1
                "Title"
              Sect
                H2
                  "Part"
                P
                  "One "
                  Span
                    "two "
                  Span
                    "three"
                  ", "
                  Quote
                    "“four”"
                  " and "
                  Code
                    "five"
                  "."
                Sect
                  P
                    "Aside"
          Sect
            P
              "Street City"
        """,
    )


def test_text_in_a_grouping_element_gets_a_paragraph() -> None:
    assert_tree(
        opened("<blockquote>Direct <em>words</em> here<p>A paragraph</p>after</blockquote>"),
        """
        Document
          BlockQuote
            P
              "Direct "
              Span
                "words"
              " here "
            P
              "A paragraph"
            P
              "after"
        """,
    )


def test_a_paragraph_over_three_pages_is_one_element() -> None:
    pdf = opened(f"<p>{SENTENCE * 40}</p><p>Next</p>", "p { hyphens: auto; text-align: justify }")
    assert len(pdf.pages) >= 3
    assert types(pdf) == ["Document", "P", "P"]
    first = list(elements(pdf))[1]
    assert len(pages(first)) == len(pdf.pages)
    assert len(kids(first)) == len(pdf.pages)  # lines of a page are one sequence
    text = "".join(re.findall(r'^    "(.*)"$', tree(pdf), re.MULTILINE))
    assert text.replace("\u00ad", "") == SENTENCE * 40 + "Next"
    assert "\u00ad" in text


def test_a_line_that_ends_inside_a_word_gets_no_space() -> None:
    pdf = opened("<p>A well-known and/or rare well-known</p>", "p { width: 12mm }")
    assert pdf.pages[0].Contents.read_bytes().count(b" Tm") > 4  # lines
    assert '"A well-known and/or rare well-known"' in tree(pdf)


def test_nested_lists() -> None:
    pdf = opened(
        "<ul><li>One<ol><li><p>Inner</p><p>More</p></li></ol></li><li><p>Two</p></li><li></li></ul>"
        '<ol style="list-style: lower-roman"><li>Roman</li></ol><ul style="list-style: none"><li>Plain</li></ul>'
    )
    assert_tree(
        pdf,
        """
        Document
          L ListNumbering=Disc
            LI
              Lbl
                "• "
              LBody
                "One"
                L ListNumbering=Decimal
                  LI
                    Lbl
                      "1. "
                    LBody
                      P
                        "Inner"
                      P
                        "More"
            LI
              Lbl
                "• "
              LBody
                P
                  "Two"
            LI
              Lbl
                "• "
          L ListNumbering=LowerRoman
            LI
              Lbl
                "i. "
              LBody
                "Roman"
          L ListNumbering=None
            LI
              LBody
                "Plain"
        """,
    )


def test_a_list_and_its_item_over_a_page_are_one() -> None:
    pdf = opened(f"<ul><li>{SENTENCE * 20}</li><li>Two</li></ul>")
    assert len(pdf.pages) > 1
    assert types(pdf) == ["Document", "L", "LI", "Lbl", "LBody", "LI", "Lbl", "LBody"]


TABLE = """<table><caption>Votes</caption><thead><tr><th>Name<th>Number</thead><tbody>{rows}</tbody>
<tfoot><tr><td colspan=2>Sum</tfoot></table>"""


def test_table() -> None:
    pdf = opened(TABLE.format(rows="<tr><th>North<td>1 <p>para</p><tr><th scope=col rowspan=2>South<td><tr><td>2"))
    assert_tree(
        pdf,
        """
        Document
          Table
            Caption
              P
                "Votes"
            THead
              TR
                TH Scope=Column
                  "Name"
                TH Scope=Column
                  "Number"
            TBody
              TR
                TH Scope=Row
                  "North"
                TD
                  "1 "
                  P
                    "para"
              TR
                TH Scope=Column RowSpan=2
                  "South"
                TD
              TR
                TD
                  "2"
            TFoot
              TR
                TD ColSpan=2
                  "Sum"
        """,
    )


def test_a_table_over_pages_is_one_and_its_repeated_heads_are_artifacts() -> None:
    rows = "".join(f"<tr><th>r{number}<td>{SENTENCE * (8 if number == 4 else 1)}" for number in range(6))
    pdf = opened(TABLE.format(rows=f"{rows}</tbody><tbody>{rows}"))
    assert len(pdf.pages) > 2
    found = types(pdf)
    assert [found.count(kind) for kind in ("Table", "Caption", "THead", "TBody", "TFoot", "TR", "TH", "TD")] == [1, 1, 1, 2, 1, 14, 14, 13]
    assert [line.strip() for line in tree(pdf).splitlines() if re.fullmatch(" {4}T.*", line)] == ["THead", "TBody", "TBody", "TFoot"]
    for page in pdf.pages[1:]:
        assert artifacts(page).count("/Pagination") >= 2


def test_running_heads_are_artifacts() -> None:
    pdf = opened(
        "<div class=run><a href='#t'>Running</a></div><p class=fixed>DRAFT</p><h1 id=t>Title</h1>",
        "@page { @top-center { content: element(run) } @bottom-right { content: counter(page) } @left-middle { content: 'x' } }"
        ".run { position: running(run) } .fixed { position: fixed; top: 0 }",
    )
    assert_tree(pdf, 'Document\n  H1\n    "Title"')
    assert sorted(artifacts(pdf.pages[0])) == ["/Pagination", "/Pagination", "/Pagination/Footer", "/Pagination/Header"]
    assert "/Annots" not in pdf.pages[0].obj or not len(pdf.pages[0].obj.Annots)


def test_a_note_stands_after_its_call() -> None:
    pdf = opened('<p>Words<span class=note lang=fr>A <em>good</em> <a href="https://example.org/">link</a>.</span> go on.</p><p>End</p>')
    assert_tree(
        pdf,
        """
        Document
          P
            "Words"
            Reference
              "1"
            Note Lang=fr ID=note-1
              Lbl
                "1. "
              "A "
              Span
                "good "
              Link
                "link"
                -> https://example.org/
              "."
            " go on."
          P
            "End"
        """,
    )


def test_a_note_that_goes_on_on_the_next_page_is_one_element_behind_its_call() -> None:
    pdf = opened(f"<p>{'word ' * 60}</p><p>Call<span class=note>{SENTENCE * 4}</span> {SENTENCE * 3}</p>")
    note = next(element for element in elements(pdf) if element.S == "/Note")
    assert note.P.K[1].S == "/Reference"
    assert note.P.K[2].objgen == note.objgen
    assert len(pages(note)) == 2
    assert tree(pdf).count("Note ID=note-1") == 1


def test_notes_have_ids_of_their_own() -> None:
    pdf = opened("<p>" + "".join(f"word<span class=note>note {number}</span> " for number in range(11)) + "</p>")
    names = pdf.Root.StructTreeRoot.IDTree.Names
    ids = [str(name) for name in names[::2]]
    assert ids == sorted(ids)
    assert len(set(ids)) == 11
    assert all(str(element.ID) == name for name, element in zip(ids, names[1::2], strict=True))


def test_what_is_set_at_the_foot_without_a_call_stays_where_it_was_written() -> None:
    pdf = opened(
        "<main><p>Text</p></main><footer class=contact><p>House</p><p>Street</p></footer>",
        ".contact { float: footnote } .contact::footnote-call, .contact::footnote-marker { content: none }",
    )
    assert_tree(
        pdf,
        """
        Document
          Part
            P
              "Text"
          Sect
            P
              "House"
            P
              "Street"
        """,
    )


def test_what_holds_nothing_is_not_in_the_tree() -> None:
    style = ".contact { float: footnote } .contact::footnote-call, .contact::footnote-marker { content: none }"
    pdf = opened("<p>Text</p><div><p></p></div><footer class=contact></footer>", style)
    assert_tree(pdf, 'Document\n  P\n    "Text"')


def test_a_link_over_lines_and_pages_is_one() -> None:
    pdf = opened(f'<p>{SENTENCE * 9}<a href="https://example.org/">{SENTENCE * 6}<em>end</em></a></p>', "p { orphans: 1; widows: 1 }")
    assert types(pdf) == ["Document", "P", "Link", "Span"]
    link = list(elements(pdf))[2]
    annotations = [annotation for page in pdf.pages for annotation in page.obj.get("/Annots", [])]
    assert len(pdf.pages) > 1
    assert len(annotations) == tree(pdf).count("-> https://example.org/") > 2
    assert link.K[-1].Type == "/OBJR"
    assert {str(annotation.Contents) for annotation in annotations} == {SENTENCE * 6 + "end"}
    assert all(int(annotation.F) & 4 for annotation in annotations)


def test_leaders_are_artifacts() -> None:
    pdf = opened('<p><a href="#t">Title</a></p><h1 id=t>Title</h1>', "a::after { content: leader('.') target-counter(attr(href), page) }")
    assert_tree(
        pdf,
        """
        Document
          P
            Link
              "Title"
              "1"
              -> #t
          H1
            "Title"
        """,
    )
    assert "/Layout" in artifacts(pdf.pages[0])


def test_underlines_belong_to_their_text() -> None:
    assert_tree(opened("<p><u>Under it</u> <s>through</s></p>"), 'Document\n  P\n    Span\n      "Under it "\n    Span\n      "through"')


def test_figures() -> None:
    pdf = opened(
        f'<figure><img alt="A dot" src="{PIXEL}"><figcaption><p>Caption</p></figcaption></figure>'
        f'<figure><img alt="" src="{PIXEL}"><figcaption>Decorated</figcaption></figure><p>In <img alt="a text" src="{PIXEL}"> line</p>'
        '<svg width="9" height="9" xmlns="http://www.w3.org/2000/svg"><title>A drawing</title><rect width="9" height="9"/></svg>'
    )
    assert_tree(
        pdf,
        """
        Document
          Figure Alt=A dot
            ""
            Caption
              P
                "Caption"
          Div
            Div
              P
                "Decorated"
          P
            "In "
            Figure Alt=a text
              ""
            " line"
          Figure Alt=A drawing
            ""
        """,
    )


def test_the_box_of_a_figure_is_in_points() -> None:
    pdf = opened(f'<img alt="A dot" src="{PIXEL}">', "body { margin: 0 } img { display: block; width: 20mm; height: 10mm }")
    figure = next(element for element in elements(pdf) if element.S == "/Figure")
    millimetres = [round(float(side) / 72 * 25.4, 2) for side in figure.A.BBox]
    assert millimetres == [10, 40, 30, 50]
    assert figure.A.Placement == "/Block"


def test_an_image_without_alt_is_a_problem(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weasyprint.logger.LOGGER.propagate", True)
    opened(f'<p>x <img src="{PIXEL}"></p>')
    assert "has no alt attribute" in caplog.text


def test_languages() -> None:
    pdf = opened(
        "<p lang=ru>Да <span lang=ru>и</span> <em lang=kk>жоқ</em></p><blockquote lang=fr><p>Oui</p></blockquote><p lang=en>Yes</p>"
    )
    assert_tree(
        pdf,
        """
        Document
          P Lang=ru
            "Да "
            Span
              "и "
            Span Lang=kk
              "жоқ"
          BlockQuote Lang=fr
            P
              "Oui"
          P
            "Yes"
        """,
    )
    assert pdf.Root.Lang == "en"


def test_right_to_left_text_says_its_words() -> None:
    pdf = opened(
        f"<p>Say <span lang=ar dir=rtl>{ARABIC}</span>.</p><p lang=ar dir=rtl class=narrow>{ARABIC} 25 {ARABIC}</p>",
        ".narrow { width: 25mm }",
    )
    said = [str(element.ActualText) for element in elements(pdf) if "/ActualText" in element]
    assert said == [ARABIC, f"{ARABIC} 25 {ARABIC}"]
    assert [line.split(" ActualText")[0] for line in tree(pdf).splitlines() if "Span" in line] == ["    Span Lang=ar", "    Span"]


def test_boxes_out_of_the_flow_stand_where_they_were_written() -> None:
    pdf = opened(
        "<p>One</p><div class=float>Float</div><p>Two</p><div class=absolute>Absolute</div><div class=flex><p>Left</p><p>Right</p></div>"
        "<div class=pale>Pale <b>bold</b></div><p class=hidden>Hidden</p><p class=none>None</p><p></p><p class=before>Three</p>",
        ".float { float: right } .absolute { position: absolute; top: 0 } .flex { display: flex } .pale { opacity: 0.5 }"
        ".hidden { visibility: hidden } .none { display: none } .before::before { content: 'Before: ' }",
    )
    assert_tree(
        pdf,
        """
        Document
          P
            "One"
          Div
            P
              "Float"
          P
            "Two"
          Div
            P
              "Absolute"
          Div
            P
              "Left"
            P
              "Right"
          Div
            P
              "Pale "
              Span
                "bold"
          P
            "Before: Three"
        """,
    )
