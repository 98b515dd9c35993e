"""Sets small pages as a build does, reads them back, and proves them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pressroom import proof, readback
from pressroom.errors import EngineFailed, Place, Problem
from pressroom.pdf import metadata
from pressroom.pdf.engine import document, fonts, patches
from pressroom.proof import Expected, Proof

ENGINE_LEAVES_OPEN = pytest.mark.filterwarnings("ignore:unclosed file.*sRGB2014:ResourceWarning")  # its colour profile
FONTS = Path(__file__).parents[2] / "styles" / "fonts"
FACES = (
    ("report text", "EBGaramond_400Regular", "normal", 400),
    ("report text", "EBGaramond_400Regular_Italic", "italic", 400),
    ("report text", "EBGaramond_700Bold", "normal", 700),
    ("report label", "SourceSans3_400Regular", "normal", 400),
    ("report arabic", "Amiri_400Regular", "normal", 400),
)
STYLE = """@page { size: 90mm 100mm; margin: 10mm; @bottom-center { content: "Folio " counter(page) } }
html { font: 10pt/12pt "report text", "report arabic"; text-align: justify; hyphens: auto }
th, td, caption { font-family: "report label" }
.note { float: footnote }
""" + "".join(
    f'@font-face {{ font-family: "{family}"; src: url({(FONTS / file).as_uri()}.ttf); font-style: {style}; font-weight: {weight} }}\n'
    for family, file, style, weight in FACES
)
FAMILIES = ("report text", "report label", "report arabic")


def printed(body: str, style: str = "", head: str = "lang=en", finisher: Any = metadata.finish) -> bytes:
    """The PDF of a page with this body, an additional stylesheet, and attributes of its html element."""
    html = f"<!doctype html><html {head}><head><title>T</title><style>{STYLE}{style}</style></head><body>{body}</body></html>"
    with patches.install(plain=("lines", "pages")):
        return document.write(document.lay_out(document.parse(html), fonts.new_fonts()), finisher, pdf_variant=metadata.VARIANT)


def units(texts: Sequence[str]) -> list[Expected]:
    """Expected texts; the line of each is its number."""
    return [Expected("text", text, ("sections", number), number) for number, text in enumerate(texts)]


def place(unit: Expected) -> tuple[Place, str] | None:
    return (Place("chapter.yaml", unit.line + 1), "") if unit.path else None


def proved(pdf: bytes, *texts: str) -> Proof:
    return proof.find(readback.read_pdf(pdf), units(texts), place, FAMILIES)


def problems(pdf: bytes, *texts: str) -> list[Problem]:
    """The problems that the proof finds in a PDF."""
    with pytest.raises(EngineFailed) as caught:
        proved(pdf, *texts)
    return list(caught.value.problems)


def codes(pdf: bytes, *texts: str) -> list[tuple[str, int]]:
    """Code and place (the number of the text; -1 for none) of each problem."""
    return [(problem.code, problem.place.line - 1 if problem.place else -1) for problem in problems(pdf, *texts)]
