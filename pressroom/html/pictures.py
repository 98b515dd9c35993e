"""Reads, checks and measures the pictures of a chapter, which become data URLs in the page."""

from __future__ import annotations

import base64
import difflib
import io
from dataclasses import dataclass
from pathlib import Path

from pressroom.errors import ContentRefused, Problem
from pressroom.files import Folder, Unreadable
from pressroom.files.image_metadata import cleaned
from pressroom.html import inks
from pressroom.html.print_edition import PrinterFile
from pressroom.manuscript import Locate, Manuscript, figures

MOST_LINES = 30
MOST_BYTES = 20_000_000
MOST_PIXELS = 40_000_000
ORIENTATION, ON_ITS_SIDE = 0x0112, (5, 6, 7, 8)  # the orientation of the camera (Exif 2.32, 4.6.4)
FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg"}
ENDINGS = (".png", ".jpg", ".jpeg")


class Unusable(Exception):
    """Why a picture can't be used, as the end of a sentence that begins with the picture."""


class Missing(Unusable):
    """The picture's file can't be read."""


@dataclass(frozen=True)
class Picture:
    """A picture as a data URL, its size in pixels, and its height on the page as a whole number of lines."""

    url: str
    width: int
    height: int
    lines: int


def _picture(images: Folder, file: str, measure: float, leading: float, printer: PrinterFile | None) -> Picture:
    """The picture `file`, `measure` (pt) wide and a whole number of lines of `leading` (pt) high. Raises `Unusable`, `Unprintable`."""
    from PIL import Image, ImageFile, UnidentifiedImageError  # slow to load, and most chapters have no picture

    try:
        data = images.read(file, MOST_BYTES)
    except Unreadable as reason:
        raise Missing(str(reason)) from None
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # the engine sets it when it is loaded
    Image.MAX_IMAGE_PIXELS = None  # the limit below gives a better message
    try:
        with Image.open(io.BytesIO(data), formats=list(FORMATS)) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise Unusable(f"has {width} by {height} pixels; the limit is {MOST_PIXELS // 1_000_000} million in all")
            image.load()  # only decoding all of it finds a truncated or damaged file
            kind = FORMATS[image.format or ""]
            if image.getexif().get(ORIENTATION, 1) in ON_ITS_SIDE:
                width, height = height, width
    except Unusable:
        raise
    except UnidentifiedImageError:
        raise Unusable("is not a PNG or JPEG file") from None
    except Exception as error:
        raise Unusable(f"can't be decoded as PNG or JPEG: {error}") from None
    lines = min(max(1, round(measure * height / width / leading)), MOST_LINES)
    data, kind = inks.separated(image, printer) if printer else (cleaned(data), kind)
    return Picture(f"data:{kind};base64,{base64.b64encode(data).decode()}", width, height, lines)


def pictures(
    manuscript: Manuscript, locate: Locate, images: Folder, measure: float, leading: float, printer: PrinterFile | None = None
) -> dict[str, Picture]:
    """The pictures of a manuscript by file name, as wide as `measure` (pt), in RGB or in the process inks of `printer`.

    Raises `ContentRefused` with a problem for each that can't be used.
    """
    found, problems = {}, []
    for path, figure in figures(manuscript.chapter):
        try:
            found[figure.image] = _picture(images, figure.image, measure, leading, printer)
        except (Unusable, inks.Unprintable) as reason:
            place, excerpt = locate((*path, "image"))
            code = "picture-unusable" if isinstance(reason, Unusable) else "picture-unprintable"
            hint = _did_you_mean(figure.image, images) if isinstance(reason, Missing) else ""
            problems.append(Problem(code, f"the picture {images.name}/{figure.image} {reason}", place, hint, excerpt))
    if problems:
        raise ContentRefused(*problems)
    return found


def _did_you_mean(file: str, images: Folder) -> str:
    """A hint that names the picture in the folder whose name is nearest to that of a missing file; empty if none is near."""
    there = sorted(images.root.iterdir()) if images.root.is_dir() else []
    if file in (path.name for path in there):
        return ""  # it is there, but can't be read
    names = {path.stem.lower(): path.name for path in there if path.is_file() and path.suffix in ENDINGS}
    near = difflib.get_close_matches(Path(file).stem.lower(), names, 1)
    return f"did you mean '{names[near[0]]}'?" if near else ""
