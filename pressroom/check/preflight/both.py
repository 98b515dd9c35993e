"""What is asked of every edition: its fonts, its glyphs, and nothing that could do harm."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.check.preflight.items import Flaw, Item, Where, judged
from pressroom.errors import Place, counted
from pressroom.readback import Paint, Survey

FAMILY = "report-"  # how the names of all report fonts begin
FACES = Place("styles/fonts.css")
BRAND = Place("styles/brand.css")


def texts(survey: Survey) -> Iterator[tuple[int, Paint]]:
    """Each text that is painted, with its page."""
    for page in survey.pages:
        yield from ((page.number, paint) for paint in page.paints if paint.kind == "text")


def shared(survey: Survey, edition: str, words: Where) -> Iterator[Item]:
    """The items that all editions have; `words` gives the place of words on a page."""
    names = sorted({paint.face.name for _, paint in texts(survey) if paint.face})
    yield judged(
        "fonts embedded",
        edition,
        "every font in the file",
        f"{counted(len(names), 'font')}, all embedded",
        (Flaw(f"{_name(paint)} is not embedded", page) for page, paint in texts(survey) if not (paint.face and paint.face.embedded)),
        "every font needs an @font-face rule with its file",
        FACES,
    )
    yield judged(
        "report fonts",
        edition,
        "report fonts only",
        f"{counted(len(names), 'font')}, all report fonts",
        (Flaw(f"{_name(paint)} is not a report font", page) for page, paint in texts(survey) if not _name(paint).startswith(FAMILY)),
        "a stylesheet names a family that is not declared, or none",
        BRAND,
    )
    yield judged(
        "glyphs",
        edition,
        "a glyph for every character",
        "none missing",
        (Flaw(f"{_name(paint)} lacks a glyph", page, words(page, paint.bounds)) for page, paint in texts(survey) if paint.notdef),
        "no report font has the character",
        FACES,
    )
    harmful = [Flaw("is encrypted")] * survey.encrypted + [Flaw(found) for found in survey.unwanted]
    yield judged("security", edition, "no password, scripts, attachments", "none", harmful)


def _name(paint: Paint) -> str:
    return paint.face.name if paint.face else "text without a font"
