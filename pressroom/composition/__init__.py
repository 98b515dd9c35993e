"""Setting lines as a compositor does: the whole paragraph is weighed before its first line is broken.

The method is Knuth's and Plass's ("Breaking Paragraphs into Lines", Software: Practice and Experience 11, 1981). A paragraph is a row of
*boxes* (what has ink: pieces of words), *glue* (spaces, each with a natural width, by which it may stretch, by which it may shrink) and
*penalties* (places where a break costs something, and may add a hyphen). A line may be broken at glue that follows a box, or at a
penalty. A line's *adjustment ratio* says how far its glue is stretched (positive) or shrunk (negative, no further than -1); its
*badness* grows with the cube of it. *Demerits* are the square of badness with what a break costs, more for two hyphens running, for a
hyphen on the last line but one, for lines of far *fitness classes* (tight, decent, loose, very loose) one after another, for the same
word at the beginning or end of two lines running, for a short last line. The setting with the fewest demerits in all is found by
dynamic programming: for each place where a line may break, the best way to get there is kept for each state that matters later.

Passes, each less strict: without hyphens; with hyphens and lines within *tolerance*; lines that are just bearable, where else there would
be a grave *fault* (a hyphen below another, a short last line); at last whatever can be had, which is reported. *Looseness* asks for so
many lines more (or fewer) than the best setting has.

Two things go beyond that paper, both from Hàn Thế Thành, "Micro-typographic extensions to the TeX typesetting system" (2000): letters
give way too, by no more than 2% of their width, which readers do not see (*expansion*); and signs of little ink hang into the margin by
a share of their width, so that the edges look straight (*protrusion*).

`items` names the parts, `places` says where lines may break, `breaking` finds the best breaks, `weighing` says what is bad, `hyphens`
asks the dictionaries, `measuring` asks HarfBuzz for widths. Nothing here knows of pages or of the engine.
"""

from pressroom.composition import weighing
from pressroom.composition.breaking import EPSILON, Line, Manner, Setting, set_paragraph
from pressroom.composition.hyphens import hyphenation
from pressroom.composition.items import FORBIDDEN, Box, Glue, Item, Penalty
from pressroom.composition.measuring import Face
from pressroom.composition.strain import Strain

__all__ = [
    "EPSILON",
    "FORBIDDEN",
    "Box",
    "Face",
    "Glue",
    "Item",
    "Line",
    "Manner",
    "Penalty",
    "Setting",
    "Strain",
    "copyfit",
    "hyphenation",
    "measuring",
    "set_paragraph",
    "weighing",
]
