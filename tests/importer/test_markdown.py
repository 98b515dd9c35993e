"""Import of Markdown: markup that chapters have stays, other markup is imported as text."""

from __future__ import annotations

from pressroom.content import parse_file
from pressroom.importer import Conversion, convert
from pressroom.model import Chapter

SOURCE = """# Ruritania & *Beyond*

The lede has *emphasis*, a [link](https://a.example/x_(y)) and a [reference][Site].[^1]
It goes on\\
over a hard break.

## Free Speech

First paragraph, with `code_here` and <b>bold</b> and ![a map](map.png).

- one
- two
  goes on

1. first
2. second

> Quoted words
> on two lines.

### Radio

Words[^long_note][^9].

#### Deeper

Deep words.

| Year | Cases |
|------|------:|
| 2003 | 12 [x] |
| 2004 | |

Elections
---------

Some [September] words. [Inside](#radio) and [away](ftp://a.example).

    let x = *1*

```python
print("<hello>")
```

3. third
5. fifth

[^1]: A note with *stress*
  on two lines.
[^long_note]: Another.

    Its second paragraph.

[site]: https://site.example/ "The Site"
"""


def markdown(source: str) -> tuple[Chapter, Conversion]:
    converted = convert("ruritania.md", source.encode())
    return parse_file(Chapter, converted.yaml.encode(), "ruritania.yaml").value, converted


def lines_of(converted: Conversion, code: str) -> list[int]:
    return [problem.place.line for problem in converted.warnings if problem.place and problem.code == code]


def line(start: str) -> int:
    return next(number for number, each in enumerate(SOURCE.split("\n"), 1) if each.startswith(start))


def test_headings_make_sections_of_two_levels() -> None:
    chapter, converted = markdown(SOURCE)
    assert chapter.title == "Ruritania & Beyond"
    assert [section.heading for section in chapter.sections] == ["Free Speech", "Elections"]
    assert [part.heading for part in chapter.sections[0].subsections] == ["Radio", "Deeper"]
    assert lines_of(converted, "heading-level") == [line("####")]


def test_markup_that_chapters_have_stays() -> None:
    chapter, _ = markdown(SOURCE)
    lede = " ".join(chapter.lede.split())
    assert lede == (
        "The lede has *emphasis*, a [link](https://a.example/x_(y)) and a [reference](https://site.example/).[^1] "
        "It goes on over a hard break."
    )
    body = chapter.sections[0].body
    assert body
    assert "- one\n- two\n  goes on\n\n1. first\n2. second\n\n> Quoted words\n> on two lines." in (body[0].text or "")
    assert chapter.notes == {"1": "A note with *stress* on two lines.", "note-1": "Another.  Its second paragraph."}


def test_other_markup_becomes_text_with_a_warning() -> None:
    chapter, converted = markdown(SOURCE)
    assert chapter.sections[0].body
    first = (chapter.sections[0].body[0].text or "").split("\n\n")[0]
    assert " ".join(first.split()) == "First paragraph, with code_here and \\<b>bold\\</b> and a map."
    assert chapter.sections[1].body
    last = [" ".join(text.split()) for text in (chapter.sections[1].body[0].text or "").split("\n\n")]
    assert last == [
        "Some \\[September] words. Inside and away.",
        "let x = \\*1\\*",
        'print("\\<hello>")',
        "3\\. third",
        "5\\. fifth",
    ]
    assert lines_of(converted, "code") == [line("First"), line("    let"), line("```")]
    assert lines_of(converted, "html") == [line("First")] * 2
    assert lines_of(converted, "image") == [line("First")]
    assert lines_of(converted, "link") == [line("Some")] * 2
    assert lines_of(converted, "no-such-note") == [line("Words[")]
    assert lines_of(converted, "line-break") == [line("It goes")]
    assert lines_of(converted, "uncalled-note") == []
    assert lines_of(converted, "note-label") == [line("[^long")]
    assert lines_of(converted, "markup") == [line("3. third")]


def test_a_table_is_imported_as_a_table() -> None:
    chapter, converted = markdown(SOURCE)
    body = chapter.sections[0].subsections[1].body
    assert [block.table is None for block in body] == [True, False]
    table = body[1].table
    assert table
    assert (table.columns, table.rows) == (("Year", "Cases"), (("2003", "12 \\[x]"), ("2004", "")))
    assert lines_of(converted, "table-caption") == [line("| Year")]


def test_a_table_in_the_lede_becomes_text() -> None:
    chapter, converted = markdown("# A\n\nWords.\n\n| a | b |\n|---|---|\n| c | d |\n")
    assert chapter.lede.split("\n\n") == ["Words.", "a / b", "c / d"]
    assert lines_of(converted, "table-as-text") == [5]


def test_an_uncalled_note_stays_with_a_warning() -> None:
    chapter, converted = markdown("# A\n\nWords.\n\n[^7]: Lost words.\n")
    assert "Lost words." in converted.yaml
    assert lines_of(converted, "uncalled-note") == [5]
    assert chapter.title == "A"


def test_the_contact_block_is_left_out() -> None:
    block = "**Some Publisher**\\\n12 Harbour Street\\\nBergen, Norway 5003\\\nTel. +47 55 00 00 00\\\nwww.nrw.example\n"
    chapter, converted = markdown(f"# A\n\nWords.\n\n{block}\n## B\n\nMore.\n")
    assert lines_of(converted, "contact-block") == [5]
    assert (chapter.lede.strip(), chapter.sections[0].heading) == ("Words.", "B")


def test_a_list_that_would_continue_another_becomes_text() -> None:
    chapter, converted = markdown("# A\n\nWords.\n\n1. one\n\n---\n\n1. uno\n")
    assert chapter.lede.split("\n\n") == ["Words.", "1. one", "1\\. uno"]
    assert lines_of(converted, "markup") == [9]
    assert lines_of(converted, "rule") == [7]


def test_a_subsection_directly_above_a_deeper_heading_becomes_a_paragraph() -> None:
    chapter, converted = markdown("# A\n\nWords.\n\n## B\n\n### C\n\n#### D\n\nMore.\n")
    section = chapter.sections[0]
    assert section.body
    assert (section.heading, (section.body[0].text or "").strip()) == ("B", "C")
    assert [part.heading for part in section.subsections] == ["D"]
    assert lines_of(converted, "empty-section") == [7]


def test_a_deeper_heading_before_all_higher_ones_begins_a_section() -> None:
    chapter, converted = markdown("# A\n\nWords.\n\n### B\n\nMore.\n\n## C\n\nMore.\n")
    assert [section.heading for section in chapter.sections] == ["B", "C"]
    (moved,) = (problem.message for problem in converted.warnings if problem.code == "heading-level")
    assert moved == "the heading 'B' was moved from level 2 to level 1"
