"""The house stands as it is drawn: who may import whom, and one door for each library."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GROUND = {
    *("cleaning", "copyfit", "embargo", "errors", "folder", "present", "record", "zipping"),
    *("model", "manuscript", "prose", "composition", "readout"),
}
STAGES = {"content", "convert", "html", "pdf", "proof", "preflight", "vera", "redline", "history", "output", "kit"}
TOP = {
    *("press", "run", "chapter_run", "ledger", "again", "watch", "project", "telling", "cli", "desk", "doctor"),
    *("checking", "inspection", "tabling", "sheet"),
    *("changes", "comparison", "earlier", "origins", "book", "machine", "correction", "replacing", "leaks"),
    *("parcel", "assembly", "sealing", "provenance", "verification"),
}
DOORS = {
    "yaml": "content",
    "markdown_it": "prose",
    "jinja2": "html",
    "pyphen": "composition",
    "PIL": "html",
    "weasyprint": "pdf",
    "pydyf": "pdf",
    "pikepdf": "readout",
    "mammoth": "convert",
    "jpype": "vera",
    "tinycss2": "html",
    "watchfiles": "watch",
    "starlette": "watch",
    "uvicorn": "watch",
}
TWO_DOORS = {
    "uharfbuzz": {"html", "composition"},  # the one cuts faces and asks what they have, the other measures words
    "pypdfium2": {"readout", "kit"},  # the one draws finished pages, the other reads them with another program than made them
}


def imports(path):
    """The dotted names that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms():
    """Each file of the package with the name of its room."""
    for path in sorted((ROOT / "pressroom").rglob("*.py")):
        yield path, path.relative_to(ROOT / "pressroom").parts[0].removesuffix(".py")


@pytest.mark.parametrize(("path", "room"), [pytest.param(path, room, id=str(path.relative_to(ROOT))) for path, room in rooms()])
def test_a_room_imports_from_its_own_floor_down(path, room):
    ours = {name.split(".")[1] for name in imports(path) if name.startswith("pressroom.")} - {room}
    allowed = {
        "__init__": set(),
        **dict.fromkeys(GROUND, GROUND),
        **dict.fromkeys(STAGES, GROUND),
        **dict.fromkeys(TOP, GROUND | STAGES | TOP),
    }
    assert room in allowed
    assert ours <= allowed[room]


def test_each_library_has_one_door():
    found = {}
    for path, room in rooms():
        for name in imports(path):
            if name.split(".")[0] in DOORS.keys() | TWO_DOORS.keys():
                found.setdefault(name.split(".")[0], set()).add(room)
    assert found == {library: {room} for library, room in DOORS.items()} | TWO_DOORS
