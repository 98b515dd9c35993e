"""Which fonts the pages use, and whether a glyph is missing."""

from __future__ import annotations

import logging

import pytest

from pressroom import readback
from tests.support.printing import ENGINE_LEAVES_OPEN, FAMILIES, FONTS, printed, problems

pytestmark = ENGINE_LEAVES_OPEN

FILE = (FONTS / "SourceSans3_400Regular.ttf").as_uri()
FOREIGN = f'@font-face {{ font-family: "someone else"; src: url({FILE}) }} em {{ font-family: "someone else" }}'


def test_the_house_s_fonts_are_known_by_family() -> None:
    found = readback.read_pdf(printed("<p>Text <em>italic</em> <strong>bold</strong></p><table><tr><td>Label</table>"))
    assert [use.face.name for use in found.fonts] == ["report-label", "report-text", "report-text-Bold", "report-text-Italic"]
    assert readback.foreign_fonts(found, FAMILIES) == []
    assert readback.foreign_fonts(found, ["report"]) == []
    assert readback.foreign_fonts(found, ["report label", "repo"]) == [
        f"font report-text{style} is not a report font (page 1)" for style in ("", "-Bold", "-Italic")
    ]


def test_a_foreign_font_is_named_with_its_pages() -> None:
    pdf = printed("<p>One <em>two</em></p><p style='break-before: page'>Three <em>four</em></p>", FOREIGN)
    assert [(problem.code, problem.message) for problem in problems(pdf, "One two", "Three four")] == [
        ("font-foreign", "font someone-else-Oblique is not a report font (pages 1, 2)")
    ]


def test_a_missing_glyph_is_found(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.CRITICAL, "weasyprint"):
        pdf = printed("<p>Plain</p><p style='break-before: page'>Odd \U0010fffd</p>")
    reported = [problem.message for problem in problems(pdf, "Plain", "Odd \U0010fffd")]
    assert any(message.endswith("has no glyph for a character (page 2)") for message in reported)


def test_a_font_that_is_not_embedded_is_found() -> None:
    def strip(_: object, pdf: object) -> None:
        for found in pdf.objects:  # type: ignore[attr-defined]
            if isinstance(found, dict):
                found.pop("FontFile2", None)

    found = readback.read_pdf(printed("<p>Text</p>", finisher=strip))
    assert "font report-text is not embedded (page 1)" in readback.foreign_fonts(found, FAMILIES)
