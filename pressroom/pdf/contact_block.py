"""Moves the contact block to the foot of the last page.

CSS can't: it has no selector for a last page, and a block set like a footnote breaks pages badly in WeasyPrint 70. So the block is laid out
after the text, on the same page as its end, and then moved down by the space that is left.
"""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.pdf.engine import boxes, document
from pressroom.pdf.engine.boxes import Box
from pressroom.pdf.engine.document import Document

CONTACT = "contact"  # the class of the block in templates/contact.html


def sink_contact(laid_out: Document) -> None:
    """Moves the contact block on the last page of a laid-out document to the foot of its type area, above any notes."""
    for page in reversed(document.page_boxes(laid_out)):  # the rest of a long note may stand on pages behind it
        for block in contacts(boxes.flow(page)):
            notes = sum(area.margin_height() for area in boxes.note_areas(page))
            foot = page.content_box_y() + page.height - notes
            block.translate(dy=max(0, foot - block.position_y - block.margin_height()))
            return


def contacts(flow: Box) -> Iterator[Box]:
    """The contact block in a page's flow, if it is there."""
    return (box for box in flow.descendants() if is_contact(box))


def is_contact(box: Box) -> bool:
    """Whether it is the contact block."""
    return box.element is not None and box.element_tag == "footer" and CONTACT in box.element.get("class", "").split()
