"""Fills the structure tree from the engine's boxes, page by page."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from pressroom.pdf.engine import boxes, document, log, objects
from pressroom.pdf.engine.boxes import POINTS, Box, TextBox
from pressroom.pdf.engine.document import Page
from pressroom.pdf.engine.objects import Array, Dictionary, Pdf, String
from pressroom.pdf.tags import roles
from pressroom.pdf.tags.tree import Run, Tree

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]")
NO_SPACE_AFTER = re.compile("[\\s\u2010\u200b]$|(?<=\\S)[-\u2013\u2014/]$")  # a line's end where a word goes on, or that has its space
BLANK = " \t\n\r\u200b"

Artifact = dict[str, str]
Fate = Run | Artifact


class BoxReader:
    """Reads the pages in order into `tree`. `pdf` is the file in which they are painted."""

    def __init__(self, tree: Tree, pdf: Pdf):
        self.tree = tree
        self._pdf = pdf
        self._heads: dict[Element, int] = {}
        self._ends: dict[Element, tuple[Run, bool]] = {}
        self._line: Element | None = None
        self._last: Run | None = None

    def read(self, number: int, page: Page, painted: dict[Box, int]) -> dict[int, Fate]:
        """The fate of each run of page `number`, by its number in the page's stream: a run of the tree, or the properties of an artifact.

        `painted` has the number of each box that is painted as a run. A run that is not in the result is an artifact that
        needs no properties.
        """
        self._number, self._page, self._painted = number, page, painted
        self._fates: dict[int, Fate] = {}
        self._last = None
        self._read(document.page_box(page), None)
        return self._fates

    def _read(self, box: Box, artifact: Artifact | None) -> None:
        box = boxes.unwrapped(box)
        artifact = self._artifact(box) if artifact is None else artifact
        if artifact is None:
            self._place(box)
        else:
            self._decide(box, artifact)
            self._unlink(box)
        for child in box.children:
            self._read(child, artifact)

    def _decide(self, box: Box, fate: Fate) -> None:
        if box in self._painted:
            self._fates[self._painted[box]] = fate

    def _artifact(self, box: Box) -> Artifact | None:
        """The properties of an artifact (ISO 32000-1, 14.8.2.2): margin boxes, fixed boxes, leaders, repeated heads."""
        if boxes.is_margin_box(box):
            subtype = {"top": "/Header", "bottom": "/Footer"}.get(box.at_keyword[1:].split("-")[0])
            return {"Type": "/Pagination"} | ({"Subtype": subtype} if subtype else {})
        if box.is_leader:
            return {"Type": "/Layout"}
        if box.style["position"] == "fixed" or (
            boxes.is_repeated_head(box) and self._heads.setdefault(box.element, self._number) != self._number
        ):
            return {"Type": "/Pagination"}
        return None

    def _place(self, box: Box) -> None:
        if boxes.is_text(box):
            self._text(box)
        elif boxes.is_picture(box):
            self._picture(box)
        elif boxes.is_line(box):
            self._new_line(box)
        elif boxes.is_cell(box) and box.element_tag in ("td", "th"):
            self._cell(box)
        elif boxes.pseudo_element(box) == "footnote-call" and not box.children:
            self.tree.node(box.element)  # what is set at the foot of a page without a call belongs where the HTML has it
        if box.link_annotation:
            self._link(box)

    def _text(self, box: TextBox) -> None:
        blank = not box.text.strip(BLANK)
        if blank or box.style["visibility"] != "visible" or box not in self._painted:
            if box.text and blank and self._last is not None:
                self._last.gap = True
            return
        match boxes.pseudo_element(box):
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

    def _number_list(self, box: Box) -> None:
        listing = self.tree.list_of(box.element)
        if listing is not None:
            numbering = roles.numbering(listing, box.style["list_style_type"])
            self.tree.node(listing).entries["A"]["ListNumbering"] = f"/{numbering}"

    def _picture(self, box: Box) -> None:
        """Read a picture. One without a description is decorative, and so is one from a stylesheet."""
        element = box.element
        if roles.TYPES.get(box.element_tag) != "Figure":
            return
        if element.tag == "img" and "alt" not in element.attrib:
            log.error("The image %s has no alt attribute", element.get("src", "")[:60])
        words = roles.description(element)
        if not words:
            return
        node = self.tree.node(element)
        left, top = box.content_box_x(), box.content_box_y()
        corners = (left, self._page.height - top - box.height, left + box.width, self._page.height - top)
        box_in_points = Array(round(corner * POINTS, 3) for corner in corners)
        placement = {"Placement": "/Block"} if boxes.is_block_picture(box) else {}
        node.entries |= {"Alt": String(words), "A": Dictionary({"O": "/Layout", **placement, "BBox": box_in_points})}
        self._decide(box, node.run(self._number))

    def _new_line(self, box: Box) -> None:
        """End the previous line of the same block with a space, unless it was broken inside a word."""
        self._line = box.element
        run, spaced = self._ends.get(box.element, (None, False))
        if run is not None and spaced:
            run.gap = True

    def _cell(self, box: Box) -> None:
        """Add the cell, even if it is empty, since all rows of a table have the same length."""
        node = self.tree.node(box.element)
        attributes = Dictionary({"O": "/Table"})
        if box.colspan != 1:
            attributes["ColSpan"] = box.colspan
        if box.rowspan != 1:
            attributes["RowSpan"] = box.rowspan
        if node.type == "TH":
            attributes["Scope"] = f"/{self.tree.scope(box.element)}"
        if len(attributes) > 1:
            node.entries["A"] = attributes

    def _link(self, box: Box) -> None:
        """Only the boxes of the link itself can be clicked. Annotations that the engine makes for boxes inside them are removed."""
        annotation = box.link_annotation
        node = self.tree.link_of(box.element)
        if node is None:
            log.error("Only an element a can be a link, not %s", box.element_tag)
        elif box.element_tag == "a":
            words = " ".join("".join(box.element.itertext()).split())
            if words:
                annotation["Contents"] = String(words)
            node.targets.append((self._number, annotation))
        else:
            self._unlink(box)

    def _unlink(self, box: Box) -> None:
        if box.link_annotation:
            page = objects.pages(self._pdf)[self._number]
            page["Annots"].remove(box.link_annotation.reference)
            box.link_annotation.clear()
