"""The published schemas are generated from the model, and agree with what is accepted."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pressroom.content import schemas

PUBLISHED = Path(__file__).parents[2] / "content" / "schemas"


def _parts(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _parts(part)


def test_published_schemas_are_current() -> None:
    assert {path.name: path.read_text() for path in PUBLISHED.iterdir()} == schemas()


@pytest.mark.parametrize("name", ["chapter", "report", "imprint", "language"])
def test_schema(name: str) -> None:
    schema = json.loads(schemas()[f"{name}.schema.json"])
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == name.capitalize()
    for part in _parts(schema):
        assert part.get("type") != "null"
        assert None not in part.values()
        assert len(part.get("anyOf", [1, 2])) > 1
        if part.get("type") == "object" and "properties" in part:
            assert part["additionalProperties"] is False


def test_a_body_is_text_or_blocks() -> None:
    section = json.loads(schemas()["chapter.schema.json"])["$defs"]["Section"]["properties"]["body"]
    assert ["string" in part.get("type", []) or part.get("type") for part in section["anyOf"]] == [True, "array"]
    assert section["description"].startswith("Prose")
