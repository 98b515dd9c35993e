"""The print edition: what a printer's prepress asks of a file (ISO 15930-4 for PDF/X-1a:2003, ISO 15930-7 for PDF/X-4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pressroom.check.preflight.both import shared
from pressroom.check.preflight.inks import inks
from pressroom.check.preflight.items import Flaw, Item, Sources, judged, millimetres, overlap
from pressroom.editions import PRINT
from pressroom.errors import Place, counted
from pressroom.model import Printer
from pressroom.readback import Frame, Survey, SurveyedPage

EDITION = PRINT.name
EXACT = 0.01  # points
VERSIONS = {"PDF/X-4": "1.6", "PDF/X-1a:2003": "1.4"}
IN_PACKET = re.compile(r"<pdfxid:GTS_PDFXVersion>\s*([^<]*?)\s*<|pdfxid:GTS_PDFXVersion=[\"']([^\"']*)")
PAGE = Place("styles/page.css")
REBUILD = "build the chapter for this printer"


def press(survey: Survey, printer: Printer, sources: Sources) -> Iterator[Item]:
    """The items of the print edition for `printer`."""
    locate = sources.value
    yield _boxes(survey, printer, locate)
    count = len(survey.pages)
    uneven = [Flaw(counted(count, "page"))] * bool(count % printer.pages.multiple or not count)
    yield judged("page count", EDITION, f"a multiple of {printer.pages.multiple}", counted(count, "page"), uneven, REBUILD, locate("pages"))
    yield _safety(survey, printer)
    yield from inks(survey, printer, sources)
    yield from shared(survey, EDITION, sources.words)
    yield _transparency(survey, printer)
    yield _annotations(survey, printer, locate)
    bookmarks = [Flaw(counted(survey.bookmarks, "bookmark"))] * (survey.bookmarks > 0 and not printer.bookmarks)
    asked = "allowed" if printer.bookmarks else "none"
    yield judged("bookmarks", EDITION, asked, counted(survey.bookmarks, "bookmark"), bookmarks, place=locate("bookmarks"))
    yield _intent(survey, printer, locate)
    yield _standard(survey, printer, locate)
    trapped = survey.info.get("Trapped", "not stated")
    yield judged("trapped", EDITION, "True or False", trapped, [Flaw(trapped)] * (trapped not in ("True", "False")))


def _boxes(survey: Survey, printer: Printer, locate: Callable[[str], Place]) -> Item:
    """All boxes of each page, from the origin 0, 0: the trim that was asked for, the bleed around it, the sheet around that."""
    offset, width, height = printer.bleed + printer.slug, printer.trim.width, printer.trim.height

    def box(inset: float) -> Frame:
        return inset, inset, width + 2 * offset - inset, height + 2 * offset - inset

    asked = {"MediaBox": box(0.0), "BleedBox": box(printer.slug), "TrimBox": box(offset)}
    flaws = []
    for page in survey.pages:
        for name, wanted in asked.items():
            found = page.boxes.get(name)
            if found is None:
                flaws.append(Flaw(f"no {name}", page.number))
            elif max(abs(one - other) for one, other in zip(found, wanted, strict=True)) > EXACT:
                flaws.append(Flaw(f"{name} {_edges(found)}, not {_edges(wanted)}", page.number))
        if "ArtBox" in page.boxes:  # a page has the one or the other (ISO 15930-7, 6.4)
            flaws.append(Flaw("an ArtBox beside the TrimBox", page.number))
        crop = page.boxes.get("CropBox")
        if crop and not _holds(crop, asked["BleedBox"]):
            flaws.append(Flaw("the CropBox cuts the bleed", page.number))
    size = f"trim {millimetres(width)} by {millimetres(height)}, bleed {millimetres(printer.bleed)}, slug {millimetres(printer.slug)} mm"
    return judged("boxes", EDITION, size, "as asked, on every page", flaws, REBUILD, locate("trim"))


def _holds(outer: Frame, inner: Frame) -> bool:
    low = all(one <= other + EXACT for one, other in zip(outer[:2], inner[:2], strict=True))
    return low and all(one >= other - EXACT for one, other in zip(outer[2:], inner[2:], strict=True))


def _edges(box: Frame) -> str:
    return " ".join(f"{edge:.2f}" for edge in box)


def _safety(survey: Survey, printer: Printer) -> Item:
    """Text that touches the bleed stays inside the safety margin; text beyond the bleed is in the slug, for the printer to read."""
    flaws = []
    for page in survey.pages:
        trim, bleed = page.boxes.get("TrimBox"), page.boxes.get("BleedBox")
        for paint in page.paints if trim and bleed else ():
            if paint.kind == "text" and trim and bleed and overlap(paint.bounds, bleed):
                near = min(paint.bounds[0] - trim[0], paint.bounds[1] - trim[1], trim[2] - paint.bounds[2], trim[3] - paint.bounds[3])
                if near < printer.safety - EXACT:
                    flaws.append(Flaw(f"text {millimetres(near)} mm from the trim" if near >= 0 else "text beyond the trim", page.number))
    asked = f"text {millimetres(printer.safety)} mm or more from the trim"
    return judged("safety margin", EDITION, asked, "all text", flaws, "widen the margins of the page", PAGE)


def _transparency(survey: Survey, printer: Printer) -> Item:
    hint = "leave opacity and blending out of the styles"
    if printer.standard == "PDF/X-1a:2003":  # ISO 15930-4, 6.3
        flaws = [Flaw(what, page.number) for page in survey.pages for what in (*page.transparency, *("a group" for _ in page.groups))]
        return judged("transparency", EDITION, "none in PDF/X-1a", "none", flaws, hint)
    flaws = [
        Flaw(f"a group blends in {group}", page.number) for page in survey.pages for group in page.groups if not _blends_in_inks(group)
    ]
    used = sorted({what for page in survey.pages for what in page.transparency})
    return judged("transparency", EDITION, "groups blend in CMYK", ", ".join(used) or "none", flaws, hint)


def _blends_in_inks(group: str) -> bool:
    return group in ("DeviceCMYK", "none")


def _annotations(survey: Survey, printer: Printer, locate: Callable[[str], Place]) -> Item:
    def refused(page: SurveyedPage) -> Iterator[Flaw]:
        for annotation in page.annotations:
            if not (printer.links and annotation.kind == "Link"):
                opens = f" to {annotation.address}" if annotation.address else ""
                yield Flaw(f"a {annotation.kind.lower()}{opens}", page.number)

    flaws = [flaw for page in survey.pages for flaw in refused(page)]
    asked = "no annotations except links" if printer.links else "no links or other annotations"
    return judged("annotations", EDITION, asked, "none", flaws, place=locate("links"))


def _intent(survey: Survey, printer: Printer, locate: Callable[[str], Place]) -> Item:
    """One intent for print, that names the condition as registered; its profile describes a CMYK printing process."""
    condition = printer.condition
    intents = [intent for intent in survey.intents if intent.subtype == "GTS_PDFX"]
    flaws = [Flaw(f"{len(intents) or 'no'} output intents for print")] * (len(intents) != 1)
    for intent in intents:
        if intent.condition != condition.name:
            flaws.append(Flaw(f"names {intent.condition or 'no condition'}"))
        if intent.registry != condition.registry:
            flaws.append(Flaw(f"registered at {intent.registry or 'no place'}"))
        if condition.profile and intent.profile != "prtrCMYK":
            flaws.append(Flaw(f"its profile is of {intent.profile}, not of CMYK print" if intent.profile else "has no ICC profile"))
    asked = f"{condition.name}{', with its profile' if condition.profile else ''}"
    return judged("output intent", EDITION, asked, "as asked", flaws, REBUILD, locate("condition"))


def _standard(survey: Survey, printer: Printer, locate: Callable[[str], Place]) -> Item:
    """PDF/X-1a says its version in the information dictionary (ISO 15930-4, 6.13), PDF/X-4 in the metadata (ISO 15930-7, 6.7)."""
    most, flaws = VERSIONS[printer.standard], []
    if printer.standard == "PDF/X-4":
        said = next(("".join(found) for found in IN_PACKET.findall(survey.packet)), "")
    else:
        said = survey.info.get("GTS_PDFXVersion", "")
        flaws += [Flaw("compressed objects, which are of PDF 1.5")] * survey.compressed
        flaws += [Flaw(f"no {key}") for key in ("Title", "CreationDate", "ModDate") if not survey.info.get(key)]
    flaws += [Flaw(f"says {said or 'nothing'}")] * (said != printer.standard)
    flaws += [Flaw(f"is PDF {survey.version}")] * (_number(survey.version) > _number(most))
    return judged(
        "standard", EDITION, f"{printer.standard}, PDF {most} or older", f"PDF {survey.version}", flaws, REBUILD, locate("standard")
    )


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
