"""The inks of the print edition: which plates print what, the most ink in one place, the thinnest line, the coarsest picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import isfinite

from pressroom.check.preflight.both import BRAND
from pressroom.check.preflight.items import Flaw, Item, Sources, judged, overlap
from pressroom.editions import PRINT
from pressroom.errors import Place, counted
from pressroom.model import Printer
from pressroom.readback import PLATES, Frame, Paint, Survey

EDITION = PRINT.name
INK_HINT = "set its ink for print beside its colour on screen"
KINDS = {"text": "text", "fill": "a shape", "stroke": "a line", "image": "a picture", "shading": "a gradient"}
MARKS = "Separation All"  # crop and registration marks stand on every plate, whatever the page prints
SLACK = 0.5  # percent of ink: the error of rounding to eight bits
LEAST_SHARE = 0.995  # of the resolution asked for: the error of rounding to whole pixels and lines


def inks(survey: Survey, printer: Printer, sources: Sources) -> Iterator[Item]:
    """The items about colours, lines and pictures."""
    painted = [(page.number, paint, page.boxes.get("BleedBox")) for page in survey.pages for paint in page.paints]
    shown = [(number, paint) for number, paint, _ in painted if paint.image]
    pictures = _first_shown(shown)
    known = len(pictures) == len(sources.pictures)
    places = {id(paint.image): place for paint, place in zip(pictures, sources.pictures, strict=True)} if known else {}
    drawn = [(number, paint) for number, paint, _ in painted if not paint.image]
    yield judged(
        "picture colours",
        EDITION,
        "pictures in process inks",
        counted(len(shown), "picture"),
        (
            Flaw(f"a picture in {colour.space}", number, places.get(id(paint.image)))
            for number, paint in shown
            for colour in paint.colours
            if _foreign(colour.space, printer)
        ),
        "convert it with the printer's profile",
    )
    yield judged(
        "colours",
        EDITION,
        "process inks, registration colour",
        _spaces(drawn),
        (
            Flaw(f"{KINDS[paint.kind]} in {colour}", number, sources.colour(colour.rgb) if colour.rgb else None)
            for number, paint in drawn
            for colour in paint.colours
            if _foreign(colour.space, printer)
        ),
        INK_HINT,
        BRAND,
    )
    yield judged(
        "black text",
        EDITION,
        f"{printer.black}, no tint, no other plate",
        "all text",
        (
            Flaw(f"text in {colour}", number)
            for number, paint, bleed in painted
            if paint.kind == "text" and _inside(paint, bleed)
            for colour in paint.colours
            if not colour.solid_black
        ),
        INK_HINT,
        BRAND,
    )
    yield _ink(painted, printer, sources.value("ink_limit"), places)
    yield _lines(painted, printer, sources.width)
    yield _resolution(shown, printer, places)


def plates(survey: Survey) -> dict[str, tuple[int, ...]]:
    """The pages on which each of the four plates prints something, marks and all else in the slug aside."""
    pages: dict[str, set[int]] = {plate: set() for plate in PLATES}
    for page in survey.pages:
        for paint in page.paints:
            if _inside(paint, page.boxes.get("BleedBox")):
                for plate in (plate for colour in paint.colours if colour.space != MARKS for plate in colour.plates):
                    pages[plate].add(page.number)
    return {plate: tuple(sorted(numbers)) for plate, numbers in pages.items()}


def _foreign(space: str, printer: Printer) -> bool:
    """Whether a colour space is not for print: for print are the device's inks and greys, the plates of all inks and of black, and masks.

    PDF/X-4 takes inks and greys by profile too (ISO 15930-7, 6.2.4), PDF/X-1a does not (ISO 15930-4, 6.2.3).
    """
    process = ("DeviceCMYK", "DeviceGray", MARKS, "Separation Black", "mask", "Pattern")
    by_profile = ("ICCBased 4", "ICCBased 1", "CalGray") if printer.standard == "PDF/X-4" else ()
    return space not in (*process, *by_profile)


def _spaces(drawn: Sequence[tuple[int, Paint]]) -> str:
    return ", ".join(sorted({colour.space for _, paint in drawn for colour in paint.colours})) or "nothing painted"


def _inside(paint: Paint, bleed: Frame | None) -> bool:
    """Whether it reaches into the bleed: what lies beyond is cut off."""
    return bleed is None or overlap(paint.bounds, bleed)


def _first_shown(shown: Sequence[tuple[int, Paint]]) -> list[Paint]:
    """Each picture once, in their order down the pages."""
    order = sorted(shown, key=lambda one: (one[0], -one[1].bounds[3]))
    return list({id(paint.image): paint for _, paint in reversed(order)}.values())[::-1]


def _ink(painted: Sequence[tuple[int, Paint, Frame | None]], printer: Printer, place: Place, places: dict[int, Place]) -> Item:
    most, flaws = 0.0, []
    for number, paint, bleed in painted:
        if not _inside(paint, bleed):
            continue
        amount = max([colour.ink for colour in paint.colours if not paint.image] + [paint.image.ink if paint.image else 0.0])
        most = max(most, amount)
        if amount > printer.ink_limit + SLACK:
            flaws.append(
                Flaw(f"{KINDS[paint.kind]} with {amount:.0f} %", number, places.get(id(paint.image)) or (None if paint.image else BRAND))
            )
    return judged("ink", EDITION, f"{printer.ink_limit} % or less", f"{most:.0f} % at most", flaws, place=place)


def _lines(painted: Sequence[tuple[int, Paint, Frame | None]], printer: Printer, place: Callable[[float], Place | None]) -> Item:
    """A line of no width is the thinnest that a device can draw (ISO 32000-1, 8.4.3.2)."""
    lines = [(number, paint) for number, paint, bleed in painted if isfinite(paint.thin) and _inside(paint, bleed)]
    thin = [
        Flaw(f"a line of {paint.thin:.2f} pt", number, place(paint.thin))
        for number, paint in lines
        if paint.thin < printer.smallest_line - 0.001
    ]
    least = min((paint.thin for _, paint in lines), default=None)
    found = "no lines" if least is None else f"{least:.2f} pt or more"
    return judged("lines", EDITION, f"{printer.smallest_line:.2f} pt or more", found, thin, "make the border wider", Place("styles"))


def _resolution(shown: Sequence[tuple[int, Paint]], printer: Printer, places: dict[int, Place]) -> Item:
    asked, flaws = printer.resolution, []
    for number, paint in shown:
        line_art = paint.image is not None and paint.image.line_art
        least = asked.line_art if line_art else asked.photograph
        if paint.resolution < least * LEAST_SHARE:
            kind = "line art" if line_art else "a photograph"
            flaws.append(Flaw(f"{kind} of {paint.resolution:.0f} pixels per inch", number, places.get(id(paint.image))))
    least_found = min((paint.resolution for _, paint in shown), default=None)
    found = "no pictures" if least_found is None else f"{least_found:.0f} or more"
    wanted = f"{asked.photograph} pixels per inch, {asked.line_art} in line art"
    return judged("resolution", EDITION, wanted, found, flaws, "use a picture with more pixels")
