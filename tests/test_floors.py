"""The structure of the package: the floor of each room, the one door of each library, and what each room lets others use."""

import ast
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = (  # a room imports from the floors below its own, never from its neighbours
    {"errors", "editions", "model", "prose", "composition", "cache"},  # the vocabulary: it knows nothing of what is built on it
    {"manuscript", "console", "files", "readback", "workers"},
    {"content", "html", "pdf", "proof"},  # the stages from YAML to proved PDF
    {"project"},
    {"check", "redline", "importer"},  # the commands
    {"build"},
    {"kit", "preview"},
    {"cli"},
)
MAY_IMPORT = {  # exactly: a permission that nothing needs is taken back
    "__init__": set(),
    "errors": set(),
    "editions": set(),
    "model": set(),
    "prose": set(),
    "composition": set(),
    "cache": set(),
    "manuscript": {"errors", "model", "prose"},
    "console": {"errors"},
    "files": {"cache", "errors"},
    "readback": {"errors"},
    "workers": {"errors"},
    "content": {"errors", "files", "manuscript", "model", "prose"},
    "html": {"editions", "errors", "files", "manuscript", "model", "prose"},
    "pdf": {"composition", "errors", "model", "workers"},
    "proof": {"composition", "errors", "manuscript", "prose", "readback"},
    "project": {"content", "editions", "errors", "files", "html", "manuscript", "model", "pdf"},
    "check": {"cache", "console", "editions", "errors", "files", "manuscript", "model", "pdf", "project", "proof", "prose", "readback"},
    "redline": {"console", "editions", "errors", "files", "html", "manuscript", "pdf", "project", "proof", "prose", "readback"},
    "importer": {"content", "errors", "files", "model", "prose"},
    "build": {
        *("cache", "check", "console", "content", "editions", "errors"),
        *("files", "html", "manuscript", "model", "pdf", "project", "proof", "prose"),
    },
    "kit": {
        *("build", "check", "console", "content", "editions", "errors"),
        *("files", "html", "manuscript", "model", "pdf", "project", "proof", "prose", "readback", "redline"),
    },
    "preview": {"build", "cache", "console", "editions", "errors", "files", "model", "pdf", "project", "proof", "readback"},
    "cli": {"build", "check", "console", "errors", "files", "html", "importer", "kit", "model", "pdf", "preview", "redline"},
}
DOORS = {  # rooms, or folders in them
    "yaml": {"content"},
    "markdown_it": {"prose"},
    "jinja2": {"html"},
    "pyphen": {"composition"},
    "PIL": {"html"},
    "weasyprint": {"pdf/engine"},
    "pydyf": {"pdf/engine"},
    "pikepdf": {"readback"},
    "mammoth": {"importer"},
    "jpype": {"check"},
    "tinycss2": {"html"},
    "watchfiles": {"preview"},
    "starlette": {"preview"},
    "uvicorn": {"preview"},
    "uharfbuzz": {"html", "composition"},  # the one cuts faces and asks what they have, the other measures words
    "pypdfium2": {"readback", "kit"},  # the one draws finished pages, the other reads them with another program than made them
}


def module_name(path):
    """The dotted name of a file of the package."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


FILES = {module_name(path): path for path in sorted((ROOT / "pressroom").rglob("*.py"))}
EVERY_FILE = (*FILES.values(), *sorted((ROOT / "tests").rglob("*.py")))
PACKAGES = {name for name, path in FILES.items() if path.name == "__init__.py"} - {"pressroom"}
EACH_FILE = pytest.mark.parametrize("name", FILES)


def room_of(name):
    """The room of a module: the first part of its name below the package's."""
    return name.split(".")[1] if "." in name else "__init__"


