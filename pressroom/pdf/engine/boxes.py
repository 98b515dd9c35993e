"""The engine's boxes: the attributes that Pressroom uses, and their kinds. Lengths are in CSS pixels.

The protocols name every attribute of a box that is used outside this folder; mypy refuses any other, and
tests/pdf/engine/test_contracts.py finds each on laid-out boxes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol, TypeGuard
from xml.etree.ElementTree import Element

from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.inline import count_expandable_spaces

POINTS = 0.75  # a CSS pixel in points


class Style(Protocol):
    """The computed values of a box, by the names of CSS properties with underscores."""

    def __getitem__(self, name: str) -> Any: ...


class Box(Protocol):
    """Any box. `link_annotation` is the PDF annotation of a link after the page is painted, or None."""

    element_tag: str
    element: Element
    style: Style
    children: Sequence[Any]
    position_x: float
    position_y: float
    width: float
    height: float
    link_annotation: Any
    is_leader: bool
    is_for_root_element: bool
    colspan: int
    rowspan: int

    def content_box_x(self) -> float: ...
    def content_box_y(self) -> float: ...
    def margin_height(self) -> float: ...
    def is_in_normal_flow(self) -> bool: ...
    def descendants(self) -> Iterator[Any]: ...
    def translate(self, dx: float = 0, dy: float = 0) -> None: ...
    def copy_with_children(self, new_children: list[Any]) -> Any: ...


class TextBox(Box, Protocol):
    """A run of text in one style."""

    text: str

    def copy_with_text(self, text: str) -> TextBox: ...


class LineBox(Box, Protocol):
    """A line. Before the layout, it contains a whole paragraph."""

    text_indent: float
    first_letter_style: Any
    first_line_style: Any


class MarginBox(Box, Protocol):
    """A box in a page's margin, of the at-rule `at_keyword`: "@top-left"."""

    at_keyword: str


class RowGroupBox(Box, Protocol):
    """A table's head, body or foot."""

    is_header: bool
    is_footer: bool


def is_text(box: Box) -> TypeGuard[TextBox]:
    return isinstance(box, boxes.TextBox)


def is_line(box: Box) -> TypeGuard[LineBox]:
    return isinstance(box, boxes.LineBox)


def is_inline(box: Box) -> bool:
    """Whether it is an inline box, or of a subclass."""
    return isinstance(box, boxes.InlineBox)


def is_running_inline(box: Box) -> bool:
    """Whether it is a plain inline box in the normal flow, and not a leader."""
    return type(box) is boxes.InlineBox and box.is_in_normal_flow() and not box.is_leader


def is_picture(box: Box) -> bool:
    """Whether its content comes from elsewhere: a picture, a drawing."""
    return isinstance(box, boxes.ReplacedBox)


def is_block_picture(box: Box) -> bool:
    return isinstance(box, boxes.BlockReplacedBox)


def is_parent(box: Box) -> bool:
    """Whether it is of a kind that can have children."""
    return isinstance(box, boxes.ParentBox)


def is_block(box: Box) -> bool:
    return isinstance(box, boxes.BlockBox)


def is_block_of_class(box: Box, name: str) -> bool:
    """Whether it is the block of an element that has this class."""
    return isinstance(box, boxes.BlockLevelBox) and box.element is not None and name in (box.element.get("class") or "").split()


def is_table(box: Box) -> bool:
    return isinstance(box, boxes.TableBox)


def is_row_group(box: Box) -> TypeGuard[RowGroupBox]:
    return isinstance(box, boxes.TableRowGroupBox)


def is_row(box: Box) -> bool:
    """Whether it is a table's row."""
    return isinstance(box, boxes.TableRowBox)


def is_cell(box: Box) -> bool:
    return isinstance(box, boxes.TableCellBox)


def is_margin_box(box: Box) -> TypeGuard[MarginBox]:
    return isinstance(box, boxes.MarginBox)


def is_note_area(box: Box) -> bool:
    """Whether it contains the notes of a page."""
    return isinstance(box, boxes.FootnoteAreaBox)


def is_note_call(box: Any) -> bool:
    return box.footnote is not None


def flow(page: Box) -> Box:
    """The content between the margins of a page, without its notes."""
    return page.children[0]  # type: ignore[no-any-return]


def note_areas(page: Box) -> list[Box]:
    """The boxes for the notes of a page. They have no children if there are no notes."""
    return [box for box in page.children if is_note_area(box)]


def unwrapped(box: Box) -> Box:
    """The box itself, or the absolutely positioned box that it is a placeholder for."""
    return box._box if isinstance(box, AbsolutePlaceholder) else box


def replace_contents(page: Box, by: Box) -> None:
    """Replace the contents of `page` with those of `by`, for a page that the engine has already accepted."""
    vars(page).update(vars(by))


def pseudo_element(box: Box) -> str:
    """The pseudo-element that a box belongs to, for example "marker"; empty if it belongs to the element itself."""
    return str(box.element_tag).partition("::")[2]


def is_repeated_head(box: Box) -> bool:
    """Whether it is the head or foot of a table, which are repeated on each page."""
    return is_row_group(box) and (box.is_header or box.is_footer)


def custom_property(style: Style, name: str) -> Sequence[Any] | None:
    """The tokens of the custom property `--name`, or None if it isn't set."""
    tokens: Sequence[Any] | None = style[f"__{name.replace('-', '_')}"]
    return tokens


def custom_length(style: Style, name: str) -> float:
    """The length in pt that the custom property `--name` gives, in px; 0 where it gives none."""
    tokens = custom_property(style, name) or ()
    lengths = [float(token.value) / POINTS for token in tokens if token.type == "dimension" and token.unit == "pt"]
    return sum(lengths)


def given_margin_top(box: Box) -> float:
    """The specified top margin of a box; 0 if it isn't a length."""
    return float(getattr(box.style["margin_top"], "value", 0))


def given_spacing(box: Box, side: str) -> float:
    """The sum of the specified margin, padding and border of a box at a side ("left"), as far as they are lengths."""
    lengths: Iterator[Any] = (box.style[f"{kind}_{side}"] for kind in ("margin", "padding"))
    border: float = box.style[f"border_{side}_width"]
    return sum(value.value if getattr(value, "unit", None) == "px" else 0.0 for value in lengths) + border


def remove_spacing(box: Box, sides: Sequence[str]) -> None:
    """Remove margin, padding and border at these sides from the style of a box, before the layout resolves them."""
    style: Any = box.style
    box.style = style = style.copy()
    for side in sides:
        for name in (f"margin_{side}", f"padding_{side}"):
            style[name] = INITIAL_VALUES[name]
        style[f"border_{side}_width"] = 0


def spaces(box: TextBox) -> int:
    """The number of characters that stretch or shrink when a line is justified."""
    return count_expandable_spaces(box)  # type: ignore[no-any-return]


def widen_spaces(box: TextBox, by: float) -> None:
    """Make each space of a laid-out text box wider when it is painted."""
    text: Any = box
    text.justification_spacing = text.pango_layout.justification_spacing = by
