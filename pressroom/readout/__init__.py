"""A finished PDF read back, for whoever examines it; nothing is taken from what its maker says of it.

`read` gives its words in their logical order, as `reading`, `canvas` and `fonts` find them. `survey` gives all else that a preflight
asks, as plain facts: `painting` follows what the pages paint, with `colours` and `images`; `structure` what the tags say. `sayings`
gives all that any finished file says, seen or unseen, for those who look for what must not be there.
"""

from pressroom.readout.canvas import Frame
from pressroom.readout.colours import PLATES
from pressroom.readout.fonts import Face, foreign_fonts
from pressroom.readout.paint import Paint
from pressroom.readout.raster import looks
from pressroom.readout.reading import FontUse, Line, Readout, Run, read
from pressroom.readout.sayings import Saying, sayings
from pressroom.readout.survey import Leaf, Survey, survey

__all__ = [
    "PLATES",
    "Face",
    "FontUse",
    "Frame",
    "Leaf",
    "Line",
    "Paint",
    "Readout",
    "Run",
    "Saying",
    "Survey",
    "foreign_fonts",
    "looks",
    "read",
    "sayings",
    "survey",
]
