"""Finished files read back, for whoever examines them; nothing is taken from what their maker says of them.

`read_pdf` gives a PDF's words in their logical order. `survey` gives all else that a preflight asks, as plain facts. Both have a
`machine` follow what the pages say (`instructions`, `resources`); `words` and `paints` hear what it shows, `tags` reads the structure.
`strings` gives all that any finished file says, seen or unseen, for those who look for what must not be there. `drawing` draws pages.
"""

from pressroom.readback.colours import PLATES
from pressroom.readback.fonts import Face, foreign_fonts
from pressroom.readback.machine import Frame
from pressroom.readback.paints import Paint
from pressroom.readback.strings import FoundString, strings
from pressroom.readback.survey import Leaf, Survey, survey
from pressroom.readback.text import FontUse, Line, Readback, Run, read_pdf

__all__ = [
    "PLATES",
    "Face",
    "FontUse",
    "FoundString",
    "Frame",
    "Leaf",
    "Line",
    "Paint",
    "Readback",
    "Run",
    "Survey",
    "drawing",
    "foreign_fonts",
    "html",
    "read_pdf",
    "strings",
    "survey",
]
