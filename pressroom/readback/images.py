"""The pictures of a PDF: their pixels and colours, and the most ink that any part of one uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Object, PdfImage, Stream

from pressroom.readback.colours import BLACK_FIRST as GREY
from pressroom.readback.colours import INKS, space_name

PATCH = 4  # pixels on each side: ink is measured for patches, since that of single pixels is noise


@dataclass(frozen=True)
class Image:
    """A picture. `line_art`: it is only black and white. `soft`: it has a soft mask, so parts are transparent. `ink`: the most ink in any
    patch, in percent of all plates together; 0 if its colours are not given in inks."""

    width: int
    height: int
    space: str
    line_art: bool
    soft: bool
    ink: float


def image(found: Any, resources: Object) -> Image:
    """Examine an image; one in inks or grey is decoded. `resources` are those of the stream that shows it."""
    mask = bool(found.get("/ImageMask", False))
    space = "mask" if mask else space_name(found.get("/ColorSpace", Array()), resources)
    soft = "/SMask" in found or int(found.get("/SMaskInData", 0)) > 0
    line_art = mask or int(found.get("/BitsPerComponent", 8)) == 1
    return Image(
        int(found.Width),
        int(found.Height),
        space,
        line_art
        or (
            space in GREY
            and isinstance(found, Stream)
            and not any(PdfImage(found).as_pil_image(apply_mask=False).convert("L").histogram()[1:-1])
        ),
        soft,
        _most_ink(found, space),
    )


def _most_ink(found: Any, space: str) -> float:
    if space not in INKS or not isinstance(found, Stream):
        return 100.0 if space in GREY or space == "mask" else 0.0
    picture = PdfImage(found).as_pil_image(apply_decode_array=False, apply_mask=False)
    patches = picture.reduce(min(PATCH, *picture.size))
    plates: list[list[float]] = [list(plate.tobytes()) for plate in patches.split()]
    if "adobe" in picture.info:  # such files have inverted inks, which the decoder has already corrected
        plates = [[255 - value for value in plate] for plate in plates]
    for number, plate in enumerate(plates):
        low, high = _decode(found, number)
        plates[number] = [255 * low + value * (high - low) for value in plate]
    return max(map(sum, zip(*plates, strict=True))) / 2.55


def _decode(found: Dictionary | Stream, number: int) -> tuple[float, float]:
    """The values that the lowest and the highest sample of a component mean (ISO 32000-1, 8.9.5.2)."""
    decode = found.get("/Decode")
    return (float(decode[2 * number]), float(decode[2 * number + 1])) if decode is not None else (0.0, 1.0)
