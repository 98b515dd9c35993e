"""The command `schema`: write the JSON Schemas with which editors check content."""

from __future__ import annotations

from pathlib import Path

from pressroom import content
from pressroom.files import write


def write_schemas(root: Path) -> list[str]:
    """Write the JSON Schema of each kind of content file; return their paths in the project. Raises `OutputFailed`."""
    files = {f"content/schemas/{name}": text for name, text in content.schemas().items()}
    for path, text in files.items():
        write(root / path, text.encode(), replace=True)
    return list(files)
