"""The stage from two versions of a chapter to its redline: what was deleted, inserted, edited and moved, word by word.

1. `reading` takes prose apart into words, each with its emphasis, links and calls of notes.
2. `units` lists the paragraphs, headings, notes, rows of tables … of a version, in reading order.
3. `aligning` says which unit of the one version is which of the other.
4. `comparing` finds the words that changed inside a unit.
5. `merging` writes both versions as one sequence of entries, in reading order.
6. `setting` gives the words of an entry as HTML, `listing` says what a change is, `sheet` has what the change sheet's template prints.
7. `repaging` says which pages look otherwise.
"""

from pressroom.redline.diff.listing import pages, record, what, where
from pressroom.redline.diff.merging import Entry, Redline, redline
from pressroom.redline.diff.repaging import Repaged, repaged
from pressroom.redline.diff.sheet import changes, parts
from pressroom.redline.diff.units import Pages, Unit, Version, units

__all__ = [
    "Entry",
    "Pages",
    "Redline",
    "Repaged",
    "Unit",
    "Version",
    "changes",
    "pages",
    "parts",
    "record",
    "redline",
    "repaged",
    "units",
    "what",
    "where",
]
