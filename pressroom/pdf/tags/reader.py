"""Fills the structure tree from the engine's boxes, page by page."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.logger import LOGGER

from pressroom.pdf.tags import roles
from pressroom.pdf.tags.tree import Run, Tree

POINTS = 0.75  # a CSS pixel in points
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]")
NO_SPACE_AFTER = re.compile("[\\s\u2010\u200b]$|(?<=\\S)[-\u2013\u2014/]$")  # a line's end where a word goes on, or that has its space
BLANK = " \t\n\r\u200b"

Artifact = dict[str, str]
Fate = Run | Artifact


class Reader:
    """Reads the pages in their order into `tree`; `pdf` is the file they are painted in."""

    def __init__(self, tree: Tree, pdf: Any):
        self.tree = tree
        self._pdf = pdf
        self._heads: dict[Element, int] = {}
        self._ends: dict[Element, tuple[Run, bool]] = {}
        self._line: Element | None = None
        self._last: Run | None = None

    def read(self, number: int, page: Any, painted: dict[Any, dict[str, Any]]) -> dict[int, Fate]:
        """What becomes of the runs of page `number`, by their number in the page's stream: a run of the tree, or an artifact's properties.

        `painted` has the engine's number of each box that is painted as a run. A run that is not in the result is an artifact that
        needs no properties.
        """
        self._number, self._page, self._painted = number, page, painted
        self._fates: dict[int, Fate] = {}
        self._last = None
        self._read(page._page_box, None)
        return self._fates

    def _read(self, box: Any, artifact: Artifact | None) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        artifact = self._artifact(box) if artifact is None else artifact
        if artifact is None:
            self._place(box)
        else:
            self._decide(box, artifact)
            self._unlink(box)
        for child in box.children:
            self._read(child, artifact)

    def _decide(self, box: Any, fate: Fate) -> None:
        if box in self._painted:
            self._fates[self._painted[box]["mcid"]] = fate

    def _artifact(self, box: Any) -> Artifact | None:
        """The properties of what furnishes the page (ISO 32000-1, 14.8.2.2): margin boxes, fixed boxes, leaders, repeated heads."""
        if isinstance(box, boxes.MarginBox):
            subtype = {"top": "/Header", "bottom": "/Footer"}.get(box.at_keyword[1:].split("-")[0])
            return {"Type": "/Pagination"} | ({"Subtype": subtype} if subtype else {})
        if box.is_leader:
            return {"Type": "/Layout"}
        repeats = isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer)
        if box.style["position"] == "fixed" or (repeats and self._heads.setdefault(box.element, self._number) != self._number):
            return {"Type": "/Pagination"}
        return None

    def _place(self, box: Any) -> None:
        match box:
            case boxes.TextBox():
                self._text(box)
            case boxes.ReplacedBox():
                self._picture(box)
            case boxes.LineBox():
                self._new_line(box)
            case boxes.TableCellBox() if box.element_tag in ("td", "th"):
                self._cell(box)
            case _ if str(box.element_tag).endswith("::footnote-call") and not box.children:
                self.tree.node(box.element)  # what is set at the foot of a page without a call belongs where the HTML has it
        if box.link_annotation:
            self._link(box)

    def _text(self, box: Any) -> None:
        blank = not box.text.strip(BLANK)
        if blank or box.style["visibility"] != "visible" or box not in self._painted:
            if box.text and blank and self._last is not None:
                self._last.gap = True
            return
        match str(box.element_tag).partition("::")[2]:
            case "marker":
                node = self.tree.label(box.element)
                self._number_list(box)
            case "footnote-marker":
                node = self.tree.label(box.element)
            case "footnote-call":
                node = self.tree.reference(box.element)
            case _:
                node = self.tree.content(box.element)
        run = node.run(self._number, box.text if RIGHT_TO_LEFT.search(box.text) else "")
        self._last = None if box.text[-1].isspace() else run
        self._decide(box, run)
        if self._line is not None:
            self._ends[self._line] = (run, NO_SPACE_AFTER.search(box.text) is None)

    def _number_list(self, box: Any) -> None:
        listing = self.tree.list_of(box.element)
        if listing is not None:
            numbering = roles.numbering(listing, box.style["list_style_type"])
            self.tree.node(listing).entries["A"]["ListNumbering"] = f"/{numbering}"

    def _picture(self, box: Any) -> None:
        """A picture that says nothing is decoration, and so is one that a stylesheet adds."""
        element = box.element
        if roles.TYPES.get(box.element_tag) != "Figure":
            return
        if element.tag == "img" and "alt" not in element.attrib:
            LOGGER.error("The image %s has no alt attribute", element.get("src", "")[:60])
        words = roles.description(element)
        if not words:
            return
        node = self.tree.node(element)
        left, top = box.content_box_x(), box.content_box_y()
        corners = (left, self._page.height - top - box.height, left + box.width, self._page.height - top)
        box_in_points = pydyf.Array(round(corner * POINTS, 3) for corner in corners)
        placement = {"Placement": "/Block"} if isinstance(box, boxes.BlockReplacedBox) else {}
        node.entries |= {"Alt": pydyf.String(words), "A": pydyf.Dictionary({"O": "/Layout", **placement, "BBox": box_in_points})}
        self._decide(box, node.run(self._number))

    def _new_line(self, box: Any) -> None:
        """The line before, in the same block, ended with a space, unless it was broken within a word."""
        self._line = box.element
        run, spaced = self._ends.get(box.element, (None, False))
        if run is not None and spaced:
            run.gap = True

    def _cell(self, box: Any) -> None:
        """Cells are in the tree even where they are empty: a table's rows are equally long."""
        node = self.tree.node(box.element)
        attributes = pydyf.Dictionary({"O": "/Table"})
        if box.colspan != 1:
            attributes["ColSpan"] = box.colspan
        if box.rowspan != 1:
            attributes["RowSpan"] = box.rowspan
        if node.type == "TH":
            attributes["Scope"] = f"/{self.tree.scope(box.element)}"
        if len(attributes) > 1:
            node.entries["A"] = attributes

    def _link(self, box: Any) -> None:
        """A link's own boxes are where it can be clicked; the engine makes annotations of the boxes within these, too: they go."""
        annotation = box.link_annotation
        node = self.tree.link_of(box.element)
        if node is None:
            LOGGER.error("Only an element a can be a link, not %s", box.element_tag)
        elif box.element_tag == "a":
            words = " ".join("".join(box.element.itertext()).split())
            if words:
                annotation["Contents"] = pydyf.String(words)
            node.targets.append((self._number, annotation))
        else:
            self._unlink(box)

    def _unlink(self, box: Any) -> None:
        if box.link_annotation:
            page = self._pdf.objects[int(self._pdf.page_references[self._number].split()[0])]
            page["Annots"].remove(box.link_annotation.reference)
            box.link_annotation.clear()
