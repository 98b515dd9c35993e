"""The functions that Pressroom replaces in WeasyPrint: all of them, and how they are replaced.

A replacement gets the engine's own function as its first argument. docs/engine.md says what each is for, and how to do without it.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Any

from pressroom.errors import MachineLacks, Problem, WrongUsage

VARIABLE = "PRESSROOM_PLAIN"


@dataclass(frozen=True)
class Patch:
    """A function of the engine and its replacement.

    `part` is its name in `PRESSROOM_PLAIN`. `signature` is the one that the replacement is written for, as `inspect`
    prints it. `replacement` is "module:function".
    """

    part: str
    module: str
    name: str
    signature: str
    replacement: str
    why: str

    @property
    def function(self) -> str:
        """The full name of the engine's function."""
        return f"{self.module}.{self.name}"

    def found(self) -> str:
        """The signature of the function, or "none" if it doesn't exist."""
        try:
            return str(inspect.signature(getattr(importlib.import_module(self.module), self.name)))
        except (ImportError, AttributeError):
            return "none"


PATCHES = (
    Patch(
        "lines",
        "weasyprint.layout.block",
        "iter_line_boxes",
        "(context, box, position_y, bottom_space, skip_stack, containing_block, absolute_boxes, fixed_boxes, first_letter_style,"
        " first_line_style)",
        "pressroom.pdf.lines.line_layout:iter_line_boxes",
        "Paragraphs are set as a whole, and the engine is given their lines one after another; it would break each line by itself.",
    ),
    Patch(
        "lines",
        "weasyprint.draw.text",
        "draw_first_line",
        "(stream, textbox, text_overflow, block_ellipsis, matrix)",
        "pressroom.pdf.engine.lines:draw_first_line",
        "Letters of a justified line are painted a little wider or narrower.",
    ),
    Patch(
        "pages",
        "weasyprint.layout.page",
        "remake_page",
        "(index, context, root_box, html)",
        "pressroom.pdf.lines.page_ends:remake_page",
        "A page whose end is bad is made again with other settings of its paragraphs.",
    ),
    Patch(
        "pages",
        "weasyprint.layout.page",
        "block_level_layout",
        "(context, box, bottom_space, skip_stack, containing_block, page_is_empty=True, absolute_boxes=None, fixed_boxes=None,"
        " adjoining_margins=None, first_letter_style=None, first_line_style=None, discard=False, max_lines=None)",
        "pressroom.pdf.notes.page_notes:block_level_layout",
        "Text and notes are fitted to the page together, and a page can end some lines above its foot; the engine loses and doubles notes.",
    ),
    Patch(
        "tags",
        "weasyprint.pdf",
        "add_tags",
        "(pdf, document, pdf_version, page_streams)",
        "pressroom.pdf.tags:add_tags",
        "The engine's own structure tree breaks paragraphs at pages, and leaves notes where they are painted.",
    ),
    Patch(
        "stylesheets",
        "weasyprint.css",
        "find_stylesheets",
        "(wrapper_element, device_media_type, url_fetcher, base_url, font_config, counter_style, color_profiles, page_rules, layers)",
        "pressroom.pdf.engine.stylesheet_cache:find_stylesheets",
        "Stylesheets and fonts are parsed once for pages that bring the same: half of the time of an edit.",
    ),
)
FIND_LIBRARY = Patch(
    "loading",
    "ctypes.util",
    "find_library",
    "(name)",
    "pressroom.pdf.engine.loading:library_name",
    "The engine's import asks a compiler where each library is, which takes half of it. In force while the engine is imported.",
)
# While the engine is imported, any module of this package is an empty one: it serves only where HarfBuzz-Subset is missing or fonts are
# variable, and takes as long to load as the engine itself.
STAND_IN = "fontTools"
PARTS = tuple(dict.fromkeys(patch.part for patch in PATCHES))


class install:  # noqa: N801 (a context manager, used like a function)
    """Replace functions of the engine inside the `with` statement, and restore them after it.

    Those of the parts in `plain` are left as they are. Raises `MachineLacks`, with a problem for each function whose signature isn't as
    expected, and then replaces none.
    """

    def __init__(self, plain: Collection[str] = (), patches: Collection[Patch] = PATCHES):
        self._patches = [patch for patch in patches if patch.part not in plain]
        self._own: list[tuple[Patch, Any]] = []

    def __enter__(self) -> None:
        changed = [patch for patch in self._patches if patch.found() != patch.signature]
        if changed:
            raise MachineLacks(*map(_changed, changed))
        for patch in self._patches:
            module = importlib.import_module(patch.module)
            own = getattr(module, patch.name)
            self._own.append((patch, own))
            setattr(module, patch.name, partial(_replacement(patch), own))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        while self._own:
            patch, own = self._own.pop()
            setattr(importlib.import_module(patch.module), patch.name, own)


def plain_parts(environment: Mapping[str, str]) -> frozenset[str]:
    """The parts that PRESSROOM_PLAIN leaves to the engine: names from `PARTS`, with commas. Raises `WrongUsage` for any other name."""
    named = frozenset(filter(None, (name.strip() for name in environment.get(VARIABLE, "").split(","))))
    unknown = sorted(named - set(PARTS))
    if unknown:
        raise WrongUsage(Problem("plain-unknown", f"{VARIABLE} names {', '.join(unknown)}", hint=f"it can name {', '.join(PARTS)}"))
    return named


def _replacement(patch: Patch) -> Callable[..., Any]:
    module, _, name = patch.replacement.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function


def _changed(patch: Patch) -> Problem:
    """The problem of a function whose signature isn't as expected."""
    return Problem(
        "engine-changed",
        f"the engine's function {patch.function} has the signature {patch.found()}; Pressroom replaces it where it is {patch.signature}",
        hint=f"see docs/engine.md; {VARIABLE}={patch.part} builds without this replacement",
    )
