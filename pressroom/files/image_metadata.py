"""Removes metadata from pictures: camera, place, author, thumbnail, edit history.

Only the data needed to show the pixels stays, including the orientation. The pixels are not touched.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
ORIENTATION = 0x0112
# What PNG 3 (W3C), 11.2 and 11.3, has for pixels, colours and size; texts, times, Exif, frames of an animation, private chunks go.
CHUNKS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD", b"pHYs"}
STANDALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a length (ITU-T T.81, B.1.1.3)
SOS, EOI, COM, APP0, APP1, APP2, APP14 = 0xDA, 0xD9, 0xFE, 0xE0, 0xE1, 0xE2, 0xEE
JFIF, EXIF, PROFILE, ADOBE = b"JFIF\0", b"Exif\0\0", b"ICC_PROFILE\0", b"Adobe"


def cleaned(picture: bytes) -> bytes:
    """The PNG or JPEG file `picture`, which can be decoded, with its pixels, colours and size, and nothing else.

    Raises ValueError for any other file, and for one that is truncated.
    """
    try:
        if picture.startswith(PNG):
            return PNG + b"".join(_png(picture))
        if picture.startswith(JPEG):
            return b"\xff\xd8" + b"".join(_jpeg(picture))
    except (struct.error, IndexError):
        raise ValueError("the picture is truncated") from None
    raise ValueError("neither PNG nor JPEG")


def _png(picture: bytes) -> Iterator[bytes]:
    at = len(PNG)
    while True:
        length, kind = struct.unpack_from(">I4s", picture, at)
        data = picture[at + 8 : at + 8 + length]
        if kind in CHUNKS:
            yield picture[at : at + 12 + length]
        elif kind == b"eXIf" and (turned := _orientation(data)) > 1:
            yield _chunk(kind, _exif(turned))
        if kind == b"IEND":
            return  # what follows is not part of the picture
        at += 12 + length


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _jpeg(picture: bytes) -> Iterator[bytes]:
    at, turned = 2, 1
    while True:
        while picture[at + 1] == 0xFF:  # fill bytes
            at += 1
        marker = picture[at + 1]
        if marker == EOI:
            yield b"\xff\xd9"
            return  # what follows is not part of the picture
        if marker in STANDALONE:
            yield picture[at : at + 2]
            at += 2
            continue
        (length,) = struct.unpack_from(">H", picture, at + 2)
        segment, data = picture[at : at + 2 + length], picture[at + 4 : at + 2 + length]
        if marker == APP1 and data.startswith(EXIF) and turned == 1:
            turned = _orientation(data[len(EXIF) :])
            if turned > 1:
                yield _segment(APP1, EXIF + _exif(turned))
        elif marker == APP0 and data.startswith(JFIF):
            yield _segment(APP0, data[:12] + b"\0\0")  # without its thumbnail
        elif (
            (marker == APP2 and data.startswith(PROFILE))
            or (marker == APP14 and data.startswith(ADOBE))
            or (marker != COM and not 0xE0 <= marker <= 0xEF)
        ):
            yield segment
        at += 2 + length
        if marker == SOS:
            end = _scan_end(picture, at)
            yield picture[at:end]
            at = end


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def _scan_end(picture: bytes, at: int) -> int:
    """The end of the coded pixels: the next marker that is neither a stuffed byte nor a restart."""
    while True:
        at = picture.find(b"\xff", at)
        if at < 0:
            raise IndexError
        if picture[at + 1] == 0 or 0xD0 <= picture[at + 1] <= 0xD7:
            at += 2
        else:
            return at


def _orientation(exif: bytes) -> int:
    """The orientation in TIFF data, 1 to 8 (Exif 2.32, 4.6.4); 1 if there is none or the data is damaged."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if not order:
        return 1
    try:
        (first,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, first)
        for number in range(count):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", exif, first + 2 + 12 * number)
            if tag == ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def _exif(orientation: int) -> bytes:
    """TIFF data with nothing but this: one directory with one entry, a SHORT."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION, 3, 1, orientation, 0, 0)
