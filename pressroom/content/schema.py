"""JSON Schema for the content files, for editors that complete and check while typing (JSON Schema 2020-12)."""

from __future__ import annotations

import json
from typing import Any

from pressroom.model import Chapter, Imprint, Language, Printer, Protected, Report

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """The schema of each kind of content file, by its file name."""
    kinds = (Chapter, Report, Imprint, Language, Printer, Protected)
    return {f"{kind.__name__.lower()}.schema.json": _written(kind.__name__, kind.model_json_schema()) for kind in kinds}


def _written(title: str, schema: dict[str, Any]) -> str:
    return json.dumps({"$schema": DIALECT, "title": title, **_plain(schema)}, ensure_ascii=False, indent=2) + "\n"


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema without the traces of Python: no null, no default of an optional field, no titles made from names.

    Text that other programs take for a number or a truth value (`- 1412`) is allowed: it is read as the text that was typed.
    """
    plain: dict[str, Any] = {}
    for key, value in schema.items():
        if key in ("properties", "$defs"):
            plain[key] = {name: _plain(part) for name, part in value.items()}
        elif key in ("anyOf", "prefixItems"):
            plain[key] = [_plain(part) for part in value if part.get("type") != "null"]
        elif isinstance(value, dict):
            plain[key] = _plain(value)
        elif key != "title" and not (key == "default" and value in (None, [], {})):
            plain[key] = value
    if plain.get("type") == "string" and not {"pattern", "enum", "const"} & plain.keys():
        plain["type"] = ["string", "number", "boolean"]
    if len(plain.get("anyOf", ())) == 1:
        plain = {**plain.pop("anyOf")[0], **plain}
    return plain
