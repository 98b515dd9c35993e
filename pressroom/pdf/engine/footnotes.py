"""WeasyPrint 70.0 loses the notes of a line that fits only because earlier notes were moved to the next page; here they follow those.

Where a line does not fit at the foot of a page, and the page can't end before it, the engine moves notes to the next page until it fits.
It then ends the page without looking at the notes that the line itself calls, and no later page looks at them either.
docs/engine.md describes this for the engine's maintainers, and when this module can go.
"""

from __future__ import annotations

from typing import Any


def linebox_layout(plain: Any, context: Any, box: Any, index: int, child: Any, new_children: list[Any], *arguments: Any) -> Any:
    """Lays out the lines of a block and adds them to `new_children`.

    The second value returned says whether the page ends behind these lines.
    """
    result = plain(context, box, index, child, new_children, *arguments)
    _, page_ends, *_ = result
    if page_ends and new_children and context.reported_footnotes:
        _move_on(context, new_children[-1])
    return result


def _move_on(context: Any, line: Any) -> None:
    """Moves the notes of a line that are not laid out to the next page, behind the others that go there: so they keep their order."""
    for box in line.descendants():
        if box.footnote in context.footnotes:
            context.footnotes.remove(box.footnote)
            context.reported_footnotes.append(box.footnote)