def imports(path):
    """The dotted names that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def declared(package):
    """What the `__init__` of a package lists in `__all__`: names, and modules that others may use."""
    for node in ast.parse(FILES[package].read_text()).body:
        if isinstance(node, ast.Assign) and [getattr(target, "id", "") for target in node.targets] == ["__all__"]:
            return set(ast.literal_eval(node.value))
    return set()


def test_every_room_stands_on_one_floor():
    assert sorted(room for floor in FLOORS for room in floor) == sorted(MAY_IMPORT.keys() - {"__init__"})
    assert {room_of(name) for name in FILES} == MAY_IMPORT.keys()


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_what_it_may_and_only_from_lower_floors(room):
    found = {
        room_of(other) for name, path in FILES.items() if room_of(name) == room for other in imports(path) if other.startswith("pressroom.")
    }
    height = next((number for number, floor in enumerate(FLOORS) if room in floor), 0)
    assert found - {room} == MAY_IMPORT[room]
    assert set().union(*FLOORS[height:]) & MAY_IMPORT[room] == set()


@EACH_FILE
def test_a_module_uses_of_other_packages_what_they_declare(name):
    reached = [
        f"{package}: {rest}"
        for other in imports(FILES[name])
        for package in PACKAGES
        if other.startswith(f"{package}.") and not f"{name}.".startswith(f"{package}.")
        for rest in [other.removeprefix(f"{package}.").split(".")[0]]
        if rest not in declared(package)
    ]
    assert reached == []


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_what_a_package_declares_is_there(package):
    known = {node.name for node in ast.parse(FILES[package].read_text()).body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    known |= {other.rpartition(".")[2] for other in imports(FILES[package])}
    known |= {name.removeprefix(f"{package}.") for name in FILES if name.startswith(f"{package}.")}
    known |= {
        getattr(target, "id", "")
        for node in ast.parse(FILES[package].read_text()).body
        if isinstance(node, ast.Assign)
        for target in node.targets
    }
    assert declared(package) - known == set()


@cache
def used_in(path):
    """What a file imports, and the attributes that it reads of plain names: `pressroom.model.Chapter`, `prose.slug`."""
    attributes = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute))
    return {*imports(path), *(f"{node.value.id}.{node.attr}" for node in attributes if isinstance(node.value, ast.Name))}


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_what_a_package_declares_is_used_outside_of_it(package):
    """By another room or by a test: what nobody uses is taken back."""
    within = FILES[package].parent
    used = {other for path in EVERY_FILE if within not in path.parents for other in used_in(path)}
    whole = {".".join(other.split(".")[: package.count(".") + 2]) for other in used}
    assert [name for name in declared(package) if not {f"{package}.{name}", f"{package.rpartition('.')[2]}.{name}"} & (used | whole)] == []


def test_each_library_has_one_door():
    found = {}
    for name, path in FILES.items():
        for library in {other.split(".")[0] for other in imports(path)} & DOORS.keys():
            found.setdefault(library, set()).add(door_of(name, library))
    assert found == DOORS


def door_of(name, library):
    """The library door that contains a module, or the module itself."""
    place = name.removeprefix("pressroom.").replace(".", "/")
    return next((door for door in DOORS[library] if f"{place}/".startswith(f"{door}/")), place)


def test_a_door_can_be_a_folder():
    assert door_of("pressroom.pdf.engine.boxes", "pydyf") == door_of("pressroom.pdf.engine", "pydyf") == "pdf/engine"
    assert door_of("pressroom.pdf.engine_room", "pydyf") == "pdf/engine_room"
    assert door_of("pressroom.pdf.tags.tree", "pydyf") == "pdf/tags/tree"


def test_other_rooms_leave_the_engine_to_pdf():
    """They may load it and ask for its version. Everything else is done in pressroom/pdf."""
    engine = "pressroom.pdf.engine"
    used = {other for name, path in FILES.items() if room_of(name) != "pdf" for other in imports(path) if other.startswith(engine)}
    assert {other.removeprefix(f"{engine}.").split(".")[0] for other in used} == {"loading"}


def test_only_the_engines_folder_touches_private_names_of_the_engine():
    private = [
        f"{name}: {node.attr}"
        for name, path in FILES.items()
        if name.startswith("pressroom.pdf.") and not name.startswith("pressroom.pdf.engine.")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__")
        if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"))
    ]
    assert private == []


def test_few_modules_stand_outside_a_room():
    assert len(list((ROOT / "pressroom").glob("*.py"))) <= 5


def test_no_folder_of_tests_is_left_out(pytestconfig):
    """By default pytest silently ignores folders called `build`."""
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    assert [
        (folder.name, pattern)
        for folder in folders
        for pattern in pytestconfig.getini("norecursedirs")
        if any(fnmatch(part, pattern) for part in folder.relative_to(ROOT).parts)
    ] == []
