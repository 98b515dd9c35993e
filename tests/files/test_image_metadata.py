"""Pictures full of metadata that must not be published, and the metadata that stays."""

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from pressroom.files.image_metadata import PNG, cleaned

SECRETS = (b"Ozdemir", b"EOS 5D", b"secret", b"2004:07:22", b"GPS", b"thumb", b"xmpmeta", b"Photoshop")
XMP = b"<x:xmpmeta><dc:creator>Ozdemir secret</dc:creator></x:xmpmeta>"


def drawing(mode="RGB"):
    ramp = Image.linear_gradient("L").resize((61, 37))
    return Image.merge("RGB", (ramp, ramp.rotate(90).resize((61, 37)), ramp.rotate(180))).convert(mode)


def exif(orientation):
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F], data[0x0110], data[0x013B], data[0x0132] = "Canon", "EOS 5D", "Ozdemir", "2004:07:22 10:00:00"
    data.get_ifd(0x8825).update({1: "N", 2: (43.0, 14.0, 0.0), 3: "E", 4: (76.0, 53.0, 0.0), 29: "2004:07:22"})
    return data


def segment(marker, data):
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def jpeg(orientation=1, **options):
    """A JPEG with Exif and GPS, XMP, IPTC, a comment, a Photoshop block, a JFIF thumbnail, and another file after its end."""
    made = io.BytesIO()
    drawing(options.pop("mode", "RGB")).save(made, "JPEG", exif=exif(orientation), comment=b"secret", dpi=(300, 300), **options)
    data = made.getvalue()
    more = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP) + segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04secret Ozdemir")
    more += segment(0xE0, b"JFXX\0\x10thumb") + segment(0xE2, b"FPXR\0secret") + segment(0xEB, b"secret")
    return data[:2] + more + data[2:] + b"secret video behind the end"


def png(orientation=1):
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "Ozdemir")
    texts.add_text("Comment", "secret", zip=True)
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    made = io.BytesIO()
    drawing("RGBA").save(made, "PNG", pnginfo=texts, exif=exif(orientation), dpi=(300, 300))
    data = made.getvalue()
    time = b"tIME" + struct.pack(">HBBBBB", 2004, 7, 22, 10, 0, 0)
    return data[:33] + struct.pack(">I", 7) + time + struct.pack(">I", zlib.crc32(time)) + data[33:] + b"secret"


def opened(data):
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return image


@pytest.mark.parametrize("dirty", [jpeg(), jpeg(6), jpeg(progressive=True), jpeg(mode="CMYK"), png(), png(8)], ids=range(6))
def test_nothing_is_left_but_the_picture(dirty):
    assert sum(secret in dirty for secret in SECRETS) >= 3, "the test's own picture is full of it"
    clean = cleaned(dirty)
    for secret in SECRETS:
        assert secret not in clean
    before, after = opened(dirty), opened(clean)
    assert after.tobytes() == before.tobytes()
    assert (after.mode, after.size) == (before.mode, before.size)
    assert after.info["dpi"] == pytest.approx(before.info["dpi"])
    turned = before.getexif().get(0x0112, 1)
    assert dict(after.getexif()) == ({0x0112: turned} if turned > 1 else {})
    assert (
        not set(after.info)
        - {"dpi", "jfif", "jfif_version", "jfif_unit", "jfif_density", "exif", "progressive", "progression", "adobe"}
        - {"adobe_transform"}
    )
    assert cleaned(clean) == clean


def test_the_colours_stay():
    made = io.BytesIO()
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    drawing().save(made, "JPEG", icc_profile=profile, restart_marker_rows=1)
    assert opened(cleaned(made.getvalue())).info["icc_profile"] == profile
    made = io.BytesIO()
    drawing().save(made, "PNG", icc_profile=profile)
    assert opened(cleaned(made.getvalue())).info["icc_profile"] == profile


@pytest.mark.parametrize("bad", [b"GIF89a", PNG, PNG + b"\0\0\0\x0dIHDR", jpeg()[:300], b"\xff\xd8\xff", png()[:60]])
def test_what_is_no_picture_is_refused(bad):
    with pytest.raises(ValueError, match=r"truncated|neither"):
        cleaned(bad)


def test_damaged_exif_says_nothing():
    dirty = jpeg(6)
    at = dirty.index(b"Exif\0\0") + 6
    assert dict(opened(cleaned(dirty[:at] + b"XX" + dirty[at + 2 :])).getexif()) == {}


def test_a_thumbnail_in_the_head_and_a_second_exif_are_gone():
    data = jpeg(6)
    head = segment(0xE0, b"JFIF\0\x01\x02\x01\x01\x2c\x01\x2c\x01\x01sec")
    clean = cleaned(data[:2] + head + segment(0xE1, b"Exif\0\0" + exif(3).tobytes()[6:]) + data[2:])
    assert b"sec" not in clean
    assert clean.count(b"Exif\0\0") == 1
    assert opened(clean).info["dpi"] == (300, 300)


def test_what_tells_how_colours_are_coded_stays():
    data = jpeg(mode="CMYK")
    adobe = segment(0xEE, b"Adobe\0\x64\0\0\0\0\2")
    assert adobe in cleaned(data[:2] + adobe + data[2:])
