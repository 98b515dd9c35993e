"""The contact block goes to the foot of the last page.

CSS has no way to say it: there is no selector for a last page, and a note-like block breaks pages badly in WeasyPrint 70. So the block is
laid out behind the text, kept together with its end, and then moved down by the room that is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

CONTACT = "contact"  # the class of the block in templates/contact.html


def sink_contact(document: Any) -> None:
    """Moves the contact block on the last page of a laid-out `weasyprint.Document` to the foot of its type area, above any notes."""
    page = document.pages[-1]._page_box
    for block in contacts(page.children[0]):
        notes = sum(child.margin_height() for child in page.children if type(child).__name__ == "FootnoteAreaBox")
        foot = page.content_box_y() + page.height - notes
        block.translate(dy=max(0, foot - block.position_y - block.margin_height()))


def contacts(flow: Any) -> Iterator[Any]:
    """The contact block in a page's flow, if it is there."""
    return (box for box in flow.descendants() if _is_contact(box))


def _is_contact(box: Any) -> bool:
    return box.element is not None and box.element_tag == "footer" and CONTACT in box.element.get("class", "").split()
