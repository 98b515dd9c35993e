"""Import of Word files, which are built here part by part: styles, bold headings, emphasis, links, lists, notes, tables, images."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressroom import prose
from pressroom.content import parse_file
from pressroom.errors import ContentRefused
from pressroom.importer import Conversion, convert
from pressroom.manuscript import walk
from pressroom.model import Chapter

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
    for name in ("Title", "heading 1", "heading 2", "heading 3", "Caption", "Quote")
)
NUMBERS = "".join(
    f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/></w:lvl></w:abstractNum>'
    for number, kind in ((1, "bullet"), (2, "decimal"))
) + "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in (1, 2))


def run(text: str, style: str = "") -> str:
    properties = "".join(f"<w:{mark}/>" for mark in style)
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(*runs: str, style: str = "", number: int = 0) -> str:
    mark = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    name = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{name}{mark}</w:pPr>{''.join(each if each.startswith('<') else run(each) for each in runs)}</w:p>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{para(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def docx(*body: str, notes: tuple[str, ...] = (), **extra: str) -> bytes:
    relation = f'<Relationship Id="%s" Type="{OFFICE}/%s" Target="%s"%s/>'
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}">{relation % ("r", "officeDocument", "word/document.xml", "")}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">'
        + relation % ("s", "styles", "styles.xml", "")
        + relation % ("n", "numbering", "numbering.xml", "")
        + relation % ("f", "footnotes", "footnotes.xml", "")
        + relation % ("web", "hyperlink", "https://a.example/b", ' TargetMode="External"')
        + relation % ("bad", "hyperlink", "file:///c:/x", ' TargetMode="External"')
        + "</Relationships>",
        "word/styles.xml": f"<w:styles {SPACES}>{STYLES}</w:styles>",
        "word/numbering.xml": f"<w:numbering {SPACES}>{NUMBERS}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {SPACES}>"
        + "".join(f'<w:footnote w:id="{number}">{para(note)}</w:footnote>' for number, note in enumerate(notes, 2))
        + "</w:footnotes>",
        "word/document.xml": f"<w:document {SPACES}><w:body>{''.join(body)}</w:body></w:document>",
        **extra,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def call(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def link(text: str, to: str) -> str:
    return f'<w:hyperlink r:id="{to}">{run(text)}</w:hyperlink>'


def word(data: bytes) -> tuple[Chapter, Conversion]:
    converted = convert("ruritania.docx", data)
    return parse_file(Chapter, converted.yaml.encode(), "ruritania.yaml").value, converted


def codes(converted: Conversion) -> set[str]:
    return {problem.code for problem in converted.warnings}


def test_styles_make_title_sections_and_subsections() -> None:
    chapter, converted = word(
        docx(
            para("Ruritania", style="Title"),
            para("Lede."),
            para("Speech", style="heading1"),
            para("Words."),
            para("Radio", style="heading2"),
            para("More."),
            para("Deep", style="heading3"),
            para("Last."),
        )
    )
    assert (chapter.title, chapter.lede.strip()) == ("Ruritania", "Lede.")
    assert [section.heading for section in chapter.sections] == ["Speech"]
    assert [part.heading for part in chapter.sections[0].subsections] == ["Radio", "Deep"]
    assert codes(converted) == {"heading-level"}


def test_bold_lines_are_guessed_headings() -> None:
    chapter, converted = word(docx(para(run("Ruritania", "b")), para("Lede."), para(run("Speech", "b")), para("Words.")))
    assert (chapter.title, [section.heading for section in chapter.sections]) == ("Ruritania", ["Speech"])
    assert [(problem.code, problem.place.line) for problem in converted.warnings if problem.place] == [
        ("guessed-heading", 1),
        ("guessed-heading", 3),
    ]


def test_emphasis_links_lists_and_quotations() -> None:
    chapter, converted = word(
        docx(
            para("A", style="Title"),
            para(
                "The ", run("Times ", "i"), "of ", run("London", "b"), ", see ", link("here [1]", "web"), " or ", link("there", "bad"), "."
            ),
            para("un", run("believ", "i"), "able"),
            para("One * two", number=1),
            para("Three", number=1),
            para("First", number=2),
            para("Quoted.", style="Quote"),
        )
    )
    assert [" ".join(part.split(" ")) for part in chapter.lede.strip().split("\n\n")] == [
        "The *Times* of **London**, see [here \\[1\\]](https://a.example/b) or there.",
        "unbelievable",
        "- One \\* two\n- Three",
        "1. First",
        "> Quoted.",
    ]
    assert codes(converted) == {"link", "emphasis"}


def test_emphasis_directly_after_other_emphasis_is_left_out() -> None:
    chapter, converted = word(docx(para("A", style="Title"), para(run("(Bold)", "b"), run("(more)", "i"), ".")))
    assert chapter.lede.strip() == "**(Bold)**(more)."
    assert codes(converted) == {"emphasis"}


def test_notes_and_tables() -> None:
    chapter, converted = word(
        docx(
            para("A", style="Title"),
            para("Lede.", call(2), " More", call(3), "."),
            para("B", style="heading1"),
            para("Cases by year", style="Caption"),
            "<w:tbl>" + row("Year", "") + row("2003", "12  cases") + "</w:tbl>",
            notes=("First *note*.", "Second."),
        )
    )
    assert chapter.lede.strip() == "Lede.[^1] More[^2]."
    assert chapter.notes == {"1": "First \\*note\\*.", "2": "Second."}
    assert chapter.sections[0].body
    table = chapter.sections[0].body[0].table
    assert table
    assert (table.caption, table.columns, table.rows) == ("Cases by year", ("Year", "–"), (("2003", "12  cases"),))
    assert codes(converted) == {"table-columns", "doubled-space"}


def test_line_breaks_and_page_breaks_separate_words() -> None:
    chapter, _ = word(docx(para("A", style="Title"), para("one", "<w:r><w:br/></w:r>", "two", '<w:r><w:br w:type="page"/></w:r>', "three")))
    assert chapter.lede.strip() == "one two three"


def test_the_contact_block_is_left_out() -> None:
    lines = ["Some Publisher", "12 Harbour Street", "Bergen, Norway 5003", "Tel. +47 55 00 00 00", "www.nrw.example"]
    chapter, converted = word(docx(para("A", style="Title"), para("Words."), *map(para, lines), para("More.")))
    assert [part.strip() for part in chapter.lede.split("\n\n")] == ["Words.", "More."]
    (found,) = converted.warnings
    assert (found.code, found.place and found.place.line) == ("contact-block", 3)
    assert found.message.endswith(" / ".join(lines))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (docx(para("")), "empty"),
        (docx(para("A"))[:300], "not-docx"),
        (docx(**{"word/document.xml": "<w:document"}), "broken-docx"),
        (docx(para("A"), **{"word/big.xml": " " * 20_000_001}), "too-large"),
        (docx(para("a " * 1_000_001)), "too-large"),
        (docx(para("a" * 501)), "long-word"),
    ],
)
def test_broken_empty_and_oversized_files_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(ContentRefused) as refused:
        convert("a.docx", data)
    assert [problem.code for problem in refused.value.problems] == [code]


TEXT = st.text(st.sampled_from(list("abcБ ж.,!?()[]*_#>+<`\\&~|={}^/@%$12 ")), min_size=1, max_size=10)
STYLED = st.tuples(TEXT, st.sampled_from(["", "", "b", "i", "bi"]))
PARAGRAPHS = st.lists(
    st.tuples(
        st.lists(STYLED, min_size=1, max_size=5), st.sampled_from(["", "", "heading1", "heading2", "Quote"]), st.sampled_from([0, 0, 1, 2])
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=40, deadline=None)
@given(PARAGRAPHS)
def test_no_word_of_any_document_is_lost(paragraphs: list[tuple[list[tuple[str, str]], str, int]]) -> None:
    source = " ".join("".join(text for text, _ in runs) for runs, _, _ in paragraphs)
    body = [para(*(run(*each) for each in runs), style=style, number=number) for runs, style, number in paragraphs]
    if not source.strip():
        return
    chapter, converted = word(docx(para("A title", style="Title"), para("Lede."), *body))
    typography = prose.Typography(('"', '"', "'", "'"))
    texts = [
        " ".join(part.text for part in (prose.blocks if line.form == "blocks" else prose.inline)(line.text, typography).paragraphs)
        for line in walk(chapter)
        if line.shown
    ]
    if "contact-block" not in codes(converted):
        assert " ".join(texts).replace("\u00a0", " ").replace("…", "...").split() == f"A title Lede. {source}".split()
