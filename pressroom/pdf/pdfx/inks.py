"""Refuses everything that is not in process inks; nothing is converted."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.errors import Problem, StyleRefused
from pressroom.pdf.engine import objects
from pressroom.pdf.engine.objects import Pdf
from pressroom.pdf.specification import Specification

OURS = (b"/DeviceCMYK cs", b"/DeviceCMYK CS", b"/Pattern cs", b"/Pattern CS")
SPACE_OPERATORS = (b" rg", b" RG", b" cs", b" CS")
PLATES = ("/DeviceCMYK", "/DeviceGray")
INK_HINT = "each ink has its process colour in styles/brand.css; a colour elsewhere needs one too"


def refuse_foreign(pdf: Pdf, specification: Specification) -> None:
    """Raises `StyleRefused` for colours outside DeviceCMYK and DeviceGray, and for transparency if PDF/X-1a forbids it.

    Removes the engine's own colour spaces, which are then unused, from the file.
    """
    problems = list(dict.fromkeys(_foreign(pdf)))
    if specification.standard.startswith("PDF/X-1a"):
        problems += dict.fromkeys(_transparent(pdf))
    if problems:
        raise StyleRefused(*problems)
    resources = objects.resolve(pdf, objects.pages(pdf)[0]["Resources"])
    objects.resolve(pdf, resources["ColorSpace"]).clear()


def _foreign(pdf: Pdf) -> Iterator[Problem]:
    """Colours that are set, pictures and gradients."""
    numbers = {id(objects.content(pdf, page)): number for number, page in enumerate(objects.pages(pdf), 1)}
    for item in pdf.objects:
        if not objects.is_stream(item):
            if isinstance(item, dict) and "ShadingType" in item:
                yield Problem("ink-foreign", "a gradient can't be printed in process inks", hint="leave it out of the print edition")
            continue
        where = f" on page {numbers[id(item)]}" if id(item) in numbers else ""
        if item.extra.get("Subtype") == "/Image":
            if item.extra["ColorSpace"] not in PLATES:
                yield Problem(
                    "ink-foreign", "a picture from the stylesheets is not in process inks", hint="leave it out of the print edition"
                )
            continue
        for token in item.stream:
            if isinstance(token, bytes) and token.endswith(SPACE_OPERATORS) and token not in OURS:
                yield Problem("ink-foreign", f"{_colour(token)}{where} is not in process inks", hint=INK_HINT)


def _colour(token: bytes) -> str:
    """The colour that an operator sets, in CSS notation if it is RGB."""
    *components, operator = token.split()
    if operator.lower() != b"rg":
        return "a colour"
    return "the colour #" + "".join(f"{round(255 * float(component)):02x}" for component in components)


def _transparent(pdf: Pdf) -> Iterator[Problem]:
    """Groups, soft masks, opacity and blend modes (ISO 15930-4, 6.3)."""
    for item in pdf.objects:
        entries = item.extra if objects.is_stream(item) else item
        if not isinstance(entries, dict):
            continue
        states = entries.get("ExtGState", {}) if isinstance(entries.get("ExtGState"), dict) else {}
        see_through = any(state.get(key, 1) != 1 for state in states.values() for key in ("ca", "CA"))
        if see_through or any("SMask" in state or "BM" in state for state in states.values()) or "Group" in entries or "SMask" in entries:
            yield Problem("transparency", "something is transparent, which PDF/X-1a does not allow", hint="leave opacity out of the styles")
