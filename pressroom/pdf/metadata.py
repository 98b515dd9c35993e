"""The metadata of a PDF: one packet that declares PDF/UA-1 and PDF/A-3a; and corrections to the file before it is written.

The engine can declare only one standard, without the requirements of the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from pressroom.pdf.engine import objects
from pressroom.pdf.engine.document import Document, Metadata
from pressroom.pdf.engine.objects import Pdf

VARIANT = "pdf/a-3a"  # brings the sRGB output intent, printable annotations, the file's identifier
HYPHEN, SOFT_HYPHEN = b"<2010>", b"<00ad>"

# The schema that PDF/A wants described, since its own list does not hold it (ISO 19005-3, 6.6.2.3).
PDFUA_SCHEMA = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""

COMMON_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
}
ARCHIVE_NAMESPACES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}

PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
{namespaces}>
{properties}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def finish(document: Document, pdf: Pdf) -> None:
    """Called by the engine to finish a file: adds the metadata of `document` to `pdf`, and corrects violations of the standards."""
    packet = objects.resolve(pdf, pdf.catalog["Metadata"])
    packet.stream = [xmp(document.metadata, pdf.info["Producer"].string)]
    packet.compress = False  # so that programs that know nothing of PDF find it
    correct(pdf)
    compress(pdf)


def correct(pdf: Pdf) -> None:
    """Correct what the engine writes against the standards, in all editions."""
    for item in pdf.objects:
        if objects.is_stream(item):
            if item.extra.get("Subtype") == "/Image":
                item.extra["Interpolate"] = "false"  # ISO 19005-3, 6.2.8
            elif item.stream and isinstance(item.stream[0], bytes) and item.stream[0].startswith(b"/CIDInit"):
                item.stream = [_soften(line) for line in item.stream]


def compress(pdf: Pdf) -> None:
    """Compress all streams, once."""
    for item in pdf.objects:
        if objects.is_stream(item) and item.compress:
            objects.compress(item)


def _soften(line: bytes) -> bytes:
    """Change a line of a font's Unicode map: hyphens U+2010, only in broken words, become U+00AD, which disappears on copying."""
    return line[: -len(HYPHEN)] + SOFT_HYPHEN if line.endswith(HYPHEN) else line


def xmp(metadata: Metadata, producer: str) -> bytes:
    """The metadata packet (XMP, ISO 16684-1) for a document's metadata, as the engine read them from the page's head.

    It agrees with the file's information dictionary. Dates are those of the page, not of the clock.
    """
    identity = ["<pdfaid:part>3</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>", "<pdfuaid:part>1</pdfuaid:part>"]
    return packet([*identity, *common(metadata, producer), PDFUA_SCHEMA], ARCHIVE_NAMESPACES)


def packet(properties: list[str], namespaces: dict[str, str]) -> bytes:
    """The packet with `properties`, whose prefixes are those of `namespaces` beside the common ones; empty properties are left out."""
    declared = [f' xmlns:{prefix}="{name}"' for prefix, name in (COMMON_NAMESPACES | namespaces).items()]
    return PACKET.format(namespaces="\n".join(declared), properties="\n".join(filter(None, properties))).encode()


def common(metadata: Metadata, producer: str) -> list[str]:
    """The properties that every edition has."""
    return [
        _alternatives("dc:title", metadata.title),
        _list("dc:creator", "Seq", [", ".join(metadata.authors)]),
        _alternatives("dc:description", metadata.description),
        _list("dc:subject", "Bag", metadata.keywords),
        _list("dc:language", "Bag", [metadata.lang]),
        simple("dc:format", "application/pdf"),
        simple("pdf:Keywords", ", ".join(metadata.keywords)),
        simple("pdf:Producer", producer),
        simple("xmp:CreatorTool", metadata.generator),
        simple("xmp:CreateDate", metadata.created),
        simple("xmp:ModifyDate", metadata.modified),
    ]


def simple(name: str, value: str | None) -> str:
    """A property that is one text; empty if the text is."""
    return f"<{name}>{escape(value)}</{name}>" if value else ""


def _alternatives(name: str, value: str | None) -> str:
    """A property that may have several languages, with its one language."""
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(value)}</rdf:li></rdf:Alt></{name}>' if value else ""


def _list(name: str, kind: str, values: Sequence[str | None]) -> str:
    items = "".join(f"<rdf:li>{escape(value)}</rdf:li>" for value in values if value)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""
