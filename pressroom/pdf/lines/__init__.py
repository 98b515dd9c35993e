"""The lines of the page, set by `composition` instead of the engine's own breaks.

The engine asks for the lines of a block one after another. Here the first question sets the whole paragraph, at the width that the
layout has found for it, and the answers are its finished lines; page breaks, notes and everything else go on as they do. The
HTML knows nothing of it.

`paragraphs` makes boxes, glue and penalties of the engine's inline boxes, with the widths that `faces` gives and what `protrusion` lets
hang; `compositor` keeps each paragraph's setting; `line_layout` makes its lines, whose letters `expansion` opens and closes;
`page_attempts` makes one page again and again, from the `line_cache` where it can, and `page_ends` decides when one is good; `extent`
measures what it all takes.
"""

from __future__ import annotations

from pressroom.pdf.lines.compositor import compositor_for, renew_compositor
from pressroom.pdf.lines.extent import extent

__all__ = ["compositor_for", "extent", "line_layout", "page_ends", "renew_compositor"]
