"""The types of the values in the content: how each is converted from typed text, and what it must be."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # there are none; looking for them reads metadata of all packages

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

STEM = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\Z")


def _one_line(text: str) -> str:
    if "\n" in text:
        raise ValueError("should be one line of text")
    return text


def _number(typed: Any) -> Any:
    """Convert text in plain decimal digits to a number. Return anything else unchanged, so that the type refuses it."""
    return int(typed) if isinstance(typed, str) and re.fullmatch(r"[0-9]{1,6}", typed) else typed


def _flag(typed: Any) -> Any:
    return {"true": True, "false": False}.get(typed, typed) if isinstance(typed, str) else typed


POINTS = {"pt": 1.0, "mm": 72 / 25.4, "in": 72.0}
LENGTH = r"^([0-9]{1,4}(?:\.[0-9]{1,4})?) (pt|mm|in)$"


def _points(typed: Any) -> Any:
    """Convert a typed length (`3 mm`, `0.125 in`, `9 pt`) to points."""
    if isinstance(typed, str):
        found = re.fullmatch(LENGTH, typed)
        if not found:
            raise ValueError("should be a number, a space and a unit (pt, mm or in), for example 3 mm")
        return float(found[1]) * POINTS[found[2]]
    return typed


INSTANT = r"^[12][0-9]{3}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?(?:Z|[+-][0-9]{2}:[0-9]{2})$"


def instant(typed: str) -> datetime:
    """Convert a typed date and time with UTC offset (RFC 3339, 5.6; seconds are optional). Raises ValueError."""
    if re.fullmatch(INSTANT, typed):
        try:
            return datetime.fromisoformat(typed)
        except ValueError:
            pass  # February 30
    raise ValueError(f"should be a date and time with its UTC offset, for example 2005-01-13T00:01:00+00:00{_flaw_of_instant(typed)}")


DATE, TIME, OFFSET = r"([0-9]{4})-([0-9]{2})-([0-9]{2})", r"([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?", r"Z|[+-][0-9]{2}:[0-9]{2}"


def _flaw_of_instant(typed: str) -> str:
    """For a message, which part of a date and time is wrong or missing; empty if it looks like neither."""
    parts = re.fullmatch(rf"{DATE}(?:[T ]{TIME})? ?({OFFSET})?", typed)
    if not parts:
        return ""
    year, month, day, hour, minute, second = (int(part or 0) for part in parts.groups()[:6])
    if not 1 <= month <= 12:
        return f"; there is no month {month:02}"
    try:
        datetime(year, month, day)
    except ValueError:
        return f"; there is no day {parts[0][:10]}"
    if parts[4] is None:
        return "; the time is missing"
    if max(hour - 23, minute - 59, second - 59) > 0:
        return f"; there is no time {hour:02}:{minute:02}"
    if parts[7] is None:
        return "; the UTC offset is missing"
    return "; write T between date and time" if "T" not in typed else ""


def _zone(key: str) -> str:
    try:
        ZoneInfo(key)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("should be a time zone of the IANA database, for example Europe/London") from None
    return key


def _stem(text: str) -> str:
    if not STEM.match(text):
        raise ValueError("should have only lowercase letters a to z, digits, and hyphens between them, at most 64 characters")
    return text


class Part(BaseModel):
    """The base class of all content: unknown fields are refused, and values can't be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


@dataclass(frozen=True)
class Setting:
    """Marks the type of a text that is for readers: how it is set, and whether pages show it.

    `plain` text is set as typed, except that quotes and dashes become typographic; `inline` prose is one line of Markdown, `blocks` are
    paragraphs of Markdown. Text that is not `shown` appears elsewhere, like a picture's description and the summary.
    """

    form: Literal["plain", "inline", "blocks"]
    shown: bool = True


@cache
def settings(model: type[Part]) -> Mapping[str, Setting | None]:
    """The fields of a class in their order, each with its `Setting`, or None if its values are not text for readers."""
    return {name: _setting((*field.metadata, field.annotation)) for name, field in model.model_fields.items()}


def _setting(annotations: tuple[Any, ...]) -> Setting | None:
    """The `Setting` inside a type: in `Annotated`, a union, a tuple or a mapping."""
    for part in annotations:
        if isinstance(part, Setting):
            return part
        if found := _setting(get_args(part)):
            return found
    return None


Line = Annotated[str, StringConstraints(min_length=1, max_length=1000), AfterValidator(_one_line)]
Words = Annotated[Line, Setting("plain")]
Unseen = Annotated[Line, Setting("plain", shown=False)]
Inline = Annotated[Line, Field(description="One line of prose: *emphasis*, **strong**, [links](https://…) and notes."), Setting("inline")]
Note = Annotated[
    str, StringConstraints(min_length=1, max_length=10_000), AfterValidator(_one_line), Setting("inline")
]  # about 30 lines, since a note is never split between pages
Cell = Annotated[str, StringConstraints(max_length=1000), AfterValidator(_one_line), Setting("inline")]
Prose = Annotated[str, Field(min_length=1, description="Paragraphs of prose, separated by empty lines."), Setting("blocks")]
Number = Annotated[int, BeforeValidator(_number), Field(strict=True)]
Flag = Annotated[bool, BeforeValidator(_flag), Field(strict=True)]
Stem = Annotated[str, AfterValidator(_stem), Field(json_schema_extra={"pattern": "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"})]
LANGUAGE = r"^[a-z]{2,3}(?:-[A-Z]{2})?$"
LanguageCode = Annotated[str, Field(pattern=LANGUAGE, description="A BCP 47 language tag: en, ru, kk, pt-BR.")]
Month = Annotated[str, Field(pattern=r"^[12][0-9]{3}-(?:0[1-9]|1[0-2])$", description="A year and a month: 2005-01.")]
Label = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,31}$")]
Direction = Literal["ltr", "rtl"]
Length = Annotated[
    float, BeforeValidator(_points), Field(json_schema_extra={"type": "string", "pattern": LENGTH}, description="3 mm, 0.125 in, 9 pt.")
]
Instant = Annotated[
    datetime,
    BeforeValidator(lambda typed: instant(typed) if isinstance(typed, str) else typed),
    Field(json_schema_extra={"type": "string", "pattern": INSTANT, "format": "date-time"}, description="2005-01-13T00:01:00+00:00"),
]
Zone = Annotated[Line, AfterValidator(_zone), Field(description="A time zone by its IANA name: Europe/London.")]
