"""Breaks paragraphs into lines, considering the whole paragraph before breaking its first line.

The method is that of Knuth and Plass ("Breaking Paragraphs into Lines", Software: Practice and Experience 11, 1981). A paragraph is a
sequence of *boxes* (pieces of words, which have ink), *glue* (spaces, each with a natural width and amounts by which it can stretch and
shrink) and *penalties* (places where a break has a cost, and may add a hyphen). A line may be broken at glue that follows a box, or at a
penalty. A line's *adjustment ratio* says how far its glue is stretched (positive) or shrunk (negative, at least -1); its *badness* grows
with the cube of the ratio. *Demerits* are the square of the badness and the cost of the break, with additions for a hyphen on the last line
but one and for neighbouring lines of distant *fitness classes* (tight, decent, loose, very loose). *Defects* count before demerits: hyphens
on consecutive lines, the same word at the beginning or end of two consecutive lines, a short last line. Dynamic programming finds the
setting with the fewest of both: for each possible break, it keeps the best way to get there in each state that can affect later lines.

The passes become less strict: without hyphens; with hyphens, and lines within *tolerance*; with lines that are just acceptable, if there
would otherwise be a serious defect (a hyphen below another, a short last line); finally without limits, which is reported. *Looseness* is
the number of lines to add to (or remove from) the best setting.

Two things go beyond that paper, both from Hàn Thế Thành, "Micro-typographic extensions to the TeX typesetting system" (2000): letters
expand and shrink too, by at most 2% of their width, which readers do not notice (*expansion*); and characters with little ink hang into
the margin by a share of their width, so that the edges look straight (*protrusion*).

`items` defines the parts, `breakpoints` finds where lines may break, `breaking` finds the best breaks, `scoring` says what is bad about a
line, `hyphens` looks words up in dictionaries, `measuring` gets widths from HarfBuzz. No module here depends on pages or on the engine.
"""

from pressroom.composition import scoring
from pressroom.composition.bad_lines import BadLines
from pressroom.composition.breaking import EPSILON, Line, Options, Setting, set_paragraph
from pressroom.composition.hyphens import hyphenation
from pressroom.composition.items import FORBIDDEN, Box, Glue, Item, Penalty
from pressroom.composition.measuring import Face

__all__ = [
    "EPSILON",
    "FORBIDDEN",
    "BadLines",
    "Box",
    "Face",
    "Glue",
    "Item",
    "Line",
    "Options",
    "Penalty",
    "Setting",
    "copyfit",
    "hyphenation",
    "scoring",
    "set_paragraph",
]
