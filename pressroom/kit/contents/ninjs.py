"""The kit as a news item for a newsroom's system: IPTC ninjs 3.1, from a model of our own that holds what we say."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from pressroom import prose
from pressroom.kit.contents.images import size
from pressroom.kit.contents.naming import Names, media_type
from pressroom.manuscript import Manuscript, closed, figures
from pressroom.prose.words import single_spaced

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"


class Item(BaseModel):
    """A part of a ninjs object; keys without a value are left out when it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=to_camel, populate_by_name=True)


class Address(Item):
    lines: tuple[str, ...]


class ContactInfo(Item):
    """How someone is reached: by a value or at an address, one of them."""

    type: str
    lang: str | None = None
    name: str | None = None
    value: str | None = None
    address: Address | None = None


class Organisation(Item):
    name: str
    uri: str
    contact_info: tuple[ContactInfo, ...]


class Described(Item):
    """A headline or a description."""

    role: str | None = None
    value: str


class BodyText(Item):
    role: str
    content_type: str
    char_count: int
    word_count: int
    value: str


class Rendition(Item):
    """A file of the kit. `title` is its path there; `href` names its bytes by their hash (RFC 6920), wherever they are copied to."""

    name: str
    title: str
    href: str
    content_type: str
    size_in_bytes: int
    width: int | None = None
    height: int | None = None


class Subject(Item):
    name: str


class Standard(Item):
    name: str = "ninjs"
    version: str = "3.1"
    schema_uri: str = Field(default=SCHEMA, serialization_alias="schema")


class NewsItem(Item):
    """A news item. It may be used, but for one under embargo and a draft, which are withheld."""

    uri: str
    standard: Standard = Standard()
    type: Literal["text", "composite"]
    representation_type: Literal["full"] = "full"
    version_created: str
    embargoed_until: str | None = None
    pub_status: Literal["usable", "withheld"]
    copyright_holder: str
    usage_terms: str | None = None
    ed_note: str | None = None
    language: str
    title: str
    slugline: str
    by: str
    located: str | None = None
    headlines: tuple[Described, ...]
    descriptions: tuple[Described, ...]
    bodies: tuple[BodyText, ...]
    subjects: tuple[Subject, ...] | None
    organisations: tuple[Organisation, ...]
    renditions: tuple[Rendition, ...]


def written(manuscript: Manuscript, names: Names, files: Mapping[str, bytes], texts: Mapping[str, str], created: str) -> bytes:
    """The news item of a kit that holds `files`, as JSON. `texts` are its bodies by their role (chapter, release)."""
    item = _item(manuscript, names, files, texts, created)
    return item.model_dump_json(by_alias=True, exclude_none=True, indent=2).encode() + b"\n"


def _item(manuscript: Manuscript, names: Names, files: Mapping[str, bytes], texts: Mapping[str, str], created: str) -> NewsItem:
    chapter, release = manuscript.chapter, manuscript.chapter.release
    held = manuscript.embargo if manuscript.embargo_notice else None
    notices = " ".join(closed(single_spaced(notice.text)) for notice in manuscript.notices)

    def plain(text: str) -> str:
        return single_spaced(prose.plain(text, manuscript.typography()))

    summary = chapter.summary or prose.blocks(chapter.lede, manuscript.typography(), manuscript.notes).paragraphs[0].text
    headlines = [Described(value=plain(chapter.title)), *([Described(role="release", value=plain(release.headline))] if release else [])]
    return NewsItem(
        uri=f"tag:{manuscript.contact.web.split('/')[0]},{manuscript.report.issued}:{names.chapter_name}",  # RFC 4151
        type="composite" if any(figures(chapter)) else "text",
        version_created=created,
        embargoed_until=held.utc if held else None,
        pub_status="withheld" if held or manuscript.draft_label else "usable",
        copyright_holder=manuscript.publisher,
        usage_terms=single_spaced(manuscript.embargo_notice) or None,
        ed_note=notices or None,
        language=manuscript.code,
        title=f"{plain(chapter.title)}: {plain(manuscript.publication)}",
        slugline=names.chapter_name,
        by=manuscript.publisher,
        located=plain(release.place) if release else None,
        headlines=tuple(headlines),
        descriptions=(Described(role="summary", value=plain(summary)),),
        bodies=tuple(
            BodyText(role=role, content_type="text/plain", char_count=len(text), word_count=len(text.split()), value=text)
            for role, text in texts.items()
        ),
        subjects=tuple(Subject(name=plain(keyword)) for keyword in chapter.keywords) or None,
        organisations=(_house(manuscript),),
        renditions=tuple(_rendition(path, data) for path, data in sorted(files.items())),
    )


def _house(manuscript: Manuscript) -> Organisation:
    contact, release = manuscript.contact, manuscript.chapter.release
    reached = [
        ContactInfo(type="address", address=Address(lines=contact.address)),
        ContactInfo(type="phone", value=contact.telephone),
        *([ContactInfo(type="fax", value=contact.fax)] if contact.fax else []),
        ContactInfo(type="web", value=f"https://{contact.web}"),
    ]
    for person in release.contacts if release else ():
        ways = (("phone", person.telephone), ("email", person.email))
        reached += [ContactInfo(type=kind, lang=person.language, name=person.name, value=value) for kind, value in ways if value]
    return Organisation(name=manuscript.publisher, uri=f"https://{contact.web}", contact_info=tuple(reached))


def _rendition(path: str, data: bytes) -> Rendition:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    width, height = size(data) if path.endswith(".png") else (None, None)
    return Rendition(
        name=path.partition("/")[0],
        title=path,
        href=f"ni:///sha-256;{digest}",
        content_type=media_type(path),
        size_in_bytes=len(data),
        width=width,
        height=height,
    )
