"""A finished PDF read back, for whoever examines it; nothing is taken from what its maker says of it.

`reading` gives the words in their logical order, with `canvas` for the content streams and `fonts` for what the glyphs stand for.
"""

from pressroom.readout.fonts import Face, foreign_fonts
from pressroom.readout.reading import FontUse, Readout, Run, read

__all__ = ["Face", "FontUse", "Readout", "Run", "foreign_fonts", "read"]
