"""Opens a Word file: the document as a tree of HTML elements, as mammoth converts it."""

from __future__ import annotations

import io
import zipfile
from xml.etree.ElementTree import Element, fromstring

from pressroom.importer.source import MOST_TEXT, Warnings, refuse

MOST_ENTRIES = 2000
MOST_XML = 10 * MOST_TEXT  # Word's markup takes several times as many bytes as its text
_STYLES = """
p[style-name='Title'] => p.title:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='caption'] => p.caption:fresh
br[type='page'] => br
br[type='column'] => br
"""


def open_word_file(data: bytes, warnings: Warnings) -> Element:
    """The body of the document in the bytes of a `.docx` file. Raises `ContentRefused` if it is broken or too large when unpacked."""
    _check_sizes(data, warnings.name)
    body = _convert_to_html(data, warnings)
    if sum(map(len, body.itertext())) > MOST_TEXT:
        refuse(warnings.name, "too-large", f"the file has more than {MOST_TEXT:,} characters", "import it in parts")
    return body


def _check_sizes(data: bytes, name: str) -> None:
    """Refuse a file by its directory, before anything in it is unpacked. Pictures are never read."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError):
        refuse(name, "not-docx", "this is not a Word file (.docx)", "open it in Word and save it as .docx")
    size = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    if len(entries) > MOST_ENTRIES or size > MOST_XML:
        message = f"the file has {len(entries):,} parts with {size:,} bytes of text; the limits are {MOST_ENTRIES:,} and {MOST_XML:,}"
        refuse(name, "too-large", message, "import it in parts")


def _convert_to_html(data: bytes, warnings: Warnings) -> Element:
    import mammoth

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(lambda image: {"src": ""}),
        )
        body = fromstring(f"<body>{result.value}</body>")  # noqa: S314  # mammoth's own output, without a document type
    except Exception as error:  # a broken file can raise anything in the library
        refuse(warnings.name, "broken-docx", f"the Word file can't be read: {type(error).__name__}", "open it in Word and save it again")
    for message in result.messages:
        if "style" not in message.message:
            warnings.add("word", message.message, hint="check whether words are missing")
    return body
