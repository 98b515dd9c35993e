"""A finished PDF read back, for whoever examines it; nothing is taken from what its maker says of it.

`read` gives its words in their logical order, as `reading`, `canvas` and `fonts` find them. `survey` gives all else that a preflight
asks, as plain facts: `painting` follows what the pages paint, with `colours` and `images`; `structure` what the tags say. `strings`
gives all that any finished file says, seen or unseen, for those who look for what must not be there.
"""

from pressroom.readback.canvas import Frame
from pressroom.readback.colours import PLATES
from pressroom.readback.fonts import Face, foreign_fonts
from pressroom.readback.paint import Paint
from pressroom.readback.raster import looks
from pressroom.readback.strings import FoundString, strings
from pressroom.readback.survey import Leaf, Survey, survey
from pressroom.readback.text import FontUse, Line, Readback, Run, read

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
    "looks",
    "read",
    "strings",
    "survey",
]
