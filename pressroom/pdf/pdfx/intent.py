"""The output intent and metadata of a print edition: the printing condition that it is made for, its standard, its dates."""

from __future__ import annotations

import uuid
import zlib
from functools import lru_cache
from typing import Any

from pressroom.pdf import metadata as packets
from pressroom.pdf.engine import objects
from pressroom.pdf.engine.document import Metadata
from pressroom.pdf.engine.objects import Array, Dictionary, Pdf, Stream, String
from pressroom.pdf.specification import Specification

NAMESPACES = {"pdfxid": "http://www.npes.org/pdfx/ns/id/", "xmpMM": "http://ns.adobe.com/xap/1.0/mm/"}


def declare(pdf: Pdf, metadata: Metadata, specification: Specification) -> None:
    """Add the output intent, the entries of the information dictionary and the metadata packet. Remove what printers don't need."""
    pdf.catalog["OutputIntents"] = Array([_intent(pdf, specification)])
    pdf.info["Trapped"] = "/False"
    if specification.standard == "PDF/X-1a:2003":
        pdf.info["GTS_PDFXVersion"] = String(specification.standard)  # ISO 15930-4, 6.13; in PDF/X-4 the packet alone says it
        for page in objects.pages(pdf):
            page.pop("Tabs", None)  # of PDF 1.5
    if not specification.links:
        pdf.catalog.pop("Names", None)
    packet = _packet(metadata, pdf.info["Producer"].string, specification)
    pdf.catalog["Metadata"] = objects.add(pdf, Stream([packet], {"Type": "/Metadata", "Subtype": "/XML"})).reference


def _intent(pdf: Pdf, specification: Specification) -> Any:
    """The output intent (ISO 15930-7, 6.2): the condition by its registered name, with its profile where there is one."""
    intent = Dictionary({"Type": "/OutputIntent", "S": "/GTS_PDFX"})
    intent["OutputConditionIdentifier"] = String(specification.condition)
    intent["RegistryName"] = String(specification.registry)
    intent["OutputCondition"] = intent["Info"] = String(specification.info)
    if specification.profile:
        profile = Stream([_packed(specification.profile)], {"N": 4, "Filter": "/FlateDecode"})
        intent["DestOutputProfile"] = objects.add(pdf, profile).reference
    return intent


@lru_cache(maxsize=4)
def _packed(profile: bytes) -> bytes:
    """A profile with faster, slightly weaker compression than the engine's, which takes longer than the pages."""
    return zlib.compress(profile)


def _packet(metadata: Metadata, producer: str, specification: Specification) -> bytes:
    """The packet with the properties that PDF/X-4 requires (ISO 15930-7, 6.7). The identifier is derived from the content."""
    named = (*metadata.authors, metadata.title or "", metadata.created or "", specification.standard, specification.condition)
    properties = [
        packets.simple("pdfxid:GTS_PDFXVersion", "PDF/X-4" if specification.standard == "PDF/X-4" else None),
        *packets.common(metadata, producer),
        packets.simple("xmp:MetadataDate", metadata.modified),
        packets.simple("pdf:Trapped", "False"),
        packets.simple("xmpMM:DocumentID", f"uuid:{uuid.uuid5(uuid.NAMESPACE_URL, '/'.join(named))}"),
        packets.simple("xmpMM:VersionID", "1"),
        packets.simple("xmpMM:RenditionClass", "default"),
    ]
    return packets.packet(properties, NAMESPACES)
