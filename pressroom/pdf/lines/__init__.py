"""Sets the lines of pages with `composition` instead of the engine's own line breaking.

The engine asks for the lines of a block one after another. The first request sets the whole paragraph, at the width that the layout has
found, and later requests return its finished lines. Everything else, like page breaks and notes, remains the engine's.

`paragraphs` converts the engine's inline boxes to boxes, glue and penalties, with widths from `faces` and `protrusion`.
`compositor` stores the setting of each paragraph. `line_layout` makes its lines, and `expansion` widens or narrows their letters.
`page_attempts` tries several ways to make a page, with lines from the `line_cache`, and `page_ends` decides which one is good. `extent`
measures the length of a chapter.
"""

from __future__ import annotations

from pressroom.pdf.lines.compositor import compositor_for, renew_compositor
from pressroom.pdf.lines.extent import extent

__all__ = ["compositor", "compositor_for", "extent", "line_layout", "page_ends", "renew_compositor"]
