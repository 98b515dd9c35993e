"""The texts that the pages of a chapter must show, in order, with their places."""

from __future__ import annotations

from pressroom import proof
from tests.support.projects import manuscript

CHAPTER = manuscript(
    {
        "title": '"Kazakhstan"',
        "lede": "One *lede*[^b].\n\nTwo[^a].",
        "sections": [
            {
                "heading": "Media",
                "body": [
                    {"text": "Text.\n\n- item\n- other"},
                    {"quotation": {"text": '"Да"', "speaker": 'A "speaker"', "language": "ru"}},
                    {"figure": {"image": "a.png", "alt": "unprinted", "caption": "Caption", "credit": "Credit"}},
                    {"table": {"caption": "Table", "columns": ["Year", "Cases"], "rows": [["2003", ""]], "source": "Source"}},
                ],
                "subsections": [{"heading": "Under", "body": "Below"}],
            }
        ],
        "notes": {"a": "Note a", "b": "Note b"},
    }
)


def test_order_place_and_typography() -> None:
    units = proof.units(CHAPTER)
    body = ("sections", 0, "body")
    assert [(unit.kind, unit.text, unit.path, unit.line) for unit in units if unit.file == "chapter"] == [
        ("title", "“Kazakhstan”", ("title",), 0),
        ("lede", "One lede.", ("lede",), 0),
        ("notes", "Note b", ("notes", "b"), 0),
        ("lede", "Two.", ("lede",), 2),
        ("notes", "Note a", ("notes", "a"), 0),
        ("heading", "Media", ("sections", 0, "heading"), 0),
        ("text", "Text.", (*body, 0, "text"), 0),
        ("text", "item", (*body, 0, "text"), 2),
        ("text", "other", (*body, 0, "text"), 3),
        ("text", "«Да»", (*body, 1, "quotation", "text"), 0),
        ("speaker", "A “speaker”", (*body, 1, "quotation", "speaker"), 0),
        ("caption", "Caption", (*body, 2, "figure", "caption"), 0),
        ("credit", "Credit", (*body, 2, "figure", "credit"), 0),
        ("caption", "Table", (*body, 3, "table", "caption"), 0),
        ("columns", "Year", (*body, 3, "table", "columns", 0), 0),
        ("columns", "Cases", (*body, 3, "table", "columns", 1), 0),
        ("rows", "2003", (*body, 3, "table", "rows", 0, 0), 0),
        ("source", "Source", (*body, 3, "table", "source"), 0),
        ("heading", "Under", ("sections", 0, "subsections", 0, "heading"), 0),
        ("text", "Below", ("sections", 0, "subsections", 0, "body", 0, "text"), 0),
    ]


def test_the_publisher_s_words_stand_around_the_chapter_s_each_with_its_place() -> None:
    units = proof.units(CHAPTER)
    assert [(unit.kind, unit.text, unit.file, unit.path) for unit in (*units[:3], *units[-6:])] == [
        ("masthead", "Human Rights Watch", "imprint", ("publisher",)),
        ("masthead", "Country Summary", "report", ("series",)),
        ("masthead", "January 2005", "report", ("month",)),
        ("contact", "Human Rights Watch", "imprint", ("publisher",)),
        ("contact", "350 Fifth Avenue, 34th floor", "imprint", ("contacts", 0, "address", 0)),
        ("contact", "New York, New York 10118-3299", "imprint", ("contacts", 0, "address", 1)),
        ("contact", "Tel. +1 212 216 1200", "imprint", ("contacts", 0, "telephone")),
        ("contact", "Fax +1 212 736 1300", "imprint", ("contacts", 0, "fax")),
        ("contact", "www.hrw.org", "imprint", ("contacts", 0, "web")),
    ]
    assert all(unit.file == "chapter" for unit in units[3:-6])
