"""Converts pictures for the printer: colour to the four process inks, grey and line art to black ink, without transparency."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, cast

from pressroom.html.print_edition import PrinterFile

if TYPE_CHECKING:
    from PIL import Image

JPEG_QUALITY = 95


class Unprintable(Exception):
    """Why a picture can't be printed, as the end of a sentence that begins with the picture."""


def separated(image: Image.Image, printer: PrinterFile) -> tuple[bytes, str]:
    """Convert a decoded picture to a grey PNG or a CMYK JPEG. Returns the file and its media type. Raises `Unprintable`."""
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image)
    flat = _grey(_on_paper(upright))
    if flat.mode == "L":
        return _saved(flat, "PNG"), "image/png"
    return _saved(_in_process_inks(flat, printer), "JPEG", quality=JPEG_QUALITY, subsampling=0), "image/jpeg"


def _on_paper(image: Image.Image) -> Image.Image:
    """The picture in mode L, RGB or CMYK, with transparent parts on white."""
    from PIL import Image

    if image.mode == "CMYK":
        return image
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value / 257).convert("L")
    if not image.has_transparency_data:
        return image.convert("L" if image.mode in ("1", "L") else "RGB")
    grey = image.mode == "LA"
    layer = image.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    paper.alpha_composite(layer)
    flat = paper.convert("L" if grey else "RGB")
    if "icc_profile" in image.info:
        flat.info["icc_profile"] = image.info["icc_profile"]
    return flat


def _grey(image: Image.Image) -> Image.Image:
    """The picture in mode L if it has no colour, else unchanged."""
    from PIL import ImageChops

    if image.mode != "RGB":
        return image
    red, green, blue = image.split()
    if any(ImageChops.difference(red, other).getbbox() for other in (green, blue)):
        return image
    return red


def _in_process_inks(image: Image.Image, printer: PrinterFile) -> Image.Image:
    """The picture in the inks of the printing condition. CMYK without a profile is assumed to be made for that condition already."""
    from PIL import ImageCms

    own = image.info.get("icc_profile")
    if image.mode == "CMYK" and not (own and printer.profile):
        return image
    if printer.profile is None:
        file = printer.locate(("condition",))[0].file
        raise Unprintable(f"is in colour, but '{printer.values.name}' ({file}) has no ICC profile to convert it; make it grey")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(own)) if own else ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(
            image,
            source,
            ImageCms.ImageCmsProfile(io.BytesIO(printer.profile)),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="CMYK",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError) as error:
        raise Unprintable(f"can't be converted to the printer's inks: {error}") from None
    return _limited(cast("Image.Image", converted), printer.values.ink_limit)  # None only if it is converted in place


def _limited(image: Image.Image, limit: int) -> Image.Image:
    """The picture with at most `limit` ink at any point (percent of the four inks together). Black stays, the colours are reduced.

    The profile has a limit of its own, but the printer's may be lower.
    """
    from PIL import Image, ImageMath

    most = limit * 255 // 100
    cyan, magenta, yellow, black = image.split()
    colours = ImageMath.lambda_eval(lambda plates: plates["c"] + plates["m"] + plates["y"], c=cyan, m=magenta, y=yellow)
    room = ImageMath.lambda_eval(lambda plates: most - plates["k"], k=black)
    lowest = ImageMath.lambda_eval(lambda plates: plates["room"] - plates["colours"], room=room, colours=colours).getextrema()[0]
    if isinstance(lowest, (int, float)) and lowest >= 0:
        return image

    def thinned(plate: Image.Image) -> Image.Image:
        def least(plates: dict[str, Any]) -> Any:
            return plates["min"](plates["plate"], plates["plate"] * plates["room"] / plates["max"](plates["colours"], 1))

        return cast("Image.Image", ImageMath.lambda_eval(least, plate=plate, room=room, colours=colours)).convert("L")

    return Image.merge("CMYK", (*map(thinned, (cyan, magenta, yellow)), black))


def _saved(image: Image.Image, form: str, **options: int) -> bytes:
    image.info.clear()  # no metadata of the source: the PDF's output intent defines the colours
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()
