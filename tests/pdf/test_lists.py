"""Where lists break between pages, under the report's own stylesheet."""

from __future__ import annotations

import pypdfium2
import pytest

from pressroom.readback import read_pdf
from tests.support.projects import ROOT
from tests.support.typesetting import ENGINE_LEAVES_OPEN, typeset

pytestmark = ENGINE_LEAVES_OPEN

ROOM = 9  # lines on a page
SETTING = """
@page { size: 80mm 148pt; margin: 20pt }
:root { --leading: 12pt; --size-text: 10pt; --face-text: EBGaramond; --ink-text: black; --indent: 12pt }
ul { margin: 0 }
"""
STYLE = (ROOT / "styles" / "text.css").read_text() + SETTING


def items(*names: str) -> str:
    return f"<ul>{''.join(f'<li>{name}</li>' for name in names)}</ul>"


@pytest.mark.parametrize(
    ("room", "body", "parts"),
    [
        (1, items("1", "2", "3"), ("", "123")),
        (2, items("1", "2", "3"), ("12", "3")),
        (3, items("1", "2", "3", "4"), ("12", "34")),
        (3, items("1", "2", "3", "4", "5"), ("123", "45")),
        (2, items("1", "2" + items("a", "b", "c"), "3"), ("", "12abc3")),
        (3, items("1", "2" + items("a", "b", "c"), "3"), ("12a", "bc3")),
        (4, items("1", "2" + items("a", "b", "c"), "3"), ("12ab", "c3")),
        (5, items("1", "2" + items("a", "b", "c", "d"), "3"), ("12ab", "cd3")),
    ],
)
def test_no_item_stands_alone_but_in_a_short_or_deep_list(room: int, body: str, parts: tuple[str, str]) -> None:
    pdf = typeset("<p>X</p>" * (ROOM - room) + body + "<p>X</p>" * ROOM, STYLE)
    with pypdfium2.PdfDocument(pdf) as document:
        pages = ["".join(sheet.get_textpage().get_text_range().split()).translate(dict.fromkeys(map(ord, "X•"))) for sheet in document]
    assert tuple(pages[:2]) == parts


def test_lists_begin_with_the_number_that_was_typed() -> None:
    first, second = '<ol start="3"><li>Pay.<ol start="7"><li>Now.</li></ol></li><li>Report.</li></ol>', "<ol><li>Release.</li></ol>"
    assert read_pdf(typeset(first + second, STYLE)).marks == ("3.", "7.", "4.", "1.")
