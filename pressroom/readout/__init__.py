"""A finished PDF read back, for whoever examines it; nothing is taken from what its maker says of it.

`read` gives its words in their logical order, as `reading`, `canvas` and `fonts` find them. `survey` gives all else that a preflight
asks, as plain facts: `painting` follows what the pages paint, with `colours` and `images`; `structure` what the tags say.
"""

from pressroom.readout.canvas import Frame
from pressroom.readout.fonts import Face, foreign_fonts
from pressroom.readout.paint import Paint
from pressroom.readout.reading import FontUse, Readout, Run, opened, read
from pressroom.readout.survey import Leaf, Survey, survey

__all__ = ["Face", "FontUse", "Frame", "Leaf", "Paint", "Readout", "Run", "Survey", "foreign_fonts", "opened", "read", "survey"]
