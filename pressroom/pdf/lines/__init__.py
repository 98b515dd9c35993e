"""The lines of the page, set by `composition` instead of the engine's own breaks.

The engine asks for the lines of a block one after another. Here the first question sets the whole paragraph, at the width that the
layout has found for it, and the answers are its finished lines; page breaks, notes and everything else go on as they do. The
HTML knows nothing of it.

`reading` makes boxes, glue and penalties of the engine's inline boxes, with the widths that `faces` gives and what `protrusion` lets
hang; `compositor` keeps each paragraph's setting; `laying` makes its lines; `painting` opens and closes letters; `notes` keeps notes that
the engine would lose; `maker` makes one page, of what is `standing` where it was made before, and `pages` has their ends mended; `fitting`
measures what it all takes.
"""

from __future__ import annotations

from pressroom.pdf.lines.compositor import compose_anew, compositor_for
from pressroom.pdf.lines.fitting import extent
from pressroom.pdf.lines.laying import install

__all__ = ["compose_anew", "compositor_for", "extent", "install"]
