"""Loads the engine without the parts that Pressroom never uses.

Two things take more than half of the import's time: asking a compiler where each library is, and loading fontTools, which is needed only
if HarfBuzz-Subset is missing or fonts are variable. Pressroom requires HarfBuzz-Subset and has static fonts.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import os
import sys
import types
import warnings
from collections.abc import Iterator, MutableSequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pressroom.errors import MachineLacks, Problem
from pressroom.pdf.engine import patches

LIBRARIES = "libraries"
WEASYPRINT = "70.0"
SONAMES = {
    "libgobject-2.0-0": "libgobject-2.0.so.0",
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libharfbuzz-0": "libharfbuzz.so.0",
    "libharfbuzz-subset-0": "libharfbuzz-subset.so.0",
    "libfontconfig-1": "libfontconfig.so.1",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
}
TYPES = ("PangoFcFontMap *", "PangoRectangle *", "PangoLogAttr[]", "FcChar8 **", "char[]", "char[4]", "unsigned int *", "hb_tag_t[100]")
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
FONTCONFIG = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig></fontconfig>'


def load_engine(scratch: Path) -> None:
    """Import WeasyPrint, without access to any fonts except those in a page.

    `scratch` is a folder for its temporary files. Raises `MachineLacks`.
    """
    configuration = scratch / "fonts.conf"
    configuration.write_text(FONTCONFIG)
    os.environ["FONTCONFIG_FILE"] = str(configuration)
    with patches.install(patches=[patches.FIND_LIBRARY]), _without_fonttools(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "No fonts configured")  # as we want it
        try:
            import weasyprint
            from weasyprint.text.ffi import ffi, harfbuzz_subset
        except ImportError as error:
            raise MachineLacks(Problem("lacks-package", f"the Python package {error.name} is missing", hint="run 'make'")) from None
        except OSError as error:
            raise _missing_library(str(error)) from None
    if weasyprint.__version__ != WEASYPRINT:
        message = f"WeasyPrint {weasyprint.__version__} is installed; the pages are made for {WEASYPRINT}"
        raise MachineLacks(Problem("lacks-version", message, hint="run 'make'"))
    if harfbuzz_subset is None:
        raise _missing_library("libharfbuzz-subset")
    for name in TYPES:  # what the first page would wait for: reading the name of a type takes longer than setting a line
        ffi.typeof(name)


def _missing_library(what: str) -> MachineLacks:
    library = next((soname for soname in SONAMES.values() if soname.split(".so")[0] in what), what.splitlines()[0])
    return MachineLacks(Problem("lacks-library", f"the library {library} is missing", hint=f"run 'make', or apt-get install {PACKAGES}"))


def library_name(plain: Any, name: str) -> str | None:
    """The file name of a library that the engine needs, without a search; None for any other."""
    return SONAMES.get(name)


class _Unused(types.ModuleType):
    """Replaces a module of fontTools. Any name can be imported from it; using one is an error."""

    __path__: MutableSequence[str] = []  # noqa: RUF012

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (Exception,), {})


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds `_Unused` in place of each module of `patches.STAND_IN`."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(name, self, is_package=True) if name.split(".")[0] == patches.STAND_IN else None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _Unused(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        pass


@contextmanager
def _without_fonttools() -> Iterator[None]:
    finder = _Finder()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


def note_libraries(to: Path) -> None:
    """Write the paths of the system's shared libraries that this process has loaded to the file `to`, one per line."""
    mapped = {line.split(maxsplit=5)[-1] for line in Path("/proc/self/maps").read_text().splitlines() if ".so" in line}
    part = to.with_suffix(f".{os.getpid()}")  # other workers write the same file
    own = (f"{sys.prefix}/", "/lib-dynload/")  # what goes with Python and its packages
    part.write_text("".join(f"{path}\n" for path in sorted(mapped) if path.startswith("/") and not any(place in path for place in own)))
    part.replace(to)


def library_versions() -> dict[str, str]:
    """The versions of the loaded engine's libraries, by name; `load_engine` comes first."""
    import ctypes

    text = ctypes.CDLL(SONAMES["libpango-1.0-0"]).pango_version_string
    text.restype = ctypes.c_char_p
    shaping = ctypes.CDLL(SONAMES["libharfbuzz-0"]).hb_version_string
    shaping.restype = ctypes.c_char_p
    return {"Pango": text().decode(), "HarfBuzz": shaping().decode(), "HarfBuzz-Subset": "present"}
