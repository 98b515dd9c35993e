"""Patches WeasyPrint 70.0, which loses the notes of a line that fits only because earlier notes were moved to the next page.

If a line does not fit at the foot of a page, and the page can't end before it, the engine moves notes to the next page until it fits.
It then ends the page without the notes that the line itself calls, and they are on no later page either.
docs/engine.md describes this for the engine's maintainers, and says when to remove this module.
"""

from __future__ import annotations

from typing import Any


def linebox_layout(plain: Any, context: Any, box: Any, index: int, child: Any, new_children: list[Any], *arguments: Any) -> Any:
    """Lay out the lines of a block and add them to `new_children`.

    The second value returned says whether the page ends after these lines.
    """
    result = plain(context, box, index, child, new_children, *arguments)
    _, page_ends, *_ = result
    if page_ends and new_children and context.reported_footnotes:
        _move_on(context, new_children[-1])
    return result


def _move_on(context: Any, line: Any) -> None:
    """Move the notes of a line that were not laid out to the next page, after those already moved there, which keeps their order."""
    for box in line.descendants():
        if box.footnote in context.footnotes:
            context.footnotes.remove(box.footnote)
            context.reported_footnotes.append(box.footnote)
