"""From two versions of a chapter to its redline: what was deleted, inserted, edited and moved, word by word.

1. `tokens` splits prose into words, each with its emphasis, links and note calls.
2. `units` lists the paragraphs, headings, notes, table rows … of a version, in reading order.
3. `aligning` matches the units of the two versions.
4. `comparing` finds the words that changed inside a unit.
5. `merging` merges both versions into one sequence of entries, in reading order.
6. `setting` writes the words of an entry as HTML, `listing` describes a change, `sheet` prepares the values of the change sheet's template.
7. `repaging` finds the pages that look different.
"""

from pressroom.redline.diff.listing import on_pages, record, what, where
from pressroom.redline.diff.merging import Redline, redline
from pressroom.redline.diff.repaging import Repaged, edited_pages, repaged
from pressroom.redline.diff.sheet import changes, parts
from pressroom.redline.diff.units import Pages, Unit, Version, units

__all__ = [
    "Pages",
    "Redline",
    "Repaged",
    "Unit",
    "Version",
    "changes",
    "edited_pages",
    "on_pages",
    "parts",
    "record",
    "redline",
    "repaged",
    "units",
    "what",
    "where",
]
