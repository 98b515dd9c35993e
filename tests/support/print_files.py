"""A small, valid print edition, made by hand, in which each test plants one problem."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, String

from pressroom import readback
from pressroom.check import preflight
from pressroom.check.preflight import Item, Sources
from pressroom.errors import Place
from pressroom.html import faces
from pressroom.model import Printer

ROOT = Path(__file__).parents[2]
PROFILE = (ROOT / "content" / "printers" / "icc" / "FOGRA39L_argyll.icc").read_bytes()
TEXT = "Free press"
PACKET = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion></x:xmpmeta>'
CONTENT = """q 0 0 0 1 k BT /F0 11 Tf 1 0 0 1 100 400 Tm <{}> Tj ET Q
q 1 0.6 0 0.35 k 100 450 200 3 re f Q
q 0 0 0 1 K 0.5 w 100 300 m 300 300 l S Q
q 72 0 0 72 100 200 cm /Photo Do Q
q 72 0 0 72 200 200 cm /Line Do Q
q /All CS 1 SCN 0.25 w 10 34 m 20 34 l S Q
q 0 0 0 1 k BT /F0 6 Tf 1 0 0 1 60 10 Tm <{}> Tj ET Q
"""  # the last two lie in the slug
PRINTER: dict[str, Any] = {
    "name": "A printer",
    "standard": "PDF/X-4",
    "trim": {"width": "400 pt", "height": "500 pt"},
    "bleed": "9 pt",
    "slug": "27 pt",
    "condition": {"name": "FOGRA39", "info": "Offset", "profile": "FOGRA39L_argyll.icc"},
    "ink_limit": "300",
    "smallest_line": "0.25 pt",
    "resolution": {"photograph": "300", "line_art": "1200"},
    "safety": "15 pt",
    "pages": {"multiple": "2"},
}
PICTURES = (Place("content/chapters/a.yaml", 7), Place("content/chapters/a.yaml", 9))


def printer(**changes: Any) -> Printer:
    """A printer that accepts the valid file, with some values changed."""
    return Printer.model_validate({**PRINTER, **changes})


X1A = printer(standard="PDF/X-1a:2003")


@cache
def _face() -> tuple[bytes, dict[str, int], list[int]]:
    """A report face, cut to TEXT: its file, its glyphs by letter, their widths."""
    cut = faces.cut((ROOT / "styles" / "fonts" / "EBGaramond_400Regular.ttf").read_bytes(), frozenset(map(ord, TEXT)))
    with TTFont(BytesIO(cut)) as font:
        glyphs = {chr(code): font.getGlyphID(name) for code, name in font.getBestCmap().items()}
        scale = 1000 / font["head"].unitsPerEm
        widths = [round(font["hmtx"][name][0] * scale) for name in font.getGlyphOrder()]
    return cut, glyphs, widths


def codes(text: str = TEXT) -> str:
    """A text in glyph codes of the file's font, in hexadecimal."""
    return "".join(f"{_face()[1][letter]:04x}" for letter in text)


def _font(pdf: Pdf) -> Any:
    file, glyphs, widths = _face()
    pairs = "".join(f"<{glyph:04x}> <{ord(letter):04x}>\n" for letter, glyph in glyphs.items())
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+report-text"), FontFile2=pdf.make_stream(file))
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, W=Array([0, Array(widths)]), FontDescriptor=pdf.make_indirect(descriptor)
    )
    to_unicode = pdf.make_stream(f"{len(glyphs)} beginbfchar\n{pairs}endbfchar".encode())
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/ABCDEF+report-text"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=to_unicode,
        )
    )


def picture(pdf: Pdf, pixels: int, space: Any, data: bytes, bits: int = 8) -> Any:
    """A square picture."""
    return pdf.make_stream(
        data, Type=Name.XObject, Subtype=Name.Image, Width=pixels, Height=pixels, ColorSpace=space, BitsPerComponent=bits
    )


def _resources(pdf: Pdf) -> Any:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return pdf.make_indirect(
        Dictionary(
            Font=Dictionary(F0=_font(pdf)),
            XObject=Dictionary(
                Photo=picture(pdf, 300, Name.DeviceCMYK, bytes([100, 90, 80, 20]) * 90000),
                Line=picture(pdf, 1200, Name.DeviceGray, b"\xaa" * 180000, 1),
            ),
            ColorSpace=Dictionary(All=Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])),
            ExtGState=Dictionary(Clear=Dictionary(ca=0.5), Blend=Dictionary(BM=Name.Multiply), Opaque=Dictionary(ca=1, CA=1)),
        )
    )


@cache
def _sound(standard: str) -> bytes:
    pdf = Pdf.new()
    resources = _resources(pdf)
    for _ in range(2):
        page = Dictionary(Type=Name.Page, MediaBox=[0, 0, 472, 572], BleedBox=[27, 27, 445, 545], TrimBox=[36, 36, 436, 536])
        page.Contents, page.Resources = pdf.make_stream(CONTENT.format(codes(), codes()).encode()), resources
        pdf.pages.append(pikepdf.Page(page))
    pdf.Root.Metadata = pdf.make_stream(PACKET if standard == "PDF/X-4" else b"<x:xmpmeta/>")
    intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=String("FOGRA39"), Info=String("Offset"))
    intent.RegistryName, intent.DestOutputProfile = String("http://www.color.org"), pdf.make_stream(PROFILE, N=4)
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    date = String("D:20050101000000Z")
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String("A"), CreationDate=date, ModDate=date))
    pdf.trailer.Info.Trapped = Name("/False")
    if standard != "PDF/X-4":
        pdf.trailer.Info.GTS_PDFXVersion = String(standard)
    return saved(pdf)


def saved(pdf: Pdf, version: str = "1.4", **options: Any) -> bytes:
    out = BytesIO()
    pdf.save(out, force_version=version, fix_metadata_version=False, **{"object_stream_mode": pikepdf.ObjectStreamMode.disable, **options})
    return out.getvalue()


def sound(change: Callable[[Pdf], object] = lambda _: None, standard: str = "PDF/X-4", **options: Any) -> bytes:
    """The valid file of a standard, after a change."""
    with pikepdf.open(BytesIO(_sound(standard))) as pdf:
        change(pdf)
        return saved(pdf, **options)


def painted(more: str, page: int = 0) -> Callable[[Pdf], None]:
    """A change: a page paints more."""

    def change(pdf: Pdf) -> None:
        pdf.pages[page].obj.Contents = pdf.make_stream(pdf.pages[page].obj.Contents.read_bytes() + more.encode())

    return change


def place(key: str) -> Place:
    return Place(f"printer.yaml/{key}")


def items(pdf: bytes, printer: Printer) -> dict[str, Item]:
    """The preflight items of a file, by name."""
    found = list(preflight.press(readback.survey(pdf), printer, Sources(place, PICTURES)))
    by_name = {item.name: item for item in found}
    assert len(by_name) == len(found)
    return by_name


def failing(found: dict[str, Item]) -> set[str]:
    return {name for name, item in found.items() if item.verdict != "pass"}
